//! How alike articles are.
//!
//! Articles in one language are compared by their own words. A Chinese and an English one are compared by English words: the
//! Chinese one by its translation, where it has one. So how two articles compare never depends on which others
//! are there in which language.

use super::{
    Candidate, English,
    look_alike::names_agreement,
    near::{NEAREST, Pair, near},
    space::vectors,
    terms::{Counts, Reading, terms},
};
use crate::text::Language;

/// Between a text and a translation fewer words agree than within one language; but single words, which is what is
/// compared there, agree more often than pairs of words do. This brings both to one measure.
const ACROSS: f32 = 0.8;

/// Which articles are alike.
pub struct Alike {
    /// The pairs, each with its similarity from 0 to 1, in the order of the later article.
    pub pairs: Vec<Pair>,
    /// How alike to each article those may be at most that are in no pair with it.
    pub beyond: Vec<f32>,
}

/// Compares all with all.
pub fn alike(candidates: &[Candidate]) -> Alike {
    let chinese: Vec<bool> = candidates.iter().map(|candidate| candidate.language.is_chinese()).collect();
    let mut pairs = within(candidates, |i| chinese[i]);
    pairs.append(&mut within(candidates, |i| !chinese[i]));
    if chinese.iter().any(|is| *is) && !chinese.iter().all(|is| *is) {
        pairs.append(&mut across(candidates, &chinese));
    }
    pairs.sort_unstable_by_key(|pair| (pair.j, pair.i));
    let beyond = beyond(candidates.len(), &pairs);
    Alike { pairs, beyond }
}

/// Pairs among those of one language.
fn within(candidates: &[Candidate], is_one: impl Fn(usize) -> bool) -> Vec<Pair> {
    let readings: Vec<Option<Reading<'_>>> =
        candidates.iter().enumerate().map(|(i, candidate)| is_one(i).then(|| candidate.reading())).collect();
    let terms = terms(&readings, true);
    let (vectors, holders) = vectors(&terms);
    let mut pairs = near(&vectors, &holders, |_, _| true);
    let has = |counts: &Counts, term: u32| counts.binary_search_by_key(&term, |(term, _)| *term).is_ok();
    for Pair { i, j, cosine } in &mut pairs {
        let knows = [*i, *j].map(|at| {
            let counts = &terms.counts[at];
            move |term: u32| has(counts, term)
        });
        *cosine *= names_agreement([&terms.names[*i], &terms.names[*j]], [&knows[0], &knows[1]]);
    }
    pairs
}

/// Pairs of a Chinese and an English article.
fn across(candidates: &[Candidate], chinese: &[bool]) -> Vec<Pair> {
    let readings: Vec<Option<Reading<'_>>> = candidates.iter().map(Candidate::english_reading).collect();
    let (vectors, holders) = vectors(&terms(&readings, false));
    let mut pairs = near(&vectors, &holders, |i, j| chinese[i] != chinese[j]);
    pairs.iter_mut().for_each(|pair| pair.cosine *= ACROSS);
    pairs
}

/// Who has as many neighbours as are kept may have further ones, no nearer than the last.
fn beyond(count: usize, pairs: &[Pair]) -> Vec<f32> {
    let mut all = vec![Vec::new(); count];
    for &Pair { i, j, cosine } in pairs {
        all[i].push(cosine);
        all[j].push(cosine);
    }
    let last = |mut cosines: Vec<f32>| {
        if cosines.len() < NEAREST {
            return 0.0;
        }
        *cosines.select_nth_unstable_by(NEAREST - 1, |a, b| b.total_cmp(a)).1
    };
    all.into_iter().map(last).collect()
}

impl Candidate {
    fn reading(&self) -> Reading<'_> {
        Reading { title: &self.title, text: &self.text, language: self.language }
    }

    /// How it reads in English, if it does.
    pub(super) fn english_reading(&self) -> Option<Reading<'_>> {
        match &self.english {
            Some(English { title, text }) => Some(Reading { title, text, language: Language::English }),
            None => (!self.language.is_chinese()).then(|| self.reading()),
        }
    }
}
