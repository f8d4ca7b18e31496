//! A linear layer without bias, whatever its weights are written in.

use super::{
    super::{
        NeuralError,
        kernels::{Form, Packed, product},
        weights::{Kind, Tensor},
    },
    blocks::Blocks,
    panels::Panels,
};

/// A matrix of outputs × inputs.
pub(super) enum Linear {
    /// Plain floats.
    Floats(Panels),
    /// Blocks that our kernels take.
    Packed(Packed),
    /// Other blocks, by Candle's kernels.
    Blocks(Blocks),
}

impl Linear {
    /// Takes a tensor whose shape is known to be (outputs, inputs).
    pub fn new(tensor: Tensor<'_>, outputs: usize, inputs: usize) -> Result<Linear, NeuralError> {
        if let Some(panels) = Panels::read(tensor, outputs, inputs)? {
            return Ok(Linear::Floats(panels));
        }
        let Kind::Quantized(kind) = tensor.kind() else {
            return Err(NeuralError::Step { why: "a matrix is neither of floats nor quantized" });
        };
        if let Some(form) = Form::of(kind) {
            let read = |from: usize, bytes: &mut [u8]| tensor.read(from, bytes);
            if let Some(packed) = Packed::read(form, tensor.length(), outputs, inputs, read)? {
                return Ok(Linear::Packed(packed));
            }
        }
        Ok(Linear::Blocks(Blocks::new(kind, tensor.whole()?.bytes, outputs, inputs)?))
    }

    /// Row `output` of the matrix as floats.
    pub fn row(&self, output: usize, row: &mut [f32]) -> Result<(), NeuralError> {
        match self {
            Linear::Floats(panels) => panels.row(output, row),
            Linear::Packed(packed) => packed.row(output, row),
            Linear::Blocks(blocks) => blocks.row(output, row)?,
        }
        Ok(())
    }

    /// Width of a row after and before.
    pub fn shape(&self) -> (usize, usize) {
        match self {
            Linear::Floats(panels) => panels.shape(),
            Linear::Packed(packed) => packed.shape(),
            Linear::Blocks(blocks) => blocks.shape(),
        }
    }

    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>, NeuralError> {
        match self {
            Linear::Floats(panels) => Ok(panels.apply(x)),
            Linear::Packed(packed) => {
                let [out] = product([packed], x);
                Ok(out)
            }
            Linear::Blocks(blocks) => Ok(blocks.apply(x)?),
        }
    }

    /// Multiplies the same rows by several matrices; our kernels round the rows once for all.
    pub fn apply_all<const N: usize>(all: [&Linear; N], x: &[f32]) -> Result<[Vec<f32>; N], NeuralError> {
        let packed: Vec<&Packed> = all
            .iter()
            .filter_map(|linear| if let Linear::Packed(packed) = linear { Some(packed) } else { None })
            .collect();
        if let Ok(packed) = <[&Packed; N]>::try_from(packed) {
            return Ok(product(packed, x));
        }
        let mut out = [const { Vec::new() }; N];
        for (out, linear) in out.iter_mut().zip(all) {
            *out = linear.apply(x)?;
        }
        Ok(out)
    }
}
