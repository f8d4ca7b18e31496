//! Which sentence of one language says what a sentence of the other one says.
//!
//! A Chinese sentence is compared by its English gloss, which needs no model: by the stems both share, the rarer the more
//! telling (inverse document frequency among the sentences at hand), and by the numbers, which are telling in any language.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use crate::{
    rules,
    task::Glossary,
    text::{
        Language,
        numerals::{self, Value},
        words,
    },
};

/// So like each other are two sentences at least that say the same. Chosen by eye on reports of one event in two languages; how
/// often it is right was not counted.
const SAME: f32 = 0.27;

/// How much more telling a number is than the rarest word.
const NUMBER: f32 = 1.5;

/// What it is worth that a sentence is in a summary, and that it is the first one of its article.
const TOLD: f32 = 0.08;
const FIRST: f32 = 0.12;

/// A further point is worth telling where so much of it was not said before.
const NEW: f32 = 0.6;

/// A sentence that may be told.
pub(super) struct Point<'a> {
    /// The sentence.
    pub text: Cow<'a, str>,
    /// Its article, and its place in it.
    pub place: (usize, usize),
    /// True where it is in a summary.
    pub is_told: bool,
    stems: BTreeSet<String>,
    numbers: BTreeSet<Value>,
}

impl<'a> Point<'a> {
    pub fn new(
        text: Cow<'a, str>,
        language: Language,
        place: (usize, usize),
        is_told: bool,
        to_english: &Glossary,
    ) -> Self {
        let english = match language {
            Language::English => Cow::Borrowed(&*text),
            _ => by_rules(&text, language, Language::English, to_english).into(),
        };
        let stems = words::words(&english, Language::English)
            .into_iter()
            .filter(|word| !words::is_stop(word) && !word.contains(|c: char| c.is_ascii_digit()))
            .map(words::stem)
            .collect();
        let numbers = numerals::find(&text).into_iter().map(|number| number.value).collect();
        Self { text, place, is_told, stems, numbers }
    }

    /// Its worth for the story by itself.
    fn worth(&self) -> f32 {
        let told = if self.is_told { TOLD } else { 0.0 };
        told + FIRST / (1.0 + self.place.0 as f32 + self.place.1 as f32)
    }
}

/// One sentence by the rules, whatever marks are in it.
pub(super) fn by_rules(sentence: &str, from: Language, to: Language, glossary: &Glossary) -> String {
    let whole = [std::ops::Range { start: 0, end: sentence.len() }];
    rules::translate(sentence, &whole, from, to, glossary)
}

/// Points of two languages, with what is rare among them.
pub(super) struct Points<'a> {
    pub ours: Vec<Point<'a>>,
    pub theirs: Vec<Point<'a>>,
    words: HashMap<String, f32>,
    numbers: HashMap<Value, f32>,
}

impl<'a> Points<'a> {
    pub fn new(ours: Vec<Point<'a>>, theirs: Vec<Point<'a>>) -> Self {
        let mut words: HashMap<String, f32> = HashMap::new();
        let mut numbers: HashMap<Value, f32> = HashMap::new();
        for point in ours.iter().chain(&theirs) {
            point.stems.iter().for_each(|stem| *words.entry(stem.clone()).or_default() += 1.0);
            point.numbers.iter().for_each(|value| *numbers.entry(*value).or_default() += 1.0);
        }
        let all = 1.0 + (ours.len() + theirs.len()) as f32;
        let rarity = |holders: f32| (all / (1.0 + holders)).ln() + 1.0;
        words.values_mut().for_each(|holders| *holders = rarity(*holders));
        numbers.values_mut().for_each(|holders| *holders = NUMBER * rarity(*holders));
        Self { ours, theirs, words, numbers }
    }

