//! The frame of one verb: its group, its complements, and their Chinese order.

use super::{
    DEPTH, Parser,
    clause::{Kind, Part, Subject},
    join, passive,
    verb::Group,
};
use crate::rules::en_zh::{collocation, lemma::Form, unit::Tag};

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

/// Verbs whose passive with `by` is told the other way round: X出席会议.
const ACTIVE: [&str; 5] = ["attend", "address", "follow", "join", "watch"];

/// What a frame comes to.
pub(super) struct Frame {
    /// The Chinese.
    pub text: String,
    /// Who acts, where the subject is to become the object.
    pub actor: Option<String>,
    /// The object is to do what follows: "asked them to come".
    pub pivot: bool,
}

/// Verbs whose object is the subject of the infinitive after it.
const PIVOT: [&str; 22] = [
    "call on",
    "ask",
    "urge",
    "encourage",
    "help",
    "allow",
    "want",
    "require",
    "tell",
    "order",
    "force",
    "invite",
    "enable",
    "get",
    "cause",
    "lead",
    "permit",
    "advise",
    "expect",
    "persuade",
    "request",
    "teach",
];

impl Parser<'_, '_> {
    /// Reads a verb group and what belongs to it.
    pub(super) fn frame(&mut self, subject: &Subject) -> Frame {
        let Some(mut group) = self.verb_group() else {
            self.at += 1; // an auxiliary without a verb
            let text = self.units[self.at - 1].chinese.to_string();
            return Frame { text, actor: None, pivot: false };
        };
        let reporting = REPORTING.contains(&group.word.as_str());
        if reporting && group.finite && !subject.present && self.noun_ahead(0) && !self.clause_ahead() {
            let speaker = self.noun_phrase(true).map_or_else(String::new, |phrase| phrase.text);
            let (head, tail) = group.text(&super::verb::Around::default());
            return Frame { text: format!("{speaker}{head}{tail}"), actor: None, pivot: false };
        }
        let mut parts = self.complements(&group);
        let says = REPORTING.contains(&group.word.as_str());
        let object = match group.passive {
            true => Some(subject.head.as_str()),
            false => {
                parts.iter().find(|part| matches!(part.kind, Kind::Noun(_))).map(|part| part.head.as_str())
            }
        };
        let chinese = match object {
            Some(object) => collocation::verb(&group.word, object),
            // The forum opened: its subject decides.
            None => collocation::verb(&format!("{}.", group.word), &subject.head),
        };
        if let Some(chinese) = chinese {
            group.render_as(chinese);
        }
        let actor = parts
            .iter()
            .position(|part| part.kind == Kind::Agent)
            .filter(|_| group.passive && subject.present && ACTIVE.contains(&group.word.as_str()))
            .map(|at| parts.remove(at).text);
        let mut text = arrange(&group, parts, subject, actor.is_some());
        if says && group.finite {
            let clause_next = self.tag(0) == Some(Tag::Subordinator) && self.word(0, "that");
            if clause_next || self.noun_ahead(0) && self.clause_ahead() {
                text.push('，');
            }
        }
        let pivot = PIVOT.contains(&group.word.as_str());
        Frame { text, actor, pivot }
    }

    /// The parts after the verb, up to the next verb, mark or conjunction.
    fn complements(&mut self, group: &Group) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut said_to = false; // "told reporters": what follows is what was told
        let gerund = self.peek(0).is_some_and(|unit| unit.tag == Tag::Verb && unit.form == Form::Ing);
        if gerund && group.has_slot() && self.depth < DEPTH {
            self.depth += 1;
            let action = self.frame(&Subject::default()).text;
            self.depth -= 1;
            return vec![Part::new(Kind::Noun(false), action)];
        }
        let reports = REPORTING.contains(&group.word.as_str())
            || matches!(group.word.as_str(), "think" | "believe" | "know" | "hope");
        while let Some(unit) = self.peek(0) {
            let start = self.at;
            if !reports && let Some(text) = self.quoted() {
                parts.push(Part::new(Kind::Noun(false), text));
                continue;
            }
            if matches!(unit.tag, Tag::Mark | Tag::Subordinator | Tag::Relative | Tag::Coordinator)
                || self.verb_ahead()
            {
                break;
            }
            let aside = unit.tag == Tag::Preposition
                && !matches!(unit.word.as_str(), "in" | "on" | "at" | "to" | "during" | "of");
            if reports && group.finite && aside {
                break; // it belongs to what is said
            }
            // "he said the forum was held": the noun is the subject of the next clause.
            if reports
                && group.finite
                && (parts.is_empty() || said_to)
                && (group.word != "tell" || said_to)
                && !matches!(unit.tag, Tag::Preposition | Tag::Time | Tag::Adverb)
            {
                break;
            }
            match self.part(true) {
                Some(mut part) => {
                    if part.kind == Kind::Agent && !group.passive {
                        part.kind = Kind::Before;
                    }
                    said_to |= group.word == "tell" && matches!(part.kind, Kind::Noun(_));
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
fn arrange(group: &Group, parts: Vec<Part>, subject: &Subject, active: bool) -> String {
    let mut before = String::new();
    let mut after = String::new();
    let mut object = String::new();
    let agent = parts.iter().any(|part| part.kind == Kind::Agent);
    let predicate = parts.iter().any(|part| part.kind == Kind::Adjective);
    for kind in [Kind::Time, Kind::Adverb, Kind::Agent, Kind::Before] {
        for part in parts.iter().filter(|part| part.kind == kind) {
            let late_adverb = kind == Kind::Adverb && group.copula && !group.existential;
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
            Kind::Adverb if group.copula && !group.existential => join(&mut object, &part.text),
            _ => {}
        }
    }
    let located = group.copula && object.is_empty() && (before.contains('在') || after.starts_with("具有"));
    let (head, tail) = group.text(&super::verb::Around {
        object: !object.is_empty(),
        predicate,
        none: object.starts_with("没有"),
        short: object.chars().count() <= 2,
        located,
        agent,
        active,
        person: subject.person && subject.present,
    });
    let mut text = String::new();
    // Modals and adverbs of the group stand first, then the phrases, then the verb itself.
    join(&mut text, &head);
    join(&mut text, &before);
    match tail.split_once('…') {
        Some(_) if active => join(&mut text, &tail), // the clause puts its subject into the place
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
