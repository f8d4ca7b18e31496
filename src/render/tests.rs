//! Every format renders a record and a bulletin, and shows article text as text.

use super::*;
use crate::{
    article::{Article, Id},
    outcome::{Finding, Method, Severity},
    text::Language,
};

/// What an article must not be able to do to a page.
const HOSTILE: &str =
    "<script>alert(1)</script> & \"quoted\" {{ title }} {% raw %} [x](javascript:y) **b** `c`";

fn record() -> Record {
    let article = Article {
        id: Id::Text("a".into()),
        source: Some("javascript:alert(2)".into()),
        title: Some(HOSTILE.into()),
        language: Some(Language::English),
        published: Some(jiff::civil::date(2024, 5, 16)),
        publisher: Some(HOSTILE.into()),
        text: HOSTILE.into(),
        blocks: Vec::new(),
        markup: crate::article::Markup::Plain,
        extra: serde_json::Map::new(),
    };
    let made = |text: &str, method| Made {
        text: text.into(),
        method,
        engine: "rules".into(),
        findings: Vec::new(),
        escalated: Vec::new(),
        cached: Some(false),
        via: None,
    };
    let mut record = Record::of(&article, article.fingerprint(), vec!["careful".into()]);
    record.summaries.insert(Language::English, made(HOSTILE, Method::Extracted));
    record.translations.insert(Language::Chinese, made("译文\n第二行", Method::Glossed));
    record.text = Some(HOSTILE.into());
    record
}

fn bulletin() -> Bulletin {
    let mut headline = ByLanguage::default();
    headline.insert(Language::English, HOSTILE.to_owned());
    let group = Group { id: "story-1".into(), headline, score: 1.0, articles: vec![record()] };
    let skipped = Skipped { name: HOSTILE.into(), reason: HOSTILE.into() };
    Bulletin::new(HOSTILE.into(), vec![Language::English, Language::Chinese], vec![group], vec![skipped])
}

#[test]
fn html_shows_article_text_as_text() {
    for layout in [Layout::Target, Layout::Interleaved, Layout::SideBySide] {
        let page = html_head(HOSTILE, None) + &html_record(&record(), layout) + &html_foot();
        assert_harmless(&page);
        assert!(page.contains("译文") && page.contains("glossed by rules"), "{page}");
    }
    assert_harmless(&bulletin_html(&bulletin()));
}

fn assert_harmless(page: &str) {
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script"), "{page}");
    assert!(page.contains("{{ title }}"), "the braces of an article are no template: {page}");
    assert!(!page.contains("href=\"javascript"), "{page}");
}

#[test]
fn findings_are_marked_in_their_lines() {
    let mut record = record();
    let finding = |severity, words: Option<&str>| Finding {
        check: "numbers".into(),
        severity,
        message: HOSTILE.into(),
        source: None,
        target: words.map(str::to_owned),
    };
    let made = Made {
        text: format!("共900人\n{HOSTILE}"),
        method: Method::Glossed,
        engine: "rules".into(),
        findings: vec![
            finding(Severity::Error, Some("900人")),
            finding(Severity::Warning, Some("\"quoted\"")),
            finding(Severity::Note, Some("共")),
            finding(Severity::Error, None),
        ],
        escalated: Vec::new(),
        cached: Some(false),
        via: None,
    };
    record.summaries.insert(Language::Chinese, made.clone());
    record.translations = ByLanguage::default();
    record.translations.insert(Language::Chinese, made);
    for layout in [Layout::Target, Layout::Interleaved, Layout::SideBySide] {
        let page = html_head(HOSTILE, None) + &html_record(&record, layout) + &html_foot();
        assert_harmless(&page);
        assert_eq!(page.matches("900人<sup>1</sup></mark></p>").count(), 2, "{page}");
        assert_eq!(page.matches("<mark class=\"warning\" title=\"&lt;script&gt;").count(), 2, "{page}");
        assert_eq!(
            page.matches("<li value=\"3\">").count(),
            2,
            "without words it is told all the same: {page}"
        );
        assert!(!page.contains("class=\"note\""), "notes are for records: {page}");
    }
}

#[test]
fn a_checked_pair_is_a_page() {
    let glossary = crate::task::Glossary::default();
    let pair = crate::checks::Pair {
        task: crate::checks::Work::Translation,
        source: &format!("More than 300 people came.\n{HOSTILE}"),
        target: &format!("380多人到场。\n{HOSTILE}"),
        source_lang: Language::English,
        target_lang: Language::Chinese,
        glossary: &glossary,
    };
    let findings = crate::checks::check(&pair);
    let page = html_check(HOSTILE, &pair, &findings.iter().map(Placed::from).collect::<Vec<_>>());
    assert_harmless(&page);
    assert!(page.contains(">380多人<sup>1</sup></mark>到场。</p>"), "{page}");
    assert!(
        page.contains("More than <mark") || page.contains(">300 people<sup>1</sup></mark> came."),
        "{page}"
    );
}

#[test]
fn markdown_shows_article_text_as_text() {
    for text in [markdown_record(&record(), Layout::SideBySide), bulletin_markdown(&bulletin())] {
        assert!(text.contains("\\<script\\>"), "{text}");
        assert!(!text.contains("[x](javascript") && !text.contains(" <script"), "{text}");
        assert!(text.contains("\\*\\*b\\*\\*"), "{text}");
    }
}

#[test]
fn json_has_the_fields_of_the_schema_in_their_order() {
    let json = serde_json::to_string(&record()).unwrap();
    let order = [
        "schema",
        "id",
        "source",
        "hash",
        "lang",
        "title",
        "published",
        "summaries",
        "translations",
        "warnings",
    ];
    let places: Vec<usize> = order.iter().map(|field| json.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{json}");
    let bulletin: serde_json::Value = serde_json::from_str(&bulletin_json(&bulletin()).unwrap()).unwrap();
    assert_eq!(bulletin["schema"], "zhaiyi-digest/1");
    assert_eq!(bulletin["groups"][0]["articles"][0]["title"], HOSTILE);
}

#[test]
fn plain_text_for_a_pipe_is_the_text_alone() {
    let mut record = record();
    record.text = None;
    assert_eq!(plain_record(&record, PlainStyle::default()), format!("{HOSTILE}\n译文\n第二行\n"));
    let wide = PlainStyle { width: Some(100), ..PlainStyle::default() };
    assert!(plain_record(&record, wide).contains("2024-05-16 · en"));
}
