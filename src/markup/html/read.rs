//! From a page to units.

use std::ops::Range;

use html5gum::{EndTag, StartTag, Token};

use super::{
    super::unit::{Builder, Place, Role, Unit},
    attributes, elements, tokens,
};
use crate::text::Language;

/// Pairs within pairs; pages of people have a dozen. What is deeper stands by itself.
const DEEPEST: usize = 64;

/// The units of a page in `language`, in the order in which they begin.
pub(in crate::markup) fn units(page: &str, language: Language) -> Vec<Unit> {
    let mut reader = Reader {
        page,
        language,
        units: Vec::new(),
        unit: Builder::default(),
        open: Vec::new(),
        skipped: None,
    };
    for token in tokens(page) {
        reader.take(token);
    }
    reader.end_skipped(page.len());
    reader.finish();
    let mut units = reader.units;
    units.sort_by_key(|unit| (unit.range.start, std::cmp::Reverse(unit.range.end)));
    units
}

struct Reader<'a> {
    page: &'a str,
    language: Language,
    units: Vec<Unit>,
    unit: Builder,
    /// The names of the inline elements that are open.
    open: Vec<String>,
    skipped: Option<Skipped>,
}

/// An element that is passed over.
struct Skipped {
    name: String,
    /// Elements of the same name that are open within it, itself included.
    depth: usize,
    start: usize,
    manner: Manner,
    words: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It stands among words and has none.
    Point,
    /// It stands among words and keeps its own.
    Kept,
    /// It is a block of its own.
    Block,
}

impl Reader<'_> {
    fn take(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag),
            Token::String(words) => {
                let range = words.span.start..words.span.end;
                let words = String::from_utf8_lossy(&words.value).into_owned();
                match &mut self.skipped {
                    Some(skipped) => skipped.words.push_str(&words),
                    None => self.words(&words, range),
                }
            }
            Token::Comment(comment) if self.skipped.is_none() && !self.unit.is_empty() => {
                self.unit.point(Role::Other, comment.span.start..comment.span.end);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let range = tag.span.start..tag.span.end;
        let inline = elements::is_inline(&name);
        if let Some(skipped) = &mut self.skipped {
            if skipped.manner == Manner::Kept && !inline {
                // It was never closed; the block ends it.
                self.end_skipped(range.start);
            } else {
                skipped.depth += usize::from(skipped.name == name && !elements::is_void(&name));
                return;
            }
        }
        if let Some(manner) = self.skips(&name, tag) {
            if elements::is_void(&name) {
                return self.unit.point(elements::role(&name), range);
            }
            if manner == Manner::Block {
                self.finish();
            }
            self.skipped = Some(Skipped { name, depth: 1, start: range.start, manner, words: String::new() });
            return;
        }
        self.units.extend(attributes::units(self.page, tag));
        match name.as_str() {
            _ if !inline => self.finish(),
            name if elements::is_void(name) || self.open.len() >= DEEPEST => {
                self.unit.point(elements::role(name), range);
            }
            name => {
                self.unit.open(elements::role(name), range);
                self.open.push(name.to_owned());
            }
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let range = tag.span.start..tag.span.end;
        if let Some(skipped) = &mut self.skipped {
            if skipped.manner == Manner::Kept && !elements::is_inline(&name) {
                self.end_skipped(range.start);
            } else {
                skipped.depth -= usize::from(skipped.name == name);
                if skipped.depth == 0 {
                    self.end_skipped(range.end);
                }
                return;
            }
        }
        if !elements::is_inline(&name) {
            return self.finish();
        }
        match self.open.iter().rposition(|open| *open == name) {
            None => self.unit.point(Role::Other, range),
            Some(at) => {
                // What was opened within and not closed is no pair.
                for _ in at + 1..self.open.len() {
                    self.unit.unpair();
                }
                self.open.truncate(at);
                self.unit.close(range, None);
            }
        }
    }

    /// Whether an element is passed over, and how.
    fn skips(&self, name: &str, tag: &StartTag<usize>) -> Option<Manner> {
        if elements::is_opaque(name) {
            return Some(Manner::Point);
        }
        if elements::keeps_lines(name) {
            return Some(Manner::Block);
        }
        if name == "html" || name == "body" {
            return None;
        }
        let words = |key: &str| attributes::value(tag, key).unwrap_or_default().to_ascii_lowercase();
        let foreign = || {
            let lang = words("lang");
            let main = lang.split(['-', '_']).next().unwrap_or_default();
            let own = self.language.tag().split('-').next().unwrap_or_default();
            !main.is_empty() && main != own && main != "und"
        };
        let kept = elements::is_kept(name)
            || words("translate") == "no"
            || words("class").split_whitespace().any(|class| class == "notranslate")
            || foreign();
        kept.then_some(if elements::is_inline(name) { Manner::Kept } else { Manner::Block })
    }

    /// Ends the element that is passed over, at byte `end`.
    fn end_skipped(&mut self, end: usize) {
        let Some(skipped) = self.skipped.take() else { return };
        let range = skipped.start..end;
        let words = skipped.words.split_whitespace().collect::<Vec<_>>().join(" ");
        match skipped.manner {
            Manner::Kept if !words.is_empty() => {
                self.unit.kept(elements::role(&skipped.name), &words, range);
            }
            Manner::Kept | Manner::Point => self.unit.point(elements::role(&skipped.name), range),
            Manner::Block => {}
        }
    }

    /// Adds words, their blanks as a browser shows them.
    fn words(&mut self, words: &str, range: Range<usize>) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let raw = &self.page[range.clone()];
        let start = range.start + (raw.len() - raw.trim_start_matches(blank).len());
        let end = range.start + raw.trim_end_matches(blank).len();
        if start >= end {
            if !self.unit.is_spaced() {
                self.unit.push(" ", range);
            }
            return;
        }
        let mut shown = String::with_capacity(words.len());
        let mut gap = self.unit.is_spaced();
        for c in words.chars() {
            if !blank(c) {
                shown.push(c);
            } else if !gap {
                shown.push(' ');
            }
            gap = blank(c);
        }
        // The blanks at the edges stay outside while nothing is before or behind them.
        let range = if self.unit.is_empty() { start..end } else { self.unit.end()..end };
        self.unit.push(&shown, range);
    }

    /// The unit ends here; pairs go on.
    fn finish(&mut self) {
        let unit = self.unit.finish(Place::Text);
        self.units.extend(unit.filter(|unit| unit.words.has_language()));
    }
}
