//! The queries of a step: hypotheses to what they wrote, and to their source.

use super::{
    Memory, Next,
    attention::{Distance, Query},
    bank::Bank,
    relative::Relative,
};

impl Bank {
    /// A bank a source, of the rows of all of them.
    pub(super) fn all(
        sources: &[&[u32]],
        keys: &[f32],
        values: &[f32],
        heads: usize,
        head_dim: usize,
    ) -> Vec<Bank> {
        let mut start = 0;
        let bank = |source: &&[u32]| {
            let rows = start..start + source.len() * heads * head_dim;
            start = rows.end;
            Bank::of(&keys[rows.clone()], &values[rows], heads, head_dim)
        };
        sources.iter().map(bank).collect()
    }
}

impl Memory {
    /// Empty memories of some sources.
    pub(super) fn all(sources: &[&[u32]], layers: usize) -> Vec<Memory> {
        let memory = |source: &&[u32]| Memory { tokens: source.len(), layers: Vec::with_capacity(layers) };
        sources.iter().map(memory).collect()
    }
}

/// The rows of each source to the source itself.
pub(super) fn within<'a>(
    sources: &[&[u32]],
    banks: &'a [Bank],
    rows: &'a [f32],
    relative: Option<&'a Relative>,
) -> Vec<Query<'a>> {
    let mut start = 0;
    let query = |(source, bank): (&&[u32], &'a Bank)| {
        let rows = &rows[start..][..source.len() * bank.heads() * bank.head_dim()];
        start += rows.len();
        let distance = relative.map(|relative| Distance { relative, first: 0, step: 1, places: None });
        Query { rows, bank, slots: source.len(), owned: None, distance }
    };
    sources.iter().zip(banks).map(query).collect()
}

/// The rows of each text's hypotheses to what these wrote, the tokens at hand among it.
pub(super) fn own<'a>(
    batch: &'a [Next<'_>],
    layer: usize,
    rows: &'a [f32],
    relative: Option<&'a Relative>,
) -> Vec<Query<'a>> {
    let mut start = 0;
    let query = |next: &'a Next<'_>| {
        let (history, bank) = (&*next.history, &next.history.layers[layer]);
        let rows = &rows[start..][..next.tokens.len() * bank.heads() * bank.head_dim()];
        start += rows.len();
        let places = history.places();
        let distance = relative.map(|relative| Distance {
            relative,
            first: history.length().saturating_sub(1),
            step: 0,
            places: Some(places),
        });
        // One hypothesis owns all that there is.
        let owned = Some(history.owned()).filter(|owned| owned.len() > 1 || owned[0].len() < places.len());
        Query { rows, bank, slots: places.len(), owned, distance }
    };
    batch.iter().map(query).collect()
}

/// The rows of each text's hypotheses to its source.
pub(super) fn across<'a>(batch: &'a [Next<'_>], layer: usize, rows: &'a [f32]) -> Vec<Query<'a>> {
    let mut start = 0;
    let query = |next: &'a Next<'_>| {
        let bank = &next.memory.layers[layer];
        let rows = &rows[start..][..next.tokens.len() * bank.heads() * bank.head_dim()];
        start += rows.len();
        Query { rows, bank, slots: next.memory.tokens, owned: None, distance: None }
    };
    batch.iter().map(query).collect()
}

/// Writes the keys and values of a layer into the slots of each text's hypotheses.
pub(super) fn write(
    batch: &mut [Next<'_>],
    layer: usize,
    slots: &[Vec<usize>],
    keys: &[f32],
    values: &[f32],
) {
    let mut start = 0;
    for (next, slots) in batch.iter_mut().zip(slots) {
        let bank = &mut next.history.layers[layer];
        let width = bank.heads() * bank.head_dim();
        for slot in slots {
            bank.write(*slot, &keys[start..][..width], &values[start..][..width]);
            start += width;
        }
    }
}
