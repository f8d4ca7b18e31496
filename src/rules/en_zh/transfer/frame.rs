//! The frame of one verb: its group, its complements, and their Chinese order.

use super::{
    Parser,
    clause::{Kind, Part},
    join, passive,
    verb::Group,
};
use crate::rules::en_zh::unit::Tag;

/// Verbs that report: a comma or nothing stands between them and what is said.
const REPORTING: [&str; 12] = [
    "say",
    "note",
    "add",
    "stress",
    "point out",
    "explain",
    "announce",
    "emphasize",
    "warn",
    "tell",
    "argue",
    "reply",
];

impl Parser<'_, '_> {
    /// Reads a verb group and what belongs to it. `person`: the subject is one.
    pub(super) fn frame(&mut self, person: bool, subject: bool) -> String {
        let Some(group) = self.verb_group() else {
            self.at += 1; // an auxiliary without a verb
            return self.units[self.at - 1].chinese.to_string();
        };
        let parts = self.complements(&group);
        let says = REPORTING.contains(&group.word.as_str());
        let mut text = arrange(&group, parts, person, subject);
        if says && group.finite {
            let clause_next = self.tag(0) == Some(Tag::Subordinator) && self.word(0, "that");
            if clause_next || matches!(self.tag(0), Some(Tag::Pronoun | Tag::Determiner | Tag::Name)) {
                text.push('，');
            }
        }
        text
    }

    /// The parts after the verb, up to the next verb, mark or conjunction.
    fn complements(&mut self, group: &Group) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let reports = REPORTING.contains(&group.word.as_str())
            || matches!(group.word.as_str(), "think" | "believe" | "know" | "hope");
        while let Some(unit) = self.peek(0) {
            let start = self.at;
            if matches!(unit.tag, Tag::Mark | Tag::Subordinator | Tag::Relative | Tag::Coordinator)
                || self.verb_ahead()
            {
                break;
            }
            // "he said the forum was held": the noun is the subject of the next clause.
            if reports
                && group.finite
                && parts.is_empty()
                && !matches!(unit.tag, Tag::Preposition | Tag::Time | Tag::Adverb)
            {
                break;
            }
            match self.part(true) {
                Some(mut part) => {
                    if part.kind == Kind::Agent && !group.passive {
                        part.kind = Kind::Before;
                    }
                    parts.push(part);
                }
                None => break,
            }
            if self.at == start {
                break;
            }
        }
        parts
    }
}

/// Puts the parts where Chinese has them: time, adverbs and most phrases before the verb.
fn arrange(group: &Group, parts: Vec<Part>, person: bool, subject: bool) -> String {
    let mut before = String::new();
    let mut after = String::new();
    let mut object = String::new();
    let agent = parts.iter().any(|part| part.kind == Kind::Agent);
    let predicate = parts.iter().any(|part| part.kind == Kind::Adjective);
    for kind in [Kind::Time, Kind::Adverb, Kind::Agent, Kind::Before] {
        for part in parts.iter().filter(|part| part.kind == kind) {
            let late_adverb = kind == Kind::Adverb && group.copula;
            if late_adverb {
                continue;
            }
            if kind == Kind::Agent {
                join(&mut before, passive::by(&group.word));
            }
            join(&mut before, &part.text);
        }
    }
    for part in &parts {
        match part.kind {
            Kind::Noun(_) => join(&mut object, &part.text),
            Kind::Adjective => join(&mut object, &part.text),
            Kind::After => join(&mut after, &part.text),
            Kind::Adverb if group.copula => join(&mut object, &part.text),
            _ => {}
        }
    }
    let located = group.copula && object.is_empty() && before.contains('在');
    let (head, tail) = group.text(&super::verb::Around {
        object: !object.is_empty(),
        predicate,
        located,
        agent,
        person,
        subject,
    });
    let mut text = String::new();
    // Modals and adverbs of the group stand first, then the phrases, then the verb itself.
    join(&mut text, &head);
    join(&mut text, &before);
    match tail.split_once('…') {
        Some((open, close)) => {
            join(&mut text, open);
            join(&mut text, &object);
            join(&mut text, close);
        }
        None => {
            join(&mut text, &tail);
            join(&mut text, &object);
        }
    }
    join(&mut text, &after);
    text
}
