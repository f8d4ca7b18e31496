//! Causal attention of new tokens over the pages of their sequence, for one token or a thousand by the same
//! operations in the same order.
//!
//! Query heads that share a key-value head go together, and with them up to [`TILE`] rows, so that every key and
//! value read serves them all. A tile goes through one page after the other with a running maximum (Milakov and
//! Gimelshein, 2018; FlashAttention: Dao et al., 2022), so it holds the scores of one page, however long the sequence.
//! Pages begin at multiples of their size, whoever asks: a row's operations do not depend on its company.

use pulp::WithSimd;

use super::{
    super::kernels::{Dense, LANES, Lanes, Level, Panels, pool},
    keys_values::{PAGE, Sequence},
    lanes::{across, exp},
};

/// Rows of queries that go through the keys together: four tiles of the kernel's twelve. Queries, scores and sums (72 KB
/// at 128 dimensions) stay in a second-level cache.
const TILE: usize = 48;

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
    // Of each row, the first tile of its tokens and the token's place there.
    let mut places = Vec::new();
    for queries in batch {
        let rows = queries.rows.len() / width;
        for first in (0..rows).step_by(most) {
            let tokens = most.min(rows - first);
            places.extend((0..tokens).map(|token| (tiles.len(), token)));
            tiles.extend((0..heads.kv_heads).map(|kv_head| Tile { queries, kv_head, first, tokens }));
        }
    }
    // The last tokens see the most: begin with them, so that no thread is left with a long one.
    let last = tiles.len().saturating_sub(1);
    let mixed = pool::map(tiles.len(), |at| tiles[last - at].attend(layer, heads));

    let mut out = vec![0.0; places.len() * width];
    let size = group * heads.head_dim;
    pool::each_rows(&mut out, width, |first, rows| {
        for (row, (tile, token)) in rows.chunks_exact_mut(width).zip(&places[first..]) {
            for (kv_head, row) in row.chunks_exact_mut(size).enumerate() {
                row.copy_from_slice(&mixed[last - (tile + kv_head)][token * size..][..size]);
            }
        }
    });
    out
}

impl Tile<'_> {
    /// The mixed values: rows of (token, head of the group).
    fn attend(&self, layer: usize, heads: Heads) -> Vec<f32> {
        let Heads { heads: all, kv_heads, head_dim } = heads;
        let (group, width) = (all / kv_heads, all * head_dim);
        let (level, count) = (Level::current(), self.tokens * group);
        let before = self.queries.before + self.first;
        let queries = self.scaled(group, width, head_dim);
        let mut scores = vec![0.0; count * PAGE];
        let mut rows = vec![Row { greatest: f32::MIN, sum: 0.0 }; count];
        let mut out = vec![0.0; queries.len()];
        let pages = self.queries.sequence.pages(layer, before + self.tokens);
        for (number, page) in pages.clone().enumerate() {
            // The first rows may be of tokens before the page.
            let start = number * PAGE;
            let blind = start.saturating_sub(before) * group;
            let scores = &mut scores[..(count - blind) * PAGE];
            scores.fill(0.0);
            // Tokens of the page that the last row sees: of a page that is not full, no more is read.
            let filled = (before + self.tokens - start).min(PAGE);
            Dense {
                rows: &queries[blind * head_dim..],
                stride: head_dim,
                count: count - blind,
                panels: page.keys(self.kv_head, head_dim, filled),
                height: head_dim,
                depth: head_dim,
                next: page.values(self.kv_head, head_dim),
                out: scores,
                out_stride: PAGE,
            }
            .run(level);
            // The next page, or the first one of the head that probably comes next: tiles are taken from the last to the first.
            let following = match pages.clone().nth(number + 1) {
                Some(page) => Some((page, self.kv_head)),
                None => pages.clone().next().zip(self.kv_head.checked_sub(1)),
            };
            let (rows, out) = (&mut rows[blind..], &mut out[blind * head_dim..]);
            // Tokens of the page that the first of these rows sees.
            let seen = before + blind / group + 1 - start;
            level.run(Soften { scores, rows, out, head_dim, group, seen });
            Dense {
                rows: scores,
                stride: PAGE,
                count: count - blind,
                panels: page.values(self.kv_head, head_dim),
                height: PAGE,
                depth: filled,
                next: following.map_or(Panels::NONE, |(page, kv_head)| page.keys(kv_head, head_dim, PAGE)),
                out,
                out_stride: head_dim,
            }
            .run(level);
        }
        for (out, row) in out.chunks_exact_mut(head_dim).zip(&rows) {
            let scale = 1.0 / row.sum;
            out.iter_mut().for_each(|x| *x *= scale);
        }
        out
    }

    /// The queries of the tile, divided by the root of their width.
    fn scaled(&self, group: usize, width: usize, head_dim: usize) -> Vec<f32> {
        let scale = 1.0 / (head_dim as f32).sqrt();
        let mut queries = Vec::with_capacity(self.tokens * group * head_dim);
        for token in self.first..self.first + self.tokens {
            let start = token * width + self.kv_head * group * head_dim;
            queries.extend(self.queries.rows[start..][..group * head_dim].iter().map(|x| x * scale));
        }
        queries
    }
}

/// What a row has seen so far.
#[derive(Debug, Clone, Copy)]
struct Row {
    greatest: f32,
    /// Of e^(score - greatest).
    sum: f32,
}

/// Turns the scores of a page into e^(score - greatest), what a row does not see into zero; where a page has a new
/// greatest, what was summed before shrinks to it.
struct Soften<'a> {
    scores: &'a mut [f32],
    rows: &'a mut [Row],
    out: &'a mut [f32],
    head_dim: usize,
    group: usize,
    /// Tokens of the page that the first token's rows see; each further token sees one more.
    seen: usize,
}

impl WithSimd for Soften<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let rows = self.rows.iter_mut().zip(self.out.chunks_exact_mut(self.head_dim)).enumerate();
        for ((at, (row, out)), scores) in rows.zip(self.scores.as_chunks_mut::<PAGE>().0) {
            let seen = (self.seen + at / self.group).min(PAGE);
            let mut greatest = [row.greatest; LANES];
            for (number, chunk) in scores.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                for lane in 0..LANES {
                    chunk[lane] = if number * LANES + lane < seen { chunk[lane] } else { f32::MIN };
                    greatest[lane] = greatest[lane].max(chunk[lane]);
                }
            }
            let greatest = greatest_of(greatest);
            if greatest > row.greatest {
                let shrink = exp(row.greatest - greatest);
                row.greatest = greatest;
                row.sum *= shrink;
                out.iter_mut().for_each(|x| *x *= shrink);
            }
            let mut sums: Lanes = [0.0; LANES];
            for (number, chunk) in scores.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                for lane in 0..LANES {
                    let share = exp(chunk[lane] - greatest);
                    chunk[lane] = if number * LANES + lane < seen { share } else { 0.0 };
                    sums[lane] += chunk[lane];
                }
            }
            row.sum += across(sums);
        }
    }
}

/// The greatest of the lanes, by halves.
#[inline(always)]
fn greatest_of(mut lanes: Lanes) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] = lanes[lane].max(lanes[lane + width]);
        }
        width /= 2;
    }
    lanes[0]
}
