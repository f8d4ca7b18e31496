//! What can go wrong between a model's file and its next token.

use thiserror::Error;

use super::{tokens::TokensError, weights::WeightsError};
use crate::model::ModelError;

/// Why a model could not be loaded or run.
#[derive(Debug, Error)]
pub enum NeuralError {
    /// The file of weights cannot be used.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Candle refused an operation.
    #[error("a tensor operation failed: {source}")]
    Tensor {
        /// What Candle says.
        #[from]
        source: candle_core::Error,
    },
    /// The model is of a family that has no forward pass here.
    #[error("the architecture {name} is not covered; covered are {covered}")]
    Architecture {
        /// As the file names it.
        name: String,
        /// The names that are known.
        covered: String,
    },
    /// A setting the model cannot do without is not in its file.
    #[error("the model's settings lack {key}")]
    Missing {
        /// The key as the file format spells it.
        key: String,
    },
    /// A setting has a value that cannot be served.
    #[error("the model's settings say {key} = {value}, {why}")]
    Setting {
        /// The key as the file format spells it.
        key: String,
        /// The value found.
        value: String,
        /// Why it cannot be served.
        why: &'static str,
    },
    /// More tokens than the model's window holds.
    #[error("{asked} tokens do not fit the model's window of {window}")]
    Window {
        /// Tokens in the sequence with the new ones.
        asked: usize,
        /// The most the model takes.
        window: usize,
    },
    /// A token that the model does not have.
    #[error("token {id} is not among the model's {vocabulary} tokens")]
    Token {
        /// The token.
        id: u32,
        /// How many the model has.
        vocabulary: usize,
    },
    /// A sequence was given no token, or belongs to a model of another shape.
    #[error("a step of the batch cannot be taken: {why}")]
    Step {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The model computed something that is no number.
    #[error("the model's weights lead to values that are no numbers")]
    NotANumber,
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
}

/// A model that cannot be used.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// Its files cannot be read, or are none.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Its weights cannot be used.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Its vocabulary cannot be used.
    #[error(transparent)]
    Tokens(#[from] TokensError),
    /// Its architecture or its languages are not covered.
    #[error(transparent)]
    Neural(#[from] NeuralError),
}
