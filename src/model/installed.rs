//! A model whose files are all here, and whether they are what they should be.

use std::path::PathBuf;

use super::{Hub, Manifest, ModelError, Sha256};

/// A model that can be loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Installed {
    /// What is known of it.
    pub manifest: Manifest,
    /// Where its files are, in the manifest's order.
    pub files: Vec<Place>,
}

/// Where a file is, and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path, by the name it has in its repository.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// The hash that the manifest states.
    pub stated: Option<Sha256>,
    /// The hash that it is named by in the cache.
    pub named: Option<Sha256>,
}

/// How much to believe of what was found out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A file of the same length and time of change is the same: this takes no time.
    Remembered,
    /// Every byte is read again.
    Nothing,
}

impl Installed {
    /// The paths of all files.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|place| place.path.clone()).collect()
    }

    /// The bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|place| place.bytes).sum()
    }
}

impl Hub {
    /// The hashes of all files, in order, as far as names and memory go: for recipes. Only a file that has neither
    /// is read, once. This does not prove that a file is what it should be: see [`Hub::verify`].
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn identity(&self, installed: &Installed) -> Result<Vec<Sha256>, ModelError> {
        let known = installed.files.iter().map(|place| match place.stated.or(place.named) {
            Some(sha256) => Ok(sha256),
            None => self.sha256(&place.path, &mut |_| ()),
        });
        known.collect()
    }

    /// Holds every file against what it should be: what the manifest states, else the name the hub gave it, else what
    /// was found when it came. To be called before a model is loaded. `progress` hears how many bytes of all files are
    /// done.
    ///
    /// # Errors
    /// When a file cannot be read or is something else.
    pub fn verify(
        &self,
        installed: &Installed,
        trust: Trust,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Sha256>, ModelError> {
        let mut done = 0;
        let mut hashes = Vec::new();
        for Place { path, bytes, stated, named } in &installed.files {
            let remembered = self.stamps.last(path);
            let found = match trust {
                Trust::Remembered => self.sha256(path, &mut |now| progress(done + now))?,
                Trust::Nothing => self.sha256_anew(path, &mut |now| progress(done + now))?,
            };
            done += bytes;
            progress(done);
            let expected = stated
                .map(|hash| (hash, "the manifest says"))
                .or(named.map(|hash| (hash, "the hub named it")))
                .or(remembered.map(|hash| (hash, "it came as")));
            if let Some((expected, by)) = expected.filter(|(expected, _)| *expected != found) {
                self.stamps.forget(path);
                return Err(ModelError::Damaged { path: path.clone(), found, expected, by });
            }
            hashes.push(found);
        }
        Ok(hashes)
    }
}
