//! Takes the files of one model out of the cache, and nothing that anyone else has there.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Catalog, Hub, Manifest, ModelError, ModelFile, hub::Repository};

/// What was removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The number of files, whole and unfinished ones.
    pub files: usize,
    /// The bytes that are free now.
    pub bytes: u64,
    /// Files that stayed because another model of the catalog has them too: its name and the file's path.
    pub kept: Vec<(String, String)>,
}

impl Hub {
    /// Removes the files of a model, finished or not. What other models of the catalog have too stays, unless they are
    /// named in `together`.
    ///
    /// # Errors
    /// When a file cannot be removed, or is being fetched just now.
    pub fn remove(
        &self,
        manifest: &Manifest,
        catalog: &Catalog,
        together: &[&str],
    ) -> Result<Removed, ModelError> {
        let repository = self.repository(&manifest.source.repository);
        let mut removed = Removed::default();
        for file in &manifest.files {
            let mut others =
                catalog.all().filter(|other| other.name != manifest.name && has(other, manifest, file));
            let other = others.find(|other| !together.contains(&other.name.as_str()));
            match other.filter(|other| self.find(other, file).is_some()) {
                Some(other) => removed.kept.push((other.name.clone(), file.path.clone())),
                None => self.remove_file(&repository, file, &mut removed)?,
            }
        }
        tidy(&repository);
        Ok(removed)
    }

    fn remove_file(
        &self,
        repository: &Repository,
        file: &ModelFile,
        removed: &mut Removed,
    ) -> Result<(), ModelError> {
        let mut blobs: Vec<PathBuf> = file
            .sha256
            .iter()
            .flat_map(|hash| [repository.blob(&hash.to_string()), repository.partial(&hash.to_string())])
            .collect();
        for commit in repository.snapshots() {
            let pointer = repository.pointer(&commit, &file.path);
            if let Ok(target) = fs::read_link(&pointer) {
                let blob = repository.blob(&target.file_name().unwrap_or_default().to_string_lossy());
                if !blobs.contains(&blob) {
                    blobs.push(blob);
                }
            }
            self.stamps.forget(&pointer);
            let freed = unlink(&pointer)?;
            removed.files += usize::from(freed.is_some_and(|bytes| bytes > 0));
            removed.bytes += freed.unwrap_or(0);
        }
        for blob in blobs {
            let name = blob.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if is_fetched(&repository.lock(name.trim_end_matches(".incomplete"))) {
                return Err(ModelError::Busy { path: blob });
            }
            if !is_used(&repository.folder.join("snapshots"), &name) {
                let freed = unlink(&blob)?;
                removed.files += usize::from(freed.is_some());
                removed.bytes += freed.unwrap_or(0);
            }
        }
        Ok(())
    }
}

/// True when `other` has this file too.
fn has(other: &Manifest, manifest: &Manifest, file: &ModelFile) -> bool {
    let same = other.source.repository == manifest.source.repository;
    same && other.files.iter().any(|theirs| theirs.path == file.path)
}

/// Removes a file or link. Returns the bytes that are free now, or `None` when nothing was there.
fn unlink(path: &Path) -> Result<Option<u64>, ModelError> {
    let Ok(metadata) = fs::symlink_metadata(path) else { return Ok(None) };
    fs::remove_file(path).map_err(|source| ModelError::Remove { path: path.to_owned(), source })?;
    Ok(Some(if metadata.is_file() { metadata.len() } else { 0 }))
}

/// True when a link below `folder` leads to the blob of this name.
fn is_used(folder: &Path, blob: &str) -> bool {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let links =
        entries.filter(|entry| entry.path_is_symlink()).filter_map(|entry| fs::read_link(entry.path()).ok());
    links.into_iter().any(|target| target.file_name().is_some_and(|name| name == blob))
}

/// True while a process holds the lock for fetching.
fn is_fetched(lock: &Path) -> bool {
    fs::File::open(lock).is_ok_and(|file| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

/// Removes what is empty now: folders of snapshots, and the repository when nothing but names is left.
fn tidy(repository: &Repository) {
    // A folder that is not empty stays: that is no error.
    let remove_empty = |folder: &Path| fs::remove_dir(folder);
    for entry in
        walkdir::WalkDir::new(repository.folder.join("snapshots")).contents_first(true).into_iter().flatten()
    {
        if entry.file_type().is_dir() {
            let _ = remove_empty(entry.path());
        }
    }
    let _ = remove_empty(&repository.folder.join("blobs"));
    let left = |name: &str| repository.folder.join(name).exists();
    if !left("blobs") && !left("snapshots") {
        let _: io::Result<()> = fs::remove_dir_all(repository.folder.join("refs"));
        let _ = fs::remove_dir_all(&repository.locks);
        let _ = remove_empty(&repository.folder);
    }
}
