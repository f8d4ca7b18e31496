//! What the rules make of the sample articles, word for word.
//!
//! A change here is a change of every user's results: read the difference, raise `RECIPE_VERSION` in
//! `src/engine/recipe.rs` if the data files of the rules did not change with it, and accept it with
//! `UPDATE_GOLDEN=1 cargo test golden`.

use std::{fmt::Write, fs};

use crate::stage::{Stage, project};

fn holds(name: &str, actual: &str) {
    let path = project().join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, actual).expect("the golden file is written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if expected == actual {
        return;
    }
    let mut difference = String::new();
    let (mut old, mut new) = (expected.lines(), actual.lines());
    loop {
        match (old.next(), new.next()) {
            (None, None) => break,
            (was, is) if was == is => {}
            (was, is) => {
                let (was, is) = (was.unwrap_or("(nothing)"), is.unwrap_or("(nothing)"));
                writeln!(difference, "- {was}\n+ {is}").expect("writing to a string");
            }
        }
    }
    panic!(
        "tests/golden/{name} differs from what the program makes:\n{difference}\n\
         If that is meant: UPDATE_GOLDEN=1 cargo test --test zhaiyi golden, and read the difference before you \
         commit it. Where no data file of the rules changed, raise RECIPE_VERSION in src/engine/recipe.rs too."
    );
}

#[test]
fn summaries() {
    let stage = Stage::with_samples();
    let mut golden = String::new();
    for record in stage.run("summarize samples --to en,zh,zh-Hant --format jsonl").code(0).records() {
        let string = |field: &str| record[field].as_str().unwrap_or("-").to_owned();
        writeln!(golden, "== {}", string("id").replace('\\', "/")).expect("writing to a string");
        writeln!(golden, "{} · {} · {}", string("lang"), string("published"), string("title"))
            .expect("writing to a string");
        for (language, made) in record["summaries"].as_object().expect("summaries") {
            let (method, text) = (&made["method"], &made["text"]);
            writeln!(
                golden,
                "{language} {}: {}",
                method.as_str().expect("a method"),
                text.as_str().expect("a text")
            )
            .expect("writing to a string");
        }
    }
    holds("summaries.txt", &golden);
}

#[test]
fn translations() {
    let stage = Stage::with_samples();
    for (language, name) in [("zh", "translations.zh.txt"), ("en", "translations.en.txt")] {
        let mut golden = String::new();
        let args = format!("translate samples --to {language} --format jsonl");
        for record in stage.run(&args).code(0).records() {
            let made = &record["translations"][language];
            if made["method"] == "verbatim" {
                continue;
            }
            let id = record["id"].as_str().expect("an id").replace('\\', "/");
            writeln!(golden, "== {id} · {}", made["method"].as_str().expect("a method")).expect("writing");
            writeln!(golden, "{}\n", made["text"].as_str().expect("a text").trim_end()).expect("writing");
        }
        holds(name, &golden);
    }
}

#[test]
fn a_translation_of_a_sample_keeps_its_lines() {
    let stage = Stage::with_samples();
    for record in stage.run("translate samples --to en,zh --format jsonl").code(0).records() {
        let source = stage.read(record["source"].as_str().expect("a source"));
        for (language, made) in record["translations"].as_object().expect("translations") {
            let made = made["text"].as_str().expect("a text");
            let blank = |text: &str| text.lines().map(|line| line.trim().is_empty()).collect::<Vec<_>>();
            assert_eq!(blank(made), blank(&source), "{} in {language}", record["id"]);
        }
    }
}
