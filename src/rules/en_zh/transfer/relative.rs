//! Clauses that belong to a noun: relative clauses, participles, infinitives.

use super::{Parser, clause::Subject, noun::Phrase};
use crate::rules::en_zh::{collocation, lemma::Form, unit::Tag};

/// A relative clause of more units than this becomes a clause of its own.
const LONGEST_RELATIVE: usize = 14;

impl Parser<'_, '_> {
    /// A restrictive relative clause: …的X; a long one goes on behind a comma.
    pub(super) fn relative(&mut self, phrase: &mut Phrase) {
        if self.depth > 2 {
            return;
        }
        let start = self.at;
        self.at += 1;
        let clause = self.clause_of(1);
        let stop = self.verb_ahead()
            || self
                .peek(0)
                .is_none_or(|unit| matches!(unit.tag, Tag::Mark | Tag::Coordinator | Tag::Subordinator));
        if !stop || self.at - start > LONGEST_RELATIVE || clause.is_empty() || clause.contains('，') {
            self.at = start;
            return;
        }
        phrase.text = format!("{clause}的{}", phrase.text);
    }

    /// `standards developed by ISO`, `people living in X`.
    pub(super) fn participle(&mut self, phrase: &mut Phrase, object: bool) {
        let Some(unit) = self.peek(0) else { return };
        let next = self.peek(1);
        let by = next.is_some_and(|next| next.word == "by");
        let phrase_next = next.is_some_and(|next| matches!(next.tag, Tag::Preposition));
        let reduced = match unit.form {
            Form::Ing => object || self.verb_later(),
            Form::Ed | Form::Participle => by || phrase_next && (object || self.verb_later()),
            _ => false,
        };
        let pronoun = self.at > 0 && self.units[self.at - 1].tag == Tag::Pronoun;
        if !reduced || pronoun || self.depth > 2 {
            return;
        }
        let start = self.at;
        let passive = unit.form != Form::Ing;
        let text = if passive {
            self.passive_participle(&phrase.head)
        } else {
            self.frame(&Subject::default()).text
        };
        if text.is_empty() || self.at - start > LONGEST_RELATIVE {
            self.at = start;
            return;
        }
        phrase.text = format!("{text}的{}", phrase.text);
    }

    /// A finite verb comes before the next mark: the clause has another verb than the participle.
    fn verb_later(&self) -> bool {
        for unit in self.units[self.at + 1..].iter().take(12) {
            match unit.tag {
                Tag::Be | Tag::Have | Tag::Modal | Tag::Do => return true,
                Tag::Verb if matches!(unit.form, Form::Past | Form::S | Form::Ed) => return true,
                Tag::Mark | Tag::Subordinator | Tag::Relative | Tag::Coordinator => return false,
                _ => {}
            }
        }
        false
    }

    /// A participle with its agent and phrases.
    fn passive_participle(&mut self, head: &str) -> String {
        let Some(unit) = self.peek(0) else {
            return String::new();
        };
        self.at += 1;
        let mut before = String::new();
        for _ in 0..3 {
            if self.tag(0) != Some(Tag::Preposition) {
                break;
            }
            let agent = self.word(0, "by");
            let Some(part) = self.prepositional(true) else {
                break;
            };
            if agent {
                before.push_str(super::passive::by(&unit.word));
            }
            before.push_str(&part.text);
        }
        let verb = collocation::verb(&unit.word, head).unwrap_or(&unit.chinese);
        format!("{before}{}", verb.replace('…', ""))
    }

    /// `the ability to learn`.
    pub(super) fn infinitive(&mut self, phrase: &mut Phrase) {
        if self.depth > 2 {
            return;
        }
        let start = self.at;
        let text = self.frame(&Subject::default()).text;
        if text.is_empty() || self.at - start > LONGEST_RELATIVE {
            self.at = start;
            return;
        }
        phrase.text = format!("{text}的{}", phrase.text);
    }
}
