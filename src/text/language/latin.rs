//! Telling English from other languages written in Latin letters, by function words and accents.

use std::{collections::HashMap, sync::LazyLock};

/// The longest function word in the list, in bytes; anything longer is not looked up.
const LONGEST: usize = 12;

/// From so many words on, a text without a single English function word is not taken for English
/// where something speaks for another language. Shorter texts are names and labels as often as not.
const RUNNING_TEXT: usize = 4;

/// English keeps accents for a few borrowed words; more than one letter in 25 is another language.
const LETTERS_PER_ACCENT: usize = 25;

/// Function words, with a bit for each language that has them; bit 0 is English.
static FUNCTION_WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let lines = include_str!("function_words.txt").lines().filter(|line| !line.starts_with('#'));
    for (bit, line) in lines.enumerate() {
        for word in line.split(' ').skip(1) {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    words
});

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
        for c in word.chars() {
            self.letters += 1;
            self.accents += usize::from(!c.is_ascii() && !matches!(c, 'ａ'..='ｚ' | 'Ａ'..='Ｚ'));
        }
        if word.len() > LONGEST {
            return;
        }
        let lower = word.to_lowercase();
        let mut languages = FUNCTION_WORDS.get(lower.as_str()).copied().unwrap_or(0);
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
