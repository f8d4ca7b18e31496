//! What a page says of itself: its language and its encoding.

use std::ops::Range;

use html5gum::{StartTag, Token};

use super::{attributes, tokens, write::encoded};
use crate::text::Language;

/// The page with its declarations as they are now: in `language`, in UTF-8.
pub(super) fn declare(page: &str, language: Language) -> String {
    let tag = match language {
        Language::Chinese => "zh-Hans",
        other => other.tag(),
    };
    let mut changes: Vec<(Range<usize>, String)> = prologue(page).into_iter().collect();
    for token in tokens(page) {
        match token {
            Token::StartTag(start) if &**start.name == b"html" => {
                changes.extend(document(page, &start, tag));
            }
            Token::StartTag(start) if &**start.name == b"meta" => changes.extend(meta(page, &start, tag)),
            // Nothing is declared behind it.
            Token::StartTag(start) if &**start.name == b"body" => break,
            _ => {}
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(page.len() + 64);
    let mut at = 0;
    for (range, text) in changes {
        out.push_str(&page[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&page[at..]);
    out
}

/// The language of the document: what it said before, or else a new attribute.
fn document(page: &str, start: &StartTag<usize>, tag: &str) -> Vec<(Range<usize>, String)> {
    let said: Vec<_> = ["lang", "xml:lang"].iter().filter_map(|name| set(page, start, name, tag)).collect();
    if !said.is_empty() {
        return said;
    }
    let at = start.span.start + "<html".len();
    vec![(at..at, format!(" lang=\"{tag}\""))]
}

fn meta(page: &str, start: &StartTag<usize>, tag: &str) -> Option<(Range<usize>, String)> {
    if let Some(said) = attributes::value(start, "charset") {
        return if said.trim().eq_ignore_ascii_case("utf-8") {
            None
        } else {
            set(page, start, "charset", "utf-8")
        };
    }
    let key = ["http-equiv", "name", "property"].iter().find_map(|key| attributes::value(start, key))?;
    let content = attributes::value(start, "content")?;
    match key.trim().to_ascii_lowercase().as_str() {
        "content-type" if !content.to_ascii_lowercase().contains("utf-8") => {
            let kind = content.split(';').next().unwrap_or_default().trim();
            set(page, start, "content", &format!("{kind}; charset=utf-8"))
        }
        "content-language" | "language" | "dc.language" | "dcterms.language" => {
            set(page, start, "content", tag)
        }
        "og:locale" => set(
            page,
            start,
            "content",
            if tag == "en" {
                "en_US"
            } else if tag == "zh-Hans" {
                "zh_CN"
            } else {
                "zh_TW"
            },
        ),
        _ => None,
    }
}

/// Sets an attribute that is there.
fn set(page: &str, start: &StartTag<usize>, name: &str, value: &str) -> Option<(Range<usize>, String)> {
    let (range, quote) = attributes::place(page, start, name)?;
    let value = match quote {
        Some(quote) => encoded(value, Some(quote)),
        None => format!("\"{}\"", encoded(value, Some('"'))),
    };
    Some((range, value))
}

/// The encoding in `<?xml version="1.0" encoding="gb2312"?>`.
fn prologue(page: &str) -> Option<(Range<usize>, String)> {
    let end = page.strip_prefix("<?xml")?.find("?>")?;
    let line = &page[.."<?xml".len() + end];
    let start = line.find("encoding=")? + "encoding=".len() + 1;
    let quote = line[start - 1..].chars().next()?;
    let length = line.get(start..)?.find(quote)?;
    Some((start..start + length, "utf-8".to_owned()))
}
