//! Articles as vectors: TF-IDF over word stems, cosine similarity.
//!
//! Salton & Buckley, "Term-weighting approaches in automatic text retrieval" (1988): logarithmic term
//! frequency, inverse document frequency, unit length.

use std::collections::BTreeMap;

use super::Candidate;
use crate::text::words;

/// A word of the headline counts as much as this many in the text: headlines name the event.
const TITLE_WEIGHT: u32 = 3;

/// Characters of the text that are looked at: news tells the event first, and cost stays bounded.
const LEAD: usize = 6_000;

/// A sparse vector of unit length: (term, weight) by ascending term.
pub type Vector = Vec<(u32, f32)>;

/// The vectors of all candidates, in their order.
pub fn vectors(candidates: &[Candidate]) -> Vec<Vector> {
    let mut terms = BTreeMap::new();
    let counts: Vec<BTreeMap<u32, u32>> =
        candidates.iter().map(|candidate| count(candidate, &mut terms)).collect();
    let mut documents = vec![0u32; terms.len()];
    for term in counts.iter().flat_map(BTreeMap::keys) {
        documents[*term as usize] += 1;
    }
    let all = candidates.len() as f32;
    let weigh = |(&term, &count): (&u32, &u32)| {
        let rarity = ((1.0 + all) / (1.0 + documents[term as usize] as f32)).ln() + 1.0;
        (term, (1.0 + (count as f32).ln()) * rarity)
    };
    counts.iter().map(|counts| unit(counts.iter().map(weigh).collect())).collect()
}

fn count(candidate: &Candidate, terms: &mut BTreeMap<String, u32>) -> BTreeMap<u32, u32> {
    let mut counts = BTreeMap::new();
    let end = candidate.text.floor_char_boundary(LEAD);
    for (text, weight) in [(candidate.title.as_str(), TITLE_WEIGHT), (&candidate.text[..end], 1)] {
        for word in words::words(text, candidate.language) {
            if words::is_stop(word) {
                continue;
            }
            let next = terms.len() as u32;
            let term = *terms.entry(words::stem(word)).or_insert(next);
            *counts.entry(term).or_insert(0) += weight;
        }
    }
    counts
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

/// The cosine of the angle between two unit vectors: 1 for the same direction, 0 for nothing in common.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
