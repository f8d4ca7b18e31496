//! Where articles come from, and the stream of what was read.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};

use super::{
    Article, Fetch, Id, Lead, ReadError, Warning, format, records,
    stream::{Flow, Sink, Stream},
    walk,
};
use crate::text::Language;

/// One input of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, or a directory with all that is in it.
    Path(PathBuf),
    /// An address of the web.
    Address(String),
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The language of every article, whatever it looks like (`--from`).
    pub language: Option<Language>,
    /// Files and folders that are passed over where they lie in a directory, by canonical path: what the program itself
    /// writes.
    pub leave_out: Vec<PathBuf>,
    /// Keep web pages that are an input by themselves, whole, beside what was found in them.
    pub pages: bool,
    /// Who fetches addresses; without one the network is not used.
    pub web: Option<Arc<dyn Fetch>>,
    /// Fetch the pages behind the entries of feeds, and the feeds of lists that were come across.
    pub follow: bool,
}

/// What one file, or one record of a file, came to.
#[derive(Debug)]
pub struct Item {
    /// The record's id, or the place it stands at: `a.txt`, `a.jsonl:3` (the line), `a.zip!b/c.txt` (the member).
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
pub struct Unread {
    bytes: usize,
    read: Box<dyn FnOnce() -> Item + Send>,
}

impl Unread {
    /// Something that is read when it is asked for.
    pub fn later(read: impl FnOnce() -> Item + Send + 'static) -> Self {
        Self { bytes: 0, read: Box::new(read) }
    }

    /// The same for something that holds so many bytes until then, and stands in a place. If reading it breaks, that is
    /// one bad item and not the end of the run.
    pub(super) fn guarded(
        bytes: usize,
        (id, source): (Id, Option<String>),
        read: impl FnOnce() -> Item + Send + 'static,
    ) -> Self {
        let whole = move || {
            catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
                let place = source.clone().unwrap_or_else(|| id.to_string());
                Item::failed(id, source, ReadError::Broke { place })
            })
        };
        Self { bytes, read: Box::new(whole) }
    }

    /// Makes the article.
    pub fn read(self) -> Item {
        (self.read)()
    }

    /// About the bytes that it holds.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Opens every input, in order; directories with all below them, by name.
pub fn unread(inputs: Vec<Input>, options: ReadOptions) -> impl Iterator<Item = Unread> + Send {
    Stream::of(move |sink| inputs.into_iter().try_for_each(|input| open(input, &options, sink)))
}

fn open(input: Input, options: &ReadOptions, sink: &mut Sink) -> Flow {
    match input {
        Input::Stdin => format::read_stdin(options, sink),
        Input::Path(path) if path.is_dir() => {
            walk::files(path, options.leave_out.clone()).try_for_each(|found| match found {
                Ok(path) => format::read_path(&path, false, options, sink),
                Err(item) => sink.push(*item),
            })
        }
        Input::Path(path) => format::read_path(&path, true, options, sink),
        Input::Address(address) => format::read_address(&address, Lead::User, options, sink),
    }
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
