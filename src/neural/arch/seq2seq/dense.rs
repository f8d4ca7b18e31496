//! A linear layer with a bias.

use super::super::{super::NeuralError, linear::Linear};

/// A matrix of outputs × inputs, and what is added to its outputs.
pub(super) struct Dense {
    pub linear: Linear,
    pub bias: Vec<f32>,
}

impl Dense {
    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>, NeuralError> {
        let mut out = self.linear.apply(x)?;
        self.add_bias(&mut out);
        Ok(out)
    }

    /// Multiplies the same rows by several.
    pub fn apply_all<const N: usize>(all: [&Dense; N], x: &[f32]) -> Result<[Vec<f32>; N], NeuralError> {
        let mut outs = Linear::apply_all(all.map(|dense| &dense.linear), x)?;
        outs.iter_mut().zip(all).for_each(|(out, dense)| dense.add_bias(out));
        Ok(outs)
    }

    fn add_bias(&self, rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(self.bias.len()) {
            row.iter_mut().zip(&self.bias).for_each(|(x, bias)| *x += bias);
        }
    }
}
