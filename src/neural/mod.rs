//! Open language models through Candle: weights, architectures, decoding.

pub mod arch;
pub mod decode;
mod error;
pub mod weights;

pub use error::NeuralError;
