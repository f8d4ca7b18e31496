//! An article with its summary, for tests of what stories are told from.

use crate::{
    article::{Article, Id, Markup},
    outcome::Method,
    render::{Made, Record},
    text::Language,
};

/// The record of a text, and a summary of it in its own language.
pub(super) fn told(
    id: &str,
    language: Language,
    text: &str,
    summary: &str,
    method: Method,
) -> (Record, Made) {
    let article = Article {
        id: Id::Text(id.into()),
        source: None,
        title: None,
        language: Some(language),
        published: None,
        published_at: None,
        publisher: None,
        text: text.into(),
        blocks: Vec::new(),
        markup: Markup::Plain,
        extra: serde_json::Map::new(),
    };
    let mut record = Record::of(&article, article.fingerprint(), Vec::new());
    record.text = Some(text.into());
    let made = Made {
        text: summary.into(),
        lang: None,
        method,
        engine: "rules".into(),
        findings: Vec::new(),
        escalated: Vec::new(),
        cached: None,
        via: None,
    };
    (record, made)
}
