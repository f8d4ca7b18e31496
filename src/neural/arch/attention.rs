//! Causal attention of new tokens over the pages of their sequence, for one token or a thousand by the same
//! operations in the same order.
//!
//! Query heads that share a key-value head go together, and with them up to [`TILE`] rows, so that every key and
//! value read serves them all. A tile goes through one page after the other with a running maximum (Milakov and
//! Gimelshein, 2018; FlashAttention: Dao et al., 2022), so it holds the scores of one page, however long the sequence.
//! Pages begin at multiples of their size, whoever asks: a row's operations do not depend on its company.

use std::{
    cell::{Cell, RefCell},
    hint::black_box,
};

use pulp::WithSimd;

use super::{
    super::kernels::{Dense, LANES, Lanes, Level, Panels, pool},
    keys_values::{PAGE, Sequence, View},
    lanes::{across, exp},
};

/// Rows of queries that go through the keys together: four tiles of the kernel's twelve. Queries, scores and sums (72 KB
/// at 128 dimensions) stay in a second-level cache.
const TILE: usize = 48;

/// Tiles a thread of single tokens, as far as there are: their heads lie side by side in a page, and memory is read fastest in
/// long pieces; but who is done first must find something to take over.
const SHARES: usize = 16;

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

/// One tile: some tokens of one sequence at some key-value heads.
struct Tile<'a> {
    queries: &'a Queries<'a>,
    /// The first key-value head and how many.
    first_head: usize,
    kv_heads: usize,
    /// The first token and how many.
    first: usize,
    tokens: usize,
}

/// Key-value heads of a tile: where a sequence has but one token, as many as leave enough tiles for all threads.
fn heads_together(sequences: usize, tokens: usize, heads: Heads) -> usize {
    if tokens > 1 {
        1
    } else {
        (sequences * heads.kv_heads / (pool::threads() * SHARES)).clamp(1, heads.kv_heads)
    }
}

