//! The table of token vectors, kept as quantized as it came; and the way back from rows to logits.

use std::sync::Arc;

use super::{
    super::{
        NeuralError,
        weights::{Kind, Raw},
    },
    blocks::Store,
    linear::Linear,
};

/// The table and the matrix to logits: one and the same in models with tied embeddings.
pub(super) struct Embedding {
    vocabulary: usize,
    hidden: usize,
    table: Table,
    head: Linear,
}

enum Table {
    /// The head's own panels serve both ways.
    Tied,
    /// Quantized rows.
    Quantized(Arc<Store>),
    /// A table of floats of its own.
    Floats(Linear),
}

impl Embedding {
    /// Takes the table, and the matrix to logits where it is another.
    pub fn new(
        table: Raw,
        head: Option<Raw>,
        vocabulary: usize,
        hidden: usize,
    ) -> Result<Embedding, NeuralError> {
        let Some(head) = head else {
            let head = Linear::new(table, vocabulary, hidden, true)?;
            let table = match &head {
                Linear::Quantized(blocks) => Table::Quantized(blocks.store()),
                Linear::Floats(_) => Table::Tied,
            };
            return Ok(Embedding { vocabulary, hidden, table, head });
        };
        let table = match table.kind {
            Kind::Quantized(kind) => Table::Quantized(Store::new(kind, table.bytes)?),
            _ => Table::Floats(Linear::new(table, vocabulary, hidden, true)?),
        };
        Ok(Embedding { vocabulary, hidden, table, head: Linear::new(head, vocabulary, hidden, false)? })
    }

    /// The vectors of some tokens, a row each.
    pub fn rows(&self, tokens: &[u32]) -> Result<Vec<f32>, NeuralError> {
        if let Some(id) = tokens.iter().find(|id| **id as usize >= self.vocabulary) {
            return Err(NeuralError::Token { id: *id, vocabulary: self.vocabulary });
        }
        let table = match &self.table {
            Table::Quantized(store) => return Ok(store.rows(tokens, self.vocabulary, self.hidden)?),
            Table::Floats(table) => table,
            Table::Tied => &self.head,
        };
        let mut rows = vec![0.0; tokens.len() * self.hidden];
        if let Linear::Floats(panels) = table {
            for (row, token) in rows.chunks_exact_mut(self.hidden).zip(tokens) {
                panels.row(*token as usize, row);
            }
        }
        Ok(rows)
    }

    /// The logits of some rows.
    pub fn logits(&self, rows: &[f32]) -> Result<Vec<f32>, NeuralError> {
        self.head.apply(rows)
    }
}
