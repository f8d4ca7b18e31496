//! The noun phrase: determiner, number, modifiers, nouns; then what follows it.

use super::{DEPTH, Parser, clause::degree, join};
use crate::rules::en_zh::{
    lemma::Form,
    unit::{Tag, Unit},
};

/// A noun phrase in Chinese.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// The Chinese.
    pub text: String,
    /// The head is a person.
    pub person: bool,
    /// The head is a place.
    pub place: bool,
    /// The phrase tells a time.
    pub time: bool,
    /// The base form of the head noun.
    pub head: String,
    /// The Chinese of the head noun.
    pub head_text: String,
    /// The head is a title or an office: "Minister of …".
    pub title: bool,
    /// The head is an organisation.
    pub body: bool,
    /// Bytes at the end of the text that the last members of a list of three or more take; 0 for no such list.
    pub tail: usize,
    /// The owner that the text begins with, with its 的: "Qingdao's".
    pub owner: String,
}

/// What has been read before the head.
#[derive(Default)]
pub(super) struct Core {
    pub determiner: &'static str,
    /// The article a or an.
    pub article: bool,
    pub number: String,
    pub quantity: String,
    pub modifiers: Vec<Modifier>,
    pub nouns: Vec<usize>,
}

/// An adjective or the like before the head.
pub(super) struct Modifier {
    pub text: String,
    /// Takes 的 before the noun.
    pub linked: bool,
}

impl Modifier {
    /// One without 的.
    fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), linked: false }
    }
}

impl Parser<'_, '_> {
    /// Reads a noun phrase with all that belongs to it. `object`: it stands after a verb.
    pub(super) fn noun_phrase(&mut self, object: bool) -> Option<Phrase> {
        if self.depth >= DEPTH {
            return self.simple_phrase();
        }
        self.depth += 1;
        let phrase = self.simple_phrase().map(|phrase| self.with_followers(phrase, object));
        self.depth -= 1;
        phrase
    }

    /// Reads determiner to head, over genitives.
    pub(super) fn simple_phrase(&mut self) -> Option<Phrase> {
        let start = self.at;
        let mut owner = String::new();
        if let Some(text) = self.quoted() {
            return Some(Phrase { text, ..Phrase::default() });
        }
        loop {
            let qualifier = if self.quantity_ahead() { self.qualifier() } else { String::new() };
            let core = self.core();
            let Some(mut phrase) = self.phrase_of(&core, &qualifier) else {
                if owner.is_empty() {
                    self.at = start;
                    return None;
                }
                let text = owner.trim_end_matches('的').to_owned();
                return Some(Phrase { text, ..Phrase::default() });
            };
            if !owner.is_empty() {
                phrase.text = format!("{owner}{}", phrase.text);
                phrase.owner.clone_from(&owner);
            }
            if self.tag(0) == Some(Tag::Genitive) {
                self.at += 1;
                owner = phrase.text;
                owner.push('的');
                continue;
            }
            if let Some(aside) = self.acronym_aside().or_else(|| self.name_aside()) {
                phrase.text.push_str(&aside);
            }
            return Some(phrase);
        }
    }

    /// `more than`, `about` before a number.
    fn qualifier(&mut self) -> String {
        let Some(unit) = self.peek(0) else {
            return String::new();
        };
        self.at += 1;
        let text = match unit.word.as_str() {
            "over" | "more than" => "超过",
            "about" | "around" | "approximately" | "roughly" | "some" => "约",
            "nearly" | "almost" | "close to" => "近",
            "less than" | "under" | "fewer than" => "不到",
            "at least" => "至少",
            "only" => "仅",
            "just" => "仅",
            "up to" | "as many as" | "as much as" => "多达",
            _ => "",
        };
        text.to_owned()
    }

