//! Causal attention of new tokens over the pages of their sequence, for one token or a thousand by the same
//! operations in the same order.
//!
//! Query heads that share a key-value head go together, and with them up to [`TILE`] rows, so that every key and
//! value read serves them all. Scores of a tile are held for the whole sequence (two passes, no running maximum):
//! [`TILE`] rows × tokens, 1 MB for 8192 tokens.

use std::sync::Arc;

use pulp::WithSimd;

use super::{
    super::kernels::pool,
    keys_values::{PAGE, Page, Sequence},
    lanes::{LANES, Lanes, Rows, across, add_products, exp, widest},
};

/// Rows of queries that go through the keys together: enough that arithmetic, not memory, is the limit; their
/// queries (16 KB at 128 dimensions) stay in the first-level cache.
const TILE: usize = 32;

/// The queries of one sequence in a pass.
pub(super) struct Queries<'a> {
    pub sequence: &'a Sequence,
    /// Rows of all heads, a row a new token.
    pub rows: &'a [f32],
    /// Tokens before the first row.
    pub before: usize,
}

/// Heads and their width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heads {
    pub heads: usize,
    pub kv_heads: usize,
    pub head_dim: usize,
}

/// One tile: some tokens of one sequence at one key-value head.
struct Tile<'a> {
    queries: &'a Queries<'a>,
    kv_head: usize,
    /// The first token and how many.
    first: usize,
    tokens: usize,
}

/// Attends in one layer, whose keys and values are already written; rows as the queries', all sequences'.
pub(super) fn attend(batch: &[Queries<'_>], layer: usize, heads: Heads) -> Vec<f32> {
    let group = heads.heads / heads.kv_heads;
    let width = heads.heads * heads.head_dim;
    let most = (TILE / group).max(1);
    let mut tiles = Vec::new();
    for queries in batch {
        let rows = queries.rows.len() / width;
        // The last tokens see the most: begin with them, so that no thread is left with a long one.
        for first in (0..rows).step_by(most).rev() {
            let tokens = most.min(rows - first);
            tiles.extend((0..heads.kv_heads).map(|kv_head| Tile { queries, kv_head, first, tokens }));
        }
    }
    let mixed = pool::map(tiles.len(), |at| tiles[at].attend(layer, heads));

    let mut out = vec![0.0; batch.iter().map(|queries| queries.rows.len()).sum()];
    let mut starts = Vec::new();
    let mut start = 0;
    for queries in batch {
        starts.push(start);
        start += queries.rows.len();
    }
    let start_of = |tile: &Tile| {
        let at = batch.iter().position(|queries| std::ptr::eq(queries, tile.queries));
        at.map_or(0, |at| starts[at])
    };
    for (tile, mixed) in tiles.iter().zip(mixed) {
        let start = start_of(tile) + tile.kv_head * group * heads.head_dim;
        for (token, mixed) in mixed.chunks_exact(group * heads.head_dim).enumerate() {
            out[start + (tile.first + token) * width..][..mixed.len()].copy_from_slice(mixed);
        }
    }
    out
}

impl Tile<'_> {
    /// The mixed values: rows of (token, head of the group).
    fn attend(&self, layer: usize, heads: Heads) -> Vec<f32> {
        let Heads { heads: all, kv_heads, head_dim } = heads;
        let (group, width) = (all / kv_heads, all * head_dim);
        let scale = 1.0 / (head_dim as f32).sqrt();
        let mut queries = Vec::with_capacity(self.tokens * group * head_dim);
        for token in self.first..self.first + self.tokens {
            let start = token * width + self.kv_head * group * head_dim;
            queries.extend(self.queries.rows[start..][..group * head_dim].iter().map(|x| x * scale));
        }
        let seen = self.queries.before + self.first + self.tokens;
        let mut out = vec![0.0; queries.len()];
        let mut scores = vec![0.0; self.tokens * group * seen.next_multiple_of(LANES)];
        let mut sums = vec![0.0; self.tokens * group];
        widest(Attend {
            queries: &queries,
            pages: &self.queries.sequence.pages(layer)[..seen.div_ceil(PAGE)],
            kv_head: self.kv_head,
            head_dim,
            group,
            before: self.queries.before + self.first,
            seen,
            scores: &mut scores,
            sums: &mut sums,
            out: &mut out,
        });
        out
    }
}

struct Attend<'a> {
    queries: &'a [f32],
    pages: &'a [Arc<Page>],
    kv_head: usize,
    head_dim: usize,
    group: usize,
    /// Tokens before the first row's.
    before: usize,
    /// Tokens that the last row sees.
    seen: usize,
    /// Of each row, a number a token.
    scores: &'a mut [f32],
    /// Of each row's exponents.
    sums: &'a mut [f32],
    out: &'a mut [f32],
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let (width, dim) = (self.seen.next_multiple_of(LANES), self.head_dim);
        let rows = Rows { values: self.queries, stride: dim, count: self.queries.len() / dim };
        let mut at = 0;
        'pages: for page in self.pages {
            for keys in page.keys(self.kv_head, dim) {
                if at >= width {
                    break 'pages;
                }
                add_products(rows, keys, &mut self.scores[at..], width);
                at += LANES;
            }
        }
        for (row, (scores, sum)) in self.scores.chunks_exact_mut(width).zip(self.sums.iter_mut()).enumerate()
        {
            *sum = exponents(scores, self.before + row / self.group + 1);
        }
        for (number, page) in self.pages.iter().enumerate() {
            let (from, tokens) = (number * PAGE, PAGE.min(self.seen - number * PAGE));
            let weights = Rows { values: &self.scores[from..], stride: width, count: rows.count };
            for (group, values) in page.values(self.kv_head, dim).enumerate() {
                add_products(weights, &values[..tokens], &mut self.out[group * LANES..], dim);
            }
        }
        for (out, sum) in self.out.chunks_exact_mut(dim).zip(self.sums.iter()) {
            let scale = 1.0 / *sum;
            out.iter_mut().for_each(|x| *x *= scale);
        }
    }
}

/// Turns the scores of the first `seen` tokens into e^(score - greatest), the others into zero; their sum.
#[inline(always)]
fn exponents(scores: &mut [f32], seen: usize) -> f32 {
    let (shown, hidden) = scores.split_at_mut(seen);
    hidden.fill(0.0);
    let (chunks, rest) = shown.as_chunks::<LANES>();
    let mut greatest = [f32::MIN; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            greatest[lane] = greatest[lane].max(chunk[lane]);
        }
    }
    let greatest = greatest.iter().chain(rest).fold(f32::MIN, |greatest, score| greatest.max(*score));
    let mut sums: Lanes = [0.0; LANES];
    for chunk in scores[..seen.next_multiple_of(LANES)].as_chunks_mut::<LANES>().0 {
        chunk.iter_mut().for_each(|score| *score = exp(*score - greatest));
    }
    scores[seen..].fill(0.0);
    for chunk in scores.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    across(sums)
}