    /// Up to so many points that are told in both, as they follow each other on our side; a third one only where it is in a
    /// summary. Of each pair both say the same.
    pub fn shared(&self, most: usize) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for (at, ours) in self.ours.iter().enumerate() {
            for (other, theirs) in self.theirs.iter().enumerate() {
                let likeness = self.likeness(ours, theirs);
                if likeness >= SAME {
                    pairs.push((likeness + ours.worth() + theirs.worth(), at, other));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        for (_, at, other) in pairs {
            if chosen.len() == most {
                break;
            }
            let (ours, theirs) = (&self.ours[at], &self.theirs[other]);
            let is_news = |point: &Point<'_>, told: &dyn Fn(&(usize, usize)) -> usize, all: &[Point<'_>]| {
                let said = |stem: &&String| chosen.iter().any(|pair| all[told(pair)].stems.contains(*stem));
                let said = point.stems.iter().filter(said).count();
                said as f32 <= (1.0 - NEW) * point.stems.len() as f32
            };
            let free = chosen.iter().all(|(a, b)| *a != at && *b != other)
                && is_news(ours, &|pair| pair.0, &self.ours)
                && is_news(theirs, &|pair| pair.1, &self.theirs);
            if free && (chosen.len() < 2 || ours.is_told || theirs.is_told) {
                chosen.push((at, other));
            }
        }
        chosen.sort_by_key(|(at, _)| self.ours[*at].place);
        chosen
    }

    /// The two that are most like each other, those of earlier articles first.
    pub fn nearest(&self) -> Option<(usize, usize)> {
        let all = || (0..self.ours.len()).flat_map(|at| (0..self.theirs.len()).map(move |other| (at, other)));
        let worth = |&(at, other): &(usize, usize)| {
            let (ours, theirs) = (&self.ours[at], &self.theirs[other]);
            self.likeness(ours, theirs) + ours.worth() + theirs.worth()
        };
        all().reduce(|best, pair| if worth(&pair) > worth(&best) { pair } else { best })
    }

    /// From 0, nothing in common, to 1: what both say, weighed by how few of all say it (the cosine of both).
    fn likeness(&self, ours: &Point<'_>, theirs: &Point<'_>) -> f32 {
        let word = |stem: &String| self.words.get(stem).copied().unwrap_or_default();
        let number = |value: &Value| self.numbers.get(value).copied().unwrap_or_default();
        let weight = |point: &Point<'_>| {
            point.stems.iter().map(word).sum::<f32>() + point.numbers.iter().map(number).sum::<f32>()
        };
        let both = ours.stems.intersection(&theirs.stems).map(word).sum::<f32>()
            + ours.numbers.intersection(&theirs.numbers).map(number).sum::<f32>();
        both / (weight(ours) * weight(theirs)).sqrt().max(f32::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points<'a>(ours: &[&'a str], theirs: &[&'a str]) -> Points<'a> {
        let side = |language, sentences: &[&'a str]| {
            let glossary = Glossary::default();
            let point = |(at, text): (usize, &&'a str)| {
                Point::new(Cow::Borrowed(*text), language, (0, at), false, &glossary)
            };
            sentences.iter().enumerate().map(point).collect()
        };
        Points::new(side(Language::Chinese, ours), side(Language::English, theirs))
    }

    #[test]
    fn counterparts_are_found_across_languages() {
        let found = points(
            &[
                "港口标准论坛周一在大连开幕，300名嘉宾出席。",
                "乐队在门外演奏到午夜。",
                "双方签署了培训工程师的协议。",
            ],
            &[
                "An agreement on the training of engineers was signed.",
                "The forum on port standards opened in Dalian on Monday with 300 guests.",
                "Tickets are sold out until spring.",
            ],
        );
        assert_eq!(found.shared(3), [(0, 1), (2, 0)]);
        assert_eq!(found.shared(1).len(), 1);
        assert_eq!(found.nearest(), Some((0, 1)));
    }

    #[test]
    fn what_only_one_side_says_has_none() {
        let found = points(&["乐队在门外演奏到午夜。"], &["Tickets are sold out until spring."]);
        assert_eq!(found.shared(3), []);
        assert_eq!(points(&[], &["Tickets are sold out."]).nearest(), None);
    }
}
