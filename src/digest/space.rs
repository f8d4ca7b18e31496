//! Articles as vectors: TF-IDF, cosine similarity.
//!
//! Salton & Buckley, "Term-weighting approaches in automatic text retrieval" (1988): logarithmic term
//! frequency, inverse document frequency, unit length.

use super::terms::Terms;

/// A sparse vector of unit length: (term, weight) by ascending term.
pub type Vector = Vec<(u32, f32)>;

/// The vectors of all articles, in their order, and in how many of them each term occurs.
pub fn vectors(terms: &Terms) -> (Vec<Vector>, Vec<u32>) {
    let mut holders = vec![0u32; terms.weights.len()];
    for (term, _) in terms.counts.iter().flatten() {
        holders[*term as usize] += 1;
    }
    let all = terms.counts.iter().filter(|counts| !counts.is_empty()).count() as f32;
    let weigh = |&(term, count): &(u32, u32)| {
        let rarity = rarity(all, holders[term as usize]);
        (term, (1.0 + (count as f32).ln()) * rarity * terms.weights[term as usize])
    };
    let vectors = terms.counts.iter().map(|counts| unit(counts.iter().map(weigh).collect())).collect();
    (vectors, holders)
}

/// The inverse document frequency of a term that so many of all have, never nothing.
pub fn rarity(all: f32, holders: u32) -> f32 {
    ((1.0 + all) / (1.0 + holders as f32)).ln() + 1.0
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}
