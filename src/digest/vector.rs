//! Articles as vectors: TF-IDF over word stems, cosine similarity.
//!
//! Salton & Buckley, "Term-weighting approaches in automatic text retrieval" (1988): logarithmic term
//! frequency, inverse document frequency, unit length.

use std::collections::HashMap;

use super::Candidate;
use crate::text::words;

/// A word of the headline counts as much as this many in the text: headlines name the event.
const TITLE_WEIGHT: u32 = 3;

/// Characters of the text that are looked at: news tells the event first, and cost stays bounded.
const LEAD: usize = 3_000;

/// A sparse vector of unit length: (term, weight) by ascending term.
pub type Vector = Vec<(u32, f32)>;

/// The vectors of all candidates, in their order.
pub fn vectors(candidates: &[Candidate]) -> Vec<Vector> {
    let mut terms = Terms::default();
    let counts: Vec<Vec<(u32, u32)>> =
        candidates.iter().map(|candidate| count(candidate, &mut terms)).collect();
    let mut documents = vec![0u32; terms.ids.len()];
    for (term, _) in counts.iter().flatten() {
        documents[*term as usize] += 1;
    }
    let all = candidates.len() as f32;
    let weigh = |&(term, count): &(u32, u32)| {
        let rarity = ((1.0 + all) / (1.0 + documents[term as usize] as f32)).ln() + 1.0;
        (term, (1.0 + (count as f32).ln()) * rarity)
    };
    counts.iter().map(|counts| unit(counts.iter().map(weigh).collect())).collect()
}

/// The numbers of terms, in the order in which they are first seen. Words are stemmed once.
#[derive(Default)]
struct Terms {
    ids: HashMap<String, u32>,
    words: HashMap<String, Option<u32>>,
}

impl Terms {
    /// The term that a word stands for; none for stop words.
    fn of(&mut self, word: &str) -> Option<u32> {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let next = self.ids.len() as u32;
        let term = (!words::is_stop(word)).then(|| *self.ids.entry(words::stem(word)).or_insert(next));
        self.words.insert(word.to_owned(), term);
        term
    }
}

/// The terms of a candidate by ascending number, and how often each occurs.
fn count(candidate: &Candidate, terms: &mut Terms) -> Vec<(u32, u32)> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let end = candidate.text.floor_char_boundary(LEAD);
    for (text, weight) in [(candidate.title.as_str(), TITLE_WEIGHT), (&candidate.text[..end], 1)] {
        for term in words::words(text, candidate.language).into_iter().filter_map(|word| terms.of(word)) {
            *counts.entry(term).or_insert(0) += weight;
        }
    }
    let mut counts: Vec<(u32, u32)> = counts.into_iter().collect();
    counts.sort_unstable();
    counts
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

/// The pairs `(i, j, cosine)`, `i < j`, whose cosine is at least `floor`: the cosine of the angle between unit vectors is 1 for
/// the same direction, 0 for nothing in common. An index from terms to vectors finds for each vector those that share a
/// term with it, so that strangers cost nothing.
pub fn alike(vectors: &[Vector], floor: f32) -> Vec<(usize, usize, f32)> {
    let terms = vectors.iter().flatten().map(|&(term, _)| term as usize + 1).max().unwrap_or(0);
    // Of each term, the vectors before the present one that have it.
    let mut holders: Vec<Vec<(usize, f32)>> = vec![Vec::new(); terms];
    let mut sums = vec![0.0f32; vectors.len()];
    let mut pairs = Vec::new();
    for (j, vector) in vectors.iter().enumerate() {
        for &(term, weight) in vector {
            let holders = &mut holders[term as usize];
            holders.iter().for_each(|&(i, other)| sums[i] += weight * other);
            holders.push((j, weight));
        }
        for (i, sum) in sums[..j].iter_mut().enumerate() {
            let cosine = std::mem::take(sum);
            if cosine >= floor {
                pairs.push((i, j, cosine));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_share_terms_are_found() {
        let vectors =
            [vec![(0, 0.6), (2, 0.8)], vec![], vec![(1, 1.0)], vec![(0, 0.8), (1, 0.6)], vec![(2, 1.0)]];
        assert_eq!(alike(&vectors, 0.5), [(2, 3, 0.6), (0, 4, 0.8)]);
        assert_eq!(alike(&vectors, 0.4), [(0, 3, 0.6 * 0.8), (2, 3, 0.6), (0, 4, 0.8)]);
        assert!(alike(&[], 0.5).is_empty());
    }
}
