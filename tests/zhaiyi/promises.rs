//! What is promised of every result, whatever the rules make of a sentence: what a summary never has in it, what a
//! translation never loses, which articles tell of the same event.

use serde_json::Value;

use crate::stage::Stage;

fn made<'a>(record: &'a Value, kind: &str, language: &str) -> &'a str {
    record[kind][language]["text"].as_str().unwrap_or_else(|| panic!("no {kind} in {language}: {record}"))
}

#[test]
fn summaries_are_short_and_free_of_what_is_about_the_article() {
    const ABOUT: [&str; 7] = ["Source from", "Update on", "Home >", "[Photo", "首页", "来源：", "发布时间"];
    let records = Stage::with_samples().run("summarize samples --to en,zh --format jsonl").code(0).records();
    assert!(records.len() >= 6);
    for record in &records {
        assert!(record["published"].is_string(), "{record}");
        for (language, ends) in [("en", ['.', '?', '!']), ("zh", ['。', '？', '！'])] {
            let text = made(record, "summaries", language);
            assert_eq!(text, text.trim(), "no blanks around it");
            let sentences = zhaiyi::text::sentence::sentences(text, language.parse().ok());
            assert!((1..=3).contains(&sentences.len()), "{text}");
            assert!(text.trim_end_matches(['"', '”']).ends_with(ends), "{text}");
            assert!(ABOUT.iter().all(|about| !text.contains(about)), "{text}");
            let method = if record["lang"] == language { "extracted" } else { "glossed" };
            assert_eq!(record["summaries"][language]["method"], method, "how it came about is told");
        }
    }
}

#[test]
fn sentences_at_most_are_at_most() {
    let stage = Stage::with_samples();
    for most in 1..=4 {
        let records =
            stage.run(&format!("summarize samples --sentences {most} --format jsonl")).code(0).records();
        for record in &records {
            let language = record["lang"].as_str().expect("a language");
            let text = made(record, "summaries", language);
            let sentences = zhaiyi::text::sentence::sentences(text, language.parse().ok());
            assert!(sentences.len() <= most, "{most}: {text}");
        }
    }
}

#[test]
fn translations_keep_numbers_dates_and_official_names() {
    let records = Stage::with_samples().run("translate samples --to zh,en --format jsonl").code(0).records();
    for record in &records {
        for (language, made) in record["translations"].as_object().expect("translations") {
            for finding in made["findings"].as_array().expect("findings") {
                let lost = ["numbers", "dates", "script"].iter().any(|check| finding["check"] == *check);
                assert!(!lost || finding["severity"] != "error", "{} in {language}: {finding}", record["id"]);
            }
        }
    }
    let of = |name: &str| {
        let found = records.iter().find(|record| record["id"].as_str().is_some_and(|id| id.contains(name)));
        found.unwrap_or_else(|| panic!("no sample {name}"))
    };
    let chinese = made(of("harbour-forum-2024"), "translations", "zh");
    for name in [
        "国家标准化管理委员会",
        "国家市场监督管理总局",
        "国际标准化组织",
        "国际电工委员会",
        "辽宁省",
        "大连",
        "31",
        "420",
        "80%",
    ] {
        assert!(chinese.contains(name), "no {name} in {chinese}");
    }
    let english = made(of("港口论坛"), "translations", "en");
    for name in [
        "Standardization Administration of China",
        "State Administration for Market Regulation",
        "International Organization for Standardization",
        "International Electrotechnical Commission",
        "Dalian",
        "May 16-17",
        "31",
        "420",
        "2026",
    ] {
        assert!(english.contains(name), "no {name} in {english}");
    }
}

#[test]
fn one_event_is_one_story_in_any_language_and_another_year_is_another() {
    let stage = Stage::with_samples();
    for to in ["zh", "en", "zh,en"] {
        let ran = stage.run(&format!("digest samples --to {to} --format json")).code(0);
        let digest: Value = serde_json::from_str(&ran.out).expect("JSON");
        let stories: Vec<Vec<&str>> = digest["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .map(|group| {
                let articles = group["articles"].as_array().expect("articles");
                articles.iter().map(|article| article["id"].as_str().expect("an id")).collect()
            })
            .collect();
        let story = |name: &str| {
            let found = stories.iter().position(|story| story.iter().any(|id| id.contains(name)));
            found.unwrap_or_else(|| panic!("{name} is in no story: {stories:?}"))
        };
        assert_eq!(story("harbour-forum-2024"), story("harbour-forum-report"), "{stories:?}");
        assert_eq!(story("harbour-forum-2024"), story("港口论坛"), "{stories:?}");
        assert_ne!(story("harbour-forum-2024"), story("harbour-forum-2022"), "{stories:?}");
        assert_eq!(stories.len(), 4, "{stories:?}");
        for language in to.split(',') {
            for group in digest["groups"].as_array().expect("groups") {
                assert!(group["headline"][language].is_string(), "no {language} headline: {group}");
            }
        }
    }
}
