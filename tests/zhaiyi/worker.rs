//! The worker: a line in, a line out, in order, at once, whatever is in the line.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::stage::{Stage, lasting};

const TEXT: &str = "The forum was held in Dalian on May 16. It drew 420 people.";

#[test]
fn one_line_out_for_each_line_in_and_in_order() {
    let stage = Stage::new();
    let line = |n: usize| json!({"id": n, "text": format!("Meeting {n} was held on May {}.", n % 28 + 1)});
    let input: String = (0..200).map(|n| format!("{}\n", line(n))).collect();
    for threads in [1, 4] {
        let args = format!("worker --summarize --translate --to zh --threads {threads} --no-cache");
        let records = stage.feed(&args, &input).code(0).records();
        let ids: Vec<Value> = records.iter().map(|record| record["id"].clone()).collect();
        assert_eq!(ids, (0..200).map(Value::from).collect::<Vec<_>>(), "{threads} threads");
        for (n, record) in records.iter().enumerate() {
            for made in [&record["summaries"]["zh"], &record["translations"]["zh"]] {
                let text = made["text"].as_str().expect("a text");
                assert!(text.contains(&format!("5月{}日", n % 28 + 1)), "{text}");
            }
        }
    }
}

/// An answer is there before the next question is asked: the worker can sit in the middle of another program.
#[test]
fn it_answers_at_once() {
    let stage = Stage::new();
    for threads in [1, 4] {
        let args = format!("worker --to zh --threads {threads}");
        let mut child = stage.command(&args).stdin(Stdio::piped()).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        for id in ["a", "b", "c"] {
            writeln!(stdin, "{}", json!({"id": id, "text": TEXT})).expect("it listens");
            let mut answer = String::new();
            stdout.read_line(&mut answer).expect("it answers");
            let record: Value = serde_json::from_str(&answer).expect("a record");
            assert_eq!(record["id"], id);
        }
        drop(stdin);
        assert!(child.wait().expect("it ends").success());
    }
}

#[test]
fn ids_keep_their_type_and_foreign_fields_come_back_untouched() {
    let stage = Stage::new();
    let lines = [
        r#"{"id":7,"text":"The forum was held on June 9."}"#,
        r#"{"id":"7","text":"The forum was held on June 9."}"#,
        r#"{"id":12345678901234567890123,"text":"The forum was held on June 9."}"#,
        r#"{"text":"The forum was held on June 9."}"#,
        r#"{"id":"x","text":"The forum was held on June 9.","big":123456789012345678901234567890,"fine":0.10000000000000000001,"exp":1e400,"none":null,"nested":{"z":1,"a":[2,{"é":"中"}]}}"#,
    ];
    let records = stage.feed("worker --to zh", lines.join("\n")).code(0).records();
    let ids: Vec<String> = records.iter().map(|record| record["id"].to_string()).collect();
    assert_eq!(ids[..3], ["7", "\"7\"", "12345678901234567890123"]);
    assert_eq!(ids[3], "4", "without an id it is the number of the line");
    let extra = records[4]["extra"].to_string();
    assert_eq!(
        extra,
        r#"{"big":123456789012345678901234567890,"fine":0.10000000000000000001,"exp":1e+400,"none":null,"nested":{"z":1,"a":[2,{"é":"中"}]}}"#
    );
}

#[test]
fn other_shapes_of_records_are_understood() {
    let stage = Stage::new();
    let lines = [
        json!({"headline": "Forum Held", "articleBody": TEXT, "inLanguage": "en", "datePublished": "2024-05-16"}),
        json!({"id": "m", "text": TEXT, "metadata": {"source": "somewhere"}}),
        json!({"title": "Forum Held", "text": TEXT, "lang": "en", "url": "https://example.org/1", "date": "2024-05-16"}),
    ];
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let records = stage.feed("worker --summarize --to en", input).code(0).records();
    assert_eq!(records[0]["title"], "Forum Held");
    assert_eq!(records[0]["published"], "2024-05-16");
    assert_eq!(records[1]["id"], "m");
    assert_eq!(records[2]["published"], "2024-05-16");
    assert!(records.iter().all(|record| record["summaries"]["en"]["method"] == "extracted"));
}

#[test]
fn a_bad_line_gets_an_error_record_with_its_id_and_the_rest_is_done() {
    let stage = Stage::new();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let lines = [
        r#"{"id":1,"text":"The forum was held on June 9."}"#,
        "not json",
        r#"{"id":3}"#,
        r#"{"id":"four","text":"   "}"#,
        r#"[1,2]"#,
        r#"{"id":6,"text":42}"#,
        r#"{"id":7,"text":"The forum was held on June 9."#,
        &deep,
        r#"{"id":9,"text":"The forum was held on June 9."}"#,
    ];
    let ran = stage.feed("worker --to zh", lines.join("\n")).code(3);
    let records = ran.records();
    assert_eq!(records.len(), lines.len());
    let ids: Vec<String> = records.iter().map(|record| record["id"].to_string()).collect();
    assert_eq!(ids[..6], ["1", "2", "3", "\"four\"", "5", "6"]);
    assert_eq!(ids[8], "9");
    for (n, record) in records.iter().enumerate() {
        assert_eq!(record["schema"], "zhaiyi/1");
        let good = [0, 8].contains(&n);
        assert_eq!(record["error"].is_null(), good, "{record}");
        if !good {
            assert!(!record["error"].as_str().expect("a message").is_empty());
        }
    }
    assert_eq!(ran.err.lines().filter(|line| line.starts_with("error:")).count(), 7, "{}", ran.err);
}

#[test]
fn bytes_that_are_no_text_and_lines_of_windows_are_no_trouble() {
    let stage = Stage::new();
    let mut input = b"\xef\xbb\xbf{\"id\":1,\"text\":\"The forum was held on June 9.\"}\r\n\r\n".to_vec();
    input.extend(b"\xff\xfe\x00\x00\xff\n{\"id\":4,\"text\":\"The forum was held on June 9.\"}");
    let ran = stage.feed("worker --to zh", input);
    let records = ran.records();
    assert_eq!(records.len(), 3, "{}", ran.err);
    assert_eq!((&records[0]["id"], &records[2]["id"]), (&json!(1), &json!(4)));
    assert!(
        records[0]["error"].is_null(),
        "a byte order mark is none of the record's business: {}",
        records[0]
    );
    assert_eq!(records[1]["id"], json!(3), "blank lines count, though they get no answer");
}

#[test]
fn no_outcome_depends_on_the_company_it_is_in() {
    let stage = Stage::new();
    let line = |n: usize| json!({"id": n, "text": format!("In {}, ISO published {n} standards.", 1990 + n)});
    let all: String = (0..30).map(|n| format!("{}\n", line(n))).collect();
    let backwards: String = (0..30).rev().map(|n| format!("{}\n", line(n))).collect();
    let args = "worker --to zh,zh-Hant,en --summarize --translate --no-cache --threads";
    let one = stage.feed(&format!("{args} 1"), &all).code(0).records();
    let four = stage.feed(&format!("{args} 4"), &all).code(0).records();
    let mut back = stage.feed(&format!("{args} 3"), &backwards).code(0).records();
    back.reverse();
    assert_eq!(lasting(&one), lasting(&four));
    assert_eq!(lasting(&one), lasting(&back));
}

#[test]
fn it_says_what_it_lacks() {
    Stage::new().feed("worker", "{}").code(2).says(&["into which language", "--to zh"]);
}
