//! The clause: what stands before the verb, then one frame for every verb.

use super::{Parser, join};
use crate::rules::en_zh::{lemma::Form, unit::Tag};

/// A part of a clause beside its verbs.
pub(super) struct Part {
    pub kind: Kind,
    pub text: String,
    /// The base form of its head noun.
    pub head: String,
}

impl Part {
    /// A part without a noun.
    pub(super) fn new(kind: Kind, text: String) -> Self {
        Self { kind, text, head: String::new() }
    }
}

/// The subject of the clause so far.
#[derive(Default)]
pub(super) struct Subject {
    /// There is one.
    pub present: bool,
    /// It is a person.
    pub person: bool,
    /// The base form of its head noun.
    pub head: String,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun phrase; `true` for a person.
    Noun(bool),
    /// A date or word of time.
    Time,
    /// A prepositional phrase that stands before the verb in Chinese.
    Before,
    /// The phrase `by …` after a passive.
    Agent,
    /// A phrase that stays after the verb.
    After,
    /// An adverb.
    Adverb,
    /// A predicative adjective.
    Adjective,
}

/// Verbs whose passive takes an infinitive that is no aim: expected to, used to.
const PASSED_ON: [&str; 34] = [
    "expect",
    "use",
    "design",
    "force",
    "require",
    "allow",
    "ask",
    "tell",
    "say",
    "believe",
    "think",
    "know",
    "aim",
    "intend",
    "need",
    "want",
    "order",
    "urge",
    "encourage",
    "invite",
    "permit",
    "report",
    "suppose",
    "consider",
    "estimate",
    "schedule",
    "plan",
    "set",
    "prepare",
    "find",
    "see",
    "determine",
    "oblige",
    "enable",
];

impl Parser<'_, '_> {
    /// Reads up to a mark, conjunction or relative that belongs to no phrase.
    pub(super) fn clause(&mut self) -> String {
        self.clause_of(usize::MAX)
    }

    /// Reads a clause of at most so many finite verbs.
    pub(super) fn clause_of(&mut self, most: usize) -> String {
        let mut text = String::new();
        let mut subject = Subject::default();
        let mut begin = 0;
        let mut frames = 0;
        let mut pivot = false;
        let mut finite = 0;
        let inverted = self.inverted();
        while let Some(unit) = self.peek(0) {
            let start = self.at;
            match unit.tag {
                Tag::Mark | Tag::Subordinator | Tag::Relative | Tag::Coordinator => break,
                _ if self.verb_ahead() => {
                    finite += usize::from(self.finite_ahead());
                    if finite > most {
                        break;
                    }
                    if frames > 0
                        && !pivot
                        && self.tag(0) == Some(Tag::To)
                        && text.chars().count() > self.far()
                    {
                        text.push_str(self.purpose());
                    }
                    let frame = self.frame(&subject);
                    pivot = frame.pivot;
                    match frame.actor {
                        // "The meeting was attended by X": X出席会议.
                        Some(actor) if subject.present && begin <= text.len() => {
                            let object = text.split_off(begin);
                            join(&mut text, &actor);
                            match frame.text.split_once('…') {
                                Some((open, close)) => join(&mut text, &format!("{open}{object}{close}")),
                                None => {
                                    join(&mut text, &frame.text);
                                    join(&mut text, &object);
                                }
                            }
                        }
                        _ => join(&mut text, &frame.text),
                    }
                    subject.present = false;
                    frames += 1;
                }
                _ => {
                    let part = self.part(false);
                    if let Some(part) = part {
                        if let Kind::Noun(person) = part.kind {
                            begin = text.len();
                            subject = Subject { present: true, person, head: part.head };
                        }
                        join(&mut text, &part.text);
                        // A phrase before the subject is set off: "在论坛期间，…".
                    }
                }
            }
            if self.at == start {
                break;
            }
        }
        if inverted && self.units.last().is_some_and(|unit| unit.is_mark("?")) && frames > 0 {
            text.push('吗');
        }
        text
    }

    /// `Do you …`: an auxiliary opens the sentence.
    fn inverted(&mut self) -> bool {
        let auxiliary = matches!(self.tag(0), Some(Tag::Do | Tag::Be | Tag::Modal | Tag::Have));
        let subject = matches!(self.tag(1), Some(Tag::Pronoun | Tag::Determiner | Tag::Name));
        if self.at == 0 && auxiliary && subject && self.units.last().is_some_and(|unit| unit.is_mark("?")) {
            self.at += usize::from(self.tag(0) == Some(Tag::Do));
            return true;
        }
        false
    }

    /// Characters before an infinitive that make it worth a word of its own: fewer behind a passive.
    fn far(&self) -> usize {
        let verb = self.at > 0 && self.units[self.at - 1].tag == Tag::Verb;
        if verb { 5 } else { 8 }
    }

