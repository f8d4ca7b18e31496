//! The tables, their version, and how a file comes to have them.

use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::CacheError;

/// "ZhYi" in ASCII: the application id in the header of every cache, so that no other program's database is
/// taken for one (<https://www.sqlite.org/fileformat.html#application_id>).
pub(super) const APPLICATION_ID: i32 = 0x5A68_5969;

/// Step `n` brings a file from version `n` to version `n + 1`. Steps are only ever added.
///
/// - `record.checksum` covers every other column but `used`.
/// - `engine`, `method`: copies out of `body`, for statistics.
/// - Times are seconds since 1970.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE recipe (
        fingerprint BLOB PRIMARY KEY,
        json        BLOB NOT NULL,
        checksum    BLOB NOT NULL
    );
    CREATE TABLE record (
        id       INTEGER PRIMARY KEY,
        recipe   BLOB NOT NULL,
        source   BLOB NOT NULL,
        saved    INTEGER NOT NULL,
        used     INTEGER NOT NULL,
        name     TEXT NOT NULL,
        task     TEXT NOT NULL,
        engine   TEXT NOT NULL,
        method   TEXT NOT NULL,
        checksum BLOB NOT NULL,
        body     BLOB NOT NULL,
        UNIQUE (recipe, source)
    );
    CREATE INDEX record_by_source ON record (source, task);
    CREATE INDEX record_by_name ON record (name, task);
"];

/// The version that this program writes.
pub(super) const VERSION: i32 = MIGRATIONS.len() as i32;

/// How long one process waits for another's transaction. A save takes well under 1 ms, a batch of an import
/// some 10 ms: who is kept out for 5 s (SQLite's shell and most bindings use the same) is really locked out.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Sees that the open file is a cache of this version, creating or migrating the tables where needed.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), CacheError> {
    let fail = |error| CacheError::sql(path, "open", error);
    connection.busy_timeout(BUSY).map_err(fail)?;
    // Read in one transaction, or a file that another process is just making looks like a stranger's.
    let version = inspect(&*connection.transaction().map_err(fail)?, path)?;
    if version != VERSION {
        if connection.is_readonly("main").map_err(fail)? {
            return Err(CacheError::ReadOnly { path: path.to_owned() });
        }
        if version == 0 {
            // A new file may wait for the system to reach the disk: there is nothing to lose in it yet, and it
            // saves the first run 40 ms. Room freed by pruning can be given back later only if `auto_vacuum` is
            // set before the first table.
            connection
                .pragma_update(None, "synchronous", "OFF")
                .and_then(|()| connection.pragma_update(None, "auto_vacuum", "INCREMENTAL"))
                .map_err(fail)?;
            write_ahead(connection).map_err(fail)?;
        }
        migrate(connection, path)?;
    }
    // With a write-ahead log NORMAL loses nothing when a process dies, and never consistency
    // (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(fail)
}

/// The version of the file, 0 for an empty one.
fn inspect(connection: &Connection, path: &Path) -> Result<i32, CacheError> {
    let fail = |error| CacheError::sql(path, "open", error);
    let (found, version): (i32, i32) = connection
        .query_row(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(fail)?;
    if found == APPLICATION_ID && (1..=VERSION).contains(&version) {
        return Ok(version);
    }
    if found == APPLICATION_ID && version > VERSION {
        return Err(CacheError::Newer { path: path.to_owned(), found: version, known: VERSION });
    }
    if found == APPLICATION_ID {
        return Err(CacheError::damaged(path, "it has no version"));
    }
    let empty: bool = connection
        .query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
        .map_err(fail)?;
    if found == 0 && version == 0 && empty {
        return Ok(0);
    }
    Err(CacheError::Foreign { path: path.to_owned(), found })
}

/// True when the tables and indexes are those that this version makes, word by word.
pub(super) fn is_intact(connection: &Connection) -> rusqlite::Result<bool> {
    let expected = Connection::open_in_memory()?;
    for step in MIGRATIONS {
        expected.execute_batch(step)?;
    }
    Ok(definitions(connection)? == definitions(&expected)?)
}

/// As bytes: what is damaged need not be text.
fn definitions(connection: &Connection) -> rusqlite::Result<Vec<Vec<u8>>> {
    let sql = "SELECT CAST(name || ': ' || coalesce(sql, '') AS BLOB) FROM sqlite_schema
               WHERE name NOT GLOB 'sqlite_stat*' ORDER BY name";
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Turns the write-ahead log on. SQLite does not wait by itself when several do this to a new file at once.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        let mode = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match mode {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && start.elapsed() < BUSY =>
            {
                sleep(Duration::from_millis(2));
            }
            mode => return mode,
        }
    }
}

/// Runs the missing steps in one transaction: a process killed in it leaves the file as it was.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), CacheError> {
    let fail = |error| CacheError::sql(path, "create", error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    // Another process may have been here first.
    let version = inspect(&transaction, path)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(step).map_err(fail)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .and_then(|()| transaction.pragma_update(None, "user_version", VERSION))
        .map_err(fail)?;
    transaction.commit().map_err(fail)
}
