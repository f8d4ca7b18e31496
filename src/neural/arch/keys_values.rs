//! What a sequence remembers: keys and values of every layer, in pages that forks share.

use std::sync::Arc;

use candle_core::Tensor;
use half::f16;

use super::{
    super::{
        NeuralError,
        kernels::{LANES, Panels, narrow, pool},
    },
    config::Config,
};

/// Tokens of a page: four groups of keys; at most this many are copied by a fork's first token.
pub(super) const PAGE: usize = 64;

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

/// The keys and values of [`PAGE`] tokens in one layer.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Per head and group of 16 tokens: [dimension][token].
    keys: Numbers,
    /// Per head and group of 16 dimensions: [token][dimension].
    values: Numbers,
}

#[derive(Debug, Clone)]
enum Numbers {
    Single(Vec<f32>),
    Half(Vec<f16>),
}

/// One sequence: its tokens' keys and values, owned by it. A fork shares the full pages of what was before.
#[derive(Debug, Clone)]
pub struct Sequence {
    length: usize,
    kv_heads: usize,
    head_dim: usize,
    precision: Precision,
    layers: Vec<Vec<Arc<Page>>>,
    /// In place of pages where Candle's operations compute: keys and values of each layer, [head, token, dimension].
    tensors: Vec<Option<[Tensor; 2]>>,
}

impl Sequence {
    pub(super) fn new(config: &Config) -> Sequence {
        let Config { kv_heads, head_dim, layers, precision, .. } = *config;
        Sequence {
            length: 0,
            kv_heads,
            head_dim,
            precision,
            layers: vec![Vec::new(); layers],
            tensors: Vec::new(),
        }
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
    /// by itself. Takes the memory of one page a layer at most.
    pub fn fork(&self, length: usize) -> Sequence {
        let mut fork = self.clone();
        fork.truncate(length);
        fork
    }

    /// Forgets all tokens behind the first `length`.
    pub fn truncate(&mut self, length: usize) {
        self.length = length.min(self.length);
        let pages = self.length.div_ceil(PAGE);
        self.layers.iter_mut().for_each(|layer| layer.truncate(pages));
    }

    /// Bytes that each further token takes, all layers together.
    pub fn bytes_per_token(&self) -> usize {
        2 * self.layers.len() * self.kv_heads * self.head_dim * self.precision.bytes()
    }

    pub(super) fn fits(&self, config: &Config) -> bool {
        (self.kv_heads, self.head_dim, self.layers.len()) == (config.kv_heads, config.head_dim, config.layers)
    }

    /// Writes keys and values, rows of all heads, behind the first `length` tokens of one layer. They count only
    /// once [`Sequence::advance`] says so.
    pub(super) fn write(&mut self, layer: usize, keys: &[f32], values: &[f32]) {
        let (head_dim, width) = (self.head_dim, self.kv_heads * self.head_dim);
        let end = self.length + keys.len() / width;
        let pages = &mut self.layers[layer];
        while pages.len() < end.div_ceil(PAGE) {
            pages.push(Arc::new(Page::new(PAGE * width, self.precision)));
        }
        let (before, first) = (self.length, self.length / PAGE);
        pool::each_piece(&mut pages[first..], 1, |number, page| {
            let from = ((first + number) * PAGE).max(before);
            let to = ((first + number + 1) * PAGE).min(end);
            let rows = (from - before) * width..(to - before) * width;
            let page = Arc::make_mut(&mut page[0]);
            for (at, row) in (from % PAGE..).zip(keys[rows.clone()].chunks_exact(width)) {
                match &mut page.keys {
                    Numbers::Single(keys) => put_keys(keys, at, row, head_dim),
                    Numbers::Half(keys) => put_keys(keys, at, &narrowed(row), head_dim),
                }
            }
            for (at, row) in (from % PAGE..).zip(values[rows].chunks_exact(width)) {
                match &mut page.values {
                    Numbers::Single(values) => put_values(values, at, row, head_dim),
                    Numbers::Half(values) => put_values(values, at, &narrowed(row), head_dim),
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

    pub(super) fn pages(&self, layer: usize) -> &[Arc<Page>] {
        &self.layers[layer]
    }
}

fn narrowed(row: &[f32]) -> Vec<f16> {
    let mut halves = vec![f16::ZERO; row.len()];
    narrow(row, &mut halves);
    halves
}

/// A token's keys of all heads into its lane of a page.
fn put_keys<T: Copy>(page: &mut [T], token: usize, keys: &[T], head_dim: usize) {
    for (page, head) in page.chunks_exact_mut(PAGE * head_dim).zip(keys.chunks_exact(head_dim)) {
        let group = &mut page[token / LANES * LANES * head_dim..][..LANES * head_dim];
        for (line, x) in group.as_chunks_mut::<LANES>().0.iter_mut().zip(head) {
            line[token % LANES] = *x;
        }
    }
}

/// A token's values of all heads into its lines of a page.
fn put_values<T: Copy>(page: &mut [T], token: usize, values: &[T], head_dim: usize) {
    for (page, head) in page.chunks_exact_mut(PAGE * head_dim).zip(values.chunks_exact(head_dim)) {
        for (group, head) in page.chunks_exact_mut(PAGE * LANES).zip(head.chunks_exact(LANES)) {
            group[token * LANES..][..LANES].copy_from_slice(head);
        }
    }
}

impl Numbers {
    fn new(size: usize, precision: Precision) -> Numbers {
        match precision {
            Precision::Single => Numbers::Single(vec![0.0; size]),
            Precision::Half => Numbers::Half(vec![f16::ZERO; size]),
        }
    }

    fn panels(&self, from: usize, size: usize) -> Panels<'_> {
        match self {
            Numbers::Single(numbers) => Panels::Floats(numbers[from..from + size].as_chunks().0),
            Numbers::Half(numbers) => Panels::Halves(numbers[from..from + size].as_chunks().0),
        }
    }
}

impl Page {
    fn new(size: usize, precision: Precision) -> Page {
        Page { keys: Numbers::new(size, precision), values: Numbers::new(size, precision) }
    }

    /// The keys of a head, a panel for each 16 tokens: [dimension][token].
    pub fn keys(&self, head: usize, head_dim: usize) -> Panels<'_> {
        self.keys.panels(head * PAGE * head_dim, PAGE * head_dim)
    }

    /// The values of a head, a panel for each 16 dimensions: [token][dimension].
    pub fn values(&self, head: usize, head_dim: usize) -> Panels<'_> {
        self.values.panels(head * PAGE * head_dim, PAGE * head_dim)
    }
}
