//! From logits to candidates: of each text the likeliest ways on, over all its hypotheses.

use std::cmp::Ordering;

use pulp::WithSimd;

use super::{
    super::super::{
        NeuralError,
        arch::lanes::{across, exp, widest},
        kernels::{LANES, pool},
    },
    search::Search,
};

/// One way on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The hypothesis that it comes from.
    pub parent: usize,
    pub token: u32,
    /// The logarithm of the probability of all tokens so far.
    pub score: f32,
}

/// What a step gives to one text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Best {
    /// The best first; of equal ones the first by hypothesis and token.
    pub candidates: Vec<Candidate>,
    /// The score of each hypothesis if it ended here.
    pub endings: Vec<f32>,
}

/// The candidates of each text, of whose hypotheses the rows of logits follow each other; an error for a text with logits
/// that are no numbers.
pub(super) fn best(
    logits: &[f32],
    vocabulary: usize,
    searches: &[&Search],
) -> Vec<Result<Best, NeuralError>> {
    let rows: Vec<(usize, usize)> = searches
        .iter()
        .enumerate()
        .flat_map(|(text, search)| (0..search.hypotheses()).map(move |hypothesis| (text, hypothesis)))
        .collect();
    let found = pool::map(rows.len(), |at| {
        let (text, hypothesis) = rows[at];
        let row = &logits[at * vocabulary..][..vocabulary];
        of_row(row, searches[text], hypothesis)
    });
    let mut best: Vec<Result<Best, NeuralError>> = searches.iter().map(|_| Ok(Best::default())).collect();
    for ((text, _), found) in rows.into_iter().zip(found) {
        match (found, &mut best[text]) {
            (None, best) => *best = Err(NeuralError::NotANumber),
            (Some((candidates, ending)), Ok(best)) => {
                best.candidates.extend(candidates);
                best.endings.push(ending);
            }
            (Some(_), Err(_)) => {}
        }
    }
    for (best, search) in best.iter_mut().zip(searches) {
        if let Ok(best) = best {
            best.candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
            best.candidates.truncate(search.wanted());
        }
    }
    best
}

/// The candidates of one hypothesis, and its score if it ended here; `None` where a logit is no number.
fn of_row(row: &[f32], search: &Search, hypothesis: usize) -> Option<(Vec<Candidate>, f32)> {
    let (banned, repeats) = (search.banned(), search.repeats(hypothesis));
    let (greatest, sum) = widest(Total { row, greedy: search.is_greedy() });
    if greatest.is_nan() || greatest == f32::INFINITY || sum.is_nan() {
        return None;
    }
    // A greedy search compares logits alone: what all of them are divided by changes nothing.
    let base = greatest + sum.ln();
    let score = |logit: f32| if search.is_greedy() { 0.0 } else { search.score(hypothesis) + (logit - base) };
    let mut kept: Vec<(f32, u32)> = Vec::with_capacity(search.wanted() + 1);
    widest(Select { row, banned, repeats: &repeats, wanted: search.wanted(), kept: &mut kept });
    let candidates =
        kept.into_iter().map(|(logit, token)| Candidate { parent: hypothesis, token, score: score(logit) });
    let ending = row.get(search.end() as usize).map_or(f32::MIN, |logit| score(*logit));
    Some((candidates.collect(), ending))
}

/// The greatest of a row, and the sum of e^(x - greatest); what is no number shows in one of them.
struct Total<'a> {
    row: &'a [f32],
    greedy: bool,
}

impl WithSimd for Total<'_> {
    type Output = (f32, f32);

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> (f32, f32) {
        let (chunks, rest) = self.row.as_chunks::<LANES>();
        let mut greatest = [f32::NEG_INFINITY; LANES];
        // Zero, or what is no number: the greatest alone would pass over it.
        let mut strange = [0.0; LANES];
        for chunk in chunks {
            for lane in 0..LANES {
                greatest[lane] = greatest[lane].max(chunk[lane]);
                strange[lane] += chunk[lane] * 0.0;
            }
        }
        let mut most = rest.iter().fold(f32::NEG_INFINITY, |most, x| most.max(*x));
        most = greatest.iter().fold(most, |most, x| most.max(*x));
        let strange = across(strange) + rest.iter().map(|x| x * 0.0).sum::<f32>();
        if strange.is_nan() || self.greedy {
            return (most, strange);
        }
        let mut sums = [0.0; LANES];
        for chunk in chunks {
            for lane in 0..LANES {
                sums[lane] += exp(chunk[lane] - most);
            }
        }
        (most, across(sums) + rest.iter().map(|x| exp(x - most)).sum::<f32>())
    }
}

/// The greatest of a row that are not banned, the greatest first; of equal ones the first.
struct Select<'a> {
    row: &'a [f32],
    /// Sorted.
    banned: &'a [u32],
    repeats: &'a [u32],
    wanted: usize,
    kept: &'a mut Vec<(f32, u32)>,
}

impl WithSimd for Select<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Select { row, banned, repeats, wanted, kept } = self;
        let mut least = f32::NEG_INFINITY;
        let mut put = |logit: f32, token: usize, least: &mut f32| {
            let token = token as u32;
            if banned.binary_search(&token).is_ok() || repeats.contains(&token) {
                return;
            }
            let before = |other: &(f32, u32)| other.0.total_cmp(&logit) != Ordering::Less;
            let at = kept.partition_point(before);
            kept.insert(at, (logit, token));
            kept.truncate(wanted);
            if kept.len() == wanted {
                *least = kept.last().map_or(f32::NEG_INFINITY, |last| last.0);
            }
        };
        let (chunks, rest) = row.as_chunks::<LANES>();
        for (number, chunk) in chunks.iter().enumerate() {
            if chunk.iter().fold(false, |any, logit| any | (*logit > least)) {
                for (lane, logit) in chunk.iter().enumerate() {
                    if *logit > least {
                        put(*logit, number * LANES + lane, &mut least);
                    }
                }
            }
        }
        let from = row.len() - rest.len();
        for (at, logit) in rest.iter().enumerate() {
            if *logit > least {
                put(*logit, from + at, &mut least);
            }
        }
    }
}
