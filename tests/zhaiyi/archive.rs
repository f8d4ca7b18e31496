//! Archives: everything that goes in comes out once, and what comes out does not depend on how often it was tried.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};
use zhaiyi::model::Sha256;

use crate::stage::{Stage, lasting};

/// Articles that differ in what they tell, with one line that is none, one repetition, and one id for two articles.
pub fn write_input(stage: &Stage, count: usize) {
    let mut lines = String::new();
    for n in 0..count {
        let record = if n % 2 == 0 {
            json!({"id": format!("en-{n}"), "title": format!("Forum {n} held in Dalian"), "date": "2024-05-16", "note": n,
                "text": format!("Forum {n} was held in Dalian on May {}. It drew {} experts from {} countries.\n\nSAC and ISO agreed on {} draft standards.", n % 28 + 1, 100 + n, 2 + n % 60, 1 + n % 9)})
        } else {
            json!({"id": n, "text": format!("第{n}届论坛于5月{}日在大连举行，{}多名代表出席。会议发布了{}项国家标准。", n % 28 + 1, 100 + n, 1 + n % 9)})
        };
        lines.push_str(&format!("{record}\n"));
        if n == 5 {
            lines.push_str("{\"id\": broken\n");
            lines.push_str(&format!("{record}\n"));
            lines.push_str(&format!("{}\n", json!({"id": n, "text": "另一篇文章，编号相同。标准已发布。"})));
        }
    }
    stage.write("in.jsonl", lines);
}

