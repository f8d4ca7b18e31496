//! The words of a headline, which say what kind of event it is.

use std::collections::BTreeSet;

use crate::text::{Language, words};

/// So much of the words of two headlines that are alike is the same.
const LIKE: f32 = 0.7;

/// So much of the words of the shorter of two headlines is the same in the reports of two months.
const LIKE_REPORT: f32 = 0.5;

/// The stems of the words of a headline, without numbers.
#[derive(Clone, Debug, Default)]
pub struct Headline(BTreeSet<String>);

impl Headline {
    /// Reads a headline.
    pub fn of(title: &str, language: Language) -> Self {
        let says = |word: &&str| !words::is_stop(word) && !word.contains(char::is_numeric);
        Self(words::words(title, language).into_iter().filter(says).map(words::stem).collect())
    }

    /// True where there is none, or one that says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words both have.
    pub fn shared(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// True where most of the words of both are the same.
    pub fn is_like(&self, other: &Self) -> bool {
        self.shares(other, LIKE * self.0.len().max(other.0.len()) as f32)
    }

    /// True where both may be those of two reports of one row.
    pub fn is_of_like_report(&self, other: &Self) -> bool {
        self.shares(other, LIKE_REPORT * self.0.len().min(other.0.len()) as f32)
    }

    /// True where they share so many words, and more than one.
    fn shares(&self, other: &Self, least: f32) -> bool {
        let shared = self.shared(other);
        shared > 1 && shared as f32 >= least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_compared_by_their_words() {
        let of = |title: &str| Headline::of(title, Language::English);
        let june = of("Consumer prices rise 0.2% in June");
        assert!(june.is_like(&of("Consumer prices rise 0.3% in June")));
        assert!(june.is_of_like_report(&of("Consumer prices in the euro zone rise faster than pay")));
        assert!(!june.is_like(&of("Consumer prices in the euro zone rise faster than pay")));
        assert!(!june.is_of_like_report(&of("Consumer court sits")));
        assert!(of("It is 7").is_empty());
    }
}
