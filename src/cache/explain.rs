//! Why a run finds, or does not find, an outcome.

use rusqlite::{Connection, OptionalExtension, Row, types::Value as Column};

use super::{
    Cache, CacheError, CacheKey, Context, Difference, differences,
    record::{self, fingerprint},
};
use crate::fingerprint::Fingerprint;

/// So many earlier recipes are compared, the latest first: a bound on time, far above what a person reads.
const COMPARED: usize = 32;

/// What a look under a key gives, and why.
#[derive(Clone, Debug, PartialEq)]
pub enum Explanation {
    /// It is there.
    Hit {
        /// When it was saved, in seconds since 1970.
        saved: i64,
    },
    /// It is not.
    Miss(Reason),
}

/// Why there is no outcome under a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Neither this article nor another under its name was ever done for this task.
    NeverSeen,
    /// The article of this name was done with another content.
    ArticleChanged {
        /// The article's fingerprint then.
        source: Fingerprint,
        /// When that was saved, in seconds since 1970.
        saved: i64,
        /// The recipe then, and what differs from now: empty when only the article changed.
        recipe: Neighbour,
    },
    /// This article was done with other recipes; the nearest one first.
    RecipeChanged(Vec<Neighbour>),
    /// It is there, but damaged.
    Damaged {
        /// What is wrong with it.
        why: String,
    },
}

/// Another recipe that the same task was done with.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its fingerprint.
    pub recipe: Fingerprint,
    /// When its outcome was saved, in seconds since 1970.
    pub saved: i64,
    /// From that recipe to the one of now; `None` when that recipe is no longer readable.
    pub differences: Option<Vec<Difference>>,
}

impl Cache {
    /// Says whether a run would find an outcome under the key, and if not, why.
    pub fn explain(&self, key: CacheKey, context: &Context<'_>) -> Result<Explanation, CacheError> {
        if let Some(found) = self.find(key)? {
            let checked = found.and_then(|(record, checksum)| record.checked(checksum).map(|_| record.saved));
            return Ok(match checked {
                Ok(saved) => Explanation::Hit { saved },
                Err(why) => Explanation::Miss(Reason::Damaged { why }),
            });
        }
        let reason = self.with("look into", |opened| {
            let connection = &opened.connection;
            let mut others = other_recipes(connection, key, context)?;
            if !others.is_empty() {
                others.sort_by_key(|other| {
                    let distance = other.differences.as_ref().map_or(usize::MAX, Vec::len);
                    (distance, std::cmp::Reverse(other.saved))
                });
                return Ok(Reason::RecipeChanged(others));
            }
            Ok(earlier_article(connection, key, context)?.unwrap_or(Reason::NeverSeen))
        })?;
        Ok(Explanation::Miss(reason))
    }
}

fn other_recipes(
    connection: &Connection,
    key: CacheKey,
    context: &Context<'_>,
) -> rusqlite::Result<Vec<Neighbour>> {
    let mut query = connection.prepare_cached(
        "SELECT recipe, saved FROM record WHERE source = ?1 AND task = ?2 ORDER BY saved DESC, id LIMIT ?3",
    )?;
    let limit = i64::try_from(COMPARED).unwrap_or(i64::MAX);
    let rows = query
        .query_map((key.source.as_bytes(), context.task, limit), |row| Ok((hash(row, 0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (recipe, saved) = row?;
        neighbour(connection, recipe, saved, context)
    })
    .collect()
}

/// The last outcome under the article's name; one of the same recipe is preferred.
fn earlier_article(
    connection: &Connection,
    key: CacheKey,
    context: &Context<'_>,
) -> rusqlite::Result<Option<Reason>> {
    let found = connection
        .prepare_cached(
            "SELECT source, recipe, saved FROM record WHERE name = ?1 AND task = ?2
             ORDER BY recipe = ?3 DESC, saved DESC, source LIMIT 1",
        )?
        .query_row((context.name, context.task, key.recipe.as_bytes()), |row| {
            Ok((hash(row, 0)?, hash(row, 1)?, row.get(2)?))
        })
        .optional()?;
    let Some((source, recipe, saved)) = found else {
        return Ok(None);
    };
    Ok(Some(Reason::ArticleChanged { source, saved, recipe: neighbour(connection, recipe, saved, context)? }))
}

fn neighbour(
    connection: &Connection,
    recipe: Fingerprint,
    saved: i64,
    context: &Context<'_>,
) -> rusqlite::Result<Neighbour> {
    let json = connection
        .prepare_cached("SELECT json, checksum FROM recipe WHERE fingerprint = ?1")?
        .query_row([recipe.as_bytes()], |row| {
            Ok(record::read_recipe(&recipe, row.get_ref(0)?, row.get_ref(1)?).ok())
        })
        .optional()?
        .flatten();
    Ok(Neighbour { recipe, saved, differences: json.map(|old| differences(&old, context.recipe)) })
}

/// A fingerprint out of a column; a column that holds none is an error of the query.
fn hash(row: &Row<'_>, index: usize) -> rusqlite::Result<Fingerprint> {
    fingerprint(row.get_ref(index)?).map_err(|why| {
        let kind = row.get::<_, Column>(index).map_or(rusqlite::types::Type::Null, |value| value.data_type());
        rusqlite::Error::FromSqlConversionFailure(index, kind, why.into())
    })
}
