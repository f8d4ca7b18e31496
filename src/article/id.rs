//! What an article is called in records.

use std::fmt;

/// What an article is called in records: a text, or the number that an input record gave.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A string, as given.
    Text(String),
    /// A JSON number, as given.
    Number(serde_json::Number),
}

impl Id {
    /// Where the article can be found: its address, its path, or its path with the id by which it is known there
    /// (`a.jsonl#news-12`; an id of zhaiyi's own is `a.jsonl:12`, which says all).
    pub fn at(&self, source: Option<&str>) -> String {
        let id = self.to_string();
        match source {
            Some(source) if source == id || source.contains("://") => source.to_owned(),
            Some(source) if !id.starts_with(source) => format!("{source}#{id}"),
            _ => id,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_can_be_found() {
        for (id, source, place) in [
            ("a.txt", Some("a.txt"), "a.txt"),
            ("a.jsonl:12", Some("a.jsonl"), "a.jsonl:12"),
            ("news-12", Some("a.jsonl"), "a.jsonl#news-12"),
            ("news-12", Some("https://example.org/12"), "https://example.org/12"),
            ("news-12", None, "news-12"),
        ] {
            assert_eq!(Id::Text(id.into()).at(source), place);
        }
        assert_eq!(Id::Number(7.into()).at(Some("a.jsonl")), "a.jsonl#7");
    }
}