    /// What joins an infinitive to what stands before it: 以 for a purpose.
    fn purpose(&self) -> &'static str {
        let previous = self.at.checked_sub(1).map(|at| self.units[at].tag);
        match previous {
            Some(Tag::Noun | Tag::Name | Tag::Title | Tag::Time | Tag::Adverb) => "以",
            // "Breakthroughs will be made to improve it": an aim, unless the verb asks for the infinitive.
            Some(Tag::Verb) if self.at > 1 && self.units[self.at - 2].tag == Tag::Be => {
                let verb = self.units[self.at - 1].word.as_str();
                if PASSED_ON.contains(&verb) { "" } else { "以" }
            }
            _ => "",
        }
    }

    /// The verb group here makes a clause.
    fn finite_ahead(&self) -> bool {
        let mut ahead = 0;
        while matches!(self.tag(ahead), Some(Tag::Adverb | Tag::Not)) && ahead < 4 {
            ahead += 1;
        }
        self.peek(ahead).is_some_and(|unit| match unit.tag {
            Tag::Verb => matches!(unit.form, Form::Base | Form::S | Form::Past | Form::Ed),
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal => true,
            _ => false,
        })
    }

    /// A verb group begins here, maybe after adverbs.
    pub(super) fn verb_ahead(&self) -> bool {
        let mut ahead = 0;
        while matches!(self.tag(ahead), Some(Tag::Adverb | Tag::Not)) && ahead < 4 {
            ahead += 1;
        }
        matches!(self.tag(ahead), Some(Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::To))
    }

    /// One part that is no verb.
    pub(super) fn part(&mut self, after_verb: bool) -> Option<Part> {
        let unit = self.peek(0)?;
        match unit.tag {
            Tag::Time => {
                self.at += 1;
                let mut text = unit.chinese.to_string();
                while self.tag(0) == Some(Tag::Time) {
                    text.push_str(&self.peek(0)?.chinese);
                    self.at += 1;
                }
                Some(Part::new(Kind::Time, text))
            }
            Tag::Preposition if self.quantity_ahead() => self.noun_part(after_verb),
            Tag::Preposition => self.prepositional(after_verb),
            Tag::Adverb if self.quantity_ahead() => self.noun_part(after_verb),
            Tag::Adverb => {
                self.at += 1;
                Some(Part::new(Kind::Adverb, unit.chinese.replace('…', "")))
            }
            Tag::Adjective if !self.noun_follows() => {
                self.at += 1;
                let mut text = degree(unit.form).to_owned();
                text.push_str(&unit.chinese);
                Some(Part::new(Kind::Adjective, text))
            }
            Tag::Not => {
                self.at += 1;
                Some(Part::new(Kind::Adverb, "不".to_owned()))
            }
            _ => self.noun_part(after_verb),
        }
    }

    fn noun_part(&mut self, after_verb: bool) -> Option<Part> {
        let phrase = self.noun_phrase(after_verb)?;
        let side = match self.peek(0).map(|unit| unit.word.as_str()) {
            Some("ago" | "earlier") => "前",
            Some("later") => "后",
            _ => "",
        };
        if phrase.time && !side.is_empty() {
            self.at += 1;
            return Some(Part::new(Kind::Time, format!("{}{side}", phrase.text)));
        }
        Some(Part { kind: Kind::Noun(phrase.person), text: phrase.text, head: phrase.head })
    }

    /// `more than 300`, `over 20`, `about half`: a word before a number.
    pub(super) fn quantity_ahead(&self) -> bool {
        let number = |ahead: usize| {
            matches!(self.tag(ahead), Some(Tag::Number))
                || self.peek(ahead).is_some_and(|unit| {
                    unit.senses.is_empty()
                        && unit.tag == Tag::Noun
                        && unit.chinese.starts_with(|c: char| c.is_ascii_digit())
                })
        };
        let qualifier = self.peek(0).is_some_and(|unit| {
            matches!(
                unit.word.as_str(),
                "over"
                    | "about"
                    | "around"
                    | "nearly"
                    | "almost"
                    | "more than"
                    | "less than"
                    | "fewer than"
                    | "at least"
                    | "up to"
                    | "approximately"
                    | "roughly"
                    | "some"
                    | "only"
                    | "just"
                    | "under"
                    | "close to"
                    | "as many as"
                    | "as much as"
                    | "exactly"
            )
        });
        qualifier && number(1)
    }

    /// The adjectives here have a noun after them.
    fn noun_follows(&self) -> bool {
        for ahead in 1..8 {
            match self.tag(ahead) {
                Some(Tag::Noun | Tag::Name | Tag::Title) => return true,
                Some(Tag::Adjective | Tag::Adverb | Tag::Coordinator | Tag::Number) => {}
                Some(Tag::Mark) if self.mark(ahead, ",") => {}
                _ => return false,
            }
        }
        false
    }
}

/// 更 and 最 for comparatives and superlatives.
pub(super) fn degree(form: Form) -> &'static str {
    match form {
        Form::Comparative => "更",
        Form::Superlative => "最",
        _ => "",
    }
}
