//! What an article is compared by: its words, its pairs of neighbouring words, and which of them are names.
//!
//! Pairs tell events apart that share their vocabulary: "mine blast" and "gas leak" are common, the same twenty pairs in a
//! row are not. Names tell more than other words; a word is taken for one where the articles write it with a capital
//! inside of sentences, and hardly ever without.

use std::collections::HashMap;

use crate::{
    checks,
    text::{Language, script::simplified_form, words},
};

/// A word of the headline counts as much as this many in the text: headlines name the event.
const TITLE: u32 = 3;

/// A text of fewer words than this is hardly longer than a headline, which then counts for no more than it.
const SHORT: usize = 20;

/// Bytes of the text that are looked at, in English and in Chinese: news tells the event first, and cost stays bounded.
const LEAD: usize = 4_000;
const CHINESE_LEAD: usize = 6_000;

/// A name, and a pair of names, count as much as this many other terms.
const NAME: f32 = 1.5;

/// A name is written with a capital at least so many times as often as without.
const CAPITALS: u32 = 3;

/// The text of one article as it is compared.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub title: &'a str,
    pub text: &'a str,
    pub language: Language,
}

/// The terms of one article by ascending number, and how often each occurs.
pub type Counts = Vec<(u32, u32)>;

/// The terms of many articles.
pub struct Terms {
    /// For each article; none for those that are not read.
    pub counts: Vec<Counts>,
    /// Of each article the names in its headline.
    pub names: Vec<Vec<u32>>,
    /// What a term weighs beside others as rare as itself.
    pub weights: Vec<f32>,
}

/// Reads all articles; with `pairs` neighbouring words are terms too, and names count for more.
pub fn terms(readings: &[Option<Reading<'_>>], pairs: bool) -> Terms {
    let mut reader = Reader::default();
    let tokens: Vec<Vec<Token>> = readings
        .iter()
        .map(|reading| reading.map_or_else(Vec::new, |reading| reader.read(reading)))
        .collect();
    let mut terms = Terms {
        counts: Vec::with_capacity(tokens.len()),
        names: Vec::with_capacity(tokens.len()),
        weights: vec![1.0; reader.stems.len()],
    };
    let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
    for tokens in &tokens {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut names = Vec::new();
        let mut last: Option<(u32, bool)> = None;
        for token in tokens {
            let surface = &reader.surfaces[token.surface as usize];
            let Some(term) = surface.term else {
                last = None;
                continue;
            };
            let name = pairs && reader.is_name(surface);
            if name && surface.kind != Kind::Chinese {
                terms.weights[term as usize] = NAME;
            }
            if name && token.in_title {
                names.push(term);
            }
            *counts.entry(term).or_insert(0) += token.weight;
            if pairs
                && token.joined
                && let Some((before, named)) = last
            {
                let next = terms.weights.len() as u32;
                let pair = *numbers.entry((before, term)).or_insert(next);
                if pair == next {
                    terms.weights.push(1.0);
                }
                if name && named {
                    terms.weights[pair as usize] = NAME;
                }
                *counts.entry(pair).or_insert(0) += token.weight;
            }
            last = Some((term, name));
        }
        let mut counts: Counts = counts.into_iter().collect();
        counts.sort_unstable();
        terms.counts.push(counts);
        terms.names.push(names);
    }
    terms
}

/// A word in its place.
struct Token {
    surface: u32,
    weight: u32,
    in_title: bool,
    /// It follows the word before it, with at most a space between.
    joined: bool,
}

/// A word as it is written.
struct Surface {
    /// Its term; none for stop words.
    term: Option<u32>,
    /// The number of its lower-case form.
    lower: u32,
    kind: Kind,
}

/// What a word looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    /// In Chinese characters, and a name by itself.
    Chinese,
}

#[derive(Default)]
struct Reader {
    surfaces: Vec<Surface>,
    known: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    lowers: HashMap<String, u32>,
    /// Of each lower-case form, how often it stands inside of sentences with a capital, and anywhere without.
    written: Vec<(u32, u32)>,
}

