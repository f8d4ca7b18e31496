//! What a sequence remembers: keys and values of every layer, in pages that forks share.

use std::sync::Arc;

use super::{
    config::Config,
    lanes::{LANES, Lanes},
};

/// Tokens of a page: four groups of keys; at most this many are copied by a fork's first token.
pub(super) const PAGE: usize = 64;

/// The keys and values of [`PAGE`] tokens in one layer.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Per head and group of 16 tokens: [dimension][token].
    keys: Vec<f32>,
    /// Per head and group of 16 dimensions: [token][dimension].
    values: Vec<f32>,
}

/// One sequence: its tokens' keys and values, owned by it. A fork shares the full pages of what was before.
#[derive(Debug, Clone)]
pub struct Sequence {
    length: usize,
    kv_heads: usize,
    head_dim: usize,
    layers: Vec<Vec<Arc<Page>>>,
}

impl Sequence {
    pub(super) fn new(config: &Config) -> Sequence {
        let Config { kv_heads, head_dim, layers, .. } = *config;
        Sequence { length: 0, kv_heads, head_dim, layers: vec![Vec::new(); layers] }
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
        fork.length = length.min(self.length);
        let pages = fork.length.div_ceil(PAGE);
        fork.layers.iter_mut().for_each(|layer| layer.truncate(pages));
        fork
    }

    /// Bytes that each further token takes, all layers together.
    pub fn bytes_per_token(&self) -> usize {
        2 * self.layers.len() * self.kv_heads * self.head_dim * size_of::<f32>()
    }

    pub(super) fn fits(&self, config: &Config) -> bool {
        (self.kv_heads, self.head_dim, self.layers.len()) == (config.kv_heads, config.head_dim, config.layers)
    }

    /// Writes keys and values, rows of all heads, behind the first `length` tokens of one layer. They count only
    /// once [`Sequence::advance`] says so.
    pub(super) fn write(&mut self, layer: usize, keys: &[f32], values: &[f32]) {
        let (head_dim, width) = (self.head_dim, self.kv_heads * self.head_dim);
        let size = PAGE * width;
        let rows = keys.chunks_exact(width).zip(values.chunks_exact(width));
        for (at, (keys, values)) in (self.length..).zip(rows) {
            let pages = &mut self.layers[layer];
            if pages.len() == at / PAGE {
                pages.push(Arc::new(Page { keys: vec![0.0; size], values: vec![0.0; size] }));
            }
            let page = Arc::make_mut(&mut pages[at / PAGE]);
            let token = at % PAGE;
            let heads = page.keys.chunks_exact_mut(PAGE * head_dim).zip(keys.chunks_exact(head_dim));
            for (page, head) in heads {
                let group = &mut page[token / LANES * LANES * head_dim..];
                let slots = group.iter_mut().skip(token % LANES).step_by(LANES);
                slots.zip(head).for_each(|(slot, x)| *slot = *x);
            }
            let heads = page.values.chunks_exact_mut(PAGE * head_dim).zip(values.chunks_exact(head_dim));
            for (page, head) in heads {
                for (group, head) in page.chunks_exact_mut(PAGE * LANES).zip(head.chunks_exact(LANES)) {
                    group[token * LANES..][..LANES].copy_from_slice(head);
                }
            }
        }
    }

    pub(super) fn advance(&mut self, tokens: usize) {
        self.length += tokens;
    }

    pub(super) fn pages(&self, layer: usize) -> &[Arc<Page>] {
        &self.layers[layer]
    }
}

impl Page {
    /// The keys of a head, a group of 16 tokens after the other: [dimension][token] each.
    #[inline(always)]
    pub fn keys(&self, head: usize, head_dim: usize) -> impl Iterator<Item = &[Lanes]> {
        self.keys[head * PAGE * head_dim..][..PAGE * head_dim].as_chunks().0.chunks_exact(head_dim)
    }

    /// The values of a head, a group of 16 dimensions after the other: [token][dimension] each.
    #[inline(always)]
    pub fn values(&self, head: usize, head_dim: usize) -> impl Iterator<Item = &[Lanes]> {
        self.values[head * PAGE * head_dim..][..PAGE * head_dim].as_chunks().0.chunks_exact(PAGE)
    }
}
