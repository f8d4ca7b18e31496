//! The words of a headline, which say what kind of event it is.

use std::collections::BTreeSet;

use crate::text::{Language, words};

/// So much of the words of two headlines that are alike is the same.
const LIKE: f32 = 0.7;

/// So much of the words of the shorter of two headlines is the same in the reports of two months.
const LIKE_REPORT: f32 = 0.5;

/// So much of the words of two headlines is the same that are made after one pattern.
const OF_ONE_ROW: f32 = 0.6;

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

    /// True where each has a word that the other's article does not have, though they are of one row: "Acme recalls cars over
    /// brakes" and "over airbags". The articles are given in lower case.
    pub fn is_of_another_of_its_row(&self, other: &Self, article: &str, others: &str) -> bool {
        let has_own = |mine: &Self, theirs: &Self, text: &str| {
            mine.0.iter().any(|word| {
                !theirs.0.contains(word) && word.chars().count() > 1 && !text.contains(word.as_str())
            })
        };
        let of_one_row = self.shares(other, OF_ONE_ROW * self.0.len().max(other.0.len()) as f32);
        of_one_row && has_own(self, other, others) && has_own(other, self, article)
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

    #[test]
    fn two_of_a_row_have_words_of_their_own() {
        let of = |title: &str| Headline::of(title, Language::English);
        let brakes = of("Acme recalls cars over brakes");
        let airbags = of("Acme recalls cars over airbags");
        let text = "acme is recalling cars because their brakes may fail";
        assert!(brakes.is_of_another_of_its_row(&airbags, text, "acme is recalling cars because of airbags"));
        assert!(!brakes.is_of_another_of_its_row(
            &airbags,
            text,
            "airbags, not brakes, are why acme recalls cars"
        ));
        assert!(!brakes.is_of_another_of_its_row(&of("Acme recalls cars"), text, "acme is recalling cars"));
    }
}
