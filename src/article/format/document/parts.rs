//! The parts of a document: members of a zip archive, found by their names.

use std::io::Read;

use zip::ZipArchive;

use crate::article::{
    Item, ReadError, ReadOptions, Reading, Unread, encoding,
    format::xml,
    name::Name,
    source::{LARGEST, Seekable, Source},
    stream::{Flow, Sink},
};

/// An opened document.
pub(super) struct Parts {
    archive: ZipArchive<Box<dyn Seekable>>,
    /// What its parts may still unpack to.
    room: u64,
}

impl Parts {
    /// The text of a part; `None` if there is none of this name.
    ///
    /// # Errors
    /// Says what is wrong with the part.
    pub fn text(&mut self, part: &str) -> Result<Option<String>, String> {
        let Ok(file) = self.archive.by_name(part) else { return Ok(None) };
        if file.encrypted() {
            return Err("it is encrypted".to_owned());
        }
        let mut bytes = Vec::new();
        file.take(self.room + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        self.room = self
            .room
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| format!("its parts unpack to more than {} MB", LARGEST / 1_000_000))?;
        let declared = xml::declared(&bytes);
        Ok(Some(encoding::decode(bytes, declared.as_deref()).text))
    }
}

/// Reads a document on a thread of its own.
pub(super) fn one(
    source: Source,
    options: &ReadOptions,
    sink: &mut Sink,
    read: fn(&mut Parts, &Name, &ReadOptions) -> Result<Reading, ReadError>,
) -> Flow {
    let name = source.name.clone();
    let opened = match source.into_seekable() {
        Ok(opened) => opened,
        Err(source) => return sink.push(name.failed(ReadError::Io { place: name.to_string(), source })),
    };
    let options = options.clone();
    sink.push(Unread::guarded(0, (name.id(), name.source()), move || {
        let result = ZipArchive::new(opened)
            .map_err(|error| ReadError::Damaged { place: name.to_string(), why: error.to_string() })
            .and_then(|archive| read(&mut Parts { archive, room: LARGEST }, &name, &options));
        Item { id: name.id(), source: name.source(), result }
    }))
}

/// The part that a relative reference in another part leads to (RFC 3986, 5.2, for paths).
pub(super) fn resolve(from: &str, reference: &str) -> String {
    let path = reference.split(['#', '?']).next().unwrap_or_default();
    let path = percent_decoded(path);
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !matches!(*part, "" | "."));
    parts.join("/")
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits =
            after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}
