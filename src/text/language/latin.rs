//! Telling English from other languages written in Latin letters, by function words and accents.

use std::{collections::BTreeMap, sync::LazyLock};

/// The longest function word in the list, in bytes; anything longer is not looked up.
const LONGEST: usize = 12;

/// From so many words on, a text without a single English function word is not taken for English
/// where something speaks for another language. Shorter texts are names and labels as often as not.
const RUNNING_TEXT: usize = 4;

/// English keeps accents for a few borrowed words; more than one letter in 25 is another language.
const LETTERS_PER_ACCENT: usize = 25;

/// Function words, packed and sorted, with a bit for each language that has them; bit 0 is English.
static FUNCTION_WORDS: LazyLock<Vec<(u128, u32)>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    let lines = include_str!("function_words.txt").lines().filter(|line| !line.starts_with('#'));
    for (bit, line) in lines.enumerate() {
        for word in line.split(' ').skip(1) {
            *words.entry(packed(word)).or_default() |= 1 << bit;
        }
    }
    words.into_iter().collect()
});

/// A short word as one number: every word of every text is looked up, and numbers are compared faster than hashed.
fn packed(word: &str) -> u128 {
    word.bytes().take(LONGEST).fold(0, |number, byte| number << 8 | u128::from(byte.to_ascii_lowercase()))
}

/// The languages that have a function word.
fn languages(word: &str) -> u32 {
    // The lower-case form of a word may have another length.
    let number = if word.is_ascii() { packed(word) } else { packed(&word.to_lowercase()) };
    FUNCTION_WORDS.binary_search_by_key(&number, |&(word, _)| word).map_or(0, |at| FUNCTION_WORDS[at].1)
}

/// What was counted in Latin words.
#[derive(Default)]
pub struct Latin {
    /// Words.
    pub words: usize,
    /// Those in capitals only: acronyms, which stand in Chinese text as well.
    pub acronyms: usize,
    letters: usize,
    accents: usize,
    /// Function words by language.
    votes: [usize; 32],
}

impl Latin {
    /// Counts one word.
    pub fn add(&mut self, word: &str) {
        self.words += 1;
        self.acronyms += usize::from(!word.contains(char::is_lowercase));
        if word.is_ascii() {
            self.letters += word.len();
        } else {
            for c in word.chars() {
                self.letters += 1;
                self.accents += usize::from(!c.is_ascii() && !matches!(c, 'ａ'..='ｚ' | 'Ａ'..='Ｚ'));
            }
        }
        if word.len() > LONGEST {
            return;
        }
        let mut languages = languages(word);
        while languages != 0 {
            self.votes[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }

    /// True when the words are more likely English than anything else.
    pub fn is_english(&self) -> bool {
        let english = self.votes[0];
        let other = self.votes[1..].iter().copied().max().unwrap_or(0);
        let accented = self.accents * LETTERS_PER_ACCENT > self.letters;
        if self.words < RUNNING_TEXT {
            return english > 0 || (!accented && other <= self.words / 2);
        }
        // A single foreign function word is chance ("per cent").
        english > other || (other <= english.max(1) && !accented)
    }
}
