//! What was fetched, to be asked for again only if it changed: a small database beside the cache. Trouble with it costs
//! requests, never a result.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::client::Known;

/// Pages that nobody wanted for so long are dropped.
const UNUSED: i64 = 30 * 24 * 60 * 60;
/// The most that bodies take together, in bytes.
const MOST: i64 = 256_000_000;

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS page (
    address TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    type TEXT,
    body BLOB NOT NULL,
    fresh_until INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID";

/// A page as it was fetched.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub known: Known,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    pub body: Vec<u8>,
    /// Until when it is good without asking, in seconds since 1970.
    pub fresh_until: i64,
}

/// The pages.
#[derive(Debug)]
pub(super) struct Store(Mutex<Connection>);

impl Store {
    /// Opens the database, or makes it; one that is none is made anew. `None` where there can be none.
    pub fn open(path: &Path, now: i64) -> Option<Self> {
        let connection = match connect(path, now) {
            Ok(connection) => connection,
            Err(rusqlite::Error::SqliteFailure(error, _))
                if matches!(error.code, ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) =>
            {
                std::fs::remove_file(path).ok()?;
                connect(path, now).ok()?
            }
            Err(_) => return None,
        };
        Some(Self(Mutex::new(connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The page of this address, as it was the last time.
    pub fn get(&self, address: &str) -> Option<Kept> {
        let connection = self.connection();
        let mut statement = connection
            .prepare_cached("SELECT etag, modified, type, body, fresh_until FROM page WHERE address = ?1")
            .ok()?;
        let row = statement.query_row([address], |row| {
            let known = Known { etag: row.get(0)?, modified: row.get(1)? };
            Ok((known, row.get(2)?, row.get::<_, Vec<u8>>(3)?, row.get(4)?))
        });
        let (known, content_type, packed, fresh_until) = row.optional().ok()??;
        let body = zstd::stream::decode_all(packed.as_slice()).ok()?;
        Some(Kept { known, content_type, body, fresh_until })
    }

    /// Keeps a page.
    pub fn put(&self, address: &str, page: &Kept, now: i64) {
        let Ok(packed) = zstd::stream::encode_all(page.body.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL)
        else {
            return;
        };
        let Known { etag, modified } = &page.known;
        let _ = self.connection().execute(
            "INSERT OR REPLACE INTO page VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![address, etag, modified, page.content_type, packed, page.fresh_until, now],
        );
    }

    /// The page is as it was.
    pub fn renew(&self, address: &str, fresh_until: i64, now: i64) {
        let _ = self.connection().execute(
            "UPDATE page SET fresh_until = ?2, used = ?3 WHERE address = ?1",
            params![address, fresh_until, now],
        );
    }

    /// Forgets a page.
    pub fn remove(&self, address: &str) {
        let _ = self.connection().execute("DELETE FROM page WHERE address = ?1", [address]);
    }
}

fn connect(path: &Path, now: i64) -> rusqlite::Result<Connection> {
    if let Some(folder) = path.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(SCHEMA)?;
    connection.execute("DELETE FROM page WHERE used < ?1", [now - UNUSED])?;
    connection.execute(
        "DELETE FROM page WHERE address IN (SELECT address FROM (
            SELECT address, sum(length(body)) OVER (ORDER BY used DESC, address) AS total FROM page
        ) WHERE total > ?1)",
        [MOST],
    )?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_back_and_old_ones_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("web.sqlite");
        std::fs::write(&path, "no database at all, but long enough to be taken for one".repeat(20)).unwrap();
        let now = 1_700_000_000;
        let store = Store::open(&path, now).unwrap();
        let known = Known { etag: Some("\"x\"".into()), modified: None };
        let page =
            Kept { known, content_type: Some("text/html".into()), body: b"<p>".repeat(100), fresh_until: 5 };
        store.put("http://a/", &page, now);
        store.renew("http://a/", 7, now);
        let found = store.get("http://a/").unwrap();
        assert_eq!(
            (found.body, found.fresh_until, found.known.etag.as_deref()),
            (page.body, 7, Some("\"x\""))
        );
        assert!(store.get("http://b/").is_none());
        drop(store);
        assert!(Store::open(&path, now + UNUSED - 1).unwrap().get("http://a/").is_some());
        assert!(Store::open(&path, now + UNUSED + 1).unwrap().get("http://a/").is_none());
        assert!(Store::open(&folder.path().join("no/such\0"), now).is_none());
    }
}
