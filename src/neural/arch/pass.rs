//! One pass of a ragged batch through a model: what all architectures do alike.

use std::sync::Arc;

use super::{
    super::{NeuralError, kernels::pool},
    Logits, Step, Want,
    attention::{Heads, Queries, attend},
    config::Config,
    embedding::Embedding,
    norm::Norm,
    rotary::Angles,
};

/// The rows of all sequences on their way through the layers.
pub(super) struct Pass<'p, 's> {
    config: &'p Config,
    batch: &'p mut [Step<'s>],
    /// Between layers: a row of the hidden width a token.
    pub rows: Vec<f32>,
    /// Of each row's place in its sequence.
    pub angles: Angles,
}

/// The tokens of a batch and their places, held against what the model can take.
pub(super) fn check(config: &Config, batch: &[Step<'_>]) -> Result<(Vec<u32>, Vec<usize>), NeuralError> {
    let (mut tokens, mut positions) = (Vec::new(), Vec::new());
    for step in batch {
        if step.tokens.is_empty() {
            return Err(NeuralError::Step { why: "it has no tokens" });
        }
        if !step.sequence.fits(config) {
            return Err(NeuralError::Step { why: "its sequence is of another model" });
        }
        let (before, after) = (step.sequence.len(), step.sequence.len() + step.tokens.len());
        if after > config.context {
            return Err(NeuralError::Window { asked: after, window: config.context });
        }
        tokens.extend_from_slice(step.tokens);
        positions.extend(before..after);
    }
    Ok((tokens, positions))
}

impl<'p, 's> Pass<'p, 's> {
    /// Checks the batch and looks its tokens up.
    pub fn begin(
        config: &'p Config,
        embedding: &Embedding,
        batch: &'p mut [Step<'s>],
    ) -> Result<Pass<'p, 's>, NeuralError> {
        let (tokens, positions) = check(config, batch)?;
        let rows = embedding.rows(&tokens)?;
        Ok(Pass { config, batch, rows, angles: config.rotary.angles(&positions) })
    }

    /// Writes keys and values of a layer and attends; all three are rows of their heads.
    pub fn attend(&mut self, layer: usize, queries: &[f32], keys: &[f32], values: &[f32]) -> Vec<f32> {
        let (width, kv_width) = (self.config.queries(), self.config.keys());
        let starts: Vec<usize> = self
            .batch
            .iter()
            .scan(0, |row, step| {
                let start = *row;
                *row += step.tokens.len();
                Some(start)
            })
            .collect();
        pool::each_piece(self.batch, 1, |number, step| {
            let step = &mut step[0];
            let rows = starts[number] * kv_width..(starts[number] + step.tokens.len()) * kv_width;
            step.sequence.write(layer, &keys[rows.clone()], &values[rows]);
        });
        let mut row = 0;
        let batch: Vec<Queries> = self
            .batch
            .iter()
            .map(|step| {
                let rows = &queries[row * width..(row + step.tokens.len()) * width];
                row += step.tokens.len();
                Queries { sequence: step.sequence, rows, before: step.sequence.len() }
            })
            .collect();
        let Config { heads, kv_heads, head_dim, .. } = *self.config;
        attend(&batch, layer, Heads { heads, kv_heads, head_dim })
    }

    /// Adds what a part of a layer gives to the rows.
    pub fn add(&mut self, more: &[f32]) {
        let width = self.config.hidden;
        pool::each_rows(&mut self.rows, width, |first, rows| {
            let more = &more[first * width..][..rows.len()];
            rows.iter_mut().zip(more).for_each(|(x, more)| *x += more);
        });
    }

    /// The logits asked for; the tokens now belong to their sequences.
    pub fn finish(self, norm: &Norm, embedding: &Embedding) -> Result<Vec<Logits>, NeuralError> {
        let (hidden, vocabulary) = (self.config.hidden, self.config.vocabulary);
        let kept = |step: &Step| match step.want {
            Want::Nothing => 0,
            Want::Last => 1,
            Want::Every => step.tokens.len(),
        };
        let mut rows = Vec::new();
        let mut row = 0;
        for step in self.batch.iter() {
            row += step.tokens.len();
            rows.extend_from_slice(&self.rows[(row - kept(step)) * hidden..row * hidden]);
        }
        let values = if rows.is_empty() { rows } else { embedding.logits(&norm.of(&rows))? };
        let all = Arc::new(values);
        let mut start = 0;
        let logits = self.batch.iter_mut().map(|step| {
            let own = start..start + kept(step) * vocabulary;
            start = own.end;
            step.sequence.advance(step.tokens.len());
            Logits { vocabulary, all: Arc::clone(&all), own }
        });
        Ok(logits.collect())
    }
}
