//! Lists of noun phrases: A, B and C is A、B和C.

use super::{DEPTH, Parser, noun::Phrase};
use crate::rules::en_zh::{lemma::Form, unit::Tag};

/// How far the end of a list is looked for, in units.
const REACH: usize = 48;

impl Parser<'_, '_> {
    /// Adds the members that follow.
    pub(super) fn coordinate(&mut self, phrase: &mut Phrase, object: bool) {
        if self.depth > 2 {
            return; // an inner phrase leaves the list to the outer one
        }
        loop {
            let start = self.at;
            let joint = match self.tag(0) {
                Some(Tag::Coordinator) if self.opening && phrase.title && !self.title_ahead() => return,
                Some(Tag::Coordinator) if !phrase.title && !phrase.person && self.title_ahead() => return,
                Some(Tag::Coordinator)
                    if !self.word(0, "but") && !self.word(0, "nor") && self.member_ahead() =>
                {
                    self.at += 1;
                    if self.units[start].word == "or" { "或" } else { "和" }
                }
                Some(Tag::Subordinator) if self.word(0, "as well as") => {
                    self.at += 1;
                    "以及"
                }
                Some(Tag::Mark) if self.mark(0, ",") && self.word(1, "as well as") && self.noun_ahead(2) => {
                    self.at += 2;
                    "以及"
                }
                Some(Tag::Mark)
                    if self.mark(0, ",")
                        && !self.opening
                        && !self.office_ahead(phrase)
                        && self.list_ahead() =>
                {
                    self.at += 1;
                    if self.tag(0) == Some(Tag::Coordinator) {
                        self.at += 1;
                        "和"
                    } else {
                        "、"
                    }
                }
                _ => return,
            };
            self.depth = self.depth.saturating_add(2).min(DEPTH);
            let last = joint != "、";
            let member = self.member(object, last);
            self.depth = self.depth.saturating_sub(2);
            let clause =
                self.tag(0).is_some_and(|tag| matches!(tag, Tag::Be | Tag::Have | Tag::Modal | Tag::Do))
                    || self.peek(0).is_some_and(|unit| {
                        unit.tag == Tag::Verb && matches!(unit.form, Form::Past | Form::S)
                    });
            match member {
                Some(member) if !(object && clause) => {
                    let listed = joint == "、" || self.units[start].is_mark(",");
                    let joined = joint.len() + member.text.len();
                    phrase.tail = match phrase.tail {
                        _ if listed => member.text.len(),
                        0 => 0,
                        tail => tail + joined,
                    };
                    phrase.text.push_str(joint);
                    phrase.text.push_str(&member.text);
                    phrase.person |= member.person;
                }
                _ => {
                    self.at = start;
                    return;
                }
            }
        }
    }

    /// A noun phrase follows the conjunction, maybe after `more than`.
    fn member_ahead(&mut self) -> bool {
        self.at += 1;
        let qualified = self.quantity_ahead();
        self.at -= 1;
        qualified || self.noun_ahead(1)
    }

    /// Another office follows the conjunction.
    fn title_ahead(&self) -> bool {
        self.tag(1) == Some(Tag::Title)
            || self.tag(1) == Some(Tag::Determiner) && self.tag(2) == Some(Tag::Title)
    }

    /// The office of the person just named comes next: an apposition, no new member.
    fn office_ahead(&self, phrase: &Phrase) -> bool {
        let determined = self.tag(1) == Some(Tag::Determiner) && self.tag(2) == Some(Tag::Title);
        let office =
            self.peek(1).is_some_and(|unit| unit.tag == Tag::Title && !super::noun_text::address(&unit.word));
        phrase.person && !phrase.title && (office || determined)
    }

    /// One member: a phrase with what its nouns ask for, but no list of its own.
    fn member(&mut self, object: bool, last: bool) -> Option<Phrase> {
        if last {
            // What follows "A and B" belongs to both.
            let phrase = self.simple_phrase()?;
            let bound = ["of", "under", "directly"].iter().any(|word| self.word(0, word));
            if !bound && !self.mark(0, ",") {
                return Some(phrase);
            }
            return Some(self.with_followers(phrase, object));
        }
        let depth = self.depth;
        self.depth = depth.max(3);
        let phrase = if self.depth < DEPTH { self.noun_phrase(object) } else { self.simple_phrase() };
        self.depth = depth;
        phrase
    }

    /// `Shanxi, Hebei and other regions`: places only, which are one phrase wherever they stand.
    pub(super) fn places(&mut self) -> Option<Phrase> {
        let place = |unit: &crate::rules::en_zh::unit::Unit<'_>| unit.tag == Tag::Name && unit.class == 'l';
        let listed = place(self.peek(0)?) && self.mark(1, ",") && self.peek(2).is_some_and(place);
        let start = self.at;
        let mut text = self.peek(0).filter(|_| listed)?.chinese.to_string();
        self.at += 1;
        for _ in 0..REACH {
            let comma = self.mark(0, ",");
            let last = self.tag(usize::from(comma)) == Some(Tag::Coordinator);
            self.at += usize::from(comma) + usize::from(last);
            let member = match self.peek(0).filter(|_| comma || last) {
                Some(unit) if place(unit) => {
                    self.at += 1;
                    unit.chinese.to_string()
                }
                Some(unit) if last && unit.word == "other" => {
                    let rest = self.simple_phrase()?;
                    return Some(Phrase {
                        text: format!("{text}等{}", rest.head_text), place: true, ..rest
                    });
                }
                _ => break,
            };
            text = format!("{text}{}{member}", if last { "和" } else { "、" });
            if last {
                return Some(Phrase { text, place: true, ..Phrase::default() });
            }
        }
        self.at = start;
        None
    }

    /// The comma stands in a list that ends with `and`.
    pub(super) fn list_ahead(&self) -> bool {
        let mut member = false;
        for (n, unit) in self.units[self.at + 1..].iter().take(REACH).enumerate() {
            match unit.tag {
                Tag::Coordinator if unit.word != "but" => {
                    return (member || n == 0) && self.noun_ahead(n + 2);
                }
                Tag::Noun | Tag::Name | Tag::Title | Tag::Number | Tag::Time | Tag::Verbatim => member = true,
                Tag::Adjective | Tag::Determiner | Tag::Quantity | Tag::Genitive => {}
                Tag::Preposition if matches!(unit.word.as_str(), "of" | "for" | "in") && member => {}
                Tag::Mark if matches!(unit.source.as_ref(), "," | "(" | ")") && member => {}
                Tag::Subordinator if unit.word == "as well as" => return member,
                _ => return false,
            }
        }
        false
    }
}
