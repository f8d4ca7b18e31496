//! Keys and values of many tokens, each in its slot: sixteen slots side by side, so that a query meets sixteen keys at once.

use super::super::lanes::{LANES, Lanes};

/// The keys and values of one layer.
#[derive(Debug, Clone)]
pub(super) struct Bank {
    heads: usize,
    head_dim: usize,
    /// Of sixteen slots each: keys as [head][dimension][slot], then values as [head][group of dimensions][slot][dimension].
    blocks: Vec<Box<[f32]>>,
}

impl Bank {
    pub fn new(heads: usize, head_dim: usize) -> Bank {
        Bank { heads, head_dim, blocks: Vec::new() }
    }

    /// A bank of the rows of a source, in order.
    pub fn of(keys: &[f32], values: &[f32], heads: usize, head_dim: usize) -> Bank {
        let mut bank = Bank::new(heads, head_dim);
        let width = heads * head_dim;
        for (slot, (key, value)) in keys.chunks_exact(width).zip(values.chunks_exact(width)).enumerate() {
            bank.write(slot, key, value);
        }
        bank
    }

    pub fn heads(&self) -> usize {
        self.heads
    }

    pub fn head_dim(&self) -> usize {
        self.head_dim
    }

    /// Writes the rows of one token, all heads', into a slot.
    pub fn write(&mut self, slot: usize, key: &[f32], value: &[f32]) {
        let width = self.heads * self.head_dim;
        while self.blocks.len() <= slot / LANES {
            self.blocks.push(vec![0.0; 2 * LANES * width].into_boxed_slice());
        }
        let lane = slot % LANES;
        let (keys, values) = self.blocks[slot / LANES].split_at_mut(LANES * width);
        for (place, number) in keys[lane..].iter_mut().step_by(LANES).zip(key) {
            *place = *number;
        }
        // Groups of sixteen dimensions follow each other through all heads.
        for (group, numbers) in values.chunks_exact_mut(LANES * LANES).zip(value.chunks_exact(LANES)) {
            group[lane * LANES..][..LANES].copy_from_slice(numbers);
        }
    }

    /// The keys of sixteen slots at a head: a dimension after the other.
    #[inline(always)]
    pub fn keys(&self, block: usize, head: usize) -> &[Lanes] {
        let size = self.head_dim * LANES;
        self.blocks[block][head * size..][..size].as_chunks().0
    }

    /// Sixteen dimensions of the values of sixteen slots at a head: a slot after the other.
    #[inline(always)]
    pub fn values(&self, block: usize, head: usize, group: usize) -> &[Lanes] {
        let start = (self.heads + head) * self.head_dim * LANES + group * LANES * LANES;
        self.blocks[block][start..][..LANES * LANES].as_chunks().0
    }
}
