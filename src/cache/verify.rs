//! Looking at every record, and removing what is damaged.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::{
    Cache, CacheError, CacheKey, aside,
    prune::drop_orphans,
    record::{self, Record, columns},
};

/// So many faults of the database itself are listed; the first ones tell what there is to tell.
const LISTED: u32 = 20;

/// What a look at everything found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Records looked at.
    pub checked: u64,
    /// What is wrong; empty when all is well.
    pub problems: Vec<Problem>,
    /// Damaged records removed.
    pub removed: u64,
    /// True when the database itself is damaged: the next opening moves it aside and starts anew.
    pub renewed_next: bool,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The database itself.
    Database {
        /// What SQLite says.
        why: String,
    },
    /// A record, or the recipe that belongs to it.
    Record {
        /// Its key, where that can be read.
        key: Option<CacheKey>,
        /// What is wrong with it.
        why: String,
    },
}

/// A record with its recipe, the row's number last.
const WITH_RECIPE: &str = concat!(
    "SELECT ",
    columns!(),
    ", recipe.json, recipe.checksum, record.id
     FROM record LEFT JOIN recipe ON recipe.fingerprint = record.recipe"
);

impl Cache {
    /// Looks at the database and at every record; with `remove`, damaged records are removed.
    pub fn verify(&self, remove: bool) -> Result<Verified, CacheError> {
        let mut verified = Verified::default();
        let damaged = self.with("verify", |opened| {
            let connection = &opened.connection;
            for why in aside::integrity(connection, LISTED).unwrap_or_else(|error| vec![error.to_string()]) {
                verified.problems.push(Problem::Database { why });
            }
            Ok(scan(connection, &mut verified))
        })?;
        let is_sound = !verified.problems.iter().any(|problem| matches!(problem, Problem::Database { .. }));
        if remove && !damaged.is_empty() {
            let removed = self.transact("repair", |transaction| remove_damaged(transaction, &damaged));
            match removed {
                Ok(removed) => verified.removed = removed,
                // In a damaged database a removal may fail: it goes aside as a whole.
                Err(error) if is_sound => return Err(error),
                Err(_) => {}
            }
        }
        if remove && !is_sound {
            aside::suspect(self.path());
            verified.renewed_next = aside::may_move(self.path());
        }
        Ok(verified)
    }
}

/// Checks every record; the numbers of the damaged rows come back with what is wrong.
fn scan(connection: &Connection, verified: &mut Verified) -> BTreeMap<i64, String> {
    let mut damaged = BTreeMap::new();
    let mut walk = || -> rusqlite::Result<()> {
        let sql = format!("{WITH_RECIPE} ORDER BY record.id");
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            verified.checked += 1;
            let (key, judged) = judge(row);
            if let Err(why) = judged {
                damaged.insert(row.get(12)?, why.clone());
                verified.problems.push(Problem::Record { key, why });
            }
        }
        Ok(())
    };
    if let Err(error) = walk() {
        let why = error.to_string();
        verified.problems.push(Problem::Database { why });
    }
    damaged
}

fn judge(row: &Row<'_>) -> (Option<CacheKey>, Result<(), String>) {
    match Record::read(row) {
        Err(why) => (None, Err(why)),
        Ok((record, checksum)) => {
            let judged = record.checked(checksum).and_then(|_| {
                let column = |index| row.get_ref(index).map_err(|error| error.to_string());
                record::read_recipe(&record.key.recipe, column(10)?, column(11)?).map(drop)
            });
            (Some(record.key), judged)
        }
    }
}

/// Removes the rows that are still damaged: another process may have saved anew in the meantime.
fn remove_damaged(transaction: &Transaction<'_>, damaged: &BTreeMap<i64, String>) -> rusqlite::Result<u64> {
    let mut removed = 0;
    for id in damaged.keys() {
        let still = transaction
            .prepare_cached(&format!("{WITH_RECIPE} WHERE record.id = ?1"))?
            .query_row([id], |row| Ok(judge(row).1.is_err()))
            .optional()?;
        if still == Some(true) {
            removed += 1;
            transaction.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([id])?;
        }
    }
    drop_orphans(transaction)?;
    Ok(removed)
}
