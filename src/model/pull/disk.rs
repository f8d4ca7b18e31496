//! The unfinished file, and how it gets its name.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::{Event, PullError, Watcher};
use crate::model::{Sha256, sha256::Hasher};

/// A file that is not all here yet.
pub(super) struct Partial {
    path: PathBuf,
    file: File,
    hasher: Hasher,
}

impl Partial {
    /// Opens what is here from an earlier time, or begins.
    pub(super) fn open(path: PathBuf) -> Result<Self, PullError> {
        let open = || -> io::Result<(File, Hasher)> {
            let file = File::options().read(true).append(true).create(true).open(&path)?;
            let mut hasher = Hasher::default();
            let mut block = vec![0; 1 << 18];
            let mut rest = (&file).take(file.metadata()?.len());
            loop {
                match rest.read(&mut block)? {
                    0 => return Ok((file, hasher)),
                    read => hasher.update(&block[..read]),
                }
            }
        };
        let (file, hasher) = open().map_err(|source| failed(&path, source, 0))?;
        Ok(Self { path, file, hasher })
    }

    /// The bytes that are here.
    pub(super) fn have(&self) -> u64 {
        self.hasher.bytes()
    }

    /// Appends; `missing` bytes are still to come with these.
    pub(super) fn append(&mut self, piece: &[u8], missing: u64) -> Result<(), PullError> {
        self.file.write_all(piece).map_err(|source| failed(&self.path, source, missing))?;
        self.hasher.update(piece);
        Ok(())
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) -> Result<(), PullError> {
        let clear = self.file.set_len(0).and_then(|()| self.file.rewind());
        clear.map_err(|source| failed(&self.path, source, 0))?;
        self.hasher = Hasher::default();
        Ok(())
    }

    /// The hash of what is here.
    pub(super) fn sha256(&self) -> Sha256 {
        self.hasher.clone().finish()
    }

    /// Removes it: it is wrong.
    pub(super) fn discard(self) {
        // What cannot be removed is found to be wrong the next time too.
        let _ = fs::remove_file(&self.path);
    }

    /// Gives it its name, when all of it is on the disk.
    pub(super) fn publish(self, place: &Path) -> Result<(), PullError> {
        self.file.sync_all().map_err(|source| failed(&self.path, source, 0))?;
        drop(self.file);
        fs::rename(&self.path, place).map_err(|source| failed(place, source, 0))?;
        if let Some(folder) = place.parent().and_then(|folder| File::open(folder).ok()) {
            // Not every system can do this for a folder; the name is safe a little later then.
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Makes the folder that a file goes to.
pub(super) fn make_room(path: &Path) -> Result<(), PullError> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|source| failed(folder, source, 0))
}

/// Locks others out while a file is fetched: `flock`, as `huggingface_hub` does it. `None` where the file system has no
/// locks: then two processes fetch the same, and the hash tells if they were in each other's way.
pub(super) fn lock(path: &Path, file: &str, watcher: &dyn Watcher) -> Result<Option<File>, PullError> {
    make_room(path)?;
    let opened = File::options().create(true).truncate(false).write(true).open(path);
    let lock = opened.map_err(|source| failed(path, source, 0))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => {
            watcher.event(Event::Another { file });
            Ok(lock.lock().is_ok().then_some(lock))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Lets a snapshot have a blob: by a link, or where there are none, by moving it there, as `huggingface_hub` does.
/// `depth` is the number of folders of the file inside its repository.
pub(super) fn point(pointer: &Path, blob: &Path, depth: usize) -> Result<(), PullError> {
    make_room(pointer)?;
    let name = blob.file_name().unwrap_or_default();
    let target: PathBuf = std::iter::repeat_n("..", depth + 2).collect::<PathBuf>().join("blobs").join(name);
    if fs::read_link(pointer).is_ok_and(|old| old == target) {
        return Ok(());
    }
    // Whatever was there is replaced.
    let _ = fs::remove_file(pointer);
    link(&target, pointer).or_else(|_| fs::rename(blob, pointer)).map_err(|source| failed(pointer, source, 0))
}

#[cfg(unix)]
fn link(target: &Path, pointer: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, pointer)
}

#[cfg(windows)]
fn link(target: &Path, pointer: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, pointer)
}

#[cfg(not(any(unix, windows)))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Writes a small file whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), PullError> {
    make_room(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    write().map_err(|source| failed(path, source, 0))
}

fn failed(path: &Path, source: io::Error, missing: u64) -> PullError {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            PullError::Full { path: path.to_owned(), bytes: missing }
        }
        _ => PullError::Write { path: path.to_owned(), source },
    }
}
