//! One row of the cache, and the checksum that guards it.

use rusqlite::{Connection, OptionalExtension, Row, types::FromSqlError, types::ValueRef};

use super::{CacheKey, stored::StoredOutcome};
use crate::fingerprint::{Fingerprint, Hasher};

/// The columns, in the order that [`Record::read`] expects.
macro_rules! columns {
    () => {
        "record.recipe, record.source, saved, used, name, task, engine, method, body, record.checksum"
    };
}
pub(super) use columns;

/// Finds a record by its key.
pub(super) const LOOKUP: &str =
    concat!("SELECT ", columns!(), " FROM record WHERE recipe = ?1 AND source = ?2");

/// A row as it was saved. Only [`Record::checked`] hands out its content.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    pub(super) key: CacheKey,
    pub(super) saved: i64,
    pub(super) used: i64,
    pub(super) name: String,
    pub(super) task: String,
    pub(super) engine: String,
    pub(super) method: String,
    pub(super) body: Vec<u8>,
}

impl Record {
    /// A row for this outcome.
    pub(super) fn new(
        key: CacheKey,
        outcome: &StoredOutcome,
        saved: i64,
        name: &str,
        task: &str,
    ) -> Result<Self, String> {
        Ok(Self {
            key,
            saved,
            used: saved,
            name: name.to_owned(),
            task: task.to_owned(),
            engine: outcome.engine.clone(),
            method: outcome.method.name().to_owned(),
            body: outcome.encode()?,
        })
    }

    /// The hash of everything but the time of the last use.
    pub(super) fn checksum(&self) -> Fingerprint {
        Hasher::new()
            .field(self.key.recipe.as_bytes())
            .field(self.key.source.as_bytes())
            .field(self.saved.to_le_bytes())
            .field(&self.name)
            .field(&self.task)
            .field(&self.engine)
            .field(&self.method)
            .field(&self.body)
            .finish()
    }

    /// Reads the columns of [`columns!`]; a column of the wrong kind is damage.
    pub(super) fn read(row: &Row<'_>) -> Result<(Self, Fingerprint), String> {
        let bad = |what: &'static str| move |error: FromSqlError| format!("{what}: {error}");
        let value = |index: usize| row.get_ref(index).map_err(|error| error.to_string());
        let text = |index: usize, what: &'static str| {
            let text = value(index)?.as_str().map_err(bad(what))?;
            Ok::<_, String>(text.to_owned())
        };
        let record = Self {
            key: CacheKey { recipe: fingerprint(value(0)?)?, source: fingerprint(value(1)?)? },
            saved: value(2)?.as_i64().map_err(bad("saved"))?,
            used: value(3)?.as_i64().map_err(bad("used"))?,
            name: text(4, "name")?,
            task: text(5, "task")?,
            engine: text(6, "engine")?,
            method: text(7, "method")?,
            body: value(8)?.as_blob().map_err(bad("body"))?.to_owned(),
        };
        Ok((record, fingerprint(value(9)?)?))
    }

    /// The outcome, if the row is as it was saved.
    pub(super) fn checked(&self, checksum: Fingerprint) -> Result<StoredOutcome, String> {
        if self.checksum() != checksum {
            return Err("the checksum does not match".to_owned());
        }
        StoredOutcome::decode(&self.body)
    }

    /// Writes the row, replacing one under the same key if asked to. Returns whether it was written.
    pub(super) fn write(&self, connection: &Connection, replace: bool) -> rusqlite::Result<bool> {
        let sql = if replace {
            "INSERT INTO record (recipe, source, saved, used, name, task, engine, method, checksum, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (recipe, source) DO UPDATE SET saved = ?3, used = ?4, name = ?5, task = ?6,
                 engine = ?7, method = ?8, checksum = ?9, body = ?10"
        } else {
            "INSERT INTO record (recipe, source, saved, used, name, task, engine, method, checksum, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING"
        };
        let written = connection.prepare_cached(sql)?.execute((
            self.key.recipe.as_bytes(),
            self.key.source.as_bytes(),
            self.saved,
            self.used,
            &self.name,
            &self.task,
            &self.engine,
            &self.method,
            self.checksum().as_bytes(),
            &self.body,
        ))?;
        Ok(written > 0)
    }
}

/// What is stored under a key: nothing, a row, or a row that cannot even be read.
pub(super) type Found = Option<Result<(Record, Fingerprint), String>>;

/// Looks a key up, without judging what is found.
pub(super) fn find(connection: &Connection, key: &CacheKey) -> rusqlite::Result<Found> {
    let mut lookup = connection.prepare_cached(LOOKUP)?;
    lookup.query_row((key.recipe.as_bytes(), key.source.as_bytes()), |row| Ok(Record::read(row))).optional()
}

/// A fingerprint out of a column.
pub(super) fn fingerprint(value: ValueRef<'_>) -> Result<Fingerprint, String> {
    let bytes = value.as_blob().map_err(|error| error.to_string())?;
    let bytes = bytes.try_into().map_err(|_| format!("a fingerprint of {} bytes", bytes.len()))?;
    Ok(Fingerprint::from_bytes(bytes))
}

/// Keeps what a recipe was, for `explain`. A row that differs is damaged and is mended.
pub(super) fn write_recipe(
    connection: &Connection,
    recipe: &Fingerprint,
    json: &[u8],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO recipe (fingerprint, json, checksum) VALUES (?1, ?2, ?3)
             ON CONFLICT (fingerprint) DO UPDATE SET json = ?2, checksum = ?3
             WHERE json IS NOT ?2 OR checksum IS NOT ?3",
        )?
        .execute((recipe.as_bytes(), json, recipe_checksum(recipe, json).as_bytes()))
        .map(drop)
}

/// The checksum of a row of recipes.
fn recipe_checksum(recipe: &Fingerprint, json: &[u8]) -> Fingerprint {
    Hasher::new().field(recipe.as_bytes()).field(json).finish()
}

/// A recipe's JSON out of its columns, if it is as it was saved.
pub(super) fn read_recipe(
    recipe: &Fingerprint,
    json: ValueRef<'_>,
    checksum: ValueRef<'_>,
) -> Result<serde_json::Value, String> {
    if json == ValueRef::Null {
        return Err("its recipe is missing".to_owned());
    }
    let json = json.as_blob().map_err(|error| format!("its recipe: {error}"))?;
    if fingerprint(checksum)? != recipe_checksum(recipe, json) {
        return Err("the checksum of its recipe does not match".to_owned());
    }
    serde_json::from_slice(json).map_err(|error| format!("its recipe: {error}"))
}
