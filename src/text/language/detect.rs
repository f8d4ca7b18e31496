//! Which language a text is in.

use std::ops::Range;

use super::{Language, latin::Latin};
use crate::text::script::{self, Script};

/// A text longer than this is judged by [`WINDOWS`] pieces of it that are so long together.
const SAMPLE: usize = 64 * 1024;

/// The pieces lie evenly over the text, first and last byte included, so that neither a licence in another
/// language at the top nor a bibliography at the end decides alone.
const WINDOWS: usize = 4;

/// Japanese has more kana than this share of its characters; Chinese quotes a の now and then.
const KANA_SHARE: f64 = 0.1;

/// Traditional text quotes a Simplified word now and then, or has variants (台, 里) of its own: one telling
/// character in ten.
const TRADITIONAL_PER_SIMPLIFIED: usize = 9;

/// The language of a text; `None` for anything that is not Chinese or English, or has no letters.
///
/// A Han character weighs as much as a word in an alphabet; acronyms weigh nothing against it. Han text without a character that tells the
/// script is taken for Simplified.
pub fn detect(text: &str) -> Option<Language> {
    Counts::of(text).language()
}

/// True for Chinese text in Traditional script with hardly a character of Simplified: what stands against a record
/// that says otherwise. A text that mixes both is in neither, so the record's word holds.
pub fn is_traditional_throughout(text: &str) -> bool {
    let counts = Counts::of(text);
    counts.language() == Some(Language::TraditionalChinese)
        && counts.simplified * TRADITIONAL_PER_SIMPLIFIED <= counts.traditional
}

#[derive(Default)]
struct Counts {
    han: usize,
    simplified: usize,
    traditional: usize,
    kana: usize,
    /// Words in alphabets that are neither Latin nor Chinese.
    other: usize,
    latin: Latin,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for window in windows(text) {
            counts.add(&text[window]);
        }
        counts
    }

    fn add(&mut self, text: &str) {
        let mut word: Option<(usize, Script)> = None;
        let mut i = 0;
        while let Some(c) = text[i..].chars().next() {
            let script = script::of(c);
            if let Some((start, of)) = word
                && script != Some(of)
            {
                self.add_word(&text[start..i], of);
                word = None;
            }
            match script {
                Some(Script::Han) => {
                    self.han += 1;
                    self.simplified += usize::from(script::is_simplified(c));
                    self.traditional += usize::from(script::is_traditional(c));
                }
                Some(Script::Kana) => self.kana += 1,
                Some(of) => word = word.or(Some((i, of))),
                None => {}
            }
            i += c.len_utf8();
            if script == Some(Script::Latin) {
                // The rest of a word without accents is passed at the speed of bytes.
                i += text.as_bytes()[i..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            }
        }
        if let Some((start, of)) = word {
            self.add_word(&text[start..], of);
        }
    }

    fn add_word(&mut self, word: &str, script: Script) {
        match script {
            Script::Latin => self.latin.add(word),
            _ => self.other += 1,
        }
    }

    fn language(&self) -> Option<Language> {
        let asian = self.han + self.kana;
        if self.kana as f64 > KANA_SHARE * asian as f64 {
            return None;
        }
        if self.other > asian.max(self.latin.words) {
            return None;
        }
        if self.han > self.latin.words - self.latin.acronyms {
            return Some(if self.traditional > self.simplified {
                Language::TraditionalChinese
            } else {
                Language::Chinese
            });
        }
        (self.latin.words > 0 && self.latin.is_english()).then_some(Language::English)
    }
}

/// The parts of a text that are looked at.
fn windows(text: &str) -> impl Iterator<Item = Range<usize>> {
    let count = if text.len() > SAMPLE { WINDOWS } else { 1 };
    let size = if text.len() > SAMPLE { SAMPLE / WINDOWS } else { text.len() };
    let gap = text.len() - size;
    (0..count).map(move |i| {
        let start = text.floor_char_boundary(gap * i / WINDOWS.saturating_sub(1).max(1));
        start..text.floor_char_boundary(start + size)
    })
}

#[cfg(test)]
mod tests;
