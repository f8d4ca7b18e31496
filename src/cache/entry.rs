//! Looking up, and saving what was missing.

use serde_json::Value;

use super::{
    Cache, CacheError, CacheKey,
    open::Opened,
    record::{self, Found, Record},
    stored::StoredOutcome,
    touch::is_stale,
};
use crate::outcome::Outcome;

/// What the cache has under a key.
#[derive(Debug)]
pub enum Entry {
    /// It was made before.
    Hit(Outcome),
    /// It was not, or cannot be read: here is the place for it.
    Vacant(Vacant),
}

/// The place for a missing outcome: the only thing that can save one.
#[must_use]
pub struct Vacant {
    cache: Cache,
    key: CacheKey,
}

impl std::fmt::Debug for Vacant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Vacant").field(&self.key).finish()
    }
}

/// What an outcome was made from, in words: kept so that [`Cache::explain`] can later say why a run missed.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The recipe behind [`CacheKey::recipe`].
    pub recipe: &'a Value,
    /// The article's path or id.
    pub name: &'a str,
    /// What was asked for: "summarize/zh".
    pub task: &'a str,
}

impl Cache {
    /// Looks a key up. Never fails: what goes wrong is a miss, and a warning.
    pub fn entry(&self, key: CacheKey) -> Entry {
        if self.is_enabled() {
            match self.look_up(key) {
                Ok(Some(outcome)) => return Entry::Hit(outcome),
                Ok(None) => {}
                Err(error @ CacheError::Record { .. }) => self.warn(error),
                Err(error) => self.stop(error),
            }
        }
        Entry::Vacant(self.refresh(key))
    }

    /// The place for an outcome that is to be made anew, whatever the cache has.
    pub fn refresh(&self, key: CacheKey) -> Vacant {
        Vacant { cache: self.clone(), key }
    }

    fn look_up(&self, key: CacheKey) -> Result<Option<Outcome>, CacheError> {
        let Some(found) = self.find(key)? else {
            return Ok(None);
        };
        // Outside the lock: other threads look up while this one hashes and parses.
        let checked = found.and_then(|(record, checksum)| {
            if record.key != key {
                return Err("it is another's".to_owned());
            }
            Ok((record.checked(checksum)?, record.used))
        });
        match checked {
            Ok((stored, used)) => {
                self.touch(key, used);
                Ok(Some(stored.into_outcome(key)))
            }
            Err(why) => Err(CacheError::Record { path: self.path().to_owned(), key, why }),
        }
    }

    /// What is under a key, unjudged.
    pub(super) fn find(&self, key: CacheKey) -> Result<Found, CacheError> {
        self.with("look into", |opened| record::find(&opened.connection, &key))
    }

    /// Notes that a record was used. Writes seldom, and never fails.
    fn touch(&self, key: CacheKey, used: i64) {
        let now = self.now();
        if !is_stale(used, now) {
            return;
        }
        let due = self.with("note the use of", |opened| Ok(opened.touches.note(key, now)));
        if due.unwrap_or(false) {
            self.flush();
        }
    }
}

impl Vacant {
    /// The key.
    pub fn key(&self) -> CacheKey {
        self.key
    }

    /// Keeps the outcome. True when it is in the database: whoever looks from now on, in this process or
    /// another, finds it, also if this process is killed. Never fails: what goes wrong is a warning.
    pub fn save(self, outcome: &Outcome, context: &Context<'_>) -> bool {
        if !self.cache.is_writing() {
            return false;
        }
        match self.write(outcome, context) {
            Ok(()) => true,
            // A text beyond what SQLite holds (1 GB) says nothing about the next one.
            Err(error @ (CacheError::Record { .. } | CacheError::Query { .. })) => {
                self.cache.warn(error);
                false
            }
            Err(error) => {
                self.cache.stop_writing(error);
                false
            }
        }
    }

    fn write(&self, outcome: &Outcome, context: &Context<'_>) -> Result<(), CacheError> {
        let bad = |why: String| CacheError::Record { path: self.cache.path().to_owned(), key: self.key, why };
        let stored = StoredOutcome::from(outcome);
        let record = Record::new(self.key, &stored, self.cache.now(), context.name, context.task);
        let record = record.map_err(bad)?;
        let recipe = serde_json::to_vec(context.recipe).map_err(|error| bad(error.to_string()))?;
        self.cache.check_place()?;
        self.cache.transact("write", |transaction| {
            record::write_recipe(transaction, &self.key.recipe, &recipe)?;
            record.write(transaction, true).map(drop)
        })
    }
}

impl Cache {
    /// Refuses to write where nobody would find it.
    fn check_place(&self) -> Result<(), CacheError> {
        let path = self.path();
        let (writable, in_place) =
            self.with("look into", |opened: &mut Opened| Ok((opened.writable, opened.is_in_place(path))))?;
        match (writable, in_place) {
            (true, true) => Ok(()),
            (_, false) => Err(CacheError::Gone { path: path.to_owned() }),
            (false, true) => Err(CacheError::ReadOnly { path: path.to_owned() }),
        }
    }
}
