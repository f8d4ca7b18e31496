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

/// One pass in Rust: SQLite's `GROUP BY` would carry the outcomes themselves through its sorter.
fn read(connection: &Connection) -> rusqlite::Result<Stats> {
    let mut stats = Stats::default();
    let recipes: i64 = connection.query_row("SELECT count(*) FROM recipe", [], |row| row.get(0))?;
    stats.recipes = recipes.unsigned_abs();
    let mut query = connection.prepare("SELECT saved, length(body), engine, method, task FROM record")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let saved = row.get(0)?;
        let bytes = row.get::<_, i64>(1)?.unsigned_abs();
        stats.oldest = Some(stats.oldest.map_or(saved, |oldest| saved.min(oldest)));
        stats.newest = Some(stats.newest.map_or(saved, |newest| saved.max(newest)));
        stats.total.add(bytes);
        stats.engines.entry(row.get(2)?).or_default().add(bytes);
        stats.methods.entry(row.get(3)?).or_default().add(bytes);
        stats.tasks.entry(row.get(4)?).or_default().add(bytes);
    }
    Ok(stats)
}

impl Share {
    fn add(&mut self, bytes: u64) {
        self.entries += 1;
        self.bytes += bytes;
    }
}
