//! Open language models through Candle: weights, architectures, tokens, decoding, and the engines made of them.

pub mod arch;
pub mod causal;
pub mod decode;
mod error;
pub mod tokens;
pub mod weights;

pub use error::NeuralError;
