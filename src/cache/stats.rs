//! What is in the cache.

use std::{collections::BTreeMap, fs, path::PathBuf};

use rusqlite::Connection;

use super::{Cache, CacheError, lock::beside};

/// What is in the cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// The file.
    pub path: PathBuf,
    /// Its size on disk in bytes, the write-ahead log included.
    pub file_bytes: u64,
    /// All outcomes.
    pub total: Share,
    /// Recipes that they were made by.
    pub recipes: u64,
    /// By the engine that made them.
    pub engines: BTreeMap<String, Share>,
    /// By how they were made.
    pub methods: BTreeMap<String, Share>,
    /// By what was asked for: "summarize/zh".
    pub tasks: BTreeMap<String, Share>,
    /// When the oldest was saved, in seconds since 1970.
    pub oldest: Option<i64>,
    /// When the newest was saved, in seconds since 1970.
    pub newest: Option<i64>,
}

/// A part of the outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Their number.
    pub entries: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

impl Cache {
    /// Counts what is in the cache.
    pub fn stats(&self) -> Result<Stats, CacheError> {
        let mut stats = self.with("count", |opened| {
            // One transaction, so that the figures fit together while others write.
            let transaction = opened.connection.transaction()?;
            read(&transaction)
        })?;
        let size = |suffix| fs::metadata(beside(self.path(), suffix)).map_or(0, |meta| meta.len());
        stats.file_bytes = size("") + size("-wal");
        stats.path = self.path().to_owned();
        Ok(stats)
    }
}

fn read(connection: &Connection) -> rusqlite::Result<Stats> {
    let (oldest, newest) = connection
        .query_row("SELECT min(saved), max(saved) FROM record", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let recipes: i64 = connection.query_row("SELECT count(*) FROM recipe", [], |row| row.get(0))?;
    let engines = shares(connection, "engine")?;
    Ok(Stats {
        total: engines.values().fold(Share::default(), |sum, share| Share {
            entries: sum.entries + share.entries,
            bytes: sum.bytes + share.bytes,
        }),
        recipes: recipes.unsigned_abs(),
        methods: shares(connection, "method")?,
        tasks: shares(connection, "task")?,
        engines,
        oldest,
        newest,
        ..Stats::default()
    })
}

fn shares(connection: &Connection, column: &'static str) -> rusqlite::Result<BTreeMap<String, Share>> {
    let sql = format!("SELECT {column}, count(*), sum(length(body)) FROM record GROUP BY {column}");
    connection
        .prepare(&sql)?
        .query_map([], |row| {
            let (entries, bytes): (i64, i64) = (row.get(1)?, row.get(2)?);
            let share = Share { entries: entries.unsigned_abs(), bytes: bytes.unsigned_abs() };
            Ok((row.get(0)?, share))
        })?
        .collect()
}
