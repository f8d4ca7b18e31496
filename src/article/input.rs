//! Where articles come from, and the stream of what was read.

use std::path::PathBuf;

use super::{Article, Id, ReadError, Warning, format, records, walk};
use crate::text::Language;

/// One input of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, or a directory with all that is in it.
    Path(PathBuf),
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The language of every article, whatever it looks like (`--from`).
    pub language: Option<Language>,
    /// Files and folders that are passed over where they lie in a directory, by canonical path: what the program itself
    /// writes.
    pub leave_out: Vec<PathBuf>,
    /// Keep web pages whole beside what was found in them.
    pub pages: bool,
}

/// What one file, or one record of a file, came to.
#[derive(Debug)]
pub struct Item {
    /// The record's id, or the place it stands at.
    pub id: Id,
    /// The path or address it was read from; `None` for standard input.
    pub source: Option<String>,
    /// The article, or why there is none.
    pub result: Result<Reading, ReadError>,
}

/// An article and what was odd about it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// An item that was found and fetched but not looked into yet: what a thread of its own can do.
pub struct Unread(Box<dyn FnOnce() -> Item + Send>);

impl Unread {
    /// Something that is read when it is asked for.
    pub fn later(read: impl FnOnce() -> Item + Send + 'static) -> Self {
        Self(Box::new(read))
    }

    /// Makes the article.
    pub fn read(self) -> Item {
        (self.0)()
    }
}

impl From<Item> for Unread {
    fn from(item: Item) -> Self {
        Self::later(|| item)
    }
}

/// A stream of items; files are opened as it is asked for the next one.
pub(super) type Items = Box<dyn Iterator<Item = Unread> + Send>;

/// Opens every input, in order; directories with all below them, by name.
pub fn unread(inputs: Vec<Input>, options: ReadOptions) -> impl Iterator<Item = Unread> + Send {
    inputs.into_iter().flat_map(move |input| -> Items {
        match input {
            Input::Stdin => format::read_stdin(&options),
            Input::Path(path) if path.is_dir() => {
                let options = options.clone();
                Box::new(walk::files(path, options.leave_out.clone()).flat_map(move |found| match found {
                    Ok(path) => format::read_path(&path, &options),
                    Err(item) => Box::new(std::iter::once(Unread::from(*item))),
                }))
            }
            Input::Path(path) => format::read_path(&path, &options),
        }
    })
}

/// Reads every input, in order, one after the other.
pub fn items(inputs: Vec<Input>, options: ReadOptions) -> impl Iterator<Item = Item> + Send {
    unread(inputs, options).map(Unread::read)
}

/// Reads one line of a stream of records; `number` stands in for an id that the record does not have.
pub fn record(line: &str, number: usize, options: &ReadOptions) -> Item {
    records::read(line, &records::Place::line(number), options)
}

impl Item {
    /// An item that failed as a whole.
    pub(super) fn failed(id: Id, source: Option<String>, error: ReadError) -> Self {
        Self { id, source, result: Err(error) }
    }
}
