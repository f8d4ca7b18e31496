//! Attention of some rows to the slots of a bank: a source to itself, hypotheses to their source, hypotheses to what they
//! wrote. Scores of a row are held for all slots; their sums are in the order of the slots.

use std::sync::{Mutex, PoisonError};

use pulp::WithSimd;

use super::{
    super::{
        super::kernels::pool,
        lanes::{LANES, Lanes, Rows, across, add_products, exp, widest},
    },
    bank::Bank,
    relative::Relative,
};

/// Rows that go through the keys together.
const TILE: usize = 32;

/// Below this many products the other threads are not worth waking.
const SMALL: usize = 1 << 15;

/// Some rows and what they attend to.
pub(super) struct Query<'a> {
    /// Rows of all heads.
    pub rows: &'a [f32],
    pub bank: &'a Bank,
    /// Slots in use.
    pub slots: usize,
    /// The slots that each row may see, where these are not all.
    pub owned: Option<&'a [Vec<usize>]>,
    /// What is added to scores for the distance of a slot's place from the row's.
    pub distance: Option<Distance<'a>>,
}

/// Places of rows and slots, for biases by distance.
#[derive(Clone, Copy)]
pub(super) struct Distance<'a> {
    pub relative: &'a Relative,
    /// The place of the first row.
    pub first: usize,
    /// From a row's place to the next one's: 1 for a source, 0 for hypotheses of one length.
    pub step: usize,
    /// The place of each slot; without them slots lie in order.
    pub places: Option<&'a [usize]>,
}

/// Attends, all queries with the same heads; rows as the queries', one query after the other. Scores are multiplied by
/// `scale`.
pub(super) fn attend(batch: &[Query<'_>], scale: f32) -> Vec<f32> {
    let mut out = vec![0.0; batch.iter().map(|query| query.rows.len()).sum()];
    let mut pieces = Vec::new();
    let mut rest = out.as_mut_slice();
    let mut products = 0;
    for query in batch {
        let width = query.width();
        for first in (0..query.rows.len() / width).step_by(TILE) {
            let count = TILE.min(query.rows.len() / width - first);
            let (piece, behind) = rest.split_at_mut(count * width);
            products += 2 * piece.len() * query.slots;
            pieces.push((query, first, Mutex::new(piece)));
            rest = behind;
        }
    }
    let work = |at: usize| {
        let (query, first, piece) = &pieces[at];
        // Each piece is visited once: the lock never waits.
        let mut piece = piece.lock().unwrap_or_else(PoisonError::into_inner);
        widest(Attend { query, first: *first, scale, out: &mut piece });
    };
    if products < SMALL {
        (0..pieces.len()).for_each(work);
    } else {
        pool::each(pieces.len(), work);
    }
    drop(pieces);
    out
}

impl Query<'_> {
    fn width(&self) -> usize {
        self.bank.heads() * self.bank.head_dim()
    }
}

/// Some rows of a query at all heads.
struct Attend<'a, 'q> {
    query: &'a Query<'q>,
    first: usize,
    scale: f32,
    out: &'a mut [f32],
}

impl WithSimd for Attend<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Attend { query, first, scale, out } = self;
        let (width, dim, slots) = (query.width(), query.bank.head_dim(), query.slots);
        let (count, stride) = (out.len() / width, slots.next_multiple_of(LANES));
        let rows: Vec<f32> = query.rows[first * width..][..out.len()].iter().map(|x| x * scale).collect();
        let seen = query.owned.map(|owned| seen(&owned[first..first + count], stride));
        let mut scores = vec![0.0; count * stride];
        for head in 0..query.bank.heads() {
            scores.fill(0.0);
            let queries = Rows { values: &rows[head * dim..], stride: width, count };
            for block in 0..stride / LANES {
                add_products(queries, query.bank.keys(block, head), &mut scores[block * LANES..], stride);
            }
            for (row, scores) in scores.chunks_exact_mut(stride).enumerate() {
                if let Some(distance) = query.distance {
                    distance.add(head, first + row, &mut scores[..slots]);
                }
                let seen = seen.as_ref().map(|seen| &seen[row * stride..][..stride]);
                let sum = exponents(scores, slots, seen);
                let inverse = 1.0 / sum;
                scores.iter_mut().for_each(|weight| *weight *= inverse);
            }
            for block in 0..stride / LANES {
                let weights = Rows { values: &scores[block * LANES..], stride, count };
                for group in 0..dim / LANES {
                    let values = query.bank.values(block, head, group);
                    add_products(weights, values, &mut out[head * dim + group * LANES..], width);
                }
            }
        }
    }
}

/// For each row and slot 1 where the row may see it, else 0.
fn seen(owned: &[Vec<usize>], stride: usize) -> Vec<f32> {
    let mut seen = vec![0.0; owned.len() * stride];
    for (row, slots) in owned.iter().enumerate() {
        slots.iter().for_each(|slot| seen[row * stride + slot] = 1.0);
    }
    seen
}

/// Turns scores into e^(score - greatest), those of slots that are not seen into zero; their sum.
#[inline(always)]
fn exponents(scores: &mut [f32], slots: usize, seen: Option<&[f32]>) -> f32 {
    let mut greatest = [f32::MIN; LANES];
    match seen {
        Some(seen) => {
            for (scores, seen) in scores.as_chunks::<LANES>().0.iter().zip(seen.as_chunks::<LANES>().0) {
                for lane in 0..LANES {
                    let score = if seen[lane] > 0.0 { scores[lane] } else { f32::MIN };
                    greatest[lane] = greatest[lane].max(score);
                }
            }
        }
        None => {
            let (chunks, rest) = scores[..slots].as_chunks::<LANES>();
            for chunk in chunks {
                for lane in 0..LANES {
                    greatest[lane] = greatest[lane].max(chunk[lane]);
                }
            }
            for (greatest, score) in greatest.iter_mut().zip(rest) {
                *greatest = greatest.max(*score);
            }
        }
    }
    let greatest = greatest.iter().fold(f32::MIN, |greatest, score| greatest.max(*score));
    for chunk in scores.as_chunks_mut::<LANES>().0 {
        chunk.iter_mut().for_each(|score| *score = exp(*score - greatest));
    }
    match seen {
        Some(seen) => scores.iter_mut().zip(seen).for_each(|(weight, seen)| *weight *= seen),
        None => scores[slots..].fill(0.0),
    }
    let mut sums: Lanes = [0.0; LANES];
    for chunk in scores.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    across(sums)
}

impl Distance<'_> {
    /// Adds the biases of a head to the scores of a row.
    #[inline(always)]
    fn add(&self, head: usize, row: usize, scores: &mut [f32]) {
        let place = (self.first + self.step * row) as isize;
        match self.places {
            Some(places) => {
                for (score, slot) in scores.iter_mut().zip(places) {
                    *score += self.relative.bias(head, *slot as isize - place);
                }
            }
            None => {
                for (slot, score) in scores.iter_mut().enumerate() {
                    *score += self.relative.bias(head, slot as isize - place);
                }
            }
        }
    }
}
