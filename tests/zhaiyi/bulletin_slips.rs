//! What a user may get wrong with a bulletin, and what is said in it then.

use serde_json::Value;

use crate::stage::Stage;

fn folder(stage: &Stage) {
    let article = |title: &str, text: &str| format!("---\ntitle: {title}\ndate: 2024-05-16\n---\n\n{text}\n");
    stage.write(
        "in/forum.md",
        article(
            "Harbour Forum opens in Dalian",
            "The Harbour Forum opened in Dalian on May 16. In the hall 300 guests attended.",
        ),
    );
    stage.write(
        "in/泵房.md",
        article(
            "大连一处泵房起火",
            "5月15日，大连一处泵房发生火灾，造成12名工人受伤。消防部门正在调查火灾原因。",
        ),
    );
}

#[test]
fn slips_of_the_command_line_are_told() {
    let stage = Stage::new();
    folder(&stage);
    let blank = stage.command("digest in --to en --title").arg("").output().unwrap();
    assert!(String::from_utf8_lossy(&blank.stderr).contains("it is empty"), "{blank:?}");
    stage.run("digest in --to en --top -1").code(2).says(&["whole number of 1 or more"]);
    stage.run("digest in --to en --per-source -1").code(2).says(&["whole number of 1 or more"]);
    stage
        .run("digest in --to en -o out.html --format docx")
        .code(2)
        .says(&["out.html is no name for docx", "ends in .docx"]);
    stage.run("digest in --to en -o out.html --format email").code(0);
    stage.run("digest in --to en -o out.json --format jsonfeed").code(0);
    for new in ["", "--new"] {
        stage
            .run(&format!("digest in --to en --published nowhere/told.json {new}"))
            .code(2)
            .says(&["there is no folder nowhere"]);
    }
    assert!(!stage.path("nowhere").exists());
}

#[test]
fn what_was_told_is_neither_replaced_nor_read() {
    let stage = Stage::new();
    folder(&stage);
    stage.run("digest in --to en --published in/told.json --new").code(0);
    let told = stage.read("in/told.json");
    for new in ["", "--new"] {
        stage
            .run(&format!("digest in --to en --published in/told.json -o ./in/told.json {new}"))
            .code(2)
            .says(&["the bulletin goes into the same file"]);
    }
    assert_eq!(stage.read("in/told.json"), told);
    let ran = stage.run("digest in --to en --published in/told.json").code(0);
    assert!(ran.err.contains("from 2 articles"), "{}", ran.err);
}

#[test]
fn what_is_given_twice_is_one_source() {
    let stage = Stage::new();
    folder(&stage);
    let ran = stage.run("digest in/forum.md ./in/forum.md in --to en --format json");
    let ran = ran.code(0).says(&["2 given twice"]);
    let bulletin: Value = serde_json::from_str(&ran.out).unwrap();
    let articles = bulletin["groups"].as_array().unwrap().iter();
    assert_eq!(articles.map(|group| group["articles"].as_array().unwrap().len()).sum::<usize>(), 2);
    // The same words elsewhere are a reprint.
    stage.write("copy/forum.md", stage.read("in/forum.md"));
    let ran = stage.run("digest in/forum.md copy/forum.md --to en").code(0);
    assert!(ran.err.contains("1 story from 2 articles"), "{}", ran.err);
}

#[test]
fn no_news_is_said_in_the_language_of_the_bulletin() {
    let stage = Stage::new();
    folder(&stage);
    stage.run("digest in --to zh --new --published told.json").code(0);
    for (to, said) in [
        ("en", "Nothing new since the last bulletin."),
        ("zh", "上期以来没有新消息。"),
        ("zh-Hant", "上期以來沒有新消息。"),
    ] {
        for format in ["text", "markdown", "html", "email"] {
            let out = stage
                .run(&format!("digest in --to {to} --new --published told.json --format {format}"))
                .code(0)
                .out;
            assert_eq!(out.matches(said).count(), 1, "{format}: {out}");
        }
    }
}

#[test]
fn noncharacters_are_in_no_json() {
    let stage = Stage::new();
    let text = "The forum\u{fffe} opened in Dalian on May 16, and 300 guests attended the\u{202e} session.";
    stage.write(
        "in.jsonl",
        serde_json::json!({"id": "a\u{ffff}", "title": "Forum\u{fffe} opens", "text": text}).to_string(),
    );
    let out = stage.run("digest in.jsonl --to en --format json").code(0).out;
    let bad = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202e}');
    assert!(!out.contains(bad) && out.contains("opened in Dalian"), "{out}");
}
