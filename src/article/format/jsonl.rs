//! JSON Lines: a record a line, read line by line, so that a file of any size takes the memory of its longest line.

use std::io::{BufRead, BufReader, Read};

use super::{Format, Probe};
use crate::article::{
    Id, Item, ReadError, ReadOptions, Unread, Warning,
    encoding::{self, Transcoder},
    records::{self, Place},
    source::{LARGEST, Source},
};

/// The names that mean lines even where the first line looks like any JSON.
const EXTENSIONS: &[&str] = &["jsonl", "ndjson", "jsonlines"];

/// A record on each line.
pub(super) const FORMAT: Format = Format {
    content,
    extensions: EXTENSIONS,
    read: |source, options| Box::new(Lines::new(source, options.clone())),
};

/// The first line is a record and stands alone or before others; or another line starts like one.
fn content(probe: &Probe) -> bool {
    let text = probe.text.unwrap_or("").trim_start();
    if probe.extension.is_some_and(|name| EXTENSIONS.contains(&name)) && text.starts_with(['{', '[']) {
        return true;
    }
    if !text.starts_with("{\"") && !text.starts_with("{ ") {
        return false;
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let more = rest.lines().any(|line| line.starts_with("{\"") || line.starts_with("{ \""));
    let first_is_cut = rest.is_empty() && !probe.complete;
    let alone = rest.trim().is_empty() && probe.extension != Some("json");
    more || first_is_cut || (alone && serde_json::from_str::<serde::de::IgnoredAny>(first.trim()).is_ok())
}

struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: Option<String>,
    name: String,
    number: usize,
    options: ReadOptions,
    /// Nothing has been found so far.
    empty: bool,
    done: bool,
}

impl Lines {
    fn new(source: Source, options: ReadOptions) -> Self {
        let (path, name) = (source.path.clone(), source.place());
        // Other encodings keep line ends in single bytes and are decoded line by line.
        let transcoder = Transcoder::utf16(&source.head);
        let reader: Box<dyn BufRead + Send> = match transcoder {
            Some(decoder) => Box::new(BufReader::new(decoder.over(source.into_reader()))),
            None => Box::new(BufReader::with_capacity(64 * 1024, source.into_reader())),
        };
        Self { reader, path, name, number: 0, options, empty: true, done: false }
    }

    fn place(&self) -> Place {
        let id = match &self.path {
            Some(path) => Id::Text(format!("{path}:{}", self.number)),
            None => Id::Number(self.number.into()),
        };
        Place { id, name: format!("{}, line {}", self.name, self.number), source: self.path.clone() }
    }

    fn failed(&self, error: impl FnOnce(String) -> ReadError) -> Item {
        let place = self.place();
        Item::failed(place.id, place.source, error(place.name))
    }

    /// The next line without its end; `None` at the end of the input.
    fn line(&mut self) -> Option<Result<Vec<u8>, Item>> {
        self.number += 1;
        let mut line = Vec::new();
        let read = self.reader.by_ref().take(LARGEST).read_until(b'\n', &mut line);
        match read {
            Err(source) => {
                self.done = true;
                Some(Err(self.failed(|place| ReadError::Io { place, source })))
            }
            Ok(0) => None,
            Ok(_) if line.len() as u64 == LARGEST && line.last() != Some(&b'\n') => {
                self.done = self.reader.skip_until(b'\n').is_err();
                Some(Err(self.failed(|place| ReadError::TooLarge { place, limit: LARGEST })))
            }
            Ok(_) => Some(Ok(line)),
        }
    }
}

/// The article on a line.
fn record(line: Vec<u8>, place: &Place, options: &ReadOptions) -> Item {
    let decoded = encoding::decode(line, None);
    let mut item = records::read(&decoded.text, place, options);
    if let (Ok(reading), true) = (&mut item.result, decoded.replaced > 0) {
        let (encoding, count) = (decoded.encoding, decoded.replaced);
        reading.warnings.push(Warning::Undecodable { encoding, count });
    }
    item
}

impl Iterator for Lines {
    type Item = Unread;

    fn next(&mut self) -> Option<Unread> {
        while !self.done {
            match self.line() {
                None => {
                    self.done = true;
                    if self.empty {
                        self.number = 1;
                        let place = self.name.clone();
                        let id = Id::Text(self.path.clone().unwrap_or_else(|| "-".to_owned()));
                        return Some(Item::failed(id, self.path.clone(), ReadError::Empty { place }).into());
                    }
                }
                Some(Err(item)) => return Some(item.into()),
                Some(Ok(line)) if line.trim_ascii().is_empty() => {}
                Some(Ok(line)) => {
                    self.empty = false;
                    let (place, options) = (self.place(), self.options.clone());
                    return Some(Unread::later(move || record(line, &place, &options)));
                }
            }
        }
        None
    }
}
