//! When records were last used: collected while reading, written seldom.
//!
//! A hit must not need a write. As file systems do with access times ("relatime"), a time is refreshed only
//! when it is a day old, and many at a time.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};

use super::CacheKey;

/// A time of use this many seconds old is refreshed: one day, as `relatime` does (mount(8)).
const STALE: u64 = 24 * 60 * 60;

/// So many are written at once; it bounds memory, and the rest is written at the end.
const BATCH: usize = 1024;

/// True when a time of use is worth refreshing. One in the future (a clock was ahead) is as stale as an old one.
pub(super) fn is_stale(used: i64, now: i64) -> bool {
    now.abs_diff(used) >= STALE
}

/// Times of use that are not written yet.
#[derive(Default)]
pub(super) struct Touches(BTreeMap<CacheKey, i64>);

impl Touches {
    /// Notes a use. True when it is time to write.
    pub(super) fn note(&mut self, key: CacheKey, now: i64) -> bool {
        self.0.insert(key, now);
        self.0.len() >= BATCH
    }

    /// Writes what was noted. On failure it is forgotten: trying for ever helps nobody.
    pub(super) fn flush(&mut self, connection: &mut Connection) -> rusqlite::Result<()> {
        let noted = std::mem::take(&mut self.0);
        if noted.is_empty() || connection.is_readonly("main")? {
            return Ok(());
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (key, used) in noted {
            transaction
                .prepare_cached("UPDATE record SET used = ?3 WHERE recipe = ?1 AND source = ?2")?
                .execute((key.recipe.as_bytes(), key.source.as_bytes(), used))?;
        }
        transaction.commit()
    }
}
