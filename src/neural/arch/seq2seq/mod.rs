//! Encoder-decoder models for translation: the source is read once, the target written token by token.
//!
//! A batch is ragged here too: the rows of all texts go through the linear layers together, and attention runs text by
//! text, so there is no padding and nothing to mask. What a text gets depends on nobody else in the batch, bit for bit.
//!
//! Keys and values of the source are computed once a text ([`Memory`]) and shared by all its hypotheses; keys and values of
//! the target lie once a token, however many hypotheses have it ([`History`]).

mod activation;
mod attention;
mod bank;
mod config;
mod dense;
mod eight;
mod feed_forward;
mod history;
mod layer_norm;
mod marian;
mod parts;
mod positions;
mod queries;
mod relative;
mod t5;
#[cfg(test)]
mod tests;

pub use config::{Family, Shape};
pub use history::History;

use super::super::{NeuralError, kernels::pool, weights::Weights};
use bank::Bank;

/// How the numbers of matrices are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// As in the file.
    Stored,
    /// Floats are rounded to eight bits, in blocks of 32 with a scale each (ggml's Q8_0).
    Eight,
}

/// A model that translates: weights that many texts share.
pub trait EncoderDecoder: Send + Sync {
    /// Its shape.
    fn shape(&self) -> &Shape;

    /// What the encoder makes of some sources: a row of the hidden width a token, all sources one after the other.
    ///
    /// # Errors
    /// A source that is empty or longer than the window; a token past the vocabulary.
    fn encode(&self, sources: &[&[u32]]) -> Result<Vec<f32>, NeuralError>;

    /// Keys and values of sources, for the decoder: `rows` are the encoder's.
    ///
    /// # Errors
    /// What the linear layers give.
    fn remember(&self, sources: &[&[u32]], rows: &[f32]) -> Result<Vec<Memory>, NeuralError>;

    /// Takes each hypothesis of each text one token further: the logits, a row a hypothesis, in order.
    ///
    /// # Errors
    /// A token past the vocabulary, a text as long as the window, or a history of another model. Then nothing was taken
    /// further.
    fn step(&self, batch: &mut [Next<'_>]) -> Result<Vec<f32>, NeuralError>;

    /// Reads some sources.
    ///
    /// # Errors
    /// As [`EncoderDecoder::encode`].
    fn read(&self, sources: &[&[u32]]) -> Result<Vec<Memory>, NeuralError> {
        let rows = self.encode(sources)?;
        self.remember(sources, &rows)
    }

    /// The history of a text of which nothing is written.
    fn begin(&self) -> History {
        History::new(self.shape())
    }
}

/// One source as the decoder sees it: keys and values of every layer.
#[derive(Debug)]
pub struct Memory {
    tokens: usize,
    layers: Vec<Bank>,
}

impl Memory {
    /// Tokens of the source.
    pub fn tokens(&self) -> usize {
        self.tokens
    }
}

/// The next tokens of one text.
#[derive(Debug)]
pub struct Next<'a> {
    /// Its source.
    pub memory: &'a Memory,
    /// What was written of it.
    pub history: &'a mut History,
    /// One for each hypothesis.
    pub tokens: &'a [u32],
}

/// Builds the model that some weights are of.
///
/// # Errors
/// Settings that are missing or cannot be served, tensors that are missing or of another shape than the settings ask for.
pub fn load(weights: &Weights, precision: Precision) -> Result<Box<dyn EncoderDecoder>, NeuralError> {
    let shape = Shape::read(weights)?;
    pool::inside(|| -> Result<Box<dyn EncoderDecoder>, NeuralError> {
        Ok(match shape.family {
            Family::Marian => Box::new(OnPool(marian::Marian::load(weights, shape, precision)?)),
            Family::T5 => Box::new(OnPool(t5::T5::load(weights, shape, precision)?)),
        })
    })
}

/// A model whose passes run on the kernels' threads from the first loop to the last.
struct OnPool<Model>(Model);

impl<Model: EncoderDecoder> EncoderDecoder for OnPool<Model> {
    fn shape(&self) -> &Shape {
        self.0.shape()
    }

    fn encode(&self, sources: &[&[u32]]) -> Result<Vec<f32>, NeuralError> {
        pool::inside(|| self.0.encode(sources))
    }

    fn remember(&self, sources: &[&[u32]], rows: &[f32]) -> Result<Vec<Memory>, NeuralError> {
        pool::inside(|| self.0.remember(sources, rows))
    }

    fn step(&self, batch: &mut [Next<'_>]) -> Result<Vec<f32>, NeuralError> {
        pool::inside(|| self.0.step(batch))
    }
}

/// Can these sources be read?
fn check_sources(shape: &Shape, sources: &[&[u32]]) -> Result<(), NeuralError> {
    for source in sources {
        if source.is_empty() {
            return Err(NeuralError::Step { why: "a source is empty" });
        }
        if source.len() > shape.window {
            return Err(NeuralError::Window { asked: source.len(), window: shape.window });
        }
    }
    Ok(())
}

/// Can these texts go on?
fn check_next(shape: &Shape, batch: &[Next<'_>]) -> Result<(), NeuralError> {
    for next in batch {
        if next.tokens.len() != next.history.hypotheses() {
            return Err(NeuralError::Step { why: "not every hypothesis has a token" });
        }
        if !next.history.fits(shape) || next.memory.layers.len() != shape.decoder_layers {
            return Err(NeuralError::Step { why: "its history is of another model" });
        }
        if next.history.length() >= shape.window {
            return Err(NeuralError::Window { asked: next.history.length() + 1, window: shape.window });
        }
    }
    Ok(())
}
