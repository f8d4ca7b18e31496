//! Each article's nearest others.
//!
//! An index from terms to articles finds for each article those that share a term with it, so that strangers cost nothing.
//! To keep the cost of one article independent of how many there are, terms that very many have find nobody (two articles
//! that share no rarer term are strangers), and only so many nearest are kept. But where one event has very many reports, the
//! words of the event are all of them common: so of each common term the latest few that have it are found too.

use std::collections::VecDeque;

use super::space::Vector;

/// A term that more articles have finds nobody. It still counts between those that are found.
const COMMON: u32 = 256;

/// So many nearest are kept of each article: more than any one event has in a day's news.
pub const NEAREST: usize = 64;

/// So many that seem nearest by their rarer terms are looked at in full.
const LOOKED_AT: usize = 3 * NEAREST;

/// Of each term that very many have, the latest so many are found, and of those found by such terms so many are looked at in
/// full: for every article the same few, however many there are.
const LATEST: usize = 8;
const LOOKED_AT_OF_COMMON: usize = 64;

/// Less alike than this is nothing in common.
const FLOOR: f32 = 0.01;

/// Two articles and the cosine between them, 0 to 1; `i < j`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub i: usize,
    pub j: usize,
    pub cosine: f32,
}

/// The near pairs among unit vectors, in order of `j`, then `i`; `holders` says how many vectors have each term,
/// `wanted` which pairs count at all.
pub fn near(vectors: &[Vector], holders: &[u32], wanted: impl Fn(usize, usize) -> bool) -> Vec<Pair> {
    let common = Common::new(vectors, holders);
    // Of each rarer term, the vectors before the present one that have it.
    let mut index: Vec<Vec<(u32, f32)>> = vec![Vec::new(); holders.len()];
    let mut sums = vec![0.0f32; vectors.len()];
    let mut touched = Vec::new();
    let mut latest = Latest::new(common.width, vectors.len());
    let mut pairs = Vec::new();
    for (j, vector) in vectors.iter().enumerate() {
        for &(term, weight) in vector.iter().filter(|(term, _)| holders[*term as usize] <= COMMON) {
            let postings = &mut index[term as usize];
            for &(i, other) in postings.iter() {
                if sums[i as usize] == 0.0 {
                    touched.push(i as usize);
                }
                sums[i as usize] += weight * other;
            }
            if holders[term as usize] > 1 {
                postings.push((j as u32, weight));
            }
        }
        let mut found: Vec<Pair> = touched
            .drain(..)
            .map(|i| Pair { i, j, cosine: std::mem::take(&mut sums[i]) })
            .filter(|pair| wanted(pair.i, pair.j))
            .collect();
        keep(&mut found, LOOKED_AT);
        let is_found = |i: usize| found.iter().any(|pair| pair.i == i);
        let mut others = latest.sharing(common.of(vector), |i| wanted(i, j) && !is_found(i));
        others.iter_mut().for_each(|pair| pair.j = j);
        found.append(&mut others);
        latest.push(j, common.of(vector));
        found.iter_mut().for_each(|pair| pair.cosine += common.dot(pair.i, j));
        keep(&mut found, NEAREST);
        found.retain(|pair| pair.cosine >= FLOOR);
        found.sort_unstable_by_key(|pair| pair.i);
        pairs.append(&mut found);
    }
    pairs
}

/// Leaves the `count` nearest.
fn keep(pairs: &mut Vec<Pair>, count: usize) {
    if pairs.len() > count {
        let order = |a: &Pair, b: &Pair| b.cosine.total_cmp(&a.cosine).then(a.i.cmp(&b.i));
        pairs.select_nth_unstable_by(count, order);
        pairs.truncate(count);
    }
}

/// The weights of the common terms, in rows.
struct Common {
    width: usize,
    rows: Vec<f32>,
    /// The column of each common term.
    columns: Vec<usize>,
}

impl Common {
    fn new(vectors: &[Vector], holders: &[u32]) -> Self {
        let mut columns = vec![usize::MAX; holders.len()];
        let mut width = 0;
        for (column, _) in columns.iter_mut().zip(holders).filter(|(_, holders)| **holders > COMMON) {
            *column = width;
            width += 1;
        }
        let mut rows = vec![0.0; width * vectors.len()];
        if width > 0 {
            for (row, vector) in rows.chunks_exact_mut(width).zip(vectors) {
                for &(term, weight) in vector {
                    if let Some(cell) = row.get_mut(columns[term as usize]) {
                        *cell = weight;
                    }
                }
            }
        }
        Self { width, rows, columns }
    }

