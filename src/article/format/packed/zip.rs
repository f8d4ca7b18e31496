//! zip: members in the order of the archive's directory, which is read entry by entry and never held as a whole.

use std::io::{self, Read, Seek};

use zip::{ZipReadOptions, read::Config, read::ZipFileEntry, result::ZipError, unstable::read::ZipIterable};

use super::member::{Kind, Members};
use crate::article::{
    ReadError, ReadOptions,
    bounds::Bomb,
    format::{Format, Probe},
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// An archive of files.
pub(in crate::article::format) const FORMAT: Format = Format { content, extensions: &[], media: &[], read };

/// The longest target of a link that is looked at: that of paths on Linux.
const LONGEST_TARGET: u64 = 4096;

/// Why a member cannot be read.
const ENCRYPTED: &str = "it is encrypted (unpack it first)";

fn content(probe: &Probe) -> bool {
    probe.head.starts_with(b"PK\x03\x04") || probe.head.starts_with(b"PK\x05\x06")
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let (name, layer) = (source.name.clone(), source.layer.clone());
    let mut members = match Members::of(&name, &layer, options) {
        Ok(members) => members,
        Err(error) => return sink.push(name.failed(error)),
    };
    let opened = source.into_seekable().map_err(ZipError::Io);
    match opened.and_then(|reader| ZipIterable::try_new(reader, Config::default())) {
        Ok(mut archive) => {
            each(&mut archive, &name, &mut members, sink)?;
            members.end(sink)
        }
        Err(error) => sink.push(name.failed(wrong(name.to_string(), error))),
    }
}

fn each<R: Read + Seek>(
    archive: &mut ZipIterable<R>,
    name: &Name,
    members: &mut Members,
    sink: &mut Sink,
) -> Flow {
    let entries = match archive.files() {
        Ok(entries) => entries,
        Err(error) => return members.fail(name, wrong(name.to_string(), error), sink),
    };
    while let Some(entry) = entries.next() {
        if members.is_spent() {
            let error = io::Error::other(Bomb);
            return members.fail(name, wrong(name.to_string(), ZipError::Io(error)), sink);
        }
        match entry {
            Ok(entry) => member(entry, entries.reader_mut(), members, sink)?,
            Err(error) => members.fail(name, wrong(name.to_string(), error), sink)?,
        }
    }
    Flow::Continue(())
}

fn member<R: Read + Seek>(
    entry: ZipFileEntry,
    reader: &mut R,
    members: &mut Members,
    sink: &mut Sink,
) -> Flow {
    let (raw, encrypted) = (entry.name_raw().to_owned(), entry.encrypted());
    let (folder, link) = (entry.is_dir(), entry.is_symlink());
    let file =
        if folder { Err(ZipError::FileNotFound) } else { entry.with_reader(reader, ZipReadOptions::new()) };
    let mut target = Vec::new();
    let mut file = match file {
        Ok(file) if link => {
            // A target that cannot be read leads nowhere.
            let _ = file.take(LONGEST_TARGET).read_to_end(&mut target);
            Err(ZipError::FileNotFound)
        }
        file => file,
    };
    let kind = match (folder, link) {
        (true, _) => Kind::Folder,
        (_, true) => Kind::Link(&target),
        _ => Kind::File,
    };
    let name = match members.admit(&raw, kind, sink) {
        Ok(Some(name)) => name,
        Ok(None) => return Flow::Continue(()),
        Err(stop) => return stop,
    };
    match &mut file {
        Ok(file) => members.read(name, file, sink),
        Err(_) if encrypted => {
            let error = ReadError::Refused { place: name.to_string(), why: ENCRYPTED.to_owned() };
            members.fail(&name, error, sink)
        }
        Err(_) => {
            let error = file.err().unwrap_or(ZipError::FileNotFound);
            members.fail(&name, wrong(name.to_string(), error), sink)
        }
    }
}

fn wrong(place: String, error: ZipError) -> ReadError {
    match error {
        ZipError::Io(source) if source.kind() == io::ErrorKind::UnexpectedEof => {
            ReadError::Damaged { place, why: "the zip archive ends in the middle: it was cut off".to_owned() }
        }
        ZipError::Io(source) => ReadError::Io { place, source },
        ZipError::InvalidArchive(why) => ReadError::Damaged { place, why: why.into_owned() },
        error => ReadError::Refused { place, why: error.to_string() },
    }
}
