//! A part that is being read: its index, its records, its errors.

use std::path::Path;

use super::{
    super::{Entry, Fate},
    piece::{Entries, Piece},
    problem::Problem,
    store::{Store, unreadable},
};

/// A part that is being read.
pub struct Source {
    piece: Piece,
    entries: Option<Entries>,
    /// The entry that is next.
    pub next: Option<Entry>,
    articles: Store,
    errors: Store,
}

impl Source {
    /// Opens what is there. What is not is a problem, and its records will be lost. What is compressed is unpacked in the
    /// folder `scratch`.
    pub fn open(piece: Piece, scratch: &Path, problems: &mut Vec<Problem>) -> Self {
        let entries = piece
            .entries()
            .map_err(|error| problems.push(unreadable(&piece.place.join(&piece.names.index), &error)));
        let (names, form) = (&piece.names, piece.manifest.plan.asked.form);
        let articles = Store::articles(piece.place.join(&names.articles), form, scratch, problems);
        let errors = Store::lines(piece.place.join(&names.errors), problems);
        let mut source = Self { entries: entries.ok(), piece, next: None, articles, errors };
        source.advance();
        source
    }

    /// Goes on to the next entry.
    pub fn advance(&mut self) {
        self.next = self.entries.as_mut().and_then(Iterator::next);
    }

    /// What was written for an entry; `None` when it is lost or was altered. A repetition has nothing of its own.
    pub fn take(&mut self, entry: &Entry) -> Option<String> {
        match entry.fate {
            Fate::Written { .. } => self.articles.take(entry),
            Fate::Failed { .. } => self.errors.take(entry),
            Fate::Repeated { .. } => None,
        }
    }

    /// Notes that nobody has what was written for an entry.
    pub fn lost(&mut self, entry: Entry) {
        match entry.fate {
            Fate::Failed { .. } => self.errors.lost(entry),
            Fate::Written { .. } | Fate::Repeated { .. } => self.articles.lost(entry),
        }
    }

    /// Tells of everything that was wrong.
    pub fn close(self, problems: &mut Vec<Problem>) {
        let file = self.piece.place.join(&self.piece.names.index);
        if let Some(entries) = self.entries {
            let wrong = entries.end(self.piece.manifest.totals.inputs);
            problems.extend(wrong.map(|why| Problem::Index { file, why }));
        }
        self.articles.close(problems);
        self.errors.close(problems);
    }
}
