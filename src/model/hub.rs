//! The Hugging Face cache on this machine: where it keeps which file.
//!
//! The layout is that of PyPI `huggingface_hub` (its guide "Understand caching"), so that each finds what the other
//! fetched. For every repository there are `blobs` (contents, named by their hash), `snapshots` (a folder a commit,
//! with links into `blobs`; where a system has no links, the files themselves), and `refs` (the commit of a branch).

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Installed, Manifest, ModelError, ModelFile, Place, Sha256, stamp::Stamps};

/// The cache.
#[derive(Clone, Debug)]
pub struct Hub {
    folder: PathBuf,
    pub(super) stamps: Stamps,
}

impl Hub {
    /// The cache in `folder` (what `HF_HUB_CACHE` names). Hashes are remembered in `stamps`. Neither need exist.
    pub fn new(folder: PathBuf, stamps: PathBuf) -> Self {
        Self { folder, stamps: Stamps::new(stamps) }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The model, if all its files are here. This looks at names and lengths only: see [`Hub::verify`].
    pub fn installed(&self, manifest: &Manifest) -> Option<Installed> {
        let places: Option<Vec<Place>> =
            manifest.files.iter().map(|file| self.find(manifest, file)).collect();
        Some(Installed { manifest: manifest.clone(), files: places? })
    }

    /// Where a file of a model is: in the snapshot that the manifest pins or that the branch is at; else in any other
    /// one, unless the manifest pins a commit and no hash would tell whether it is the same file.
    pub(super) fn find(&self, manifest: &Manifest, file: &ModelFile) -> Option<Place> {
        let repository = self.repository(&manifest.source.repository);
        let pinned = is_commit(manifest.revision());
        let first = if pinned {
            Some(manifest.revision().to_owned())
        } else {
            fs::read_to_string(repository.ref_file(manifest.revision()))
                .ok()
                .map(|text| text.trim().to_owned())
        };
        let others = if pinned && file.sha256.is_none() { Vec::new() } else { repository.snapshots() };
        let commits = first.iter().chain(others.iter().filter(|name| Some(*name) != first.as_ref()));
        commits.map(|commit| repository.pointer(commit, &file.path)).find_map(|path| place(path, file))
    }

    /// The folder of a repository: `models--organisation--name`.
    pub(super) fn repository(&self, name: &str) -> Repository {
        let folder = format!("models--{}", name.replace('/', "--"));
        let locks = self.folder.join(".locks").join(&folder);
        Repository { folder: self.folder.join(folder), locks }
    }

    /// The hash of a file: as it is remembered, or computed now and remembered. `progress` hears how many bytes are
    /// hashed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sha256(&self, path: &Path, progress: &mut dyn FnMut(u64)) -> Result<Sha256, ModelError> {
        match self.stamps.fresh(path) {
            Some(sha256) => Ok(sha256),
            None => self.sha256_anew(path, progress),
        }
    }

    /// The hash of a file, computed now and remembered.
    pub(super) fn sha256_anew(
        &self,
        path: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Sha256, ModelError> {
        let failed = |source| ModelError::Read { path: path.to_owned(), source };
        let file = fs::File::open(path).map_err(failed)?;
        let sha256 = Sha256::of(file, progress).map_err(failed)?;
        self.stamps.keep(path, sha256);
        Ok(sha256)
    }
}

/// The place of a file, if something of the right length and name is there.
fn place(path: PathBuf, file: &ModelFile) -> Option<Place> {
    let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let named = path.canonicalize().ok().and_then(|real| real.file_name()?.to_str()?.parse().ok());
    let other_length = file.bytes.is_some_and(|bytes| bytes != metadata.len());
    let other_name = named.is_some_and(|named: Sha256| file.sha256.is_some_and(|sha256| sha256 != named));
    let place = Place { path, bytes: metadata.len(), stated: file.sha256, named };
    (!other_length && !other_name).then_some(place)
}

/// True for what pins one commit of a repository for ever.
pub(super) fn is_commit(revision: &str) -> bool {
    revision.len() == 40 && revision.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A repository in the cache.
pub(super) struct Repository {
    pub(super) folder: PathBuf,
    /// Where those who write into it lock each other out.
    pub(super) locks: PathBuf,
}

impl Repository {
    pub(super) fn blob(&self, name: &str) -> PathBuf {
        self.folder.join("blobs").join(name)
    }

    pub(super) fn partial(&self, name: &str) -> PathBuf {
        self.blob(&format!("{name}.incomplete"))
    }

    pub(super) fn lock(&self, name: &str) -> PathBuf {
        self.locks.join(format!("{name}.lock"))
    }

    pub(super) fn pointer(&self, commit: &str, path: &str) -> PathBuf {
        path.split('/').fold(self.folder.join("snapshots").join(commit), |folder, name| folder.join(name))
    }

    pub(super) fn ref_file(&self, revision: &str) -> PathBuf {
        revision.split('/').fold(self.folder.join("refs"), |folder, name| folder.join(name))
    }

    /// The commits that have a snapshot, sorted.
    pub(super) fn snapshots(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.folder.join("snapshots")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}
