//! A linear layer without bias, whatever its weights are written in.

use super::{
    super::{
        NeuralError,
        weights::{Kind, Raw},
    },
    blocks::Blocks,
    panels::Panels,
};

/// A matrix of outputs × inputs.
pub(super) enum Linear {
    Floats(Panels),
    Quantized(Blocks),
}

impl Linear {
    /// Takes a tensor whose shape is known to be (outputs, inputs). With `keep` rows can be looked up later.
    pub fn new(raw: Raw, outputs: usize, inputs: usize, keep: bool) -> Result<Linear, NeuralError> {
        if let Some(panels) = Panels::new(&raw, outputs, inputs) {
            return Ok(Linear::Floats(panels));
        }
        let Kind::Quantized(kind) = raw.kind else {
            return Err(NeuralError::Step { why: "a matrix is neither of floats nor quantized" });
        };
        Ok(Linear::Quantized(Blocks::new(kind, raw.bytes, outputs, inputs, keep)?))
    }

    /// Width of a row after and before.
    pub fn shape(&self) -> (usize, usize) {
        match self {
            Linear::Floats(panels) => panels.shape(),
            Linear::Quantized(blocks) => blocks.shape(),
        }
    }

    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>, NeuralError> {
        match self {
            Linear::Floats(panels) => Ok(panels.apply(x)),
            Linear::Quantized(blocks) => Ok(blocks.apply(x)?),
        }
    }

    /// Multiplies the same rows by several matrices.
    pub fn apply_all<const N: usize>(all: [&Linear; N], x: &[f32]) -> Result<[Vec<f32>; N], NeuralError> {
        let quantized: Vec<&Blocks> = all
            .iter()
            .filter_map(|linear| if let Linear::Quantized(blocks) = linear { Some(blocks) } else { None })
            .collect();
        if let Ok(quantized) = <[&Blocks; N]>::try_from(quantized) {
            return Ok(Blocks::apply_all(quantized, x)?);
        }
        let mut out = [const { Vec::new() }; N];
        for (out, linear) in out.iter_mut().zip(all) {
            *out = linear.apply(x)?;
        }
        Ok(out)
    }
}
