//! The unfinished folder: what a run writes lies here until it is whole, then moves to its place.
//!
//! A run that is killed leaves its folder behind. The next run over the same archive removes it: nobody holds its lock.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;

/// What the names of unfinished folders begin with.
const START: &str = ".archive.";

/// What they end with.
const END: &str = ".part";

/// The file in an unfinished folder that its run keeps locked.
const LOCK: &str = "lock";

/// The file that is locked while files move to their places, so that two runs never mix theirs, and while unfinished folders
/// are made and swept, so that one without a lock of its own is a dead run's and not one that is just being made.
const PUBLISHING: &str = ".archive.lock";

/// A folder that nobody can be asked about (no lock, or a file system without locks) is nobody's after a day.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// An unfinished folder, gone when it is dropped.
pub struct Staging {
    // Dropped in this order: Windows removes no file that is open.
    _lock: Option<File>,
    folder: TempDir,
    place: PathBuf,
}

impl Staging {
    /// Makes the folder of the archive where needed, removes what dead runs left in it, and makes an unfinished folder.
    pub fn open(place: &Path) -> io::Result<Self> {
        fs::create_dir_all(place)?;
        // Where there are no locks, the age of a folder tells.
        let alone = publishing(place).ok().filter(|lock| lock.lock().is_ok());
        sweep(place, alone.is_some());
        let folder = tempfile::Builder::new().prefix(START).suffix(END).tempdir_in(place)?;
        let lock = File::create(folder.path().join(LOCK))?;
        let lock = lock.try_lock().is_ok().then_some(lock);
        Ok(Self { _lock: lock, folder, place: place.to_owned() })
    }

    /// True for a folder that a run has written to, or begun to.
    pub fn was_here(place: &Path) -> bool {
        place.join(PUBLISHING).exists()
    }

    /// The unfinished folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Moves files to their places: `last` is away while the others move, so that where it is, all of them are.
    /// `tidy` removes what of an earlier archive in the same place is not in this one.
    pub fn publish(&self, files: &[String], last: &str, tidy: impl FnOnce()) -> io::Result<()> {
        let lock = publishing(&self.place)?;
        // Without locks on this file system two runs that end in the same moment may mix their files; a merge, and the
        // hashes in the manifest, would tell.
        let locked = lock.lock().is_ok();
        remove(&self.place.join(last))?;
        tidy();
        for file in files.iter().map(String::as_str).chain([last]) {
            fs::rename(self.path().join(file), self.place.join(file))?;
        }
        durable(&self.place);
        if locked {
            lock.unlock().ok();
        }
        Ok(())
    }
}

/// The file that two runs over the same archive ask each other by.
fn publishing(place: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(place.join(PUBLISHING))
}

/// Removes a file that may not be there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// The names in a folder reach the disk. Where that cannot be asked for, the system does it in its own time.
#[cfg(unix)]
fn durable(folder: &Path) {
    File::open(folder).and_then(|folder| folder.sync_all()).ok();
}

#[cfg(not(unix))]
fn durable(_: &Path) {}

/// Removes the unfinished folders of dead runs. What cannot be removed stays: it costs room, never the result.
/// `alone` says that no other run makes a folder at this moment.
fn sweep(place: &Path, alone: bool) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(START) && name.ends_with(END));
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_dead(&entry.path(), alone);
        }
    }
}

fn remove_dead(folder: &Path, alone: bool) {
    let old = || {
        let age = fs::metadata(folder).and_then(|data| data.modified()).ok()?.elapsed().ok();
        age.map(|age| age > DAY)
    };
    let dead = match File::options().write(true).open(folder.join(LOCK)) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => old().unwrap_or(false),
        },
        // Left so by a run that was killed while it made or removed its folder.
        Err(error) if error.kind() == io::ErrorKind::NotFound && alone => true,
        Err(_) => old().unwrap_or(false),
    };
    if dead {
        fs::remove_dir_all(folder).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(place: &Path) -> usize {
        let entries = fs::read_dir(place).unwrap().flatten();
        entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(END)).count()
    }

    #[test]
    fn what_a_dead_run_left_is_removed_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let dead = place.path().join(".archive.Ab3dEf.part");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        fs::write(dead.join("articles.jsonl"), "half").unwrap();
        fs::create_dir(place.path().join("notes.part")).unwrap();
        fs::create_dir(place.path().join(".archive.begun.part")).unwrap();
        let living = Staging::open(place.path()).unwrap();
        assert!(!dead.exists(), "nobody holds it");
        let second = Staging::open(place.path()).unwrap();
        assert!(living.path().exists() && second.path().exists());
        assert_eq!(left(place.path()), 3, "two living ones, and another's");
        drop((living, second));
        assert_eq!(left(place.path()), 1, "gone with their runs");
    }

    #[test]
    fn all_files_move_and_the_old_ones_go() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::write(at("a"), "old").unwrap();
        fs::write(at("other"), "old").unwrap();
        let staging = Staging::open(place.path()).unwrap();
        for name in ["a", "b", "last"] {
            fs::write(staging.path().join(name), "new").unwrap();
        }
        fs::write(at("last"), "old").unwrap();
        let tidy = || {
            assert!(!at("last").exists(), "while files move, nothing says that all is there");
            fs::remove_file(at("other")).unwrap();
        };
        staging.publish(&["a".into(), "b".into()], "last", tidy).unwrap();
        for name in ["a", "b", "last"] {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), "new");
        }
        assert!(!at("other").exists());
    }
}