    /// Determiner, number, modifiers, nouns.
    fn core(&mut self) -> Core {
        let mut core = Core::default();
        while let Some(unit) = self.peek(0) {
            let begun = !core.nouns.is_empty();
            match unit.tag {
                Tag::Determiner if !begun && core.modifiers.is_empty() => {
                    if matches!(unit.word.as_str(), "a" | "an") {
                        core.article = true;
                    } else if core.determiner.is_empty() || !unit.chinese.is_empty() {
                        let pair = unit.word == "both" && self.pair_ahead();
                        core.determiner = if pair { "" } else { determiner(unit) };
                    }
                }
                Tag::Number if !begun => join(&mut core.number, &unit.chinese),
                Tag::Quantity if !begun => core.quantity.push_str(&unit.chinese),
                Tag::Adjective if !begun || self.tag(1).is_some_and(|tag| tag == Tag::Noun) => {
                    if begun {
                        core.nouns.push(self.at);
                    } else {
                        core.modifiers.push(modifier(unit));
                    }
                }
                Tag::Adverb
                    if !begun
                        && self.tag(1) == Some(Tag::Adjective)
                        && (core.article || !core.determiner.is_empty() || self.noun_soon(2)) =>
                {
                    core.modifiers.push(Modifier::plain(&unit.chinese));
                }
                Tag::Coordinator
                    if !begun
                        && !core.modifiers.is_empty()
                        && matches!(self.tag(1), Some(Tag::Adjective | Tag::Noun))
                        && unit.word != "but" =>
                {
                    core.modifiers.push(Modifier::plain(&unit.chinese));
                }
                Tag::Mark
                    if unit.is_mark(",")
                        && !begun
                        && !core.modifiers.is_empty()
                        && self.tag(1) == Some(Tag::Adjective)
                        && self.noun_soon(2) =>
                {
                    core.modifiers.push(Modifier::plain("、"));
                }
                Tag::Time if !begun && (core.article || !core.determiner.is_empty()) => {
                    core.modifiers.push(Modifier::plain(&unit.chinese));
                }
                Tag::Noun | Tag::Name | Tag::Title | Tag::Verbatim => core.nouns.push(self.at),
                Tag::Number if begun && core.nouns.len() == 1 => core.nouns.push(self.at), // "Article 5"
                Tag::Pronoun if !begun && core.modifiers.is_empty() && core.number.is_empty() => {
                    core.nouns.push(self.at);
                    self.at += 1;
                    break;
                }
                _ => break,
            }
            self.at += 1;
        }
        core
    }

    /// `and` follows: "both heat and light".
    fn pair_ahead(&self) -> bool {
        (1..7).any(|ahead| self.tag(ahead) == Some(Tag::Coordinator))
    }

    /// A noun comes before anything else but adjectives.
    fn noun_soon(&self, from: usize) -> bool {
        for ahead in from..from + 6 {
            match self.tag(ahead) {
                Some(Tag::Noun | Tag::Name) => return true,
                Some(Tag::Adjective | Tag::Adverb | Tag::Coordinator) => {}
                _ => return false,
            }
        }
        false
    }

    /// A noun phrase begins here.
    pub(super) fn noun_ahead(&self, ahead: usize) -> bool {
        matches!(
            self.tag(ahead),
            Some(
                Tag::Noun
                    | Tag::Name
                    | Tag::Title
                    | Tag::Determiner
                    | Tag::Number
                    | Tag::Quantity
                    | Tag::Pronoun
                    | Tag::Adjective
                    | Tag::Verbatim
                    | Tag::Time
            )
        )
    }
}

fn determiner(unit: &Unit<'_>) -> &'static str {
    match unit.word.as_str() {
        "this" => "这",
        "that" => "那",
        "these" => "这些",
        "those" => "那些",
        "my" => "我的",
        "your" => "你的",
        "his" => "他的",
        "her" => "她的",
        "its" | "whose" => "其",
        "our" => "我们的",
        "their" => "他们的",
        "every" | "each" => "每",
        "any" => "任何",
        "some" => "一些",
        "all" => "所有",
        "both" => "两",
        "no" => "没有",
        "another" => "另一",
        _ => "",
    }
}

/// Relational adjectives (international, economic) stand before the noun without 的.
fn modifier(unit: &Unit<'_>) -> Modifier {
    let text = format!("{}{}", degree(unit.form), unit.chinese.replace('…', ""));
    let length = text.chars().count();
    let word = unit.word.as_str();
    let relational = ["al", "ic", "ary", "ese", "ish", "ian", "an"].iter().any(|end| word.ends_with(end));
    let ordinal = text.starts_with('第') || text.starts_with(|c: char| c.is_ascii_digit());
    let linked = !relational
        && !ordinal
        && (length > 2
            || matches!(unit.form, Form::Comparative | Form::Superlative | Form::Ing)
            || descriptive(word))
        && !text.ends_with('的');
    Modifier { text, linked }
}

/// Adjectives that describe rather than classify.
fn descriptive(word: &str) -> bool {
    ["ful", "ous", "able", "ible", "less", "y", "ing", "ive"].iter().any(|end| word.ends_with(end))
}
