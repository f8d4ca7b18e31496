//! The same architectures by Candle's own operations, for devices that our kernels do not run on: CUDA and Metal.
//!
//! Weights lie on the device in the blocks of their file; rows are single precision, and so are keys and values. The order
//! of sums is the device's own, so what a text gets may differ from the processor's in the last bits: recipes name the
//! device. On the processor this path is slower than ours, and serves as its test.

mod layer;
mod matrix;

use std::sync::Arc;

use candle_core::{D, Device, Tensor};

use super::{
    super::{NeuralError, weights::Weights},
    Causal, Config, Logits, Step, Want,
    config::Architecture,
    embedding::Table,
    keys_values::Sequence,
    norm::Norm,
    parts::Parts,
};

use layer::Layer;
use matrix::Matrix;

/// A model whose passes are Candle's.
pub(super) struct Tensors {
    config: Config,
    device: Device,
    /// Stays with the processor: a pass looks up a handful of its rows.
    table: Table,
    head: Matrix,
    layers: Vec<Layer>,
    norm: Weight,
}

/// A norm's weight on the device.
struct Weight {
    weight: Tensor,
    epsilon: f64,
}

impl Weight {
    fn new(norm: Norm, device: &Device) -> Result<Weight, NeuralError> {
        let epsilon = f64::from(norm.epsilon);
        Ok(Weight { weight: Tensor::from_vec(norm.weight.clone(), norm.weight.len(), device)?, epsilon })
    }

    /// x / √(mean x² + ε) × weight, over the last dimension.
    fn apply(&self, x: &Tensor) -> Result<Tensor, NeuralError> {
        let mean = x.sqr()?.mean_keepdim(D::Minus1)?;
        let scale = (mean + self.epsilon)?.sqrt()?;
        Ok(x.broadcast_div(&scale)?.broadcast_mul(&self.weight)?)
    }
}

/// What the layers need to know of the rows of a pass.
struct Rows<'a> {
    config: &'a Config,
    /// Of each row's place, [row, half a head].
    cos: Tensor,
    sin: Tensor,
}

impl Tensors {
    pub fn load(weights: &Weights, config: Config, device: &Device) -> Result<Tensors, NeuralError> {
        let parts = Parts::new(weights, &config);
        let (table, head) = parts.table_and_head()?;
        let head = Matrix::new(head.unwrap_or(table), config.vocabulary, config.hidden, device)?;
        let table = Table::new(table, config.vocabulary, config.hidden)?;
        let layers =
            (0..config.layers).map(|layer| Layer::load(&parts, layer, device)).collect::<Result<_, _>>()?;
        let norm = Weight::new(parts.last_norm()?, device)?;
        Ok(Tensors { config, device: device.clone(), table, head, layers, norm })
    }
}

impl Causal for Tensors {
    fn config(&self) -> &Config {
        &self.config
    }

    fn forward(&self, batch: &mut [Step<'_>]) -> Result<Vec<Logits>, NeuralError> {
        let (tokens, positions) = super::pass::check(&self.config, batch)?;
        let rows = self.table.rows(&tokens)?;
        let mut x = Tensor::from_vec(rows, (tokens.len(), self.config.hidden), &self.device)?;
        let angles = self.config.rotary.angles(&positions);
        let half = self.config.head_dim / 2;
        let angle = |values: &[f32]| Tensor::from_slice(values, (tokens.len(), half), &self.device);
        let rows = Rows { config: &self.config, cos: angle(angles.cos())?, sin: angle(angles.sin())? };
        for (number, layer) in self.layers.iter().enumerate() {
            x = layer.forward(number, &x, &rows, batch)?;
        }
        let mut logits = Vec::with_capacity(batch.len());
        let mut end = 0;
        for step in batch.iter_mut() {
            end += step.tokens.len();
            step.sequence.advance(step.tokens.len());
            let kept = match step.want {
                Want::Nothing => 0,
                Want::Last => 1,
                Want::Every => step.tokens.len(),
            };
            let mut values = Vec::new();
            if kept > 0 {
                let rows = self.norm.apply(&x.narrow(0, end - kept, kept)?)?;
                values = self.head.apply(&rows)?.flatten_all()?.to_vec1()?;
            }
            let own = 0..values.len();
            logits.push(Logits { vocabulary: self.config.vocabulary, all: Arc::new(values), own });
        }
        Ok(logits)
    }

    fn empty(&self) -> Sequence {
        Sequence::of_tensors(&self.config)
    }
}

/// Are queries and keys normed, and when?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Normed {
    Not,
    BeforeRotary,
    AfterRotary,
}

impl Normed {
    fn of(architecture: Architecture) -> Normed {
        match architecture {
            Architecture::Qwen3 => Normed::BeforeRotary,
            Architecture::HunyuanDense => Normed::AfterRotary,
            Architecture::Llama => Normed::Not,
        }
    }
}
