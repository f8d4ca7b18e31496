//! Unfinished files: beside the output, with its name, locked by the run that writes them.
//!
//! A run that is killed leaves its file behind. The next run with the same output removes it: nobody holds its lock.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    time::Duration,
};

use tempfile::NamedTempFile;

/// What their names end with.
const END: &str = ".part";

/// The letters and digits that `tempfile` puts in the middle.
const LETTERS: usize = 6;

/// Where a file system has no locks, a file that nobody wrote to for a day is nobody's.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Files made and lost again to other runs that clean up, before it is given up.
const TRIES: usize = 10;

/// A new one in `folder` for the output called `name`, locked where the file system has locks. Those that dead runs
/// left are removed.
pub fn create(folder: &Path, name: &str) -> io::Result<NamedTempFile> {
    let start = format!(".{name}.");
    sweep(folder, &start);
    let mut file = new(folder, &start)?;
    for _ in 0..TRIES {
        let lost = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        // Between making and locking it another run may have taken it for a dead one's.
        if !lost && file.path().exists() {
            break;
        }
        file = new(folder, &start)?;
    }
    Ok(file)
}

fn new(folder: &Path, start: &str) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(start).suffix(END).rand_bytes(LETTERS).tempfile_in(folder)
}

/// Removes what no living run holds. What cannot be removed stays: it costs room, never the result.
fn sweep(folder: &Path, start: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| is_ours(name, start));
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            remove_dead(&entry.path());
        }
    }
}

fn is_ours(name: &str, start: &str) -> bool {
    let middle = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(END));
    middle.is_some_and(|middle| {
        middle.len() == LETTERS && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn remove_dead(path: &Path) {
    let Ok(file) = File::options().read(true).write(true).open(path) else { return };
    let old = || file.metadata().and_then(|data| data.modified()).ok()?.elapsed().ok();
    let dead = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => old().is_some_and(|age| age > DAY),
    };
    if dead {
        // While the lock is held, or a run that just made it would not see that it lost it.
        fs::remove_file(path).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dead_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let stay = [".out.txt.notes.part", ".out.txt.Ab3dE.part", ".other.txt.Ab3dEf.part", "out.txt"];
        for name in stay.iter().chain(&[".out.txt.Ab3dEf.part"]) {
            fs::write(at(name), "x").expect("a file");
        }
        let living = create(folder.path(), "out.txt").expect("a file");
        let second = create(folder.path(), "out.txt").expect("a file");
        assert!(!at(".out.txt.Ab3dEf.part").exists(), "nobody holds it");
        assert!(living.path().exists() && second.path().exists(), "both are held");
        assert!(stay.iter().all(|name| at(name).exists()));
    }
}
