//! Records of many makers, whole and broken.

use jiff::civil::date;
use serde_json::json;

use crate::{
    article::{Id, Item, ReadError, ReadOptions, Reading, Warning, record},
    text::Language,
};

fn item(value: &serde_json::Value) -> Item {
    record(&value.to_string(), 7, &ReadOptions::default())
}

fn reading(value: &serde_json::Value) -> Reading {
    item(value).result.unwrap()
}

const TEXT: &str = "The committee met in Geneva. It approved the standard on safety signs.";

#[test]
fn the_same_article_from_many_makers() {
    for value in [
        json!({"id": "a", "title": "Committee meets", "text": TEXT, "lang": "en", "url": "https://x.org/1", "date": "2023-06-13"}),
        json!({"@type": "NewsArticle", "@id": "a", "headline": "Committee meets", "articleBody": TEXT,
               "inLanguage": {"@type": "Language", "alternateName": "en"}, "datePublished": "2023-06-13T10:00:00Z",
               "mainEntityOfPage": {"@id": "https://x.org/1"}}),
        json!({"id": "a", "title": "Committee meets", "raw_text": "", "text": TEXT, "language": "en",
               "source": "https://x.org/1", "date": "2023-06-13"}),
        json!({"text": TEXT, "id": "a", "metadata": {"title": "Committee meets", "url": "https://x.org/1",
               "date": "June 13, 2023", "id": "other"}}),
        json!({"@graph": [{"name": "Site"}, {"@id": "a", "headline": "Committee\n meets", "articleBody": TEXT,
               "url": "https://x.org/1", "datePublished": 1_686_614_400}]}),
    ] {
        let article = reading(&value).article;
        assert_eq!(article.id, Id::Text("a".into()), "{value}");
        assert_eq!(article.title.as_deref(), Some("Committee meets"), "{value}");
        assert_eq!(article.text, TEXT);
        assert_eq!(article.language, Some(Language::English));
        assert_eq!(article.source.as_deref(), Some("https://x.org/1"), "{value}");
        assert_eq!(article.published, Some(date(2023, 6, 13)), "{value}");
    }
}

#[test]
fn unknown_fields_come_back_untouched_and_in_order() {
    let line = r#"{"zeta":1.10,"id":12345678901234567890123,"text":"A text.","metadata":{"n":0.10},"alpha":[null,{"b":2,"a":1}]}"#;
    let item = record(line, 1, &ReadOptions::default());
    assert_eq!(item.id.to_string(), "12345678901234567890123");
    let extra = item.result.unwrap().article.extra;
    let back = serde_json::to_string(&extra).unwrap();
    assert_eq!(back, r#"{"zeta":1.10,"metadata":{"n":0.10},"alpha":[null,{"b":2,"a":1}]}"#);
}

#[test]
fn values_without_meaning_are_tolerated() {
    let reading = reading(
        &json!({"id": ["x"], "title": null, "text": ["First.", "Second."], "lang": "", "date": "2023-02-30"}),
    );
    assert_eq!(reading.article.id, Id::Number(7.into()));
    assert_eq!(reading.article.text, "First.\nSecond.");
    assert_eq!((reading.article.title, reading.article.published), (None, None));
    assert_eq!(reading.article.extra["date"], "2023-02-30");
    assert_eq!(
        reading.warnings,
        [
            Warning::FieldIgnored { field: "id".into(), why: "its value has another type" },
            Warning::UnreadableDate { found: "2023-02-30".into() },
        ]
    );
}

#[test]
fn the_text_is_believed_before_its_record() {
    let zh = "国家标准化管理委员会今天发布了一批国家标准，涉及绿色低碳发展。";
    let other = reading(&json!({"text": zh, "lang": "en"}));
    assert_eq!(other.article.language, Some(Language::Chinese));
    assert!(matches!(&other.warnings[..], [Warning::OtherLanguage { .. }]));
    let user = ReadOptions { language: Some(Language::English), ..ReadOptions::default() };
    let asked = record(&json!({"text": zh}).to_string(), 1, &user).result.unwrap();
    assert_eq!(asked.article.language, Some(Language::English));
}

#[test]
fn broken_records_are_errors_with_an_id() {
    let deep = format!("{{\"text\":\"x\",\"deep\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for (line, id, says) in [
        ("", "7", "line 7 is empty"),
        ("{\"id\":1,", "7", "line 7: not an article record: invalid JSON"),
        ("[1]", "7", "a list where an object was expected"),
        ("\"text\"", "7", "a string where"),
        (r#"{"id":"b","text":"  "}"#, "b", "is empty"),
        (r#"{"id":"b","titles":"Only a title"}"#, "b", "it has no text"),
        (r#"{"id":3,"text":5}"#, "3", "its text is a number"),
        (&deep, "7", "recursion limit"),
    ] {
        let item = record(line, 7, &ReadOptions::default());
        assert_eq!(item.id.to_string(), id);
        let error = item.result.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    assert!(matches!(item(&json!({"text": null})).result, Err(ReadError::Empty { .. })));
}

#[test]
fn numbers_are_dates_if_they_can_be() {
    for (number, day) in [
        (1_686_614_400, Some(date(2023, 6, 13))),
        (1_686_614_400_000, Some(date(2023, 6, 13))),
        (i64::MIN, None),
        (i64::MAX, None),
    ] {
        assert_eq!(reading(&json!({"text": TEXT, "date": number})).article.published, day);
    }
}

#[test]
fn a_headline_alone_is_an_article() {
    for value in [json!({"title": "Forum held", "text": ""}), json!({"headline": "Forum held"})] {
        assert_eq!(reading(&value).article.clean_text(), "Forum held", "{value}");
    }
}

#[test]
fn half_a_character_is_no_reason_to_lose_a_record() {
    let reading =
        record(r#"{"text":"A smile \ud83d and NUL \u0000.","text2":"x"}"#, 1, &ReadOptions::default())
            .result
            .unwrap();
    assert_eq!(reading.article.text, "A smile \u{fffd} and NUL \u{0}.");
    assert_eq!(reading.warnings, [Warning::LoneSurrogates]);
}

#[test]
fn never_panics() {
    let options = ReadOptions::default();
    proptest::proptest!(|(line in "[{}\\[\\]\":,a-c\\\\ud8 0-9标]{0,40}")| { record(&line, 1, &options); });
    proptest::proptest!(|(text in ".{0,200}")| { item(&json!({"text": text})); });
}