/// Every file of an archive but the one that is only there to be locked.
pub fn files(stage: &Stage, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let root = stage.path(folder);
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.expect("a readable folder");
        let name = entry.path().strip_prefix(&root).expect("below it").to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && name != ".archive.lock" {
            files.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

/// The names alone, or the first files that differ.
#[track_caller]
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

fn lines(stage: &Stage, file: &str) -> Vec<Value> {
    stage.read(file).lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn manifest(stage: &Stage, folder: &str) -> Value {
    serde_json::from_str(&stage.read(&format!("{folder}/manifest.json"))).expect("a manifest")
}

#[test]
fn every_input_has_one_record_and_the_counts_add_up() {
    let stage = Stage::new();
    write_input(&stage, 20);
    let ran = stage.run("archive in.jsonl -o out --summarize --translate --to zh,en").code(3);
    let ran = ran.says(&[
        "23 in = 21 written + 1 failed (out/errors.jsonl) + 1 repeated · 1 with the id of another",
        "out/articles.jsonl",
        "error: in.jsonl, line 7",
    ]);
    assert_eq!(ran.out, "", "stdout carries results only");

    // The records are those of the other commands, but for what differs from run to run.
    let records = lines(&stage, "out/articles.jsonl");
    let other = stage.run("summarize in.jsonl --to zh,en --format jsonl").code(3).records();
    let other: Vec<Value> = lasting(&other).into_iter().filter(|record| record["error"].is_null()).collect();
    assert_eq!((records.len(), other.len()), (21, 22), "the repetition is left out");
    for (record, other) in records.iter().zip(other.iter().take(6)) {
        assert_eq!(record["id"], other["id"]);
        for (language, made) in other["summaries"].as_object().expect("summaries") {
            assert_eq!(&record["summaries"][language], made);
        }
        assert!(record["translations"]["en"]["text"].is_string(), "{record}");
    }
    assert_eq!(records[0]["extra"], json!({"note": 0}));
    let errors = lines(&stage, "out/errors.jsonl");
    assert_eq!((errors.len(), &errors[0]["id"]), (1, &json!("in.jsonl:7")));

    let index = lines(&stage, "out/index.jsonl");
    assert_eq!(index.len(), 23);
    assert!(index.iter().enumerate().all(|(n, entry)| entry["n"] == json!(n)));
    assert_eq!((&index[7]["same_as"], &index[7]["id"]), (&json!(5), &json!(5)));
    assert_eq!(index[0]["texts"][0], "summary/zh glossed by rules");

    let manifest = manifest(&stage, "out");
    assert_eq!(manifest["schema"], "zhaiyi-archive/1");
    let totals = json!({"in": 23, "written": 21, "failed": 1, "repeated": 1, "same_id": 1});
    for (name, count) in totals.as_object().expect("counts") {
        assert_eq!(&manifest["totals"][name], count, "{name}");
    }
    assert_eq!(manifest["recipes"]["summarize/zh of en"].as_array().map(Vec::len), Some(1));
    for output in manifest["outputs"].as_array().expect("files") {
        let bytes =
            fs::read(stage.path("out").join(output["file"].as_str().expect("a name"))).expect("a file");
        let hash = Sha256::of(bytes.as_slice(), &mut |_| ()).expect("a hash").to_string();
        assert_eq!((&output["bytes"], &output["sha256"]), (&json!(bytes.len()), &json!(hash)));
        assert_eq!(output["records"], json!(bytes.split(|b| *b == b'\n').count() - 1));
    }
}

#[test]
fn a_second_run_makes_nothing_and_writes_the_same_bytes() {
    let stage = Stage::new();
    write_input(&stage, 12);
    let run = "archive in.jsonl -o out --summarize --to en";
    stage.run(run).code(3);
    let first = files(&stage, "out");
    let again = stage.run(run).code(3);
    assert!(again.err.contains(" · cached"), "{}", again.err);
    assert_same(&first, &files(&stage, "out"));
    // Nor does it matter how many work on it, or whether there is a cache.
    stage.run(&format!("{run}2 --threads 1 --no-cache").replace("en2", "en").replace("out", "out2")).code(3);
    assert_same(&first, &files(&stage, "out2"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        ["articles.jsonl", "errors.jsonl", "index.jsonl", "manifest.json"]
    );
}

#[test]
fn a_slip_leaves_the_archive_as_it_was() {
    let stage = Stage::new();
    write_input(&stage, 4);
    stage.run("archive in.jsonl -o out --to en").code(0);
    let before = files(&stage, "out");
    stage
        .run("archive im.jsonl -o out --to en")
        .code(1)
        .says(&["cannot read im.jsonl", "nothing was written"]);
    stage.run("archive in.jsonl -o out").code(2).says(&["into which language"]);
    stage.run("archive in.jsonl -o out --to en --shard 4/4").code(2).says(&["no shard", "0/4"]);
    stage.run("archive in.jsonl --to en").code(2).says(&["--output"]);
    stage.run("archive out -o out --to en").code(2).says(&["out is an input and the output"]);
    stage.run("archive out/articles.jsonl -o out --to en").code(2).says(&["is an input and the output"]);
    stage.run("archive in.jsonl -o in.jsonl --to en").code(2).says(&["is an input and the output"]);
    stage.write("note.txt", "not a folder");
    stage.run("archive in.jsonl -o note.txt --to en").code(1).says(&["cannot write note.txt", "-o FOLDER"]);
    assert_same(&before, &files(&stage, "out"));
}

#[test]
fn an_archive_in_the_folder_it_is_made_from_is_not_read() {
    let stage = Stage::with_samples();
    stage.run("archive samples -o samples/sub/out --summarize --cache samples/c.sqlite").code(0);
    let first = files(&stage, "samples/sub/out");
    let again = stage.run("archive samples -o samples/sub/out --summarize --cache samples/c.sqlite").code(0);
    again.says(&[" · cached"]);
    assert_same(&first, &files(&stage, "samples/sub/out"));
    stage.run("archive samples -o empty --summarize --from fr").code(2);
    stage.feed("archive - -o nothing --summarize", "").code(1).says(&["the only input failed"]);
}

#[test]
fn the_parts_joined_are_the_bytes_of_one_run() {
    let stage = Stage::new();
    write_input(&stage, 40);
    let asked = "--summarize --translate --to en,zh";
    stage.run(&format!("archive in.jsonl -o whole {asked}")).code(3);
    for shard in 0..4 {
        let ran = stage.run(&format!("archive in.jsonl -o parts/{shard} --shard {shard}/4 {asked}"));
        assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.err);
        stage.run(&format!("archive in.jsonl -o one --shard {shard}/4 {asked}"));
    }
    let whole = files(&stage, "whole");
    let ran = stage.run("merge parts/2 parts/0 parts/3 parts/1 -o merged").code(0);
    ran.says(&["4 parts: 43 in = 41 written + 1 failed (merged/errors.jsonl) + 1 repeated"]);
    assert_same(&whole, &files(&stage, "merged"));
    // All in one folder, and the result beside them.
    stage.run("merge one -o one").code(0);
    let one: BTreeMap<_, _> =
        files(&stage, "one").into_iter().filter(|(name, _)| whole.contains_key(name)).collect();
    assert_same(&whole, &one);
    // The result is a run like any other; a part that is there twice is taken once.
    stage.run("merge one parts/1 whole -o again").code(0).says(&["were in more than one part"]);
    assert_same(&whole, &files(&stage, "again"));
}

#[test]
fn what_is_missing_or_altered_is_named_and_the_rest_is_written() {
    let stage = Stage::new();
    write_input(&stage, 40);
    let part =
        |n: usize| stage.run(&format!("archive in.jsonl -o parts/{n} --shard {n}/3 --summarize --to en"));
    (0..3).for_each(|n| drop(part(n)));
    stage.run("archive in.jsonl -o whole --summarize --to en").code(3);
    let merge = "merge parts/0 parts/1 parts/2 -o merged";

    // A shard that is not there: the rest is an archive that says that it is not complete.
    let without = stage.run("merge parts/0 parts/2 -o merged").code(3);
    let without = without.says(&["shard 1/3 is not there", "missing", "the archive is not complete"]);
    assert!(without.err.contains("43 in = "), "{}", without.err);
    assert!(manifest(&stage, "merged")["missing"].as_u64().is_some_and(|missing| missing > 0));
    // With the missing part it becomes whole.
    stage.run("merge merged parts/1 -o whole2").code(0);
    assert_same(&files(&stage, "whole"), &files(&stage, "whole2"));
    stage.run("merge parts/0 nowhere -o merged").code(3).says(&["cannot read nowhere"]);
    fs::create_dir(stage.path("empty")).expect("a folder");
    stage.run("merge empty -o merged").code(1).says(&["there is no manifest in empty", "nothing to merge"]);

    // A record that is lost, altered, doubled; an error that is lost.
    let file = "parts/1/articles-00001-of-00003.jsonl";
    let sound = stage.read(file);
    let all: Vec<&str> = sound.split_inclusive('\n').collect();
    let id = |line: &str| {
        serde_json::from_str::<Value>(line).expect("a record")["id"].to_string().replace('"', "")
    };
    stage.write(file, [&all[..3], &all[4..]].concat().concat());
    let lost = stage.run(merge).code(3);
    lost.says(&[&format!("{file}: the record of {} is lost", id(all[3])), "+ 1 missing"]);
    stage.write(file, sound.replacen("extracted", "generated", 1));
    stage.run(merge).code(3).says(&[&format!("{file}: the record of {} was altered", id(all[0]))]);
    stage.write(file, format!("{sound}{}{}", all[1], all[0]));
    stage.run(merge).code(0).says(&[&format!("{file}: 2 records left out")]);
    assert_same(&files(&stage, "whole"), &files(&stage, "merged"));
    // The order of the lines is no matter: the index has it.
    stage.write(file, all.iter().rev().copied().collect::<String>());
    stage.run(merge).code(0);
    assert_same(&files(&stage, "whole"), &files(&stage, "merged"));
    // A line that lost its end.
    stage.write(file, &sound[..sound.len() - 10]);
    stage
        .run(merge)
        .code(3)
        .says(&[&format!("the record of {} is lost", id(all[all.len() - 1])), "1 record left out"]);
    fs::remove_file(stage.path(file)).expect("a file");
    stage.run(merge).code(3).says(&[&format!("cannot read {file}"), "missing"]);
    stage.write(file, &sound);

    let index = "parts/2/index-00002-of-00003.jsonl";
    let sound = stage.read(index);
    stage.write(index, sound.split_inclusive('\n').skip(1).collect::<String>());
    stage.run(merge).code(3).says(&[&format!("{index}: the index was altered"), "+ 1 missing"]);
    stage.write(index, sound.replacen("\"id\":", "\"it\":", 2));
    stage.run(merge).code(3).says(&["line 1", "the index was altered"]);
    stage.write(index, &sound);
    stage.write("parts/0/manifest-00000-of-00003.json", "{}");
    stage.run(merge).code(3).says(&["is not a manifest of an archive", "shard 0/3 is not there"]);
    part(0);
    stage.run(merge).code(0);
    assert_same(&files(&stage, "whole"), &files(&stage, "merged"));
}

#[test]
fn runs_over_several_inputs_are_joined_and_nothing_is_there_twice() {
    let stage = Stage::new();
    let record =
        |n: usize| format!("{}\n", json!({"id": n, "text": format!("ISO published {n} standards in 2024.")}));
    stage.write("monday.jsonl", (0..6).map(record).collect::<String>());
    stage.write("tuesday.jsonl", (4..9).map(record).collect::<String>());
    stage.write("both.jsonl", (0..6).chain(4..9).map(record).collect::<String>());
    for day in ["monday", "tuesday", "both"] {
        stage.run(&format!("archive {day}.jsonl -o {day} --to zh")).code(0);
    }
    let ran = stage.run("merge monday tuesday -o week").code(0);
    ran.says(&["2 runs", "11 in = 9 written + 2 repeated"]);
    // The same but for where the articles come from.
    let named = |folder: &str| {
        let records = stage.read(&format!("{folder}/articles.jsonl"));
        records.replace("monday.jsonl", "both.jsonl").replace("tuesday.jsonl", "both.jsonl")
    };
    assert_eq!(named("both"), named("week"));
    assert_eq!(manifest(&stage, "both")["whole"], manifest(&stage, "week")["whole"]);
    // Another recipe makes another record, which is kept.
    stage.run("archive tuesday.jsonl -o longer --to zh --glossary terms.csv").code(2);
    stage.write("terms.csv", "standard,标准文件\n");
    stage.run("archive tuesday.jsonl -o longer --to zh --glossary terms.csv").code(0);
    stage
        .run("merge monday longer -o mixed")
        .code(0)
        .says(&["11 in = 11 written · 2 with the id of another"]);
    stage.run("archive tuesday.jsonl -o other --to zh --summarize").code(0);
    stage.run("merge monday other -o mixed").code(2).says(&["cannot be one archive", "summaries"]);
}
