//! Why a file of weights cannot be used.

use std::path::PathBuf;

use thiserror::Error;

/// Why a file of weights cannot be used.
#[derive(Debug, Error)]
pub enum WeightsError {
    /// The file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error("{} is no GGUF file: it begins with {begins}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Its first bytes, printable.
        begins: String,
    },
    /// A GGUF version that is not read.
    #[error("{} is GGUF version {version}; versions 2 and 3 are read{}", path.display(), if *big_endian { ", little-endian only" } else { "" })]
    Version {
        /// The file.
        path: PathBuf,
        /// The version it states.
        version: u32,
        /// The version makes sense with its bytes swapped.
        big_endian: bool,
    },
    /// The header contradicts itself or the length of the file.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the figures.
        what: String,
    },
    /// A way of writing numbers that has no kernel here.
    #[error("{}: the tensor {tensor} is quantized as {quantization}, which is not supported; supported are {}", path.display(), super::Kind::supported())]
    Quantization {
        /// The file.
        path: PathBuf,
        /// The tensor.
        tensor: String,
        /// Its name, or its number where it has none.
        quantization: String,
    },
    /// A tensor that the model needs is not there.
    #[error("the tensor {tensor} is missing")]
    Absent {
        /// The tensor.
        tensor: String,
    },
    /// A tensor has another shape than the model's settings ask for.
    #[error("the tensor {tensor} has the shape {found:?}, the model's settings ask for {wanted:?}")]
    Shape {
        /// The tensor.
        tensor: String,
        /// Its shape, rows first.
        found: Vec<usize>,
        /// The shape that would fit.
        wanted: Vec<usize>,
    },
    /// A JSON file of the folder cannot be read as what it should be.
    #[error("{}: {what}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}
