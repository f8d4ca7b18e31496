//! The trivial ways to summarize: the floor that every better way is measured against.

use crate::text::{Language, sentence};

/// The first `count` sentences.
pub fn lead(text: &str, language: Language, count: usize) -> Vec<String> {
    sentence::sentences(text, Some(language))
        .into_iter()
        .take(count)
        .map(|range| text[range].to_owned())
        .collect()
}

/// `count` sentences drawn at random, in the order of the text.
pub fn random(text: &str, language: Language, count: usize, seed: u64) -> Vec<String> {
    let sentences = sentence::sentences(text, Some(language));
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut state = seed;
    // Fisher-Yates from the front: as many draws as sentences are wanted.
    for i in 0..count.min(order.len()) {
        let left = (order.len() - i) as u64;
        let pick = i + usize::try_from(splitmix(&mut state) % left).unwrap_or(0);
        order.swap(i, pick);
    }
    order.truncate(count);
    order.sort_unstable();
    order.into_iter().map(|i| text[sentences[i].clone()].to_owned()).collect()
}

/// SplitMix64: a small generator with a fixed sequence for each seed.
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One is here. Two is here. Three is here. Four is here.";

    #[test]
    fn lead_takes_the_first() {
        assert_eq!(lead(TEXT, Language::English, 2), ["One is here.", "Two is here."]);
        assert_eq!(lead(TEXT, Language::English, 9).len(), 4);
    }

    #[test]
    fn random_depends_on_the_seed_alone() {
        let draw = |seed| random(TEXT, Language::English, 2, seed);
        assert_eq!(draw(7), draw(7));
        assert!((0..20).any(|seed| draw(seed) != draw(7)));
        assert_eq!(random(TEXT, Language::English, 9, 1).len(), 4);
    }
}
