//! A part that is being read: its index, and the lines of its records and errors.

use std::{io, path::PathBuf};

use super::{
    super::{Entry, Fate},
    lines::Lines,
    piece::{Entries, Piece},
    problem::Problem,
};
use crate::article::Id;

/// Lost records of one part that are named; a file that is gone as a whole is one problem, not thousands.
const NAMED: usize = 100;

/// A part that is being read.
pub struct Source {
    pub piece: Piece,
    entries: Option<Entries>,
    /// The entry that is next.
    pub next: Option<Entry>,
    articles: Store,
    errors: Store,
}

/// A file of lines, and what was not found in it.
struct Store {
    file: PathBuf,
    lines: Option<Lines>,
    lost: Vec<Id>,
}

impl Source {
    /// Opens what is there. What is not is a problem, and its records will be lost.
    pub fn open(piece: Piece, problems: &mut Vec<Problem>) -> Self {
        let index = piece.place.join(&piece.names.index);
        let entries = match piece.entries() {
            Ok(entries) => Some(entries),
            Err(error) => {
                problems.push(Problem::Unreadable { file: index, why: error.to_string() });
                None
            }
        };
        let store = |name: &str, problems: &mut Vec<Problem>| Store::open(piece.place.join(name), problems);
        let articles = store(&piece.names.articles, problems);
        let errors = store(&piece.names.errors, problems);
        let mut source = Self { piece, entries, next: None, articles, errors };
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
            Fate::Written { record, .. } => self.articles.take(record),
            Fate::Failed { error } => self.errors.take(error),
            Fate::Repeated { .. } => None,
        }
    }

    /// Notes that nobody has what was written for an entry.
    pub fn lost(&mut self, entry: Entry) {
        match entry.fate {
            Fate::Failed { .. } => self.errors.lost.push(entry.id),
            Fate::Written { .. } | Fate::Repeated { .. } => self.articles.lost.push(entry.id),
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

impl Store {
    fn open(file: PathBuf, problems: &mut Vec<Problem>) -> Self {
        let lines = match Lines::open(&file) {
            Ok(lines) => Some(lines),
            Err(error) => {
                problems.push(unreadable(&file, &error));
                None
            }
        };
        Self { file, lines, lost: Vec::new() }
    }

    fn take(&mut self, hash: crate::fingerprint::Fingerprint) -> Option<String> {
        self.lines.as_mut()?.take(hash).ok().flatten()
    }

    /// Names what was lost; what has the id of a lost record and another content was altered.
    fn close(self, problems: &mut Vec<Problem>) {
        // A file that is not there at all was told of.
        let Some(mut lines) = self.lines else { return };
        let mut left = match lines.left() {
            Ok(left) => left,
            Err(error) => {
                problems.push(unreadable(&self.file, &error));
                return;
            }
        };
        for id in self.lost.into_iter().take(NAMED) {
            let file = self.file.clone();
            match left.iter().position(|found| found.as_ref() == Some(&id)) {
                Some(at) => {
                    left.swap_remove(at);
                    problems.push(Problem::Altered { file, id });
                }
                None => problems.push(Problem::Lost { file, id }),
            }
        }
        if !left.is_empty() {
            problems.push(Problem::Strange { file: self.file, lines: left.len() });
        }
    }
}

fn unreadable(file: &std::path::Path, error: &io::Error) -> Problem {
    Problem::Unreadable { file: file.to_owned(), why: error.to_string() }
}
