//! Models: what is known of them, where their files lie, and how files get there.
//!
//! A [`Manifest`] describes a model; the [`Catalog`] holds all of them, built in and the user's own. The [`Hub`] is the
//! Hugging Face cache on this machine, shared with every other program that uses it; an [`Installed`] model is one whose
//! files are all there. [`local`] takes any GGUF file or Hugging Face folder, with no manifest. `pull` (a feature) is the
//! only code of the library that uses the network.

mod catalog;
mod error;
mod hub;
mod installed;
mod local;
mod manifest;
#[cfg(feature = "network")]
pub mod pull;
mod remove;
mod schema;
mod sha256;
mod stamp;
#[cfg(test)]
mod tests;

pub use catalog::{Catalog, CatalogError};
pub use error::ModelError;
pub use hub::Hub;
pub use installed::{Installed, Place, Trust};
pub use local::{LocalModel, Weights, local};
pub use manifest::{
    Architecture, Chat, Decoding, ManifestError, ModelFile, Purpose, Remote, Sourced, Tasks, Template,
    Thinking,
};
pub use manifest::{MAIN, Manifest};
pub use remove::Removed;
pub(crate) use sha256::Hasher as Sha256Hasher;
pub use sha256::{BadSha256, Sha256};
