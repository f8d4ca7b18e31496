//! What a sequence remembers: keys and values of every layer, in pages that forks share. A page has some tokens of all
//! layers, so that it is some megabytes in one piece, which is quicker to read than many small ones.

use std::sync::Arc;

use candle_core::Tensor;
use half::f16;

use super::{
    super::{
        NeuralError,
        kernels::{Large, Panels, fetch, narrow, pool},
    },
    config::Config,
};

/// Tokens of a page: four groups of keys; at most this many are copied by a fork's first token.
pub(super) const PAGE: usize = 64;

/// Bytes of a cache line.
const LINE: usize = 64;

/// How keys and values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    /// As they were computed: for weights that are floats, whose results are held against `transformers`.
    Single,
    /// In half the memory: for quantized weights, whose own rounding is a hundred times coarser.
    Half,
}

impl Precision {
    fn bytes(self) -> usize {
        match self {
            Precision::Single => size_of::<f32>(),
            Precision::Half => size_of::<f16>(),
        }
    }
}

/// The keys and values of [`PAGE`] tokens. Of each layer and head, keys, [dimension][token], then values, [token][dimension]:
/// as attention reads them, from the first to the last.
#[derive(Debug, Clone)]
pub(super) struct Page(Numbers);

#[derive(Debug, Clone)]
enum Numbers {
    Single(Large<f32>),
    Half(Large<f16>),
}

/// A page in one layer.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    page: &'a Page,
    /// Where the layer begins.
    start: usize,
}

/// One sequence: its tokens' keys and values, owned by it. A fork shares the full pages of what was before.
#[derive(Debug, Clone)]
pub struct Sequence {
    length: usize,
    kv_heads: usize,
    head_dim: usize,
    precision: Precision,
    layers: usize,
    pages: Vec<Arc<Page>>,
    /// In place of pages where Candle's operations compute: keys and values of each layer, [head, token, dimension].
    tensors: Vec<Option<[Tensor; 2]>>,
}

impl Sequence {
    pub(super) fn new(config: &Config) -> Sequence {
        let Config { kv_heads, head_dim, layers, precision, .. } = *config;
        Sequence { length: 0, kv_heads, head_dim, precision, layers, pages: Vec::new(), tensors: Vec::new() }
    }

    /// For a model of Candle's operations.
    pub(super) fn of_tensors(config: &Config) -> Sequence {
        let mut sequence = Sequence::new(config);
        sequence.precision = Precision::Single;
        sequence.tensors = vec![None; config.layers];
        sequence
    }

    /// Tokens it holds.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Does it hold no token yet?
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// A sequence that begins with this one's first `length` tokens (all of them, when there are fewer) and goes on
    /// by itself. Takes the memory of one page at most.
    pub fn fork(&self, length: usize) -> Sequence {
        let mut fork = self.clone();
        fork.truncate(length);
        fork
    }

    /// Forgets all tokens behind the first `length`.
    pub fn truncate(&mut self, length: usize) {
        self.length = length.min(self.length);
        self.pages.truncate(self.length.div_ceil(PAGE));
    }

    /// Bytes that each further token takes, all layers together.
    pub fn bytes_per_token(&self) -> usize {
        2 * self.layers * self.kv_heads * self.head_dim * self.precision.bytes()
    }

    pub(super) fn fits(&self, config: &Config) -> bool {
        (self.kv_heads, self.head_dim, self.layers) == (config.kv_heads, config.head_dim, config.layers)
    }

    /// Writes keys and values, rows of all heads, behind the first `length` tokens of one layer. They count only
    /// once [`Sequence::advance`] says so.
    pub(super) fn write(&mut self, layer: usize, keys: &[f32], values: &[f32]) {
        let (head_dim, width) = (self.head_dim, self.kv_heads * self.head_dim);
        let end = self.length + keys.len() / width;
        let size = PAGE * width;
        let (pages, all) = (end.div_ceil(PAGE), 2 * self.layers * size);
        let fresh = pages.saturating_sub(self.pages.len());
        self.pages.extend(pool::map(fresh, |_| Arc::new(Page::new(all, self.precision))));
        let (before, first) = (self.length, self.length / PAGE);
        pool::each_piece(&mut self.pages[first..pages], 1, |number, page| {
            let from = ((first + number) * PAGE).max(before);
            let to = ((first + number + 1) * PAGE).min(end);
            let rows = (from - before) * width..(to - before) * width;
            let rows = [&keys[rows.clone()], &values[rows]];
            let layer = 2 * layer * size..2 * (layer + 1) * size;
            match &mut Arc::make_mut(&mut page[0]).0 {
                Numbers::Single(numbers) => put(&mut numbers[layer], from % PAGE, rows, head_dim),
                Numbers::Half(numbers) => {
                    let rows = rows.map(narrowed);
                    put(&mut numbers[layer], from % PAGE, [&rows[0], &rows[1]], head_dim);
                }
            }
        });
    }

