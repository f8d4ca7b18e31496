//! What follows a noun and belongs to it: first of all `of …` and other prepositional phrases.

use super::{Parser, apposition::office, noun::Phrase};
use crate::rules::en_zh::{lemma::Form, unit::Tag};

/// Prepositions whose phrase belongs to the noun before it wherever it stands.
const ADNOMINAL: [&str; 9] =
    ["of", "between", "among", "about", "against", "regarding", "concerning", "toward", "towards"];
/// What stands under a body and belongs to it.
const SUBORDINATE: [&str; 8] =
    ["unit", "department", "agency", "body", "institution", "organization", "institute", "division"];
/// Nouns about something.
const ABOUT: [&str; 32] = [
    "memorandum of understanding",
    "mou",
    "agreement",
    "report",
    "information",
    "statement",
    "law",
    "book",
    "article",
    "conference",
    "forum",
    "debate",
    "question",
    "decision",
    "discussion",
    "research",
    "study",
    "data",
    "consensus",
    "talks",
    "negotiation",
    "news",
    "story",
    "document",
    "resolution",
    "referendum",
    "seminar",
    "paper",
    "view",
    "opinion",
    "advice",
    "bill",
];
/// Nouns with something done to their object.
const UPON: [&str; 34] = [
    "impact",
    "influence",
    "effect",
    "attack",
    "ban",
    "tax",
    "sanction",
    "sanctions",
    "pressure",
    "restriction",
    "threat",
    "focus",
    "support",
    "demand",
    "need",
    "concern",
    "responsibility",
    "respect",
    "reform",
    "access",
    "response",
    "solution",
    "answer",
    "contribution",
    "commitment",
    "challenge",
    "approach",
    "damage",
    "visit",
    "confidence",
    "interest",
    "investment",
    "limit",
    "fight",
];
/// Nouns that a year after them belongs to: "the work in 2021".
const PLANNED: [&str; 10] = [
    "work",
    "task",
    "key task",
    "plan",
    "result",
    "achievement",
    "goal",
    "target",
    "budget",
    "standardization work",
];
/// Nouns that an infinitive completes.
const TO_DO: [&str; 28] = [
    "ability",
    "effort",
    "efforts",
    "plan",
    "decision",
    "attempt",
    "opportunity",
    "chance",
    "right",
    "way",
    "need",
    "desire",
    "time",
    "power",
    "capacity",
    "intention",
    "willingness",
    "reason",
    "agreement",
    "proposal",
    "move",
    "promise",
    "commitment",
    "permission",
    "authority",
    "step",
    "refusal",
    "failure",
];

impl Parser<'_, '_> {
    /// Adds what follows the phrase and belongs to it.
    pub(super) fn with_followers(&mut self, mut phrase: Phrase, object: bool) -> Phrase {
        for _ in 0..4 {
            let start = self.at;
            self.age(&mut phrase);
            self.coordinate(&mut phrase, object);
            match self.tag(0) {
                Some(Tag::Preposition) => self.adnominal(&mut phrase, object),
                Some(Tag::Relative) => self.relative(&mut phrase),
                Some(Tag::Verb) => self.participle(&mut phrase, object),
                Some(Tag::To) if TO_DO.contains(&phrase.head.as_str()) => self.infinitive(&mut phrase),
                Some(Tag::Mark) => self.apposition(&mut phrase),
                Some(Tag::Adverb) if self.word(0, "directly") && self.word(1, "under") => self.at += 1,
                Some(Tag::Adverb) => self.everywhere(&mut phrase),
                _ => {}
            }
            if self.at == start {
                break;
            }
        }
        phrase
    }

    /// `a woman aged 49`.
    fn age(&mut self, phrase: &mut Phrase) {
        if self.peek(0).is_some_and(|unit| unit.source == "aged")
            && let Some(number) = self.peek(1).filter(|unit| unit.tag == Tag::Number)
        {
            phrase.text = format!("{}岁的{}", number.chinese, phrase.text);
            self.at += 2;
        }
    }

    /// `countries around the world`.
    fn everywhere(&mut self, phrase: &mut Phrase) {
        let place = self.peek(0).filter(|unit| {
            ["世界各地", "全国各地", "全球", "国内外", "海外"].contains(&unit.chinese.as_ref())
        });
        if let Some(place) = place {
            phrase.text = format!("{}的{}", place.chinese, phrase.text);
            self.at += 1;
        }
    }

