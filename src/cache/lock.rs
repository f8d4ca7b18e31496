//! Who has the file open: an advisory lock on a file beside it.
//!
//! SQLite's own locks guard its transactions. This one guards the file's name: everyone who has the database
//! open holds it shared, and only who holds it alone may move the file aside. So a healthy database cannot be
//! taken from under a process that uses it, and of two processes that find a damaged one the second sees what
//! the first has done. The system frees the lock when its holder ends, in whatever way.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

/// How long to wait for those who have the file open: opening takes about 1 ms, so who holds the lock for
/// longer is at work with it.
const FOR_OPENING: Duration = Duration::from_millis(500);

/// How long to wait for who has the file alone: looking closely at a large one takes seconds.
const FOR_REPAIR: Duration = Duration::from_secs(5);

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(5);

/// What its name ends with.
pub(super) const LOCK: &str = ".lock";

/// The lock, held until it is dropped. `None` inside where the file system has no locks or the folder cannot be
/// written: then nobody can move the file either.
pub(super) struct Lock(#[allow(dead_code, reason = "held, never read")] Option<File>);

impl Lock {
    /// Says that this process has the database open; `None` while another has it alone.
    pub(super) fn shared(path: &Path) -> Option<Self> {
        let Ok(file) = open(path) else {
            return Some(Self(None));
        };
        match patiently(FOR_REPAIR, || file.try_lock_shared()) {
            Ok(true) => Some(Self(Some(file))),
            Ok(false) => None,
            Err(_) => Some(Self(None)),
        }
    }

    /// The lock alone, or `None` when others have the database open.
    pub(super) fn alone(path: &Path) -> io::Result<Option<Self>> {
        let file = open(path)?;
        Ok(patiently(FOR_OPENING, || file.try_lock())?.then_some(Self(Some(file))))
    }
}

/// Who may only read the folder can hold the lock all the same.
fn open(path: &Path) -> io::Result<File> {
    let path = beside(path, LOCK);
    OpenOptions::new().create(true).truncate(false).write(true).open(&path).or_else(|_| File::open(&path))
}

fn patiently(patience: Duration, mut attempt: impl FnMut() -> Result<(), TryLockError>) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        match attempt() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() > patience => return Ok(false),
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
        }
    }
}

/// The path with something appended to its file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alone_means_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cache.sqlite");
        let user = Lock::shared(&path).unwrap();
        let other = Lock::shared(&path).unwrap();
        assert!(user.0.is_some() && other.0.is_some());
        assert!(Lock::alone(&path).unwrap().is_none());
        drop((user, other));
        assert!(Lock::alone(&path).unwrap().is_some());
    }
}
