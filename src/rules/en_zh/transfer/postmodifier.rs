//! What follows a noun and belongs to it: `of …`, other prepositional phrases, relative clauses, participles.

use super::{DEPTH, Parser, clause::Subject, noun::Phrase};
use crate::rules::en_zh::{collocation, lemma::Form, unit::Tag};

/// A relative clause of more units than this becomes a clause of its own.
const LONGEST_RELATIVE: usize = 14;

/// Prepositions whose phrase belongs to the noun before it wherever it stands.
const ADNOMINAL: [&str; 9] =
    ["of", "between", "among", "about", "against", "regarding", "concerning", "toward", "towards"];
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
            "in" | "at" if !object && !self.time_after() => "",
            "from" if !object || phrase.person => "来自",
            "such as" | "including" => "",
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
        if matches!(word, "such as" | "including") && !listing {
            (self.depth, self.listing) = (0, true); // what follows is a list of its own
        }
        let inner = self.noun_phrase(object);
        (self.depth, self.listing) = (depth, listing);
        let Some(inner) = inner else {
            self.at = start;
            return;
        };
        phrase.text = match word {
            "of" => of(phrase, &inner),
            "between" => format!("{}之间的{}", inner.text, phrase.text),
            "such as" => format!("{}等{}", inner.text, phrase.text),
            "including" => format!("{}，包括{}", phrase.text, inner.text),
            "among" => format!("{}中的{}", inner.text, phrase.text),
            _ => match phrase.text.strip_suffix(&format!("的{}", phrase.head_text)) {
                // "the impact of A on B": A对B的影响.
                Some(owner) if pattern == "对" => format!("{owner}对{}的{}", inner.text, phrase.head_text),
                _ => format!("{pattern}{}的{}", inner.text, phrase.text),
            },
        };
    }

    /// A date follows the preposition.
    fn time_after(&self) -> bool {
        self.tag(1) == Some(Tag::Time)
    }

    /// A restrictive relative clause: …的X; a long one goes on behind a comma.
    fn relative(&mut self, phrase: &mut Phrase) {
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
    fn participle(&mut self, phrase: &mut Phrase, object: bool) {
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
    fn infinitive(&mut self, phrase: &mut Phrase) {
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

    /// `Zhang Gong, Minister of SAMR,`: the office before the name.
    fn apposition(&mut self, phrase: &mut Phrase) {
        let office =
            self.peek(1).is_some_and(|unit| unit.tag == Tag::Title && !super::noun_text::address(&unit.word))
                || self.tag(1) == Some(Tag::Determiner) && self.tag(2) == Some(Tag::Noun)
                || self.tag(2) == Some(Tag::Title) && self.tag(1) == Some(Tag::Determiner)
                || self.tag(2) == Some(Tag::Title)
                    && self.peek(1).is_some_and(|unit| matches!(unit.class, 'l' | 'e'));
        if !self.mark(0, ",") || !phrase.person || phrase.title || !office || self.depth >= DEPTH {
            return;
        }
        let start = self.at;
        self.at += 1;
        let outer = (self.opening, self.office, self.depth);
        self.opening = true; // a comma ends the office
        if !self.office {
            (self.office, self.depth) = (true, 0);
        }
        let office = self.noun_phrase(true);
        (self.opening, self.office, self.depth) = outer;
        let Some(mut office) = office else {
            self.at = start;
            return;
        };
        if !(office.title || office.person && self.mark(0, ",")) {
            self.at = start;
            return;
        }
        if self.mark(0, ",") && self.tag(1).is_some_and(|tag| tag != Tag::Coordinator) && !self.noun_ahead(1)
        {
            self.at += 1; // the comma that closes the apposition
        }
        office.text.push_str(&phrase.text);
        phrase.text = office.text;
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
        "" if phrase.text == "一" => format!("{}之一", inner.text),
        _ if phrase.text.contains("分之") || phrase.text.ends_with('%') => {
            format!("{}的{}", phrase.text, inner.text)
        }
        _ => format!("{}的{}", inner.text, phrase.text),
    }
}

/// The office as the organisation calls it: the minister of a bureau is its 局长.
fn office(title: &str, body: &str) -> String {
    let chief = match title {
        "部长" | "主任" if body.ends_with('局') || body.ends_with("总局") => "局长",
        "副部长" | "副主任" if body.ends_with('局') => "副局长",
        "总统" if body.ends_with("大学") => "校长",
        "总统" if body.ends_with("组织") || body.ends_with("委员会") || body.ends_with("协会") => {
            "主席"
        }
        "总统" if body.ends_with("公司") || body.ends_with("集团") => "总裁",
        "书记" if body.ends_with('国') => "国务卿",
        "省长" if body.ends_with('州') => "州长",
        "主席" if body.ends_with("公司") || body.ends_with("集团") => "董事长",
        _ => title,
    };
    chief.to_owned()
}
