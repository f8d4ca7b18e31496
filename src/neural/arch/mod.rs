//! The architectures: each its own short forward pass over shared parts, for many sequences at once.
//!
//! A pass takes a ragged batch: every sequence brings any number of new tokens. The rows of all of them go through
//! the linear layers together, so the weights are read once; attention runs by sequence over its own cache.
//!
//! Nothing a sequence gets depends on who else is in the batch, on how its tokens were cut into passes, or on the
//! number of threads, bit for bit: each number is computed by one chain of operations whose order is a function of
//! its own row alone. `lanes` has the loops that add up floats, `kernels` those over quantized weights.

mod attention;
mod blocks;
mod config;
mod embedding;
mod feed_forward;
mod hunyuan;
mod keys_values;
pub(super) mod lanes;
mod linear;
mod llama;
mod names;
mod norm;
mod panels;
mod parts;
mod pass;
mod qwen3;
mod rotary;
pub mod seq2seq;
mod settings_gguf;
mod settings_json;
mod tensors;
#[cfg(test)]
mod tests;

pub use config::{Architecture, Config};
pub use keys_values::Sequence;

use std::{ops::Range, sync::Arc};

use super::{Level, NeuralError, Place, kernels::pool, weights::Weights};

/// A decoder-only language model: weights that many sequences share.
pub trait Causal: Send + Sync {
    /// Its shape.
    fn config(&self) -> &Config;

    /// Feeds each step's tokens to its sequence, all in one pass; one [`Logits`] a step, in order.
    ///
    /// # Errors
    /// A token past the vocabulary, more tokens than the window holds, a step with no tokens, or a sequence of
    /// another model. The sequences are then as they were.
    fn forward(&self, batch: &mut [Step<'_>]) -> Result<Vec<Logits>, NeuralError>;

    /// Rows of a pass up to which further ones cost little, beside what the first one costs, and get the bits that they get
    /// in a pass of their own: what guesses may fill. 1 where neither is known.
    fn cheap_rows(&self) -> usize {
        1
    }

    /// A sequence with nothing in it yet.
    fn empty(&self) -> Sequence {
        Sequence::new(self.config())
    }
}

/// New tokens for one sequence.
#[derive(Debug)]
pub struct Step<'a> {
    /// What came before, and where the new keys and values go.
    pub sequence: &'a mut Sequence,
    /// At least one.
    pub tokens: &'a [u32],
    /// Which of their logits are wanted.
    pub want: Want,
}

/// Which positions' logits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// None: the tokens only go into the cache.
    Nothing,
    /// Those of the last new token.
    Last,
    /// Those of every new token.
    Every,
}

/// What the model makes of each position asked for: one number a token of the vocabulary.
///
/// They lie in one piece of memory with those of the other steps of a pass.
#[derive(Debug, Clone)]
pub struct Logits {
    vocabulary: usize,
    all: Arc<Vec<f32>>,
    own: Range<usize>,
}

impl Logits {
    fn values(&self) -> &[f32] {
        &self.all[self.own.clone()]
    }

    /// Positions held.
    pub fn rows(&self) -> usize {
        self.own.len() / self.vocabulary
    }

    /// The logits of one position, counted from the first new token that was asked for.
    pub fn row(&self, row: usize) -> Option<&[f32]> {
        self.values().chunks_exact(self.vocabulary).nth(row)
    }

    /// The logits of the last position.
    pub fn last(&self) -> Option<&[f32]> {
        self.values().chunks_exact(self.vocabulary).next_back()
    }
}

impl PartialEq for Logits {
    fn eq(&self, other: &Logits) -> bool {
        self.vocabulary == other.vocabulary && self.values() == other.values()
    }
}

/// Builds the model that some weights are of.
///
/// # Errors
/// An architecture without a forward pass here, settings that are missing or cannot be served, tensors that are
/// missing or of another shape than the settings ask for.
pub fn load(weights: &Weights) -> Result<Box<dyn Causal>, NeuralError> {
    load_on(weights, &Place::Processor)
}

/// [`load`] for some place.
///
/// # Errors
/// The same, and what a device says.
pub fn load_on(weights: &Weights, place: &Place) -> Result<Box<dyn Causal>, NeuralError> {
    let config = Config::read(weights)?;
    if let Place::Candle(device) = place {
        return Ok(Box::new(tensors::Tensors::load(weights, config, device)?));
    }
    Ok(match config.architecture {
        Architecture::Qwen3 => Box::new(OnPool(qwen3::Qwen3::load(weights, config)?)),
        Architecture::Llama => Box::new(OnPool(llama::Llama::load(weights, config)?)),
        Architecture::HunyuanDense => Box::new(OnPool(hunyuan::HunyuanDense::load(weights, config)?)),
    })
}

/// A model whose passes run on the kernels' threads from the first loop to the last.
struct OnPool<Model>(Model);

impl<Model: Causal> Causal for OnPool<Model> {
    fn config(&self) -> &Config {
        self.0.config()
    }

    fn forward(&self, batch: &mut [Step<'_>]) -> Result<Vec<Logits>, NeuralError> {
        pool::inside(|| self.0.forward(batch))
    }

    /// The weights are read once for all rows, and reading takes longer than multiplying: the longer, the faster the
    /// kernels multiply. By plain code multiplying takes longer from the first row on.
    fn cheap_rows(&self) -> usize {
        match Level::current() {
            Level::Avx512 => 12,
            Level::Avx2 => 3,
            Level::Plain => 1,
        }
    }
}
