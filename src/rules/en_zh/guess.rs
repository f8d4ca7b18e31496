//! How much of a gloss is guessed.
//!
//! Our own lists say what a word means in the news. Of the general dictionary's senses the first is taken, and of a common word
//! it is seldom the one that is meant: "stiff test" is 僵硬测试.

use super::{
    lookup, protect, tag, token,
    unit::{Tag, Unit},
};
use crate::task::Glossary;

/// The words of an English text that say what it is about, and how many of them are guessed.
pub fn guessed(text: &str) -> (usize, usize) {
    let glossary = Glossary::default();
    let terms = protect::Terms::new(&glossary);
    let mut counts = (0, 0);
    for line in text.lines() {
        let tokens = token::tokens(line);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (part, tail) = rest.split_at(super::cut(rest));
            let mut units = lookup::units(part, &terms);
            tag::settle(&mut units);
            for unit in units.iter().filter(|unit| says(unit)) {
                counts.1 += 1;
                counts.0 += usize::from(is_guess(unit));
            }
            rest = tail;
        }
    }
    counts
}

fn says(unit: &Unit<'_>) -> bool {
    matches!(unit.tag, Tag::Noun | Tag::Verb | Tag::Adjective | Tag::Adverb)
}

/// True where no list of our own has the word: it is told by the first of many senses, or not at all.
fn is_guess(unit: &Unit<'_>) -> bool {
    unit.senses.iter().all(|sense| !sense.own)
}
