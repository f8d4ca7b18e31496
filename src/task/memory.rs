//! The user's translation memory: what a person wrote or corrected, to be used again word for word.

use std::collections::HashMap;

use crate::{
    fingerprint::{Fingerprint, Hasher},
    text::{Language, script::is_han},
};

/// A text and the translation that a person wants for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The languages of source and target.
    pub languages: (Language, Language),
    /// As it stands in an article: a line, or a sentence.
    pub source: String,
    /// As it is to stand in the translation.
    pub target: String,
    /// The text before it in its article, where that is known: the same words may have to say something else elsewhere.
    pub previous: Option<String>,
}

/// What is remembered, by direction and source. Only the very same words are found again; nothing like them is.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    known: HashMap<(Language, Language), HashMap<String, Vec<Choice>>>,
    digest: Option<Fingerprint>,
}

/// One of the translations of a text, the preferred first.
#[derive(Clone, Debug)]
struct Choice {
    previous: Option<String>,
    target: String,
}

impl Memory {
    /// Remembers a text. It goes before what was remembered of the same words earlier. Blank ones are no use.
    pub fn push(&mut self, remembered: Remembered) {
        let Remembered { languages, source, target, previous } = remembered;
        let (source, target) = (in_a_line(&source), in_a_line(&target));
        let previous = previous.map(|text| in_a_line(&text)).filter(|text| !text.is_empty());
        if source.is_empty() || target.is_empty() {
            return;
        }
        let tags = [languages.0.tag(), languages.1.tag()];
        let hasher = Hasher::new().optional(self.digest.as_ref().map(Fingerprint::as_bytes));
        let hasher = tags.into_iter().fold(hasher, |hasher, tag| hasher.field(tag));
        self.digest = Some(hasher.field(&source).field(&target).optional(previous.as_deref()).finish());
        let choices = self.known.entry(languages).or_default().entry(source).or_default();
        choices.retain(|choice| choice.previous != previous);
        choices.insert(0, Choice { previous, target });
    }

    /// Adds another memory, which is asked only where this one knows nothing.
    pub fn extend(&mut self, other: Self) {
        let digests = [self.digest, other.digest].into_iter().flatten().collect::<Vec<_>>();
        if let [first, second] = digests.as_slice() {
            self.digest = Some(Hasher::new().field(first.as_bytes()).field(second.as_bytes()).finish());
        } else {
            self.digest = digests.first().copied();
        }
        for (languages, texts) in other.known {
            let known = self.known.entry(languages).or_default();
            for (source, choices) in texts {
                known.entry(source).or_default().extend(choices);
            }
        }
    }

    /// True when nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The hash of everything in it; `None` where there is nothing.
    pub fn digest(&self) -> Option<Fingerprint> {
        self.digest
    }

    /// The translation of a text: the one with the same text before it, else the preferred.
    pub fn recall(&self, from: Language, to: Language, source: &str, previous: Option<&str>) -> Option<&str> {
        let choices = self.known.get(&(from, to))?.get(source)?;
        let here = choices.iter().find(|choice| choice.previous.as_deref() == previous && previous.is_some());
        here.or(choices.first()).map(|choice| choice.target.as_str())
    }
}

/// The text without white space around it, and on one line: documents wrap what was one line.
fn in_a_line(text: &str) -> String {
    let mut out = String::new();
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        let beside_han =
            out.chars().next_back().is_some_and(is_han) && line.chars().next().is_some_and(is_han);
        if !out.is_empty() && !beside_han {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English, TraditionalChinese};

    fn pair(source: &str, target: &str, previous: Option<&str>) -> Remembered {
        let previous = previous.map(str::to_owned);
        Remembered { languages: (English, Chinese), source: source.into(), target: target.into(), previous }
    }

    #[test]
    fn the_last_word_of_the_first_file_counts_and_context_before_both() {
        let mut first = Memory::default();
        first.push(pair("Scope", "范围", Some("1")));
        first.push(pair("Scope", "适用范围", None));
        first.push(pair("Scope", "领域", None));
        let mut second = Memory::default();
        second.push(pair("Scope", "目的", None));
        second.push(pair(" The\n  forum ", "论\n坛", None));
        let digest = first.digest();
        first.extend(second);
        assert_ne!(first.digest(), digest);
        let recall = |source, previous| first.recall(English, Chinese, source, previous);
        assert_eq!(recall("Scope", None), Some("领域"));
        assert_eq!(recall("Scope", Some("1")), Some("范围"));
        assert_eq!(recall("Scope", Some("2")), Some("领域"));
        assert_eq!(recall("The forum", None), Some("论坛"));
        assert_eq!(recall("scope", None), None);
        assert_eq!(first.recall(English, TraditionalChinese, "Scope", None), None);
    }

    #[test]
    fn what_is_blank_is_not_remembered() {
        let mut memory = Memory::default();
        memory.push(pair("Scope", " \n", None));
        memory.push(pair("", "范围", None));
        assert!(memory.is_empty() && memory.digest().is_none());
    }
}
