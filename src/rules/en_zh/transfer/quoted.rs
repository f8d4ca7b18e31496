//! Quoted phrases and bracketed names inside a sentence.

use super::Parser;
use crate::rules::en_zh::unit::Tag;

/// A longer quotation is read as speech.
const LONGEST_QUOTE: usize = 16;
/// A longer bracket is an aside of its own.
const LONGEST_ASIDE: usize = 8;

impl Parser<'_, '_> {
    /// `"…"` without a verb or a mark inside: a noun.
    pub(super) fn quoted(&mut self) -> Option<String> {
        let open = self.peek(0).filter(|unit| unit.tag == Tag::Mark)?;
        if !matches!(open.source.as_ref(), "\"" | "“") || !open.spaced && self.at > 0 {
            return None;
        }
        let length = self.units[self.at + 1..]
            .iter()
            .take(LONGEST_QUOTE)
            .position(|unit| unit.tag == Tag::Mark && matches!(unit.source.as_ref(), "\"" | "”"))?;
        let inside = &self.units[self.at + 1..self.at + 1 + length];
        let speech = inside.iter().any(|unit| {
            matches!(unit.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
                || unit.tag == Tag::Mark && !unit.is_mark(",") && unit.source != "-" && unit.source != "'"
        });
        let closed = inside.last().is_some_and(|unit| !unit.is_mark(","));
        if speech || !closed {
            return None;
        }
        self.at += length + 2;
        let mut inner = Parser {
            units: inside,
            at: 0,
            depth: 0,
            opening: false,
            listing: false,
            sourced: false,
            office: false,
        };
        Some(format!("“{}”", inner.sentence()))
    }

    /// `(Standardization Administration of China)` after a name.
    pub(super) fn name_aside(&mut self) -> Option<String> {
        let bracket =
            self.mark(0, "(") && matches!(self.tag(1), Some(Tag::Name | Tag::Noun | Tag::Time | Tag::Number));
        if !bracket {
            return None;
        }
        let length = self.units[self.at..].iter().take(LONGEST_ASIDE).position(|unit| unit.is_mark(")"))?;
        let mut inner = Parser {
            units: &self.units[self.at + 1..self.at + length],
            at: 0,
            depth: 0,
            opening: false,
            sourced: false,
            listing: false,
            office: false,
        };
        let text = inner.sentence();
        self.at += length + 1;
        Some(format!("（{text}）"))
    }
}