/// Attends in one layer, whose keys and values are already written; rows as the queries', all sequences'.
pub(super) fn attend(batch: &[Queries<'_>], layer: usize, heads: Heads) -> Vec<f32> {
    let group = heads.heads / heads.kv_heads;
    let (width, size) = (heads.heads * heads.head_dim, group * heads.head_dim);
    let most = (TILE / group).max(1);
    let mut tiles = Vec::new();
    // Of each row: where its block of tokens begins in the order of the tiles, the tokens of it, and its place there.
    let mut places = Vec::new();
    for queries in batch {
        let rows = queries.rows.len() / width;
        let together = heads_together(batch.len(), rows, heads);
        for first in (0..rows).step_by(most) {
            let (start, tokens) = (places.len() * width, most.min(rows - first));
            places.extend((0..tokens).map(|token| (start, tokens, token)));
            tiles.extend((0..heads.kv_heads).step_by(together).map(|first_head| {
                let kv_heads = together.min(heads.kv_heads - first_head);
                Tile { queries, first_head, kv_heads, first, tokens }
            }));
        }
    }
    let single = tiles.iter().all(|tile| tile.tokens == 1);
    // Of many tokens the room is used again: memory that is new costs more to get than all sums.
    thread_local!(static MIXED: Cell<Vec<f32>> = const { Cell::new(Vec::new()) });
    let mut mixed = if single { Vec::new() } else { MIXED.take() };
    mixed.resize(places.len() * width, 0.0);
    let mut rest = &mut mixed[..];
    let mut pieces = Vec::with_capacity(tiles.len());
    for tile in &tiles {
        let (out, others) = std::mem::take(&mut rest).split_at_mut(tile.kv_heads * tile.tokens * size);
        pieces.push(out);
        rest = others;
    }
    // Of many tokens the last see the most: begin with them, so that no thread is left with a long one. Single tokens go in
    // order, so that the thread that has just written their keys and values reads them.
    if !single {
        pieces.reverse();
        tiles.reverse();
    }
    pool::each_piece(&mut pieces, 1, |at, piece| tiles[at].attend(layer, heads, tiles.get(at + 1), piece[0]));
    if single {
        return mixed;
    }
    let mut out = vec![0.0; mixed.len()];
    pool::each_rows(&mut out, width, |first, rows| {
        for (row, (start, tokens, token)) in rows.chunks_exact_mut(width).zip(&places[first..]) {
            for (kv_head, row) in row.chunks_exact_mut(size).enumerate() {
                row.copy_from_slice(&mixed[start + (kv_head * tokens + token) * size..][..size]);
            }
        }
    });
    MIXED.set(mixed);
    out
}

/// What a tile needs on the way, used again for the next one of the thread.
#[derive(Default)]
struct Room {
    queries: Vec<f32>,
    scores: Vec<f32>,
    rows: Vec<Row>,
}

impl Tile<'_> {
    /// Puts the mixed values into `out`: of each key-value head, rows of (token, head of the group).
    fn attend(&self, layer: usize, heads: Heads, next: Option<&Tile<'_>>, out: &mut [f32]) {
        thread_local!(static ROOM: RefCell<Room> = RefCell::default());
        ROOM.with_borrow_mut(|room| self.attend_in(room, layer, heads, next, out));
    }

    /// The pages that its tokens see.
    fn pages(&self, layer: usize) -> impl ExactSizeIterator<Item = View<'_>> + Clone {
        self.queries.sequence.pages(layer, self.queries.before + self.first + self.tokens)
    }

    fn attend_in(
        &self,
        room: &mut Room,
        layer: usize,
        heads: Heads,
        next: Option<&Tile<'_>>,
        out: &mut [f32],
    ) {
        let Heads { heads: all, kv_heads, head_dim } = heads;
        let (group, width) = (all / kv_heads, all * head_dim);
        let (level, count) = (Level::current(), self.tokens * group);
        let before = self.queries.before + self.first;
        let Room { queries, scores, rows } = room;
        self.scale(group, width, head_dim, queries);
        rows.clear();
        rows.resize(self.kv_heads * count, Row { greatest: f32::MIN, sum: 0.0 });
        out.fill(0.0);
        let pages = self.pages(layer);
        // The first page of the tile that this thread probably takes next.
        let behind = next.and_then(|next| Some((next.pages(layer).next()?, next.first_head)));
        for (number, page) in pages.clone().enumerate() {
            // The first rows may be of tokens before the page.
            let start = number * PAGE;
            let blind = start.saturating_sub(before) * group;
            // Tokens of the page that the last row sees: of a page that is not full, no more is read.
            let filled = (before + self.tokens - start).min(PAGE);
            let following = pages.clone().nth(number + 1).map(|page| (page, self.first_head)).or(behind);
            for head in 0..self.kv_heads {
                let kv_head = self.first_head + head;
                let size = count * head_dim;
                let queries = &queries[head * size..][blind * head_dim..size];
                let out = &mut out[head * size..][blind * head_dim..size];
                let rows = &mut rows[head * count..][blind..count];
                scores.clear();
                scores.resize((count - blind) * PAGE, 0.0);
                let values = page.values(kv_head, head_dim, filled);
                Dense {
                    rows: queries,
                    stride: head_dim,
                    count: count - blind,
                    panels: page.keys(kv_head, head_dim),
                    width: PAGE / LANES,
                    taken: filled.div_ceil(LANES),
                    depth: head_dim,
                    next: values,
                    out: scores,
                    out_stride: PAGE,
                }
                .run(level);
                // Tokens of the page that the first of these rows sees.
                let seen = before + blind / group + 1 - start;
                level.run(Soften { scores, rows, out, head_dim, group, seen });
                let next = if head + 1 < self.kv_heads { Some((page, kv_head + 1)) } else { following };
                Dense {
                    rows: scores,
                    stride: PAGE,
                    count: count - blind,
                    panels: values,
                    width: head_dim / LANES,
                    taken: head_dim / LANES,
                    depth: filled,
                    next: next.map_or(Panels::NONE, |(page, kv_head)| page.keys(kv_head, head_dim)),
                    out,
                    out_stride: head_dim,
                }
                .run(level);
            }
        }
        for (out, row) in out.chunks_exact_mut(head_dim).zip(&*rows) {
            let scale = 1.0 / row.sum;
            out.iter_mut().for_each(|x| *x *= scale);
        }
    }

    /// The queries of the tile, divided by the root of their width: of each key-value head, rows as of `out`.
    fn scale(&self, group: usize, width: usize, head_dim: usize, queries: &mut Vec<f32>) {
        let scale = 1.0 / (head_dim as f32).sqrt();
        queries.clear();
        for kv_head in self.first_head..self.first_head + self.kv_heads {
            for token in self.first..self.first + self.tokens {
                let start = token * width + kv_head * group * head_dim;
                queries.extend(self.queries.rows[start..][..group * head_dim].iter().map(|x| x * scale));
            }
        }
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
            scores[seen..].fill(f32::MIN);
            let mut lanes = [row.greatest; LANES];
            for line in scores.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    lanes[lane] = greater(line[lane], lanes[lane]);
                }
            }
            // Seen through, sums across lanes would be taken for reasons to keep these in pairs.
            let greatest = greatest_of(black_box(lanes));
            if greatest > row.greatest {
                let shrink = exp(row.greatest - greatest);
                row.greatest = greatest;
                row.sum *= shrink;
                out.iter_mut().for_each(|x| *x *= shrink);
            }
            scores.iter_mut().for_each(|score| *score = exp(*score - greatest));
            scores[seen..].fill(0.0);
            let mut sums: Lanes = [0.0; LANES];
            for line in scores.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    sums[lane] += line[lane];
                }
            }
            let sums = black_box(sums);
            row.sum += across(sums);
        }
    }
}

/// The greater of two; the second where the first is no number. One instruction, which `f32::max` is not.
#[inline(always)]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The greatest of the lanes, by halves.
#[inline(always)]
fn greatest_of(mut lanes: Lanes) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] = greater(lanes[lane], lanes[lane + width]);
        }
        width /= 2;
    }
    lanes[0]
}
