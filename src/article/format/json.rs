//! JSON: one record, or an array of records, which is read one after the other and never held as a whole.

use std::io::{self, BufRead, BufReader};

use super::{Format, Probe, packed};
use crate::article::{
    Item, ReadError, ReadOptions, Unread,
    encoding::Transcoder,
    records::{self, Place},
    source::{LARGEST, Source},
    stream::{Flow, Sink},
};

/// An object or an array of objects.
pub(super) const FORMAT: Format = Format { content, extensions: &["json"], media: &[], read };

fn content(probe: &Probe) -> bool {
    let mut signs = probe.text.unwrap_or("").chars().filter(|c| !c.is_whitespace());
    matches!((signs.next(), signs.next()), (Some('{'), Some('"')) | (Some('['), Some('{')))
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    let whole = Place { id: name.id(), name: name.to_string(), source: name.source() };
    let mut reader: Box<dyn BufRead> = match Transcoder::legacy(&source.head) {
        Some(decoder) => Box::new(BufReader::new(decoder.over(source.into_reader()))),
        None => Box::new(BufReader::with_capacity(64 * 1024, source.into_reader())),
    };
    let mut elements = Elements::of(&mut reader);
    for number in 1.. {
        let next = elements.next();
        let alone = !elements.is_array && number == 1;
        let place = if alone { whole.clone() } else { Source::numbered(&name, number, "record") };
        let at = (place.id.clone(), place.source.clone());
        let failed = |error| Item::failed(at.0.clone(), at.1.clone(), error);
        match next {
            Ok(Element::Value(bytes)) => {
                let options = options.clone();
                sink.push(Unread::guarded(bytes.len(), at, move || {
                    records::read(&String::from_utf8_lossy(&bytes), &place, &options)
                }))?;
            }
            Ok(Element::TooLarge) => {
                sink.push(failed(ReadError::TooLarge { place: place.name.clone(), limit: LARGEST }))?;
            }
            Ok(Element::End) if number == 1 => {
                return sink.push(failed(ReadError::Empty { place: place.name.clone() }));
            }
            Ok(Element::End) => break,
            Err(source) => {
                let goes_on = packed::goes_on(&source);
                sink.push(failed(ReadError::Io { place: place.name.clone(), source }))?;
                if !goes_on {
                    break;
                }
            }
        }
    }
    Flow::Continue(())
}

/// The values of an array, or the one value that stands alone. What is between them is told by brackets and quotes
/// alone: whether a value is one, its reader sees.
struct Elements<'a> {
    reader: &'a mut dyn BufRead,
    place: At,
    is_array: bool,
}

/// That of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where the next byte stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    /// Between the brackets of the array.
    Array,
    /// Behind them.
    End,
}

enum Element {
    Value(Vec<u8>),
    /// It is passed over.
    TooLarge,
    End,
}

impl<'a> Elements<'a> {
    fn of(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, place: At::Start, is_array: false }
    }

    fn next(&mut self) -> io::Result<Element> {
        let mut value = Value::default();
        while self.place != At::End {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                self.place = At::End;
                break;
            }
            let mut used = 0;
            if !value.begun && self.place == At::Start && bytes.starts_with(BYTE_ORDER_MARK) {
                self.reader.consume(BYTE_ORDER_MARK.len());
                continue;
            }
            let mut ended = false;
            for byte in bytes {
                let step = value.step(*byte, &mut self.place);
                used += usize::from(step != Step::EndsBefore);
                ended = step != Step::GoesOn;
                if ended {
                    break;
                }
            }
            self.reader.consume(used);
            self.is_array |= self.place == At::Array;
            if ended {
                break;
            }
        }
        Ok(value.end())
    }
}

#[derive(Default)]
struct Value {
    bytes: Vec<u8>,
    begun: bool,
    depth: usize,
    quoted: bool,
    escaped: bool,
    too_large: bool,
}

/// What a byte does to a value.
#[derive(PartialEq)]
enum Step {
    GoesOn,
    /// The value ends with it.
    Ends,
    /// The value ended before it.
    EndsBefore,
}

impl Value {
    fn step(&mut self, byte: u8, place: &mut At) -> Step {
        match (*place, byte) {
            (At::Start, b'[') if !self.begun => *place = At::Array,
            (_, b' ' | b'\t' | b'\r' | b'\n') | (At::Array, b',') if !self.begun => {}
            (At::Array, b']') if !self.begun => {
                *place = At::End;
                return Step::Ends;
            }
            // A value that stands alone goes on to the last byte: what comes after it is a fault of it.
            (At::Start, _) => self.push(byte),
            // The end of a number or a word.
            (_, b',' | b']') if self.depth == 0 && !self.quoted => return Step::EndsBefore,
            _ => {
                self.push(byte);
                return self.bracket(byte);
            }
        }
        Step::GoesOn
    }

    fn push(&mut self, byte: u8) {
        self.begun = true;
        if (self.bytes.len() as u64) < LARGEST {
            self.bytes.push(byte);
        } else {
            self.too_large = true;
        }
    }

    fn bracket(&mut self, byte: u8) -> Step {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            _ if self.quoted => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Step::Ends;
                }
            }
            _ => {}
        }
        Step::GoesOn
    }

    fn end(self) -> Element {
        match self {
            Self { begun: false, .. } => Element::End,
            Self { too_large: true, .. } => Element::TooLarge,
            Self { bytes, .. } => Element::Value(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &str) -> Vec<String> {
        // Three bytes at a time: a value may end anywhere in the buffer.
        let mut reader = BufReader::with_capacity(3, json.as_bytes());
        let mut elements = Elements::of(&mut reader);
        let mut values = Vec::new();
        while let Element::Value(bytes) = elements.next().unwrap() {
            values.push(String::from_utf8(bytes).unwrap());
        }
        values
    }

    #[test]
    fn values_are_told_apart() {
        for (json, expected) in [
            (r#"[{"a":[1,2]} , {"b":"]},{\"["}]"#, &[r#"{"a":[1,2]}"#, r#"{"b":"]},{\"["}"#][..]),
            ("[1, null,\"x\"]", &["1", " null", "\"x\""]),
            ("{\"a\":1} more", &["{\"a\":1} more"]),
            ("[{\"a\":1},{\"b\":", &["{\"a\":1}", "{\"b\":"]),
            (" [ ] ", &[]),
            ("", &[]),
        ] {
            let found: Vec<String> = values(json);
            assert_eq!(
                found.iter().map(|v| v.trim()).collect::<Vec<_>>(),
                expected.iter().map(|v| v.trim()).collect::<Vec<_>>(),
                "{json}"
            );
        }
    }
}