    /// Puts keys and values behind the first `length` tokens of one layer; all of them.
    pub(super) fn append(
        &mut self,
        layer: usize,
        key: Tensor,
        value: Tensor,
    ) -> Result<[Tensor; 2], NeuralError> {
        let slot = self
            .tensors
            .get_mut(layer)
            .ok_or(NeuralError::Step { why: "its sequence is of another model" })?;
        let all = match slot.take() {
            Some([keys, values]) if self.length > 0 => {
                let before = |all: Tensor| all.narrow(1, 0, self.length);
                [Tensor::cat(&[before(keys)?, key], 1)?, Tensor::cat(&[before(values)?, value], 1)?]
            }
            _ => [key, value],
        };
        *slot = Some(all.clone());
        Ok(all)
    }

    pub(super) fn advance(&mut self, tokens: usize) {
        self.length += tokens;
    }

    /// The pages of the first `tokens` tokens in a layer.
    pub(super) fn pages(
        &self,
        layer: usize,
        tokens: usize,
    ) -> impl ExactSizeIterator<Item = View<'_>> + Clone {
        let size = PAGE * self.kv_heads * self.head_dim;
        let pages = self.pages[..tokens.div_ceil(PAGE)].iter();
        pages.map(move |page| View { page, start: 2 * layer * size })
    }
}

fn narrowed(rows: &[f32]) -> Vec<f16> {
    let mut halves = vec![f16::ZERO; rows.len()];
    narrow(rows, &mut halves);
    halves
}

/// Rows of keys and of values, all heads', into their parts of a layer, from a token on.
fn put<T: Copy + Send + Sync>(layer: &mut [T], from: usize, rows: [&[T]; 2], head_dim: usize) {
    let heads = layer.len() / (2 * PAGE * head_dim);
    // Many tokens come in several pages, which are shared out already.
    let single = rows[0].len() == heads * head_dim;
    let share = if single { heads.div_ceil(pool::threads()) } else { heads };
    pool::each_piece(layer, 2 * PAGE * head_dim * share, |piece, part| {
        put_heads(part, from, rows.map(|rows| &rows[piece * share * head_dim..]), [heads, head_dim], single);
    });
}

/// [`put`] for some heads, whose first numbers of a row come first in `rows`.
fn put_heads<T: Copy>(
    part: &mut [T],
    from: usize,
    rows: [&[T]; 2],
    [heads, head_dim]: [usize; 2],
    single: bool,
) {
    let size = PAGE * head_dim;
    // A token's keys are strewn over as many lines as there are dimensions: those of the next head come meanwhile.
    let ahead = |part: &[T], number: usize| {
        if single && let Some(next) = part.get(2 * number * size..) {
            next.iter().take(size).skip(from).step_by(PAGE).for_each(fetch);
            let values = next.iter().skip(size + from * head_dim).take(head_dim);
            values.step_by(LINE / size_of::<T>()).for_each(fetch);
        }
    };
    ahead(part, 0);
    for number in 0..part.len() / (2 * size) {
        ahead(part, number + 1);
        let (keys, values) = part[2 * number * size..][..2 * size].split_at_mut(size);
        let [of_keys, of_values] = rows.map(|rows| rows.chunks_exact(head_dim).skip(number).step_by(heads));
        for (token, (key, value)) in (from..).zip(of_keys.zip(of_values)) {
            for (place, x) in keys[token..].iter_mut().step_by(PAGE).zip(key) {
                *place = *x;
            }
            values[token * head_dim..][..head_dim].copy_from_slice(value);
        }
    }
}

impl Page {
    fn new(size: usize, precision: Precision) -> Page {
        Page(match precision {
            Precision::Single => Numbers::Single(Large::of(0.0, size)),
            Precision::Half => Numbers::Half(Large::of(f16::ZERO, size)),
        })
    }
}

impl<'a> View<'a> {
    fn panels(self, from: usize, size: usize) -> Panels<'a> {
        let range = self.start + from..self.start + from + size;
        match &self.page.0 {
            Numbers::Single(numbers) => Panels::Floats(numbers[range].as_chunks().0),
            Numbers::Half(numbers) => Panels::Halves(numbers[range].as_chunks().0),
        }
    }

    /// The keys of a head, a panel for each 16 tokens: [dimension][token].
    pub fn keys(self, head: usize, head_dim: usize) -> Panels<'a> {
        self.panels(2 * head * PAGE * head_dim, PAGE * head_dim)
    }

    /// The values of a head of the first `tokens`, a panel for each 16 dimensions: [token][dimension].
    pub fn values(self, head: usize, head_dim: usize, tokens: usize) -> Panels<'a> {
        self.panels((2 * head + 1) * PAGE * head_dim, tokens * head_dim)
    }
}
