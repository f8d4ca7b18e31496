//! The table of token vectors, kept as quantized as it came; and the way back from rows to logits.

use super::{
    super::{NeuralError, weights::Tensor},
    linear::Linear,
};

/// The vectors of tokens.
pub(super) struct Table {
    vocabulary: usize,
    hidden: usize,
    vectors: Linear,
}

impl Table {
    pub fn new(table: Tensor<'_>, vocabulary: usize, hidden: usize) -> Result<Table, NeuralError> {
        Ok(Table { vocabulary, hidden, vectors: Linear::new(table, vocabulary, hidden)? })
    }

    /// The vectors of some tokens, a row each.
    pub fn rows(&self, tokens: &[u32]) -> Result<Vec<f32>, NeuralError> {
        let mut rows = vec![0.0; tokens.len() * self.hidden];
        for (row, token) in rows.chunks_exact_mut(self.hidden).zip(tokens) {
            if *token as usize >= self.vocabulary {
                return Err(NeuralError::Token { id: *token, vocabulary: self.vocabulary });
            }
            self.vectors.row(*token as usize, row)?;
        }
        Ok(rows)
    }
}

/// The table and the matrix to logits: one and the same in models with tied embeddings.
pub(super) struct Embedding {
    table: Table,
    /// `None` where its rows are the table's.
    head: Option<Linear>,
}

impl Embedding {
    /// Takes the table, and the matrix to logits where it is another.
    pub fn new(
        table: Tensor<'_>,
        head: Option<Tensor<'_>>,
        vocabulary: usize,
        hidden: usize,
    ) -> Result<Embedding, NeuralError> {
        let head = head.map(|head| Linear::new(head, vocabulary, hidden)).transpose()?;
        Ok(Embedding { table: Table::new(table, vocabulary, hidden)?, head })
    }

    /// Of matrices at hand.
    pub fn of(vectors: Linear, head: Option<Linear>) -> Embedding {
        let (vocabulary, hidden) = vectors.shape();
        Embedding { table: Table { vocabulary, hidden, vectors }, head }
    }

    /// The vectors of some tokens, a row each.
    pub fn rows(&self, tokens: &[u32]) -> Result<Vec<f32>, NeuralError> {
        self.table.rows(tokens)
    }

    /// The logits of some rows.
    pub fn logits(&self, rows: &[f32]) -> Result<Vec<f32>, NeuralError> {
        self.head.as_ref().unwrap_or(&self.table.vectors).apply(rows)
    }
}
