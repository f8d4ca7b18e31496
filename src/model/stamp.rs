//! Hashes that were computed once, and hold for as long as the file has the same length and time of change.
//!
//! Weights have gigabytes: they are hashed when they arrive or are first met, not at every start. The hashes lie in a
//! folder of our own, for the cache of models may belong to others or be read-only.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::Sha256;
use crate::fingerprint::Fingerprint;

/// What is remembered of one file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    path: PathBuf,
    bytes: u64,
    /// Nanoseconds since 1970, as a text: JSON numbers of this size lose digits in other programs.
    modified: String,
    sha256: Sha256,
}

/// The folder of hashes.
#[derive(Clone, Debug)]
pub(super) struct Stamps(PathBuf);

impl Stamps {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// What is remembered of the file, if it is still the same.
    pub(super) fn fresh(&self, path: &Path) -> Option<Sha256> {
        let stamp = self.any(path)?;
        let (bytes, modified) = state(path)?;
        (stamp.bytes == bytes && stamp.modified == modified).then_some(stamp.sha256)
    }

    /// What was remembered of the file, whatever became of it since.
    pub(super) fn last(&self, path: &Path) -> Option<Sha256> {
        Some(self.any(path)?.sha256)
    }

    /// Remembers the hash. A failure costs the time to hash again, nothing else.
    pub(super) fn keep(&self, path: &Path, sha256: Sha256) {
        let Some((bytes, modified)) = state(path) else { return };
        let path = real(path);
        let place = self.place(&path);
        let stamp = Stamp { path, bytes, modified, sha256 };
        let write = || -> Option<()> {
            fs::create_dir_all(&self.0).ok()?;
            let mut file = tempfile::NamedTempFile::new_in(&self.0).ok()?;
            serde_json::to_writer(&mut file, &stamp).ok()?;
            file.flush().ok()?;
            file.persist(place).ok().map(drop)
        };
        let _ = write();
    }

    /// Forgets the file.
    pub(super) fn forget(&self, path: &Path) {
        // It may never have been remembered.
        let _ = fs::remove_file(self.place(&real(path)));
    }

    fn any(&self, path: &Path) -> Option<Stamp> {
        let path = real(path);
        let stamp: Stamp = serde_json::from_slice(&fs::read(self.place(&path)).ok()?).ok()?;
        (stamp.path == path).then_some(stamp)
    }

    fn place(&self, real: &Path) -> PathBuf {
        self.0.join(format!("{}.json", Fingerprint::of(real.as_os_str().as_encoded_bytes()).hex()))
    }
}

/// The file behind all links.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Its length and time of change.
fn state(path: &Path) -> Option<(u64, String)> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), modified.as_nanos().to_string()))
}