    /// The columns of a vector's common terms, and what these weigh in it.
    fn of<'a>(&'a self, vector: &'a Vector) -> impl Iterator<Item = (usize, f32)> + Clone + 'a {
        let column = |&(term, weight): &(u32, f32)| Some((self.columns[term as usize], weight));
        vector.iter().filter_map(column).filter(|(column, _)| *column != usize::MAX)
    }

    fn dot(&self, i: usize, j: usize) -> f32 {
        let row = |at: usize| &self.rows[at * self.width..(at + 1) * self.width];
        row(i).iter().zip(row(j)).map(|(a, b)| a * b).sum()
    }
}

/// Of each common term the latest vectors that have it.
struct Latest {
    holders: Vec<VecDeque<(u32, f32)>>,
    sums: Vec<f32>,
}

impl Latest {
    fn new(width: usize, vectors: usize) -> Self {
        Self { holders: vec![VecDeque::new(); width], sums: vec![0.0; if width > 0 { vectors } else { 0 }] }
    }

    /// Those that have most in common with a vector of such terms, with no cosine yet.
    fn sharing(
        &mut self,
        terms: impl Iterator<Item = (usize, f32)>,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<Pair> {
        let mut touched = Vec::new();
        for (column, weight) in terms {
            for &(i, other) in &self.holders[column] {
                if self.sums[i as usize] == 0.0 {
                    touched.push(i as usize);
                }
                self.sums[i as usize] += weight * other;
            }
        }
        let mut found: Vec<Pair> = touched
            .into_iter()
            .map(|i| Pair { i, j: 0, cosine: std::mem::take(&mut self.sums[i]) })
            .collect();
        found.retain(|pair| wanted(pair.i));
        keep(&mut found, LOOKED_AT_OF_COMMON);
        found.iter_mut().for_each(|pair| pair.cosine = 0.0);
        found
    }

    fn push(&mut self, j: usize, terms: impl Iterator<Item = (usize, f32)>) {
        for (column, weight) in terms {
            let holders = &mut self.holders[column];
            if holders.len() == LATEST {
                holders.pop_front();
            }
            holders.push_back((j as u32, weight));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holders(vectors: &[Vector]) -> Vec<u32> {
        let count = |term| vectors.iter().flatten().filter(|(other, _)| *other == term).count() as u32;
        (0..10).map(count).collect()
    }

    #[test]
    fn pairs_that_share_terms_are_found() {
        let vectors =
            [vec![(0, 0.6), (2, 0.8)], vec![], vec![(1, 1.0)], vec![(0, 0.8), (1, 0.6)], vec![(2, 1.0)]];
        let pair = |i, j, cosine| Pair { i, j, cosine };
        let found = near(&vectors, &holders(&vectors), |_, _| true);
        assert_eq!(found, [pair(0, 3, 0.6 * 0.8), pair(2, 3, 0.6), pair(0, 4, 0.8)]);
        assert_eq!(near(&vectors, &holders(&vectors), |i, _| i == 2), [pair(2, 3, 0.6)]);
        assert!(near(&[], &[], |_, _| true).is_empty());
    }

    #[test]
    fn common_terms_find_the_latest() {
        let mut vectors: Vec<Vector> = (0..=COMMON).map(|_| vec![(0, 1.0)]).collect();
        let count = |vectors: &[Vector]| near(vectors, &holders(vectors), |_, _| true).len();
        assert!(count(&vectors) <= vectors.len() * LATEST);
        vectors.push(vec![(0, 0.6), (1, 0.8)]);
        vectors.push(vec![(0, 0.6), (1, 0.8)]);
        let found = near(&vectors, &holders(&vectors), |_, _| true);
        let last = found.iter().find(|pair| pair.cosine > 0.99 && pair.j == vectors.len() - 1).unwrap();
        assert_eq!(last.i, vectors.len() - 2);
        assert!(found.iter().filter(|pair| pair.j == vectors.len() - 1).count() <= LATEST);
    }

    #[test]
    fn only_the_nearest_are_kept() {
        let vectors: Vec<Vector> = (0..200).map(|_| vec![(3, 1.0)]).collect();
        let found = near(&vectors, &holders(&vectors), |_, _| true);
        assert!(found.len() < 200 * NEAREST && found.iter().filter(|pair| pair.j == 199).count() == NEAREST);
    }
}
