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
