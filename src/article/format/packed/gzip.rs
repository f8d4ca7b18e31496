//! gzip: one file, in any number of members (RFC 1952). Each record of a web archive is a member, and `pigz` and `cat` make
//! several too. What is in the members behind a damaged one is read all the same.

use std::{
    io::{self, BufRead, Cursor, Read},
    mem,
};

use flate2::bufread::GzDecoder;

use super::unpack;
use crate::article::format::Format;

/// How members begin: the mark, and deflate, the only method there is.
const START: &[u8] = b"\x1f\x8b\x08";

/// So much of a member is unpacked before anything of it is seen, if it is not the first.
const HELD: u64 = 1_000_000;

/// One packed file.
pub(in crate::article::format) const FORMAT: Format = Format {
    content: |probe| probe.head.starts_with(START),
    extensions: &[],
    media: &[],
    read: |source, options, sink| {
        let (name, layer) = (source.name.clone(), source.layer.clone());
        unpack(&name, &layer, Members::of(source.into_packed()), options, sink)
    },
};

/// A member is damaged; reading goes on with the next one.
#[derive(Debug, thiserror::Error)]
#[error("the gzip data is damaged ({0})")]
struct Damaged(String);

/// True for an error of a stream that can be read on behind the damage.
pub(in crate::article::format) fn goes_on(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Damaged>())
}

/// What is in all members, one after the other.
struct Members<R> {
    at: At<R>,
    /// A member was read whole.
    met: bool,
}

/// The rest of the file, behind bytes of it that were looked at and put back.
type Rest<R> = io::Chain<&'static [u8], R>;

enum At<R> {
    /// Before a member, or at the end.
    Between(Rest<R>),
    Inside(Box<GzDecoder<Rest<R>>>),
    /// What was unpacked and looked at, and what comes after it.
    Held(Cursor<Vec<u8>>, Box<At<R>>),
    /// An error that is told first, and what comes after it.
    Fails(io::Error, Box<At<R>>),
    /// Behind damage: the next member has to be found.
    Lost(R),
    End,
}

impl<R: BufRead> Members<R> {
    fn of(reader: R) -> Self {
        Self { at: At::Between([].as_slice().chain(reader)), met: false }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match mem::replace(&mut self.at, At::End) {
                At::End => return Ok(0),
                At::Between(mut reader) => {
                    let next = reader.fill_buf()?;
                    if next.is_empty() {
                        return Ok(0);
                    }
                    // Zeros fill up the blocks of tapes; gzip passes over them too.
                    if let Some(ink) = next.iter().position(|byte| *byte != 0).filter(|ink| *ink > 0) {
                        reader.consume(ink);
                        self.at = At::Between(reader);
                    } else if next[0] == 0 {
                        let all = next.len();
                        reader.consume(all);
                        self.at = At::Between(reader);
                    } else {
                        let member = Box::new(GzDecoder::new(reader));
                        self.at = if self.met { hold(member)? } else { At::Inside(member) };
                    }
                }
                At::Held(mut held, then) => {
                    let count = held.read(out)?;
                    if count == 0 && !out.is_empty() {
                        self.at = *then;
                    } else {
                        self.at = At::Held(held, then);
                        return Ok(count);
                    }
                }
                At::Fails(error, then) => {
                    self.at = *then;
                    return Err(error);
                }
                At::Inside(mut member) => match member.read(out) {
                    Ok(0) if !out.is_empty() => {
                        self.met = true;
                        self.at = At::Between(member.into_inner());
                    }
                    Ok(count) => {
                        self.at = At::Inside(member);
                        return Ok(count);
                    }
                    Err(error) => {
                        let (at, error) = lose(*member, error);
                        self.at = at;
                        return Err(error);
                    }
                },
                At::Lost(reader) => {
                    self.at = match find(reader)? {
                        At::Inside(member) => hold(member)?,
                        end => end,
                    };
                }
            }
        }
    }
}

/// Unpacks the start of a member before anything of it is seen: where small members follow each other, as in web archives, a
/// damaged one would come to noise between sound ones otherwise.
fn hold<R: BufRead>(mut member: Box<GzDecoder<Rest<R>>>) -> io::Result<At<R>> {
    let mut held = Vec::new();
    match member.by_ref().take(HELD).read_to_end(&mut held) {
        Ok(count) if (count as u64) < HELD => {
            Ok(At::Held(Cursor::new(held), Box::new(At::Between(member.into_inner()))))
        }
        Ok(_) => Ok(At::Held(Cursor::new(held), Box::new(At::Inside(member)))),
        Err(error) => match lose(*member, error) {
            // What was cut off is sound up to there.
            (At::End, error) => {
                Ok(At::Held(Cursor::new(held), Box::new(At::Fails(error, Box::new(At::End)))))
            }
            (at, error) => Ok(At::Fails(error, Box::new(at))),
        },
    }
}

/// Where to go on after an error, and what to say of it.
fn lose<R: BufRead>(member: GzDecoder<Rest<R>>, error: io::Error) -> (At<R>, io::Error) {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            (At::End, io::Error::new(error.kind(), "the gzip data ends in the middle: it was cut off"))
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            // What was put back is not found a second time.
            let at = At::Lost(member.into_inner().into_inner().1);
            (at, io::Error::new(io::ErrorKind::InvalidData, Damaged(error.to_string())))
        }
        // Of the disk, of the archive around it.
        _ => (At::End, error),
    }
}

/// Looks for the start of a member.
fn find<R: BufRead>(mut reader: R) -> io::Result<At<R>> {
    let mut matched = 0;
    loop {
        let bytes = reader.fill_buf()?;
        let Some(byte) = bytes.first() else { return Ok(At::End) };
        if matched == START.len() {
            // Flags beyond the five that exist are none.
            if *byte < 0x20 {
                return Ok(At::Inside(Box::new(GzDecoder::new(START.chain(reader)))));
            }
            matched = 0;
            continue;
        }
        let (byte, all) = (*byte, bytes.len());
        if matched == 0 {
            match bytes.iter().position(|byte| *byte == START[0]) {
                Some(at) => {
                    reader.consume(at + 1);
                    matched = 1;
                }
                None => reader.consume(all),
            }
        } else if byte == START[matched] {
            reader.consume(1);
            matched += 1;
        } else {
            matched = 0;
        }
    }
}
