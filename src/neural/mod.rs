//! Open language models through Candle: weights, architectures, tokens, decoding, and the engines made of them.

pub mod arch;
pub mod bench;
pub mod causal;
mod checked;
mod cut;
pub mod decode;
mod desk;
mod error;
#[allow(unsafe_code, reason = "the compute kernels, and nothing else")]
mod kernels;
mod known;
mod place;
mod progress;
pub mod seq2seq;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod weights;

pub use error::{NeuralError, ProfileError};
pub use kernels::{Level, LevelError};
pub use known::Known;
pub use place::{Place, PlaceError};
