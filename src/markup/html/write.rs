//! From translated units back to a page.

use super::{
    super::{
        MarkKind, Marked,
        unit::{Place, Unit},
        written::{self, Written},
    },
    declare::declare,
};
use crate::text::Language;

/// The page with the words of its `units` replaced by `targets`.
pub(in crate::markup) fn write(page: &str, units: &[Unit], targets: &[Marked], language: Language) -> String {
    let out = written::document(page, units, |number, written| {
        let (unit, target) = (&units[number], &targets[number]);
        Some(match unit.place {
            Place::Attribute(quote) => attribute(&target.text, quote),
            _ => text(unit, target, written),
        })
    });
    declare(&out, language)
}

fn text(unit: &Unit, target: &Marked, written: &Written<'_>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &target.marks {
        out.push_str(&encoded(&target.text[at..mark.at.max(at)], None));
        at = mark.at.max(at);
        let code = &unit.codes[mark.code];
        let range = if mark.kind == MarkKind::Close { &code.close } else { &code.open };
        out.push_str(&written.range(range.clone()));
        at = mark.range().end.max(at);
    }
    out.push_str(&encoded(&target.text[at..], None));
    out
}

fn attribute(words: &str, quote: Option<char>) -> String {
    match quote {
        Some(quote) => encoded(words, Some(quote)),
        None => format!("\"{}\"", encoded(words, Some('"'))),
    }
}

/// Words as text of a page, or between quotes.
pub(super) fn encoded(words: &str, quote: Option<char>) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' if quote.is_none() => out.push_str("&lt;"),
            '>' if quote.is_none() => out.push_str("&gt;"),
            '"' if quote == Some('"') => out.push_str("&quot;"),
            '\'' if quote == Some('\'') => out.push_str("&#39;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
    out
}
