//! Sentences that tell again, in other words, what one before them told.

use std::collections::HashSet;

use crate::text::numerals::Value;

use super::{asked, terms::Vector};

/// The share of the words of the shorter sentence that the other one has too, from which on it tells the same; where it has
/// figures, and all of them were told; where it has a figure that was not.
const WORDS: f64 = 0.6;
const WORDS_WITH_FIGURES: f64 = 0.45;
const WORDS_WITH_NEWS: f64 = 0.75;

/// Of fewer words nothing can be said.
const FEWEST: usize = 4;

/// A sentence as it is compared.
#[derive(Debug)]
pub struct Told<'a> {
    vector: &'a Vector,
    figures: HashSet<Value>,
}

impl<'a> Told<'a> {
    /// A sentence, and its terms.
    pub fn of(text: &str, vector: &'a Vector) -> Self {
        let figures = asked::figures(text).map(|number| number.value).collect();
        Self { vector, figures }
    }

    /// True for a sentence that tells again what the other one told.
    pub fn retells(&self, other: &Self) -> bool {
        let (these, those) = (self.vector.entries(), other.vector.entries());
        let shorter = these.len().min(those.len());
        if shorter < FEWEST {
            return false;
        }
        let common = these.iter().filter(|(term, _)| those.iter().any(|(other, _)| other == term)).count();
        let share = common as f64 / shorter as f64;
        let needed = match (self.figures.is_empty(), self.figures.is_subset(&other.figures)) {
            (true, _) => WORDS,
            (false, true) => WORDS_WITH_FIGURES,
            (false, false) => WORDS_WITH_NEWS,
        };
        share >= needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rules::extract::terms::Terms,
        text::{Language, words},
    };

    fn retells(first: &str, second: &str, language: Language) -> bool {
        let mut terms = Terms::new(language);
        let mut vector = |text| {
            Vector::counts(
                words::words(text, language).into_iter().filter_map(|word| terms.of(word)).collect(),
            )
        };
        let (first_vector, second_vector) = (vector(first), vector(second));
        Told::of(second, &second_vector).retells(&Told::of(first, &first_vector))
    }

    #[test]
    fn what_has_the_same_words_and_figures_tells_the_same() {
        let opened = "The port of Linhai opened its third pier for ferries on Monday.";
        assert!(retells(
            opened,
            "Ferries use the third pier that the port of Linhai opened.",
            Language::English
        ));
        assert!(!retells(opened, "Lin Hua, who plans the next quay, spoke of cranes.", Language::English));
        let sacked = "临海水泵厂宣布裁减550名员工，补偿金共960万元。";
        assert!(retells(sacked, "临海水泵厂人士称，550名员工将获补偿金，共960万元。", Language::Chinese));
        assert!(!retells(
            sacked,
            "临海水泵厂去年有员工3200名，利润为4100万元，低于前年。",
            Language::Chinese
        ));
    }
}
