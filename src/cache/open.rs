//! Opening the file: making it, repairing it, or at least reading it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use super::{
    CacheError, aside,
    lock::{Lock, beside},
    record, schema,
    touch::Touches,
};

/// Statements kept prepared: there are fewer than this in the whole room.
const STATEMENTS: usize = 32;

/// An open database. The fields are dropped in this order: the lock last.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) writable: bool,
    pub(super) touches: Touches,
    identity: Option<Identity>,
    _lock: Lock,
}

impl Opened {
    /// False when the name no longer leads to the file that was opened.
    pub(super) fn is_in_place(&self, path: &Path) -> bool {
        self.identity.is_some() && self.identity == identity(path)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // The times of use are a help for pruning; nobody is left to be told of a failure.
        let _ = self.touches.flush(&mut self.connection);
    }
}

/// Opens the cache, with a notice when a damaged file had to be moved aside.
pub(super) fn open(path: &Path) -> Result<(Opened, Option<CacheError>), CacheError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| CacheError::Folder { path: folder.to_owned(), source })?;
    }
    let mut notice = None;
    if aside::is_suspect(path) {
        notice = aside::repair(path, None)?;
    }
    match attempt(path) {
        Err(error) if error.is_damage() => {
            notice = aside::repair(path, Some(error))?;
            attempt(path).map(|opened| (opened, notice))
        }
        opened => opened.map(|opened| (opened, notice)),
    }
}

fn attempt(path: &Path) -> Result<Opened, CacheError> {
    // Locked before the file is touched, so that nobody moves it in between.
    let Some(lock) = Lock::shared(path) else {
        return Err(CacheError::locked(path, "it is being repaired"));
    };
    let connection = connect(path)?;
    let writable = !connection.is_readonly("main").unwrap_or(true);
    Ok(Opened { connection, writable, touches: Touches::default(), identity: identity(path), _lock: lock })
}

/// A connection that is ready for every query.
pub(super) fn connect(path: &Path) -> Result<Connection, CacheError> {
    let write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    match connect_with(path, path.to_owned(), write) {
        Err(error @ (CacheError::Open { .. } | CacheError::ReadOnly { .. })) => read_only(path).ok_or(error),
        connection => connection,
    }
}

/// Reads a cache whose folder cannot be written, for example on a read-only file system.
fn read_only(path: &Path) -> Option<Connection> {
    let read = OpenFlags::SQLITE_OPEN_READ_ONLY;
    if let Ok(connection) = connect_with(path, path.to_owned(), read) {
        return Some(connection);
    }
    // SQLite refuses a write-ahead database without its side files in a folder that it cannot write, unless
    // told that nobody changes the file. Should that be wrong all the same, the checksum of each record tells.
    if beside(path, "-wal").exists() {
        return None;
    }
    connect_with(path, immutable(path)?, read | OpenFlags::SQLITE_OPEN_URI).ok()
}

/// `file:` address of the path (<https://www.sqlite.org/uri.html>).
fn immutable(path: &Path) -> Option<PathBuf> {
    let mut address = "file:".to_owned();
    for byte in path.to_str()?.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    Some(address.into())
}

fn connect_with(path: &Path, address: PathBuf, flags: OpenFlags) -> Result<Connection, CacheError> {
    let mut connection = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| CacheError::sql(path, "open", error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    schema::prepare(&mut connection, path)
        .and_then(|()| {
            let lookup = connection.prepare_cached(record::LOOKUP).map(drop);
            lookup.map_err(|error| CacheError::sql(path, "open", error))
        })
        .map_err(unless_ours)?;
    Ok(connection)
}

/// A file that is no database and has another kind of name is somebody's, not a damaged cache.
fn unless_ours(error: CacheError) -> CacheError {
    match error {
        CacheError::Damaged { path, source } if !aside::may_move(&path) => {
            CacheError::NotACache { path, source }
        }
        error => error,
    }
}

#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
type Identity = ();

/// Elsewhere an open file can be neither deleted nor replaced.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_path_survives_as_an_address() {
        let address = immutable(Path::new("/a b/c?d#e%f/摘.sqlite")).unwrap();
        assert_eq!(address, Path::new("file:/a%20b/c%3Fd%23e%25f/%E6%91%98.sqlite?immutable=1"));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a b?c#d%e 摘.sqlite");
        drop(connect(&path).unwrap());
        let read = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        assert!(connect_with(&path, immutable(&path).unwrap(), read).is_ok());
    }
}
