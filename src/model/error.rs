//! What can go wrong with models that are here.

use std::{io, path::PathBuf};

use super::Sha256;

/// A failure with files of a model.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be removed.
    #[error("cannot remove {}: {source}", path.display())]
    Remove {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not what it should be.
    #[error("{} has sha256 {}, {by} {}", path.display(), found.short(), expected.short())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The hash of what is in it.
        found: Sha256,
        /// What it should be.
        expected: Sha256,
        /// Who says so: "the manifest says".
        by: &'static str,
    },
    /// Another process is fetching the file just now.
    #[error("another process is fetching {}", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A path is neither a GGUF file nor a Hugging Face folder.
    #[error("{} is no model: {why}", path.display())]
    NoModel {
        /// The path.
        path: PathBuf,
        /// What is lacking.
        why: &'static str,
    },
}