impl Reader {
    fn read(&mut self, reading: Reading<'_>) -> Vec<Token> {
        let lead = if reading.language.is_chinese() { CHINESE_LEAD } else { LEAD };
        let text = &reading.text[..reading.text.floor_char_boundary(lead)];
        let mut tokens = Vec::new();
        self.field(reading.title, true, reading.language, &mut tokens);
        let title = tokens.len();
        self.field(text, false, reading.language, &mut tokens);
        if tokens.len() - title < SHORT {
            tokens[..title].iter_mut().for_each(|token| token.weight = 1);
        }
        tokens
    }

    fn field(&mut self, text: &str, in_title: bool, language: Language, tokens: &mut Vec<Token>) {
        // One script for both, or the same news would have no word in common.
        let simplified: String;
        let text = match language {
            Language::TraditionalChinese => {
                simplified = text.chars().map(simplified_form).collect();
                &simplified
            }
            _ => text,
        };
        let mut end = None;
        for word in words::words(text, language) {
            // The words are slices of the text, in order.
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let surface = self.surface(word);
            let Surface { lower, kind, .. } = self.surfaces[surface as usize];
            let (inside, without) = &mut self.written[lower as usize];
            if kind != Kind::Capital {
                *without += 1;
            } else if !in_title && !opens_sentence(&text[..start]) {
                *inside += 1;
            }
            let joined = end.is_some_and(|end| matches!(&text[end..start], "" | " " | "-"));
            let weight = if in_title { TITLE } else { 1 };
            tokens.push(Token { surface, weight, in_title, joined });
            end = Some(start + word.len());
        }
    }

    fn surface(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.known.get(word) {
            return known;
        }
        let next = self.stems.len() as u32;
        let term = (!words::is_stop(word)).then(|| *self.stems.entry(words::stem(word)).or_insert(next));
        let next = self.written.len() as u32;
        let lower = *self.lowers.entry(word.to_lowercase()).or_insert(next);
        if lower == next {
            self.written.push((0, 0));
        }
        let number = self.surfaces.len() as u32;
        let kind = if word.starts_with(char::is_uppercase) {
            Kind::Capital
        } else if checks::is_chinese_name(word) {
            Kind::Chinese
        } else {
            Kind::Small
        };
        self.surfaces.push(Surface { term, lower, kind });
        self.known.insert(word.to_owned(), number);
        number
    }

    fn is_name(&self, surface: &Surface) -> bool {
        let (inside, without) = self.written[surface.lower as usize];
        match surface.kind {
            Kind::Capital => inside > 0 && inside >= CAPITALS * without,
            Kind::Chinese => true,
            Kind::Small => false,
        }
    }
}

/// True where the next word has a capital whatever it is.
fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '"', '“', '”', '‘', '*', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading<'a>(title: &'a str, text: &'a str, language: Language) -> Option<Reading<'a>> {
        Some(Reading { title, text, language })
    }

    #[test]
    fn words_pairs_and_names() {
        let read =
            [reading("", "In spring the port of Dalian opens. The port grows.", Language::English), None];
        let terms = terms(&read, true);
        // spring, port, dalian, open, grow; and "dalian open", "port grow": stop words part the others.
        assert_eq!(terms.counts[0].len(), 7, "{:?}", terms.counts[0]);
        assert_eq!(terms.counts[0].iter().filter(|(_, count)| *count == 2).count(), 1, "the port, twice");
        assert_eq!(terms.weights.iter().filter(|weight| **weight == NAME).count(), 1, "Dalian");
        assert!(terms.counts[1].is_empty());
    }

    #[test]
    fn both_chinese_scripts_are_one() {
        let read = [
            reading("", "國家標準委員會發布標準", Language::TraditionalChinese),
            reading("", "国家标准委员会发布标准", Language::Chinese),
        ];
        let terms = terms(&read, true);
        assert_eq!(terms.counts[0], terms.counts[1]);
    }
}
