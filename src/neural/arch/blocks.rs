//! A matrix in blocks that our kernels do not take (Q4_0, Q5_1, Q3_K, …), multiplied by Candle's, a dot product a
//! number, each row alone.

use std::borrow::Cow;

use candle_core::{
    CpuStorage, Device, Result,
    quantized::{GgmlDType, QStorage, QuantizedType},
};

/// Outputs × inputs.
pub(super) struct Blocks {
    outputs: usize,
    inputs: usize,
    blocks: Box<dyn QuantizedType>,
}

impl Blocks {
    /// Takes the bytes of whole blocks.
    pub fn new(kind: GgmlDType, bytes: Vec<u8>, outputs: usize, inputs: usize) -> Result<Blocks> {
        let QStorage::Cpu(blocks) = QStorage::from_data(Cow::Owned(bytes), &Device::Cpu, kind)? else {
            candle_core::bail!("blocks for the processor went elsewhere")
        };
        Ok(Blocks { outputs, inputs, blocks })
    }

    /// Width of a row after and before.
    pub fn shape(&self) -> (usize, usize) {
        (self.outputs, self.inputs)
    }

    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>> {
        let rows = x.len() / self.inputs;
        let mut out = vec![0.0; rows * self.outputs];
        self.blocks.matmul_t((rows, self.inputs, self.outputs), x, &mut out)?;
        Ok(out)
    }

    /// Row `output` of the matrix as floats.
    pub fn row(&self, output: usize, row: &mut [f32]) -> Result<()> {
        let id = u32::try_from(output).map_err(candle_core::Error::wrap)?;
        match self.blocks.embedding(&[id], self.outputs, self.inputs)? {
            CpuStorage::F32(values) if values.len() == row.len() => row.copy_from_slice(&values),
            _ => candle_core::bail!("a row of an embedding came as no floats"),
        }
        Ok(())
    }
}
