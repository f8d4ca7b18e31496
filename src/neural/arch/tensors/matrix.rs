//! A matrix on a device.

use std::borrow::Cow;

use candle_core::{
    DType, Device, Module, Tensor,
    quantized::{QMatMul, QStorage, QTensor},
};

use super::super::super::{
    NeuralError,
    weights::{Kind, Tensor as Stored},
};

/// Outputs × inputs, as quantized as it came; floats are single precision.
pub(super) enum Matrix {
    Floats(Tensor),
    Blocks(QMatMul),
}

impl Matrix {
    pub fn new(
        stored: Stored<'_>,
        outputs: usize,
        inputs: usize,
        device: &Device,
    ) -> Result<Matrix, NeuralError> {
        let raw = stored.whole()?;
        let floats = |kind| -> Result<Matrix, NeuralError> {
            let floats = Tensor::from_raw_buffer(&raw.bytes, kind, &[outputs, inputs], &Device::Cpu)?;
            Ok(Matrix::Floats(floats.to_dtype(DType::F32)?.to_device(device)?.t()?))
        };
        match raw.kind {
            Kind::F32 => floats(DType::F32),
            Kind::F16 => floats(DType::F16),
            Kind::Bf16 => floats(DType::BF16),
            Kind::Quantized(kind) => {
                let storage = QStorage::from_data(Cow::Borrowed(&raw.bytes), device, kind)?;
                Ok(Matrix::Blocks(QMatMul::from_qtensor(QTensor::new(storage, (outputs, inputs))?)?))
            }
        }
    }

    /// Rows of `inputs` to rows of `outputs`.
    pub fn apply(&self, x: &Tensor) -> Result<Tensor, NeuralError> {
        Ok(match self {
            Matrix::Floats(floats) => x.matmul(floats)?,
            Matrix::Blocks(blocks) => blocks.forward(x)?,
        })
    }
}
