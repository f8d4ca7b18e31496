//! Moving a damaged database out of the way, never deleting it.
//!
//! Who does this holds the lock alone and looks at the file again under it: another process may have put a
//! healthy database there in the meantime.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    CacheError,
    lock::{LOCK, Lock, beside},
    open, schema,
};

/// A file whose presence says: a run met damage here, look closely before the next use.
const SUSPECT: &str = ".suspect";

/// The parts of a database in write-ahead mode. The database itself is last, so that a process killed between
/// two moves leaves no foreign log beside a new database.
const PARTS: [&str; 3] = ["-wal", "-shm", ""];

/// The files that belong to the cache at `path`, whether they are there or not: the database, its side files, and
/// the damaged ones that were moved aside.
pub fn files(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        PARTS.iter().chain(&[SUSPECT, LOCK]).map(|part| beside(path, part)).collect();
    for aside in (1..).map(|number| beside(path, &format!(".damaged-{number}"))) {
        if is_free(&aside) {
            break;
        }
        files.extend(PARTS.iter().map(|part| beside(&aside, part)));
    }
    files
}

/// True when no part of a database is there.
fn is_free(path: &Path) -> bool {
    PARTS.iter().all(|part| fs::symlink_metadata(beside(path, part)).is_err())
}

/// True for a file with the kind of name that caches have, or with the mark of a cache in its header. No other file is
/// ever moved.
pub(super) fn may_move(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "sqlite") || is_marked(path).unwrap_or(false)
}

/// Reads the mark, which stands 68 bytes into a database (<https://www.sqlite.org/fileformat.html#the_database_header>).
fn is_marked(path: &Path) -> io::Result<bool> {
    let mut header = [0; 72];
    fs::File::open(path)?.read_exact(&mut header)?;
    Ok(header.starts_with(b"SQLite format 3\0") && header[68..] == schema::APPLICATION_ID.to_be_bytes())
}

/// True when an earlier run met damage.
pub(super) fn is_suspect(path: &Path) -> bool {
    beside(path, SUSPECT).exists()
}

/// Leaves word for the next opening. Where that cannot be written, the next run meets the damage itself.
pub(super) fn suspect(path: &Path) {
    let _ = fs::write(beside(path, SUSPECT), b"");
}

/// Moves the file aside if it is damaged indeed. Returns the notice of it, or `None` when it is healthy (again).
/// When others have the file open, `found` comes back as the error, and without one nothing is done.
pub(super) fn repair(path: &Path, found: Option<CacheError>) -> Result<Option<CacheError>, CacheError> {
    let stuck = |source| CacheError::Stuck { path: path.to_owned(), source };
    let lock = if may_move(path) { Lock::alone(path).map_err(stuck)? } else { None };
    let Some(_lock) = lock else {
        return found.map_or(Ok(None), Err);
    };
    let notice = match examine(path) {
        Ok(()) => None,
        Err(error) if error.is_damage() => {
            Some(CacheError::MovedAside { path: path.to_owned(), aside: set_aside(path).map_err(stuck)? })
        }
        Err(error) => return Err(error),
    };
    let _ = fs::remove_file(beside(path, SUSPECT));
    Ok(notice)
}

fn examine(path: &Path) -> Result<(), CacheError> {
    let connection = open::connect(path)?;
    let wrong = integrity(&connection, 1).map_err(|error| CacheError::sql(path, "check", error))?;
    match wrong.first() {
        None => Ok(()),
        Some(what) => Err(CacheError::damaged(path, what)),
    }
}

/// What is wrong with the tables and what SQLite finds wrong with the file, at most `limit` things.
pub(super) fn integrity(connection: &Connection, limit: u32) -> rusqlite::Result<Vec<String>> {
    if !schema::is_intact(connection)? {
        return Ok(vec!["the tables are not what they should be".to_owned()]);
    }
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({limit})"))?;
    let lines = check.query_map([], |row| {
        let line = row.get_ref(0)?.as_bytes()?;
        Ok(String::from_utf8_lossy(line).into_owned())
    })?;
    lines.filter(|line| line.as_deref() != Ok("ok")).collect()
}

fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let mut number = 1_u32;
    let mut aside = beside(path, ".damaged-1");
    while !is_free(&aside) {
        number += 1;
        aside = beside(path, &format!(".damaged-{number}"));
    }
    for part in PARTS {
        match fs::rename(beside(path, part), beside(&aside, part)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            moved => moved?,
        }
    }
    Ok(aside)
}
