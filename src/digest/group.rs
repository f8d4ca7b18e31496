//! Putting articles on the same event together: average-link clustering.
//!
//! Sokal & Michener (1958), UPGMA: the two groups whose members are most alike on average are joined, until no two
//! are alike enough. Groups whose members name different years are never joined.

use std::collections::{BTreeMap, BinaryHeap};

use super::{
    Candidate,
    edition::{apart, years},
    vector::{Vector, alike, vectors},
};

/// Two groups are joined when their members' mean similarity is at least this. The best threshold for single
/// events in ECB+ (Cybulska & Vossen 2014) under plain TF-IDF.
const THRESHOLD: f32 = 0.2;

/// Pairs less alike than this count as nothing in common: they are not worth remembering.
const FLOOR: f32 = 0.02;

/// The groups, as indices of `candidates`: members ascending, groups by their first member.
pub fn group(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let vectors = vectors(candidates);
    let years: Vec<Vec<u16>> = candidates.iter().map(years).collect();
    let mut clusters = Clusters::new(&vectors, &years);
    while clusters.join_best() {}
    let mut groups: Vec<Vec<usize>> =
        clusters.members.into_iter().filter(|members| !members.is_empty()).collect();
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups.sort_unstable();
    groups
}

/// Groups under construction. A joined group takes the place of its first half; the other place stays empty.
struct Clusters<'a> {
    years: &'a [Vec<u16>],
    members: Vec<Vec<usize>>,
    /// The sum of similarities to other groups, both ways.
    links: Vec<BTreeMap<usize, f32>>,
    /// How often a place was joined: older entries of the queue are void.
    version: Vec<u32>,
    queue: BinaryHeap<Pair>,
}

impl<'a> Clusters<'a> {
    fn new(vectors: &[Vector], years: &'a [Vec<u16>]) -> Self {
        let n = vectors.len();
        let pairs = alike(vectors, FLOOR);
        let mut links = vec![Vec::new(); n];
        for &(i, j, alike) in &pairs {
            links[i].push((j, alike));
            links[j].push((i, alike));
        }
        let mut clusters = Self {
            years,
            members: (0..n).map(|i| vec![i]).collect(),
            links: links.into_iter().map(BTreeMap::from_iter).collect(),
            version: vec![0; n],
            queue: BinaryHeap::new(),
        };
        pairs.into_iter().for_each(|(i, j, alike)| clusters.offer(i, j, alike));
        clusters
    }

    fn offer(&mut self, i: usize, j: usize, sum: f32) {
        let mean = sum / (self.members[i].len() * self.members[j].len()) as f32;
        if mean >= THRESHOLD {
            let (i, j) = (i.min(j), i.max(j));
            self.queue.push(Pair { mean, i, j, version: (self.version[i], self.version[j]) });
        }
    }

    /// Joins the best pair; false when there is none.
    fn join_best(&mut self) -> bool {
        while let Some(Pair { i, j, version, .. }) = self.queue.pop() {
            let current = version == (self.version[i], self.version[j]) && !self.members[j].is_empty();
            if current && !self.look_alike(i, j) {
                self.join(i, j);
                return true;
            }
        }
        false
    }

    fn look_alike(&self, i: usize, j: usize) -> bool {
        let pairs = self.members[i].iter().flat_map(|&a| self.members[j].iter().map(move |&b| (a, b)));
        pairs.into_iter().any(|(a, b)| apart(&self.years[a], &self.years[b]))
    }

    fn join(&mut self, i: usize, j: usize) {
        let moved = std::mem::take(&mut self.members[j]);
        self.members[i].extend(moved);
        self.version[i] += 1;
        self.version[j] += 1;
        self.links[i].remove(&j);
        for (k, sum) in std::mem::take(&mut self.links[j]) {
            self.links[k].remove(&j);
            if k != i {
                *self.links[i].entry(k).or_insert(0.0) += sum;
            }
        }
        for (k, sum) in self.links[i].clone() {
            self.links[k].insert(i, sum);
            self.offer(i, k, sum);
        }
    }
}

/// Two groups that may be joined, the most alike first; ties by place, so that runs agree.
struct Pair {
    mean: f32,
    i: usize,
    j: usize,
    version: (u32, u32),
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.i, other.j).cmp(&(self.i, self.j)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Pair {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn candidate(title: &str, text: &str) -> Candidate {
        Candidate {
            id: title.into(),
            language: Language::English,
            title: title.into(),
            text: text.into(),
            published: None,
        }
    }

    #[test]
    fn the_same_event_meets_and_its_next_edition_does_not() {
        let articles = [
            candidate(
                "2021 Harbour Forum on Standards Held",
                "The forum on standards was held in the harbour city.",
            ),
            candidate(
                "2023 Harbour Forum on Standards Held",
                "The forum on standards was held on June 9 in the harbour city.",
            ),
            candidate("Chip makers cut output", "Demand for memory chips fell again in autumn."),
            candidate(
                "",
                "The 2023 Harbour Forum on Standards opened on June 9 with 300 guests in the harbour city.",
            ),
        ];
        assert_eq!(group(&articles), [vec![0], vec![1, 3], vec![2]]);
    }

    #[test]
    fn nothing_and_empty_articles_are_fine() {
        assert!(group(&[]).is_empty());
        assert_eq!(group(&[candidate("", ""), candidate("", "")]), [vec![0], vec![1]]);
    }
}
