//! Telling English from other languages written in Latin letters, by function words and accents.

use std::sync::LazyLock;

/// The longest function word in the list, in bytes; anything longer is not looked up.
const LONGEST: usize = 12;

/// From so many words on, a text without a single English function word is not taken for English
/// where something speaks for another language. Shorter texts are names and labels as often as not.
const RUNNING_TEXT: usize = 4;

/// English keeps accents for a few borrowed words; more than one letter in 25 is another language.
const LETTERS_PER_ACCENT: usize = 25;

/// Function words, with a bit for each language that has them; bit 0 is English.
static FUNCTION_WORDS: LazyLock<Slots> = LazyLock::new(|| {
    let mut slots = Slots(vec![(0, 0); 1 << SLOT_BITS]);
    let lines = include_str!("function_words.txt").lines().filter(|line| !line.starts_with('#'));
    for (bit, line) in lines.enumerate() {
        for word in line.split(' ').skip(1) {
            let word = packed(word);
            let at = slots.place(word);
            slots.0[at] = (word, slots.0[at].1 | 1 << bit);
        }
    }
    slots
});

/// The list has some 400 words; a quarter of the slots taken keeps them apart.
const SLOT_BITS: u32 = 11;

/// Packed words in places that follow from the words: every word of every text is looked up, and this takes one
/// comparison where a search takes nine.
struct Slots(Vec<(u128, u32)>);

impl Slots {
    /// Where a word stands, or the free place where it would.
    fn place(&self, word: u128) -> usize {
        /// 2^64 over the golden ratio (Knuth, The Art of Computer Programming, 6.4).
        const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;
        let hash = (word as u64 ^ (word >> 64) as u64).wrapping_mul(SCATTER);
        let mut at = (hash >> (u64::BITS - SLOT_BITS)) as usize;
        while self.0[at].0 != word && self.0[at].0 != 0 {
            at = (at + 1) % self.0.len();
        }
        at
    }
}

/// A short word in lower case, as one number.
fn packed(word: &str) -> u128 {
    // Byte by byte: a copy of a few bytes costs more than they do.
    let bytes = word.as_bytes().iter().take(LONGEST);
    bytes.rev().fold(0, |number, byte| number << 8 | u128::from(byte.to_ascii_lowercase()))
}

/// The languages that have a function word.
fn languages(word: &str) -> u32 {
    // The lower-case form of a word may have another length.
    let number = if word.is_ascii() { packed(word) } else { packed(&word.to_lowercase()) };
    FUNCTION_WORDS.0[FUNCTION_WORDS.place(number)].1
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
        if word.is_ascii() {
            self.letters += word.len();
            self.acronyms += usize::from(!word.bytes().any(|byte| byte.is_ascii_lowercase()));
        } else {
            self.acronyms += usize::from(!word.contains(char::is_lowercase));
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
