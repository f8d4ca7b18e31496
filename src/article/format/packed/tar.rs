//! tar: members one behind the other (POSIX.1-1988 `ustar`, POSIX.1-2001 `pax`, GNU, and the V7 headers before them).
//!
//! The crate `tar` holds extended names of any declared length in memory and ends at the first damaged header; this reader
//! looks for the next sound one, as GNU tar does, and never holds more than a header and a name.

use std::io::{self, Read};

use super::{
    header::{BLOCK, Extended, Header, Type, pax},
    member::{Kind, Members},
};
use crate::article::{
    ReadError, ReadOptions,
    format::{Format, Probe},
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// An archive of files.
pub(in crate::article::format) const FORMAT: Format = Format { content, extensions: &[], media: &[], read };

/// The longest extended header that is looked at; those of real archives have some hundred bytes.
const LONGEST: u64 = 1 << 20;

/// The checksum of the first header is right; that no text has.
fn content(probe: &Probe) -> bool {
    probe.head.first_chunk::<BLOCK>().is_some_and(|block| Header::read(block).is_some())
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let (name, layer) = (source.name.clone(), source.layer.clone());
    let mut members = match Members::of(&name, &layer, options) {
        Ok(members) => members,
        Err(error) => return sink.push(name.failed(error)),
    };
    let mut archive = Archive { reader: source.into_packed(), content: 0, filler: 0, seen: None };
    loop {
        match archive.next() {
            Ok(Next::End) => return members.end(sink),
            Ok(Next::Damage) => {
                let why = "a header in it is none; reading goes on at the next one".to_owned();
                members.fail(&name, ReadError::Damaged { place: name.to_string(), why }, sink)?;
            }
            Ok(Next::Member(member)) => {
                each(&member, &mut archive, &mut members, sink)?;
                if let Err(error) = archive.skip() {
                    return members.fail(&name, wrong(&name, error), sink);
                }
            }
            Err(error) => return members.fail(&name, wrong(&name, error), sink),
        }
    }
}

fn wrong(name: &Name, source: io::Error) -> ReadError {
    let place = name.to_string();
    match source.kind() {
        io::ErrorKind::UnexpectedEof => ReadError::Damaged { place, why: CUT_OFF.to_owned() },
        _ => ReadError::Io { place, source },
    }
}

fn each(member: &Member, archive: &mut Archive<impl Read>, members: &mut Members, sink: &mut Sink) -> Flow {
    let kind = match member.kind {
        Type::Folder => Kind::Folder,
        Type::Link => Kind::Link(&member.target),
        Type::Device => Kind::Other,
        _ => Kind::File,
    };
    let name = match members.admit(&member.name, kind, sink) {
        Ok(Some(name)) => name,
        Ok(None) => return Flow::Continue(()),
        Err(stop) => return stop,
    };
    if member.kind == Type::Sparse {
        let error = ReadError::Refused { place: name.to_string(), why: SPARSE.to_owned() };
        return members.fail(&name, error, sink);
    }
    members.read(name, archive, sink)
}

const CUT_OFF: &str = "the tar archive ends in the middle: it was cut off";
const SPARSE: &str = "it is a sparse file (unpack it first)";

/// A member's header, and what those before it say of it.
struct Member {
    name: Vec<u8>,
    target: Vec<u8>,
    kind: Type,
}

enum Next {
    Member(Member),
    /// Blocks that are no header were passed over.
    Damage,
    End,
}

/// An archive between two members, or in one: then it reads as the member's content.
struct Archive<R> {
    reader: R,
    /// The bytes of the member that were not read yet.
    content: u64,
    /// Those that fill up its last block.
    filler: u64,
    /// A header that was found behind damage.
    seen: Option<Header>,
}

impl<R: Read> Archive<R> {
    fn next(&mut self) -> io::Result<Next> {
        let (mut name, mut target, mut extended) = (None, None, Extended::default());
        loop {
            let header = match self.header()? {
                Ok(header) => header,
                Err(next) => return Ok(next),
            };
            let size = if header.kind.is_extension() { None } else { extended.size };
            self.content = size.unwrap_or(header.size);
            self.filler = self.content.next_multiple_of(BLOCK as u64) - self.content;
            match header.kind {
                Type::LongName => name = self.extension()?.map(until_nul),
                Type::LongTarget => target = self.extension()?.map(until_nul),
                Type::Extended => {
                    extended = self.extension()?.map_or_else(Extended::default, |text| pax(&text))
                }
                // What holds for all members (dates, owners) says nothing of their text.
                Type::Ignored => {}
                kind => {
                    self.pass_over_maps(header.maps)?;
                    let name = extended.path.or(name).unwrap_or(header.name);
                    let kind = match kind {
                        // Of the days when folders had no type of their own.
                        Type::File if name.ends_with(b"/") => Type::Folder,
                        _ if extended.sparse => Type::Sparse,
                        kind => kind,
                    };
                    let target = extended.target.or(target).unwrap_or(header.target);
                    return Ok(Next::Member(Member { name, target, kind }));
                }
            }
            self.skip()?;
        }
    }

    /// The next header; otherwise what there is in place of one.
    fn header(&mut self) -> io::Result<Result<Header, Next>> {
        if let Some(header) = self.seen.take() {
            return Ok(Ok(header));
        }
        let (mut zeros, mut damage) = (false, false);
        while let Some(block) = self.block()? {
            match Header::read(&block) {
                // Archives that were put behind each other have zeros between them.
                Some(header) if damage => {
                    self.seen = Some(header);
                    return Ok(Err(Next::Damage));
                }
                Some(header) => return Ok(Ok(header)),
                None if block == [0; BLOCK] => zeros = !damage,
                None if zeros => break,
                None => damage = true,
            }
        }
        Ok(Err(if damage { Next::Damage } else { Next::End }))
    }

    /// A block; `None` at the end of the input.
    fn block(&mut self) -> io::Result<Option<[u8; BLOCK]>> {
        let mut block = [0; BLOCK];
        let mut filled = 0;
        while filled < BLOCK {
            match self.reader.read(&mut block[filled..]) {
                Ok(0) if filled == 0 => return Ok(None),
                Ok(0) => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, CUT_OFF)),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(block))
    }

    /// The content of a header that extends the next one; `None` if it is beyond all measure.
    fn extension(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.content > LONGEST {
            return Ok(None);
        }
        let mut content = Vec::new();
        self.read_to_end(&mut content)?;
        Ok(Some(content))
    }

    /// Blocks behind the header of an old sparse file that say where its parts belong.
    fn pass_over_maps(&mut self, mut more: bool) -> io::Result<()> {
        while more {
            let cut_off = || io::Error::new(io::ErrorKind::UnexpectedEof, CUT_OFF);
            // `isextended` of `struct sparse_header`.
            more = self.block()?.ok_or_else(cut_off)?[504] == 1;
        }
        Ok(())
    }

    /// Passes over what was not read of the member.
    fn skip(&mut self) -> io::Result<()> {
        let rest = self.content.saturating_add(self.filler);
        let passed = io::copy(&mut self.reader.by_ref().take(rest), &mut io::sink())?;
        // The last block may lack what fills it up.
        let missing = passed < self.content;
        (self.content, self.filler) = (0, 0);
        if missing { Err(io::Error::new(io::ErrorKind::UnexpectedEof, CUT_OFF)) } else { Ok(()) }
    }
}

impl<R: Read> Read for Archive<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.content).unwrap_or(usize::MAX).min(out.len());
        let count = self.reader.read(&mut out[..room])?;
        self.content -= count as u64;
        if count == 0 && room > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, CUT_OFF));
        }
        Ok(count)
    }
}

fn until_nul(mut name: Vec<u8>) -> Vec<u8> {
    name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
    name
}
