//! Phrases that tell what a sentence does, from `cues.txt`.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::script;

/// What a phrase says about its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// The author says what the article does.
    Aim,
    /// A result is given.
    Result,
    /// Background, examples.
    Background,
    /// The vocabulary of papers.
    Paper,
    /// Credits, captions, calls to the reader.
    Credit,
    /// An opening that leans on the sentence before.
    Leaning,
}

/// How many kinds there are.
const KINDS: usize = 6;

/// The phrases by their first word, or first character where that is Chinese.
static PHRASES: LazyLock<HashMap<&'static str, Vec<(Cue, String)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<(Cue, String)>> = HashMap::new();
    let mut cue = Cue::Aim;
    for line in include_str!("cues.txt").lines() {
        match line {
            "[aim]" => cue = Cue::Aim,
            "[result]" => cue = Cue::Result,
            "[background]" => cue = Cue::Background,
            "[paper]" => cue = Cue::Paper,
            "[credit]" => cue = Cue::Credit,
            "[leaning]" => cue = Cue::Leaning,
            _ if line.starts_with('#') => {}
            _ => {
                for phrase in line.split_whitespace() {
                    let first = first(phrase, '_');
                    let chinese = phrase.starts_with(script::is_han);
                    let whole = if chinese { phrase.to_owned() } else { phrase.replace('_', " ") + " " };
                    phrases.entry(first).or_default().push((cue, whole));
                }
            }
        }
    }
    phrases
});

/// The phrases found in a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    counts: [usize; KINDS],
    opening: [bool; KINDS],
}

impl Found {
    /// How many phrases of a kind the sentence has.
    pub fn count(&self, cue: Cue) -> usize {
        self.counts[cue as usize]
    }

    /// True when the sentence has a phrase of a kind.
    pub fn has(&self, cue: Cue) -> bool {
        self.count(cue) > 0
    }

    /// True when the sentence opens with a phrase of a kind.
    pub fn opens_with(&self, cue: Cue) -> bool {
        self.opening[cue as usize]
    }
}

/// Looks for all phrases in one pass.
pub fn find(sentence: &str) -> Found {
    let prepared = prepare(sentence);
    let mut found = Found::default();
    let mut at = 0;
    while at < prepared.len() {
        let rest = &prepared[at..];
        let key = first(rest, ' ');
        for (cue, phrase) in PHRASES.get(key).into_iter().flatten() {
            if rest.starts_with(phrase.as_str()) {
                found.counts[*cue as usize] += 1;
                found.opening[*cue as usize] |= at == 0;
            }
        }
        at += key.len();
        at += usize::from(prepared[at..].starts_with(' '));
    }
    found
}

/// The sentence lower-cased, its words with one blank after each, Chinese characters with none.
fn prepare(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len() + 1);
    let mut word = false;
    for c in sentence.chars() {
        let han = script::is_han(c);
        let letter = !han && (c.is_alphanumeric() || c == '-');
        if word && !letter {
            out.push(' ');
        }
        if letter {
            out.extend(c.to_lowercase());
        } else if han {
            out.push(c);
        }
        word = letter;
    }
    if word {
        out.push(' ');
    }
    out
}

/// The first word of a text, or its first character where that is Chinese.
fn first(text: &str, blank: char) -> &str {
    let end = match text.chars().next() {
        Some(c) if script::is_han(c) => c.len_utf8(),
        _ => text.find(|c| c == blank || script::is_han(c)).unwrap_or(text.len()),
    };
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        assert_eq!(find("In this paper, we propose a test.").count(Cue::Aim), 2);
        assert!(!find("They used this paperback.").has(Cue::Aim));
        assert!(find("He said so.").opens_with(Cue::Leaning));
        assert!(!find("Helium is light.").opens_with(Cue::Leaning));
        assert!(find("但标准尚未发布。").opens_with(Cue::Leaning));
        assert_eq!(find("本文介绍GB 1.1标准。").count(Cue::Aim), 2);
        assert_eq!(find("").count(Cue::Aim), 0);
    }
}
