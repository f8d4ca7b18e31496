//! Taking outcomes from one cache to another: one JSON record a line.

use std::io::{BufRead, Read, Write};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Cache, CacheError, CacheKey,
    record::{self, Record, columns},
    stored::StoredOutcome,
};
use crate::fingerprint::Hasher;

/// The name and version of the lines.
const SCHEMA: &str = "zhaiyi-cache/1";

/// Longest line read, in bytes. A line holds one outcome; the largest article that is read (50 MB) cannot make
/// a longer one, and a file without line ends must not fill the memory.
const MAX_LINE: u64 = 256 << 20;

/// Lines written in one transaction: few enough that other processes wait some 10 ms at most.
const BATCH: usize = 256;

/// Bad lines that are described; the others are counted.
const DESCRIBED: usize = 100;

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records written.
    pub written: u64,
    /// Damaged records, left out.
    pub damaged: u64,
}

/// What was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that were new.
    pub added: u64,
    /// Records that the cache had already; its own were kept.
    pub kept: u64,
    /// Lines that hold no sound record.
    pub bad: u64,
    /// The first of them.
    pub bad_lines: Vec<BadLine>,
}

/// A line that holds no sound record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    schema: String,
    recipe: String,
    source: String,
    saved: i64,
    name: String,
    task: String,
    outcome: StoredOutcome,
    made_by: Value,
    checksum: String,
}

impl Line {
    fn new(record: Record, outcome: StoredOutcome, made_by: Value) -> Result<Self, String> {
        Ok(Self {
            schema: SCHEMA.to_owned(),
            recipe: record.key.recipe.to_string(),
            source: record.key.source.to_string(),
            checksum: checksum(&record, &made_by)?,
            saved: record.saved,
            name: record.name,
            task: record.task,
            outcome,
            made_by,
        })
    }

    /// The record and its recipe's JSON, if the line is whole.
    fn into_record(self) -> Result<(Record, Vec<u8>), String> {
        if self.schema != SCHEMA {
            return Err(format!("the schema is {:?}, not {SCHEMA:?}", self.schema));
        }
        self.outcome.check()?;
        let key = CacheKey {
            recipe: self.recipe.parse().map_err(|error| format!("recipe: {error}"))?,
            source: self.source.parse().map_err(|error| format!("source: {error}"))?,
        };
        let record = Record::new(key, &self.outcome, self.saved, &self.name, &self.task)?;
        if checksum(&record, &self.made_by)? != self.checksum {
            return Err("the checksum does not match".to_owned());
        }
        Ok((record, recipe_json(&self.made_by)?))
    }
}

/// The hash of the record and its recipe.
fn checksum(record: &Record, made_by: &Value) -> Result<String, String> {
    let hash = Hasher::new().field(record.checksum().as_bytes()).field(recipe_json(made_by)?);
    Ok(hash.finish().to_string())
}

fn recipe_json(made_by: &Value) -> Result<Vec<u8>, String> {
    serde_json::to_vec(made_by).map_err(|error| error.to_string())
}

impl Cache {
    /// Writes every sound record, one a line, in the order of the keys.
    pub fn export(&self, mut writer: impl Write) -> Result<Exported, CacheError> {
        let mut exported = Exported::default();
        let written =
            self.with("export", |opened| write_all(&opened.connection, &mut writer, &mut exported))?;
        written.and_then(|()| writer.flush()).map_err(|source| CacheError::Export { source })?;
        Ok(exported)
    }

    /// Adds what the cache does not have yet. A bad line is reported and the rest is done.
    pub fn import(&self, mut reader: impl BufRead) -> Result<Imported, CacheError> {
        let mut imported = Imported::default();
        let mut batch = Vec::new();
        let mut number = 0;
        while let Some(line) = next_line(&mut reader).map_err(|source| CacheError::Import { source })? {
            number += 1;
            let parsed = line.and_then(|line| {
                if line.trim_ascii().is_empty() {
                    return Ok(None);
                }
                let line: Line = serde_json::from_slice(&line).map_err(|error| error.to_string())?;
                line.into_record().map(Some)
            });
            match parsed {
                Ok(record) => batch.extend(record),
                Err(why) => {
                    imported.bad += 1;
                    if imported.bad_lines.len() < DESCRIBED {
                        imported.bad_lines.push(BadLine { line: number, why });
                    }
                }
            }
            if batch.len() >= BATCH {
                self.add(&mut batch, &mut imported)?;
            }
        }
        self.add(&mut batch, &mut imported)?;
        Ok(imported)
    }

    fn add(&self, batch: &mut Vec<(Record, Vec<u8>)>, imported: &mut Imported) -> Result<(), CacheError> {
        let now = self.now();
        let total = batch.len() as u64;
        let added = self.transact("import into", |transaction| {
            let mut added = 0;
            for (mut record, recipe) in batch.drain(..) {
                // Imported now is used now: an old export is not to be pruned at once.
                record.used = now;
                if record.write(transaction, false)? {
                    record::write_recipe(transaction, &record.key.recipe, &recipe)?;
                    added += 1;
                }
            }
            Ok(added)
        })?;
        imported.added += added;
        imported.kept += total - added;
        Ok(())
    }
}

/// Two kinds of failure: of the database outside, of the writer inside.
fn write_all(
    connection: &Connection,
    writer: &mut impl Write,
    exported: &mut Exported,
) -> rusqlite::Result<std::io::Result<()>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        ", recipe.json, recipe.checksum
         FROM record LEFT JOIN recipe ON recipe.fingerprint = record.recipe
         ORDER BY record.recipe, record.source"
    );
    let mut query = connection.prepare(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (json, json_checksum) = (row.get_ref(10)?, row.get_ref(11)?);
        let line = Record::read(row).and_then(|(record, checksum)| {
            let outcome = record.checked(checksum)?;
            let made_by = record::read_recipe(&record.key.recipe, json, json_checksum)?;
            let line = Line::new(record, outcome, made_by)?;
            serde_json::to_vec(&line).map_err(|error| error.to_string())
        });
        match line {
            Err(_) => exported.damaged += 1,
            Ok(mut line) => {
                line.push(b'\n');
                if let Err(error) = writer.write_all(&line) {
                    return Ok(Err(error));
                }
                exported.written += 1;
            }
        }
    }
    Ok(Ok(()))
}

/// The next line, or what is wrong with it; `None` at the end.
fn next_line(reader: &mut impl BufRead) -> std::io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    if reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == MAX_LINE && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Ok(Some(Err(format!("the line is longer than {MAX_LINE} bytes"))));
    }
    Ok(Some(Ok(line)))
}