    /// `of Y`: Y的X. Other prepositions where the noun asks for them.
    fn adnominal(&mut self, phrase: &mut Phrase, object: bool) {
        let Some(unit) = self.peek(0) else { return };
        let word = unit.word.as_str();
        let head = phrase.head.as_str();
        if self.tag(1) == Some(Tag::Coordinator) && self.noun_ahead(2) {
            self.at += 1; // "departments of and units under": the last preposition says it for both
            return;
        }
        if word == "in" && object && PLANNED.contains(&head) && self.time_after() {
            self.at += 1;
            let time = self.times();
            phrase.text = format!("{time}{}", phrase.text);
            return;
        }
        let pattern = match word {
            "of" => "",
            "on" | "for" if ABOUT.contains(&head) && !self.time_after() => "关于",
            "on" | "for" | "to" | "in" | "with"
                if UPON.contains(&head) && !self.time_after() && (word != "with" && word != "in") =>
            {
                "对"
            }
            "in" | "at" if (!object || self.sourced) && !self.time_after() => "",
            "from" if !object || phrase.person => "来自",
            "such as" | "including" => "",
            "like" if self.at > 0 && self.units[self.at - 1].form == Form::S => "",
            "under" if SUBORDINATE.contains(&head) => "直属",
            "for" if !object => "",
            "with" if !object => "与",
            "between" | "among" => "",
            "about" | "regarding" | "concerning" => "关于",
            "against" => "针对",
            _ if ADNOMINAL.contains(&word) => "",
            _ => return,
        };
        let start = self.at;
        self.at += 1;
        let depth = self.depth;
        let listing = self.listing;
        let sourced = self.sourced;
        let source = word == "from" && phrase.person && !sourced;
        if !listing && (source || matches!(word, "such as" | "including" | "like")) {
            (self.depth, self.listing) = (0, true); // what follows is a list of its own
        }
        self.sourced |= source;
        let places = if matches!(word, "in" | "of" | "from") { self.places() } else { None };
        let inner = places.or_else(|| self.noun_phrase(object));
        (self.depth, self.listing, self.sourced) = (depth, listing, sourced);
        let Some(inner) = inner else {
            self.at = start;
            return;
        };
        // "A, B, and C from D": only the last comes from there.
        let tail = phrase.text.len().checked_sub(phrase.tail).filter(|at| phrase.tail > 0 && *at > 0);
        let tail = tail.filter(|_| matches!(word, "from" | "in" | "at" | "on" | "for" | "with"));
        let head = match tail {
            Some(at) if phrase.text.is_char_boundary(at) => {
                let last = phrase.text.split_off(at);
                std::mem::replace(&mut phrase.text, last)
            }
            _ => String::new(),
        };
        phrase.tail = 0;
        phrase.text = match word {
            "of" => of(phrase, &inner),
            "between" => format!("{}之间的{}", inner.text, phrase.text),
            "such as" | "like" => format!("{}等{}", inner.text, phrase.text),
            "including" => format!("{}，包括{}", phrase.text, inner.text),
            "under" => format!("{}{pattern}{}", inner.text, phrase.text),
            "among" => format!("{}中的{}", inner.text, phrase.text),
            _ => match phrase.text.strip_suffix(&format!("的{}", phrase.head_text)) {
                // "the impact of A on B": A对B的影响.
                Some(owner) if pattern == "对" => format!("{owner}对{}的{}", inner.text, phrase.head_text),
                _ => format!("{pattern}{}的{}", inner.text, phrase.text),
            },
        };
        phrase.text.insert_str(0, &head);
    }

    /// A date follows the preposition.
    fn time_after(&self) -> bool {
        self.tag(1) == Some(Tag::Time)
    }
}

/// X of Y.
fn of(phrase: &Phrase, inner: &Phrase) -> String {
    if phrase.title && (inner.body || inner.place) {
        let body = inner.text.split('（').next().unwrap_or_default();
        return format!("{}{}", inner.text, office(&phrase.text, body));
    }
    if inner.text == "中国共产党" && phrase.text.ends_with('委') {
        return format!("中共{}", phrase.text);
    }
    if let Some(rest) = phrase.text.strip_prefix(&phrase.owner).filter(|_| !phrase.owner.is_empty()) {
        return format!("{}{}的{rest}", phrase.owner, inner.text); // "Qingdao's level of openness"
    }
    match phrase.head.as_str() {
        "capital" if inner.place => format!("{}首都", inner.text),
        "" if phrase.text == "一" => format!("{}之一", inner.text),
        _ if phrase.text.contains("分之") || phrase.text.ends_with('%') => {
            format!("{}的{}", phrase.text, inner.text)
        }
        _ => format!("{}的{}", inner.text, phrase.text),
    }
}
