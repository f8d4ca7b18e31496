//! Writes GGUF files byte by byte, right or wrong.

use std::{fs, path::PathBuf};

use tempfile::TempDir;

use crate::neural::weights::Weights;

/// The bytes of a file in the making.
#[derive(Clone, Default)]
pub struct Forge(pub Vec<u8>);

impl Forge {
    /// Magic, version and the two counts.
    pub fn new(version: u32, tensors: u64, settings: u64) -> Forge {
        Forge(b"GGUF".to_vec()).u32(version).u64(tensors).u64(settings)
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Forge {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn u32(self, value: u32) -> Forge {
        self.bytes(&value.to_le_bytes())
    }

    pub fn u64(self, value: u64) -> Forge {
        self.bytes(&value.to_le_bytes())
    }

    pub fn text(self, text: &str) -> Forge {
        self.u64(text.len() as u64).bytes(text.as_bytes())
    }

    /// The entry of a tensor; dimensions in the file's order, columns first.
    pub fn tensor(self, name: &str, dimensions: &[u64], kind: u32, offset: u64) -> Forge {
        let entry = self.text(name).u32(dimensions.len() as u32);
        dimensions.iter().fold(entry, |entry, dimension| entry.u64(*dimension)).u32(kind).u64(offset)
    }

    /// Zeros up to a multiple of 32, then the tensors' bytes.
    pub fn data(mut self, bytes: &[u8]) -> Forge {
        self.0.resize(self.0.len().next_multiple_of(32), 0);
        self.bytes(bytes)
    }

    pub fn file(&self) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.gguf");
        fs::write(&path, &self.0).unwrap();
        (folder, path)
    }

    /// What opening says, without the path.
    pub fn error(&self) -> String {
        let (_folder, path) = self.file();
        let error = Weights::open(&path).err().map_or("none".into(), |error| error.to_string());
        error.replace(&path.display().to_string(), "FILE")
    }
}
