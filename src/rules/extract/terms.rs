//! Terms and the vector space of sentences.

use std::collections::HashMap;

use crate::text::{Language, words};

/// The terms of one text, numbered in the order of their first appearance.
pub struct Terms<'a> {
    language: Language,
    /// A word as it is written, and its term; `None` for stop words.
    seen: HashMap<&'a str, Option<u32>>,
    stems: HashMap<String, u32>,
}

impl<'a> Terms<'a> {
    /// No terms yet.
    pub fn new(language: Language) -> Self {
        Self { language, seen: HashMap::new(), stems: HashMap::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// The term of a word; `None` for stop words.
    pub fn of(&mut self, word: &'a str) -> Option<u32> {
        if let Some(term) = self.seen.get(word) {
            return *term;
        }
        let term = (!words::is_stop(word)).then(|| {
            let stem = if self.language.is_chinese() { word.to_lowercase() } else { words::stem(word) };
            let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
            *self.stems.entry(stem).or_insert(next)
        });
        self.seen.insert(word, term);
        term
    }
}

/// A sparse vector: terms in ascending order, with their weights.
#[derive(Clone, Debug, Default)]
pub struct Vector(Vec<(u32, f64)>);

impl Vector {
    /// Counts terms.
    pub fn counts(mut terms: Vec<u32>) -> Self {
        terms.sort_unstable();
        let mut out: Vec<(u32, f64)> = Vec::new();
        for term in terms {
            match out.last_mut() {
                Some((last, count)) if *last == term => *count += 1.0,
                _ => out.push((term, 1.0)),
            }
        }
        Self(out)
    }

    /// The terms and their weights.
    pub fn entries(&self) -> &[(u32, f64)] {
        &self.0
    }

    /// Weighs each term and brings the vector to length one.
    pub fn weighted(mut self, weight: impl Fn(u32) -> f64) -> Self {
        for (term, value) in &mut self.0 {
            *value *= weight(*term);
        }
        let norm = self.0.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
        if norm > 0.0 {
            for (_, value) in &mut self.0 {
                *value /= norm;
            }
        }
        self
    }

    /// The inner product: the cosine, for vectors of length one.
    pub fn dot(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some((a, x)), Some((b, y))) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += x * y;
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    /// The inner product with a dense vector.
    pub fn dot_dense(&self, dense: &[f64]) -> f64 {
        self.0.iter().map(|(term, value)| value * dense[*term as usize]).sum()
    }

    /// The share of these terms by their weight.
    pub fn share(&self, is_one: impl Fn(u32) -> bool) -> f64 {
        let all: f64 = self.0.iter().map(|(_, value)| value).sum();
        let some: f64 = self.0.iter().filter(|(term, _)| is_one(*term)).map(|(_, value)| value).sum();
        if all > 0.0 { some / all } else { 0.0 }
    }

    /// Adds `factor` times this vector to a dense one.
    pub fn add_to(&self, dense: &mut [f64], factor: f64) {
        for (term, value) in &self.0 {
            dense[*term as usize] += factor * value;
        }
    }
}
