//! The sentence: clauses between marks and conjunctions.

use super::{Parser, join};
use crate::rules::en_zh::{
    punctuation,
    unit::{Tag, Unit},
};

impl Parser<'_, '_> {
    /// Reads all units.
    pub(super) fn sentence(&mut self) -> String {
        let mut text = String::new();
        let mut quotes = punctuation::Quotes::default();
        let mut pending = String::new();
        while let Some(unit) = self.peek(0) {
            let start = self.at;
            match unit.tag {
                Tag::Mark => {
                    text.push_str(&std::mem::take(&mut pending));
                    self.mark_piece(&mut text, &mut quotes);
                }
                Tag::Subordinator => {
                    self.subordinator(&mut text, &mut pending);
                }
                Tag::Relative => self.loose_relative(&mut text),
                Tag::Coordinator => self.coordinator(&mut text),
                _ => {
                    let piece = self.clause();
                    join(&mut text, &piece);
                }
            }
            if self.at == start {
                let flat = unit.chinese.replace('…', "");
                join(&mut text, &flat); // no construction wants it: keep it visible
                self.at += 1;
            }
        }
        text.push_str(&pending);
        text
    }

    /// A mark; `(SAMR)` stays Latin.
    fn mark_piece(&mut self, text: &mut String, quotes: &mut punctuation::Quotes) {
        let Some(unit) = self.peek(0) else { return };
        if let Some(aside) = self.acronym_aside() {
            text.push_str(&aside);
            return;
        }
        let previous = self.at.checked_sub(1).map(|at| &self.units[at]);
        let next = self.peek(1);
        let spaced_after = next.is_none_or(|next| next.spaced);
        quotes.push(text, &unit.source, unit.spaced || previous.is_none(), spaced_after);
        self.at += 1;
    }

    /// `(SAMR)`: a bracket with one acronym, which stays as it is.
    pub(super) fn acronym_aside(&mut self) -> Option<String> {
        let acronym = self.peek(1).filter(|_| self.mark(0, "(") && self.mark(2, ")"))?;
        let upper = acronym.source.chars().filter(|c| c.is_ascii_uppercase()).count();
        let plain =
            acronym.source.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '&' | '.'));
        (plain && upper > 1).then(|| {
            self.at += 3;
            format!("（{}）", acronym.source)
        })
    }

    /// `if`, `when`, `because`: a word before the clause, and for some one after it.
    fn subordinator(&mut self, text: &mut String, pending: &mut String) {
        let Some(unit) = self.peek(0) else { return };
        let comma = !text.is_empty() && !text.ends_with(['，', '。', '、', '“', '（', '：', '；', '—']);
        self.at += 1;
        let (open, close) = frame_of(unit);
        if comma && !open.is_empty() && unit.word != "that" && unit.word != "than" {
            text.push('，');
        }
        join(text, open);
        let clause = self.clause();
        join(text, &clause);
        if !close.is_empty() {
            if self.mark(0, ",") || self.peek(0).is_none_or(|unit| unit.tag == Tag::Mark) {
                text.push_str(close);
            } else {
                pending.push_str(close);
            }
        }
    }

    /// `, which …`: goes on as a clause of its own.
    fn loose_relative(&mut self, text: &mut String) {
        if !text.is_empty() && !text.ends_with(['，', '。', '“', '：', '；']) {
            text.push('，');
        }
        self.at += 1;
    }

    /// `and`, `or`, `but` between clauses and verb phrases.
    fn coordinator(&mut self, text: &mut String) {
        let Some(unit) = self.peek(0) else { return };
        self.at += 1;
        let open = text.is_empty() || text.ends_with(['，', '。', '；', '：', '“', '—', '（']);
        let verb_next = matches!(
            self.tag(0),
            Some(Tag::Verb | Tag::Be | Tag::Have | Tag::Modal | Tag::To | Tag::Do | Tag::Adverb)
        );
        let piece = match unit.word.as_str() {
            "but" => {
                if open {
                    "但"
                } else {
                    "，但"
                }
            }
            "or" | "nor" => "或",
            _ if open && verb_next => "并",
            _ if open => "",
            _ if verb_next => "并",
            _ if self.clause_ahead() => "，",
            _ => "和",
        };
        text.push_str(piece);
    }

    /// A subject and a finite verb come next.
    pub(super) fn clause_ahead(&self) -> bool {
        let mut subject = false;
        for unit in self.units[self.at..].iter().take(10) {
            match unit.tag {
                Tag::Verb | Tag::Be | Tag::Have | Tag::Modal | Tag::Do => return subject,
                Tag::Mark | Tag::Coordinator | Tag::Subordinator => return false,
                Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Number | Tag::Title => subject = true,
                _ => {}
            }
        }
        false
    }
}

/// What opens and closes a subordinate clause in Chinese.
fn frame_of(unit: &Unit<'_>) -> (&'static str, &'static str) {
    match unit.word.as_str() {
        "that" | "than" => ("", ""),
        "when" | "as" => ("当", "时"),
        "while" => ("而", ""),
        "before" => ("在", "之前"),
        "after" => ("在", "之后"),
        "since" => ("自从", "以来"),
        "until" | "till" => ("直到", ""),
        "if" => ("如果", ""),
        "because" | "in that" => ("因为", ""),
        "although" | "though" | "even though" => ("尽管", ""),
        "once" => ("一旦", ""),
        "whether" => ("是否", ""),
        "where" => ("在那里", ""),
        "unless" => ("除非", ""),
        "so" => ("因此", ""),
        "whereas" => ("而", ""),
        "so that" => ("以便", ""),
        "as soon as" => ("一", "就"),
        "as long as" => ("只要", ""),
        _ => (leak(unit), ""),
    }
}

/// The Chinese of the lexicon, which is static wherever a unit has readings.
fn leak(unit: &Unit<'_>) -> &'static str {
    unit.sense(Tag::Subordinator).map_or("", |sense| sense.chinese)
}
