//! What the threads do: read an input, make what is wished for, and bring it into the form of the archive.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::Ordering,
};

use zhaiyi::{
    article::{Id, Item, Reading, Unread},
    engine::Watcher,
    pipeline::{
        Attempt, Told, Verdict, Wishes,
        archive::{Form, Row, Shard},
    },
};

use super::counts::Counts;
use crate::cli::{run_articles, session::Session};

/// What came of an input.
pub enum Dealt {
    /// It is in another part.
    Elsewhere(Id),
    /// It has a record.
    Done(Done),
    /// It has none.
    Failed {
        /// Its id.
        id: Id,
        /// Where it was read from.
        source: Option<String>,
        /// Why.
        message: String,
    },
}

/// An article with its record.
pub struct Done {
    /// The record, ready to be written.
    pub row: Row,
    /// What to call it in messages.
    pub place: String,
    /// What the reader warned of.
    pub warnings: Vec<String>,
    /// Engines that were passed over, and why.
    pub passed_over: Vec<String>,
    /// True when nothing had to be made.
    pub cached: bool,
}

/// What every article is worked on with.
pub struct Work<'a> {
    /// Engines and cache.
    pub session: &'a Session,
    /// What is wanted.
    pub wishes: &'a Wishes,
    /// The part of the input.
    pub shard: Shard,
    /// The form of the archive.
    pub form: Form,
    /// The counts of the run.
    pub counts: &'a Counts,
}

impl Work<'_> {
    /// Deals with the input at place `n`.
    pub fn deal(&self, n: usize, unread: Unread) -> Dealt {
        let Read { id, source, result } = read(n, unread);
        if !self.shard.has(&id) {
            return Dealt::Elsewhere(id);
        }
        let told = match result {
            Ok(reading) => run_articles::tell(self.session, self.wishes, &reading, self),
            Err(message) => Err(message),
        };
        match told {
            Ok(told) => Dealt::Done(done(told, self.form)),
            Err(message) => Dealt::Failed { id, source, message },
        }
    }
}

impl Watcher for Work<'_> {
    fn tokens(&self, tokens: usize) {
        self.counts.tokens.fetch_add(tokens as u64, Ordering::Relaxed);
    }
}

/// An input as it was read, with the error in words.
struct Read {
    id: Id,
    source: Option<String>,
    result: Result<Reading, String>,
}

/// Reads an input. One that breaks the reader is one bad input, not the end of the run.
fn read(n: usize, unread: Unread) -> Read {
    match catch_unwind(AssertUnwindSafe(|| unread.read())) {
        Ok(Item { id, source, result }) => {
            Read { id, source, result: result.map_err(|error| error.to_string()) }
        }
        Err(_) => Read {
            id: Id::Text(format!("input {}", n + 1)),
            source: None,
            result: Err("it broke the reader (the message above); please report it".to_owned()),
        },
    }
}

fn done(told: Told, form: Form) -> Done {
    let Told { mut record, attempts } = told;
    let passed_over = attempts.into_iter().filter_map(|Attempt { engine, verdict }| match verdict {
        Verdict::PassedOver { reason } => Some(format!("{engine} was passed over: {reason}")),
        Verdict::Hit | Verdict::Ran { .. } => None,
    });
    let cached = record.lasting();
    Done {
        row: Row::new(&record, form),
        passed_over: passed_over.collect(),
        cached,
        place: record.source.unwrap_or_else(|| record.id.to_string()),
        warnings: record.warnings,
    }
}
