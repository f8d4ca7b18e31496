//! The forms of an archive: a compressed file, a file an article.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    archive::{assert_same, files, write_input},
    stage::Stage,
};

fn index(stage: &Stage, folder: &str) -> Vec<Value> {
    stage
        .read(&format!("{folder}/index.jsonl"))
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn a_compressed_file_unpacks_to_the_plain_one() {
    let stage = Stage::new();
    write_input(&stage, 30);
    stage.run("archive in.jsonl -o plain --summarize --to en").code(3);
    stage
        .run("archive in.jsonl -o packed --summarize --to en --compress zstd")
        .code(3)
        .says(&["packed/articles.jsonl.zst"]);
    let packed = std::fs::read(stage.path("packed/articles.jsonl.zst")).expect("a file");
    let plain = zstd::decode_all(packed.as_slice()).expect("it unpacks");
    assert!(plain == stage.read("plain/articles.jsonl").as_bytes() && packed.len() * 3 < plain.len());
    // Where the other form was, it is gone; parts are joined in this form too.
    stage.run("archive in.jsonl -o plain --summarize --to en --compress zstd").code(3);
    assert_same(&files(&stage, "packed"), &files(&stage, "plain"));
    for shard in 0..3 {
        stage
            .run(&format!("archive in.jsonl -o parts --summarize --to en --compress zstd --shard {shard}/3"));
    }
    stage.run("merge parts -o merged").code(0);
    assert_same(&files(&stage, "packed"), &files(&stage, "merged"));
    let part = "parts/articles-00001-of-00003.jsonl.zst";
    let mut bytes = std::fs::read(stage.path(part)).expect("a part");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    stage.write(part, bytes);
    stage.run("merge parts -o merged").code(3).says(&[&format!("cannot read {part}"), "missing"]);
}

#[test]
fn an_article_a_file_where_its_id_says() {
    let stage = Stage::with_samples();
    let run = "archive samples -o out --summarize --translate --to zh --format markdown --layout interleaved";
    stage.run(run).code(0).says(&["6 in = 6 written", "out/articles"]);
    let found = files(&stage, "out");
    let names: Vec<&str> =
        found.keys().map(String::as_str).filter(|name| name.starts_with("articles/")).collect();
    assert!(names.contains(&"articles/samples/harbour-forum-2024.txt.md"), "{names:?}");
    assert!(names.contains(&"articles/samples/老年用品标准.md"), "Markdown stays Markdown: {names:?}");
    let text = stage.read("out/articles/samples/harbour-forum-2024.txt.md");
    for part in [
        "---\ntitle: \"2024 Harbour Forum on Standardization Held in Dalian\"\ntitle-zh: \"",
        "\ndate: \"2024-05-21\"\nlang: \"en\"\npublisher: \"SAC\"\n",
        "\ntexts: [\"summary/zh glossed by rules",
        "\n---\n\n## 2024 Harbour Forum",
        "\nShipping carries over 80 percent",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    // It reads as an article again, with its title and its date.
    let read = stage.run("read out/articles/samples/harbour-forum-2024.txt.md --format json").code(0);
    let read: Value = serde_json::from_str(&read.out).expect("a record");
    assert_eq!((&read["published"], &read["publisher"]), (&json!("2024-05-21"), &json!("SAC")));

    // A second run writes no file anew; one that was spoiled or lost is mended.
    let modified = |name: &str| {
        std::fs::metadata(stage.path("out").join(name)).expect("a file").modified().expect("a time")
    };
    let (kept, spoiled, lost) = (names[0].to_owned(), names[1].to_owned(), names[2].to_owned());
    let before = modified(&kept);
    stage.write(&format!("out/{spoiled}"), "spoiled");
    std::fs::remove_file(stage.path("out").join(&lost)).expect("a file");
    stage.write("out/articles/notes.txt", "mine");
    stage.run(run).code(0).says(&[" · cached"]);
    assert_eq!(modified(&kept), before);
    assert_eq!(stage.read("out/articles/notes.txt"), "mine", "what is not ours stays");
    std::fs::remove_file(stage.path("out/articles/notes.txt")).expect("a file");
    assert_same(&found, &files(&stage, "out"));

    // What is no longer in the input goes, in whatever form it was.
    std::fs::remove_file(stage.path("samples/harbour-forum-2024.txt")).expect("a file");
    stage.run(run).code(0);
    assert!(!stage.path("out").join("articles/samples/harbour-forum-2024.txt.md").exists());
    stage.run("archive samples -o out --to zh --format html").code(0);
    let pages = files(&stage, "out");
    let ends: BTreeSet<&str> = pages.keys().filter_map(|name| name.rsplit('.').next()).collect();
    assert_eq!(ends, BTreeSet::from(["html", "json", "jsonl"]));
    let page = stage.read("out/articles/samples/港口论坛.txt.html");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    stage.run("archive samples -o out --to zh").code(0);
    assert_eq!(files(&stage, "out").len(), 4, "the pages are gone: {:?}", files(&stage, "out").keys());
    assert!(!stage.path("out/articles").exists());
}

#[test]
fn no_article_gets_the_file_of_another_nor_leaves_the_folder() {
    let stage = Stage::new();
    let ids = [
        "../../etc/passwd",
        "/etc/passwd",
        "a",
        "A",
        "a/b",
        "a.txt/b",
        "con",
        "x:y?",
        "x:y*",
        "..",
        "",
        "論\u{0}壇",
        "a",
    ];
    let line = |(n, id): (usize, &&str)| {
        format!("{}\n", json!({"id": id, "text": format!("ISO published {n} standards.")}))
    };
    stage.write("in.jsonl", ids.iter().enumerate().map(line).collect::<String>());
    let run = "archive in.jsonl --to en --format text -o";
    stage.run(&format!("{run} out")).code(0).says(&["13 in = 13 written · 1 with the id of another"]);
    let index = index(&stage, "out");
    let names: BTreeSet<String> =
        index.iter().map(|entry| entry["file"].as_str().expect("a file").to_lowercase()).collect();
    assert_eq!(names.len(), ids.len(), "{names:?}");
    for entry in &index {
        let text = stage.read(&format!("out/articles/{}", entry["file"].as_str().expect("a file")));
        assert_eq!(text, format!("ISO published {} standards.\n", entry["n"]));
    }
    // The same names in parts that are joined.
    for shard in 0..3 {
        stage.run(&format!("{run} parts --shard {shard}/3")).code(0);
    }
    stage.run("merge parts -o merged").code(0);
    assert_same(&files(&stage, "out"), &files(&stage, "merged"));
    // A file that was altered, one that is lost, one that is nobody's, and an index that leads out of the folder.
    let victim = |n: usize| {
        let folder = (0..3).map(|shard| format!("parts/articles-0000{shard}-of-00003"));
        let file = index[n]["file"].as_str().expect("a file").to_owned();
        folder
            .map(|folder| format!("{folder}/{file}"))
            .find(|path| stage.path(path).exists())
            .expect("a file")
    };
    let (altered, lost) = (victim(2), victim(6));
    stage.write(&altered, "ISO published 9 standards.\n");
    std::fs::remove_file(stage.path(&lost)).expect("a file");
    stage.write("parts/articles-00000-of-00003/stranger.txt", "?");
    let ran = stage.run("merge parts -o merged").code(3);
    ran.says(&[
        &format!("{altered}: the record of a was altered"),
        &format!("{lost}: the record of con is lost"),
        "1 record left out",
    ]);
    stage.write("secret.txt", "ISO published 3 standards.\n");
    let shard = "parts/index-00000-of-00003.jsonl";
    let text = stage.read(shard).replacen("\"file\":\"", "\"file\":\"../../secret.txt/../", 1);
    stage.write(shard, text);
    stage.run("merge parts -o merged").code(3).says(&["the index was altered"]);
}

#[test]
fn what_does_not_go_together_is_said() {
    let stage = Stage::with_samples();
    for (flags, says) in [
        ("--format markdown --compress zstd", "--compress goes with --format jsonl"),
        ("--layout interleaved", "--layout does not go with --format jsonl"),
        ("--format docx", "invalid value 'docx'"),
        ("--format html --layout diagonal", "expected target, interleaved or side-by-side"),
        ("--progress dots", "expected auto, bar, lines, json or none"),
    ] {
        stage.run(&format!("archive samples -o out --to zh {flags}")).code(2).says(&[says]);
    }
    assert!(!stage.path("out").exists());
}

#[test]
fn progress_can_be_read_by_a_program() {
    let stage = Stage::new();
    write_input(&stage, 300);
    let ran = stage.run("archive in.jsonl -o out --summarize --to en,zh --progress json").code(3);
    let events: Vec<Value> = ran
        .err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect();
    let of = |kind: &str| events.iter().filter(|event| event["event"] == kind).collect::<Vec<_>>();
    assert_eq!(of("error").len(), 1);
    let done = of("done");
    assert_eq!(
        (done.len(), &done[0]["totals"]["in"], &done[0]["totals"]["written"]),
        (1, &json!(303), &json!(301))
    );
    for event in of("progress") {
        assert!(
            event["done"].as_u64().is_some_and(|done| done <= 303) && event["seconds"].is_number(),
            "{event}"
        );
    }
    let failed = stage.run("archive in.jsonl -o in.jsonl --to en --progress json").code(2);
    let failure: Value = serde_json::from_str(failed.err.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&failure["event"], &failure["exit"]), (&json!("failure"), &json!(2)));
}
