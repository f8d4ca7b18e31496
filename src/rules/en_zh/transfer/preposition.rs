//! Prepositional phrases: most stand before the verb in Chinese.

use super::{
    DEPTH, Parser,
    clause::{Kind, Part, Subject},
};
use crate::rules::en_zh::{lemma::Form, unit::Tag};

impl Parser<'_, '_> {
    /// Reads a preposition and what it governs.
    pub(super) fn prepositional(&mut self, after_verb: bool) -> Option<Part> {
        let unit = self.peek(0)?;
        self.at += 1;
        let word = unit.word.as_str();
        let after_copula = self.at > 1 && self.units[self.at - 2].tag == Tag::Be;
        if self.tag(0) == Some(Tag::Time) {
            let time = self.times();
            return Some(Part::new(Kind::Time, dated(word, &time)));
        }
        let adverb = usize::from(self.tag(0) == Some(Tag::Adverb));
        let gerund = self.peek(adverb).is_some_and(|unit| unit.tag == Tag::Verb && unit.form == Form::Ing);
        if gerund && self.depth < DEPTH {
            self.depth += 1;
            let text = self.frame(&Subject::default()).text;
            self.depth -= 1;
            return Some(Part::new(Kind::Before, done(word, &text, &unit.chinese)));
        }
        let outer = self.opening;
        self.opening |= !after_verb && (self.at == 1 || self.units[self.at - 2].tag == Tag::Mark);
        let phrase = self.noun_phrase(after_verb);
        self.opening = outer;
        let Some(phrase) = phrase else {
            return Some(Part::new(Kind::Adverb, alone(word, &unit.chinese)));
        };
        let inner = phrase.text.as_str();
        if phrase.time
            && matches!(
                word,
                "in" | "on" | "at" | "for" | "over" | "during" | "by" | "since" | "until" | "through"
            )
        {
            let kind = if word == "for" { Kind::After } else { Kind::Time };
            return Some(Part::new(kind, dated(word, inner)));
        }
        let (kind, text) = match word {
            "by" if after_verb => (Kind::Agent, inner.to_owned()),
            "in" if phrase.place || phrase.body || inner.ends_with(['中', '内', '里', '上', '下']) => {
                (Kind::Before, format!("在{inner}"))
            }
            "in" => (Kind::Before, format!("在{inner}中")),
            "on" if phrase.body || phrase.person => (Kind::Before, format!("对{inner}")),
            "on" => (Kind::Before, format!("在{inner}上")),
            "at" if is_event(inner) => (Kind::Before, format!("在{inner}上")),
            "at" => (Kind::Before, format!("在{inner}")),
            "to" if phrase.person || phrase.body => (Kind::Before, format!("向{inner}")),
            "to" if phrase.place || inner.starts_with(|c: char| c.is_ascii_digit()) => {
                (Kind::After, format!("到{inner}"))
            }
            "to" => (Kind::Before, format!("向{inner}")),
            "into" => (Kind::After, inner.to_owned()),
            "with" => (Kind::Before, format!("与{inner}")),
            "from" => (Kind::Before, format!("从{inner}")),
            "as" => (Kind::Before, format!("作为{inner}")),
            "of" if after_copula => (Kind::After, format!("具有{inner}")),
            "of" => (Kind::After, inner.to_owned()),
            "than" => (Kind::Before, format!("比{inner}")),
            "including" | "such as" => (Kind::After, format!("，包括{inner}")),
            "instead of" | "rather than" => (Kind::After, format!("，而不是{inner}")),
            _ => (Kind::Before, filled(&unit.chinese, inner)),
        };
        Some(Part::new(kind, text))
    }

    /// One date after the other, with `to` and `and` between them.
    pub(super) fn times(&mut self) -> String {
        let mut text = String::new();
        while let Some(unit) = self.peek(0).filter(|unit| unit.tag == Tag::Time) {
            text.push_str(&unit.chinese);
            self.at += 1;
            let joint = match self.peek(0).map(|unit| unit.word.as_str()) {
                Some("to" | "-" | "–" | "until" | "through") => "至",
                Some("and") => "和",
                _ => continue,
            };
            if self.tag(1) != Some(Tag::Time) {
                break;
            }
            text.push_str(joint);
            self.at += 1;
        }
        text
    }
}

/// Something that people gather at.
fn is_event(noun: &str) -> bool {
    ["会", "会议", "论坛", "仪式", "式", "活动", "研讨会"].iter().any(|end| noun.ends_with(end))
}

/// A preposition of time.
fn dated(word: &str, time: &str) -> String {
    match word {
        "since" => format!("自{time}以来"),
        "by" => format!("到{time}"),
        "until" | "till" => format!("直到{time}"),
        "from" => format!("从{time}"),
        "before" | "prior to" => format!("{time}之前"),
        "after" | "following" => format!("{time}之后"),
        "during" | "over" | "throughout" => format!("在{time}期间"),
        "in" if !time.starts_with(|c: char| c.is_ascii_digit()) && !time.ends_with(['年', '月']) => {
            format!("在{time}")
        }
        "within" => format!("{time}内"),
        "around" | "about" => format!("{time}左右"),
        "between" => format!("{time}之间"),
        _ => time.to_owned(),
    }
}

/// A preposition before a gerund.
fn done(word: &str, action: &str, chinese: &str) -> String {
    match word {
        "by" | "through" => format!("通过{action}"),
        "for" => format!("为{action}"),
        "after" => format!("在{action}之后"),
        "before" => format!("在{action}之前"),
        "in" => format!("在{action}方面"),
        "of" => action.to_owned(),
        "without" => format!("没有{action}"),
        "from" | "with" | "to" | "at" | "on" | "about" => action.to_owned(),
        _ => filled(chinese, action),
    }
}

/// A preposition without a noun is an adverb.
fn alone(word: &str, chinese: &str) -> String {
    match word {
        "in" | "on" | "at" | "of" | "for" | "to" | "with" | "by" => String::new(),
        _ => chinese.replace('…', "").trim_start_matches('在').to_owned(),
    }
}

/// The Chinese of a preposition with its noun in the place of `…`.
fn filled(chinese: &str, inner: &str) -> String {
    match chinese.split_once('…') {
        Some((open, close)) => format!("{open}{inner}{close}"),
        None => format!("{chinese}{inner}"),
    }
}
