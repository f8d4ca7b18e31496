//! Forgetting: what was not used for long, what is too much, or everything.

use rusqlite::{Connection, Transaction};

use super::{Cache, CacheError};

/// What may stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Seconds since the last use (known to a day).
    pub unused_for: Option<u64>,
    /// The size of all outcomes together, in bytes; the least recently used go first.
    pub max_bytes: Option<u64>,
}

/// What was forgotten, and what is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Outcomes forgotten.
    pub removed: u64,
    /// Their size in bytes.
    pub freed: u64,
    /// Outcomes left.
    pub left: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

impl Cache {
    /// Forgets what is outside the limits.
    pub fn prune(&self, limits: Limits) -> Result<Pruned, CacheError> {
        let now = self.now();
        // A time of use in the future (a clock was ahead) counts as now.
        self.forget(|transaction| {
            if let Some(age) = limits.unused_for {
                let oldest = i64::try_from(age).map_or(i64::MIN, |age| now.saturating_sub(age));
                transaction.execute("DELETE FROM record WHERE min(used, ?2) < ?1", (oldest, now))?;
            }
            if let Some(bytes) = limits.max_bytes {
                transaction.execute(
                    "DELETE FROM record WHERE id IN (SELECT id FROM (
                        SELECT id, sum(length(body)) OVER (ORDER BY min(used, ?2) DESC, id DESC) AS total
                        FROM record) WHERE total > ?1)",
                    (i64::try_from(bytes).unwrap_or(i64::MAX), now),
                )?;
            }
            Ok(())
        })
    }

    /// Forgets everything.
    pub fn clear(&self) -> Result<Pruned, CacheError> {
        self.forget(|transaction| transaction.execute("DELETE FROM record", []).map(drop))
    }

    fn forget(
        &self,
        delete: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<Pruned, CacheError> {
        // Times of use that wait in memory count too.
        self.flush();
        let pruned = self.transact("prune", |transaction| {
            let before = total(transaction)?;
            delete(transaction)?;
            drop_orphans(transaction)?;
            let (left, bytes) = total(transaction)?;
            Ok(Pruned {
                removed: before.0.saturating_sub(left),
                freed: before.1.saturating_sub(bytes),
                left,
                bytes,
            })
        })?;
        // Giving room back to the disk can wait when another process is at work.
        let _ = self.with("shrink", |opened| shrink(&opened.connection));
        Ok(pruned)
    }
}

/// Forgets the recipes that no outcome needs any more.
pub(super) fn drop_orphans(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction
        .execute("DELETE FROM recipe WHERE fingerprint NOT IN (SELECT recipe FROM record)", [])
        .map(drop)
}

fn total(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let sql = "SELECT count(*), coalesce(sum(length(body)), 0) FROM record";
    let (count, bytes): (i64, i64) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((count.unsigned_abs(), bytes.unsigned_abs()))
}

fn shrink(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare("PRAGMA incremental_vacuum")?
        .query([])
        .and_then(|mut rows| while_some(|| rows.next().map(|row| row.is_some())))?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

fn while_some(mut step: impl FnMut() -> rusqlite::Result<bool>) -> rusqlite::Result<()> {
    while step()? {}
    Ok(())
}
