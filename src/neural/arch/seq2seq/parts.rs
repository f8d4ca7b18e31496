//! Reads the parts of a translation model out of its weights, each held against the shape that the settings ask for.

use half::{bf16, f16};

use super::{
    super::{
        super::{
            NeuralError,
            weights::{Kind, Tensor, Weights, WeightsError},
        },
        linear::Linear,
        norm::Norm,
    },
    Precision, Shape,
    dense::Dense,
    eight,
    layer_norm::LayerNorm,
};

/// A model's weights, its shape, and how they are to be held.
pub(super) struct Parts<'a> {
    pub weights: &'a Weights,
    pub shape: &'a Shape,
    pub precision: Precision,
}

impl<'a> Parts<'a> {
    fn tensor(&self, name: &str, wanted: &[usize]) -> Result<Tensor<'a>, NeuralError> {
        let (_, found) = self.weights.shape(name)?;
        if found != wanted {
            let (found, wanted) = (found.to_vec(), wanted.to_vec());
            return Err(WeightsError::Shape { tensor: name.to_owned(), found, wanted }.into());
        }
        Ok(self.weights.find(name)?)
    }

    /// A matrix as it is to be held.
    pub fn matrix(&self, name: &str, outputs: usize, inputs: usize) -> Result<Linear, NeuralError> {
        let tensor = self.tensor(name, &[outputs, inputs])?;
        if self.precision == Precision::Eight
            && let Some(packed) = eight::rounded(tensor, outputs, inputs)?
        {
            return Ok(Linear::Packed(packed));
        }
        Linear::new(tensor, outputs, inputs)
    }

    /// A linear layer without bias: `NAME.weight`.
    pub fn linear(&self, name: &str, outputs: usize, inputs: usize) -> Result<Linear, NeuralError> {
        self.matrix(&format!("{name}.weight"), outputs, inputs)
    }

    /// A linear layer with its bias: `NAME.weight`, `NAME.bias`.
    pub fn dense(&self, name: &str, outputs: usize, inputs: usize) -> Result<Dense, NeuralError> {
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        Ok(Dense { linear: self.linear(name, outputs, inputs)?, bias })
    }

    /// `NAME.weight`, `NAME.bias`.
    pub fn layer_norm(&self, name: &str) -> Result<LayerNorm, NeuralError> {
        let [weight, bias] =
            ["weight", "bias"].map(|part| self.floats(&format!("{name}.{part}"), &[self.shape.hidden]));
        Ok(LayerNorm { weight: weight?, bias: bias? })
    }

    /// `NAME.weight`.
    pub fn rms_norm(&self, name: &str) -> Result<Norm, NeuralError> {
        let weight = self.floats(&format!("{name}.weight"), &[self.shape.hidden])?;
        Ok(Norm { weight, epsilon: self.shape.epsilon })
    }

    /// The first of some names that there is a tensor of: tied tensors are filed under one of their names.
    pub fn first<'n>(&self, names: &[&'n str]) -> Result<&'n str, NeuralError> {
        let found = names.iter().find(|name| self.weights.has(name));
        let absent =
            || WeightsError::Absent { tensor: names.first().copied().unwrap_or_default().to_owned() };
        Ok(found.ok_or_else(absent)?)
    }

    /// The numbers of a tensor that is never quantized.
    pub fn floats(&self, name: &str, wanted: &[usize]) -> Result<Vec<f32>, NeuralError> {
        let raw = self.tensor(name, wanted)?.whole()?;
        let halves = || raw.bytes.as_chunks::<2>().0.iter();
        match raw.kind {
            Kind::F32 => Ok(raw.bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
            Kind::F16 => Ok(halves().map(|bytes| f16::from_le_bytes(*bytes).to_f32()).collect()),
            Kind::Bf16 => Ok(halves().map(|bytes| bf16::from_le_bytes(*bytes).to_f32()).collect()),
            Kind::Quantized(_) => {
                let (key, value) = (name.to_owned(), raw.kind.name().to_owned());
                Err(NeuralError::Setting { key, value, why: "this part is never quantized" })
            }
        }
    }
}
