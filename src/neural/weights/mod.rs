//! A model's tensors and settings, from a GGUF file or from a Hugging Face folder of safetensors or of PyTorch's own format.
//!
//! Every count, length, offset and size of a header is checked against the length of the file before anything is
//! allocated or read by it, so a hostile file costs no more memory than its own length justifies, and no header
//! reaches Candle: Candle sees the bytes of one tensor whose size is already known to be right. Nothing is mapped
//! into memory (a file that shrinks while it is mapped kills the process); tensors are read in parts, straight into what
//! will hold them.

mod cursor;
mod error;
mod folder;
mod gguf;
mod kind;
mod pickle;
mod places;
mod positional;
mod safetensors;
#[cfg(test)]
mod tests;
mod torch;
mod value;

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
};

pub use error::WeightsError;
pub use kind::Kind;
pub use value::{Array, Metadata, Value};

use places::Place;

/// An opened model: where each tensor lies, and the settings that came with it.
#[derive(Debug)]
pub struct Weights {
    files: Vec<(PathBuf, File)>,
    tensors: BTreeMap<String, Place>,
    settings: Settings,
}

/// The settings beside the tensors, in the form of the file they came from.
#[derive(Debug, Clone)]
pub enum Settings {
    /// The key-value pairs of a GGUF file.
    Gguf(Metadata),
    /// The JSON files of a Hugging Face folder.
    Folder {
        /// `config.json`
        config: serde_json::Value,
        /// `generation_config.json`; null where there is none.
        generation: serde_json::Value,
    },
}

/// One tensor as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// How its numbers are written.
    pub kind: Kind,
    /// Rows first: (outputs, inputs) for a matrix.
    pub shape: Vec<usize>,
    /// Little-endian, row by row.
    pub bytes: Vec<u8>,
}

impl Weights {
    /// Opens a GGUF file, or a folder with `config.json` and safetensors (or, without these, `pytorch_model.bin`).
    ///
    /// # Errors
    /// [`WeightsError`] when the path cannot be read or a header contradicts itself or the file's length.
    pub fn open(path: &Path) -> Result<Weights, WeightsError> {
        if path.is_dir() { folder::open(path) } else { gguf::open(path) }
    }

    /// The settings that came with the tensors.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The key-value pairs of a GGUF file; `None` for a folder.
    pub fn metadata(&self) -> Option<&Metadata> {
        match &self.settings {
            Settings::Gguf(metadata) => Some(metadata),
            Settings::Folder { .. } => None,
        }
    }

    /// Is there a tensor of this name?
    pub fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// The names of the tensors, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tensors.keys().map(String::as_str)
    }

    /// The kind and shape of a tensor, without reading it.
    ///
    /// # Errors
    /// [`WeightsError::Absent`].
    pub fn shape(&self, name: &str) -> Result<(Kind, &[usize]), WeightsError> {
        let place = self.place(name)?;
        Ok((place.kind, &place.shape))
    }

    /// One tensor, to be read in parts.
    ///
    /// # Errors
    /// [`WeightsError::Absent`].
    pub fn find(&self, name: &str) -> Result<Tensor<'_>, WeightsError> {
        Ok(Tensor { weights: self, place: self.place(name)? })
    }

    /// Reads one tensor.
    ///
    /// # Errors
    /// [`WeightsError::Absent`], or [`WeightsError::Read`] when the file fails or has changed under us.
    pub fn tensor(&self, name: &str) -> Result<Raw, WeightsError> {
        self.find(name)?.whole()
    }

    fn place(&self, name: &str) -> Result<&Place, WeightsError> {
        self.tensors.get(name).ok_or_else(|| WeightsError::Absent { tensor: name.to_owned() })
    }
}

/// A tensor in its file: parts of it are read where they are needed, by many threads at once, so that a matrix never
/// stands in memory twice.
#[derive(Debug, Clone, Copy)]
pub struct Tensor<'a> {
    weights: &'a Weights,
    place: &'a Place,
}

impl Tensor<'_> {
    /// How its numbers are written.
    pub fn kind(&self) -> Kind {
        self.place.kind
    }

    /// Bytes of all of it.
    pub fn length(&self) -> usize {
        self.place.length
    }

    /// Reads the bytes from `from` on.
    ///
    /// # Errors
    /// [`WeightsError::Read`] when the file fails or has changed under us, or the bytes are not all the tensor's.
    pub fn read(&self, from: usize, bytes: &mut [u8]) -> Result<(), WeightsError> {
        let (path, file) = &self.weights.files[self.place.file];
        let inside = from.checked_add(bytes.len()).is_some_and(|end| end <= self.place.length);
        let read = if inside {
            positional::read(file, bytes, self.place.start + from as u64)
        } else {
            Err(std::io::ErrorKind::UnexpectedEof.into())
        };
        read.map_err(|source| WeightsError::Read { path: path.clone(), source })
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// As [`Tensor::read`].
    pub fn whole(&self) -> Result<Raw, WeightsError> {
        let mut bytes = vec![0; self.place.length];
        self.read(0, &mut bytes)?;
        Ok(Raw { kind: self.place.kind, shape: self.place.shape.clone(), bytes })
    }
}
