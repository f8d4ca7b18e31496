//! The table of token vectors, kept as quantized as it came; and the way back from rows to logits.

use super::{
    super::{NeuralError, weights::Tensor},
    linear::Linear,
};

/// The table and the matrix to logits: one and the same in models with tied embeddings.
pub(super) struct Embedding {
    vocabulary: usize,
    hidden: usize,
    /// `None` where the head's rows are the table's.
    table: Option<Linear>,
    head: Linear,
}

impl Embedding {
    /// Takes the table, and the matrix to logits where it is another.
    pub fn new(
        table: Tensor<'_>,
        head: Option<Tensor<'_>>,
        vocabulary: usize,
        hidden: usize,
    ) -> Result<Embedding, NeuralError> {
        let table = Linear::new(table, vocabulary, hidden)?;
        let (table, head) = match head {
            None => (None, table),
            Some(head) => (Some(table), Linear::new(head, vocabulary, hidden)?),
        };
        Ok(Embedding { vocabulary, hidden, table, head })
    }

    /// The vectors of some tokens, a row each.
    pub fn rows(&self, tokens: &[u32]) -> Result<Vec<f32>, NeuralError> {
        let table = self.table.as_ref().unwrap_or(&self.head);
        let mut rows = vec![0.0; tokens.len() * self.hidden];
        for (row, token) in rows.chunks_exact_mut(self.hidden).zip(tokens) {
            if *token as usize >= self.vocabulary {
                return Err(NeuralError::Token { id: *token, vocabulary: self.vocabulary });
            }
            table.row(*token as usize, row)?;
        }
        Ok(rows)
    }

    /// The logits of some rows.
    pub fn logits(&self, rows: &[f32]) -> Result<Vec<f32>, NeuralError> {
        self.head.apply(rows)
    }
}
