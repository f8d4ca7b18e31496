//! Which Chinese word to prefer for an English one, and its part of speech.

use chinese_dictionary::WordEntry;
use jieba_rs::Jieba;

use crate::english_gloss::Sense;

/// Scores and tags with the word list of jieba.
pub struct Ranker {
    jieba: Jieba,
}

impl Ranker {
    pub fn new() -> Self {
        Self { jieba: Jieba::new() }
    }

    /// A logarithmic score: the frequency of the word, less what makes the sense a poor match.
    pub fn score(&mut self, entry: &WordEntry, sense: &Sense) -> f64 {
        let word = entry.simplified.as_str();
        let known = self.jieba.has_word(word);
        let frequency = if known { self.jieba.suggest_freq(word) as f64 } else { 0.0 };
        let length = word.chars().count();
        let mut score = (frequency + 1.0).ln();
        score -= 0.7 * sense.place.min(6) as f64;
        score -= match length {
            1 => 2.0, // a single character has many senses and a frequency of its own
            2 => 0.0,
            3 => 0.5,
            4 => 1.0,
            _ => 2.0,
        };
        if sense.marked {
            score -= 4.0;
        }
        if sense.narrowed {
            score -= 1.0;
        }
        if entry.english.len() == 1 && sense.place == 0 {
            score += 1.0; // the word means this and nothing else
        }
        if (1..=6).contains(&entry.hsk) {
            score += 1.5; // a word of the standard vocabulary of learners
        }
        score
    }

    /// The part of speech as one letter: from the gloss where it tells, else from the tag of the Chinese word.
    pub fn tag(&self, entry: &WordEntry, sense: &Sense) -> char {
        let proper = sense.english.starts_with(char::is_uppercase);
        if sense.verb {
            return 'v';
        }
        if sense.noun {
            return 'n';
        }
        let word = entry.simplified.as_str();
        let tags = self.jieba.tag(word, false);
        let tag = match tags.as_slice() {
            [one] => one.tag,
            _ => "",
        };
        match tag {
            "nr" | "nrt" if proper => 'h',
            "ns" if proper => 'l',
            "" | "x" if proper => 'b',
            "" | "x" if sense.english.ends_with("ly") => 'd',
            "" | "x" => 'n',
            // Glosses of verbs have "to": what is left is the noun or adjective that the verb also is.
            tag if tag.starts_with('v') && adjective_ending(&sense.english) => 'a',
            tag if tag.starts_with('v') => 'n',
            tag if tag.starts_with('a') || tag.starts_with('b') || tag.starts_with('z') => 'a',
            tag if tag.starts_with('d') => 'd',
            tag if tag.starts_with('p') => 'p',
            tag if tag.starts_with('c') => 'c',
            tag if tag.starts_with('r') => 'r',
            tag if tag.starts_with('t') => 't',
            "i" | "l" if adjective_ending(&sense.english) => 'a',
            _ => 'n',
        }
    }
}

/// Endings that make an English word an adjective more often than not.
fn adjective_ending(word: &str) -> bool {
    ["ed", "ing", "ful", "ous", "ive", "able", "ible", "al", "ic", "less", "ish", "ary", "ent", "ant"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && !word.contains(' ')
}
