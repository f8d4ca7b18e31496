//! WARC and WET (ISO 28500:2017): what crawlers keep of the web. Pages that were found are articles, and so are the texts that
//! others took from them; requests, redirects, errors, pictures and scripts are not, and are passed over.

use std::io::{self, BufRead, BufReader, Read};

use super::{Format, Probe, http, packed, read as read_source};
use crate::article::{
    ReadError, ReadOptions,
    bounds::Layer,
    name::Name,
    source::{Said, Source},
    stream::{Flow, Sink},
};

/// Records of the web.
pub(super) const FORMAT: Format = Format {
    content: |probe: &Probe| {
        probe.head.starts_with(MARK) && probe.head.get(5).is_some_and(u8::is_ascii_digit)
    },
    extensions: &[],
    media: &[],
    read,
};

/// How records begin.
const MARK: &[u8] = b"WARC/";

/// The media types of what people read.
const READABLE: [&str; 6] = [
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/rss+xml",
    "application/atom+xml",
];

const NO_RECORD: &str = "there is no record where one should be; reading goes on at the next one";
const CUT_OFF: &str = "the web archive ends in the middle of it: it was cut off";

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let (name, layer) = (source.name.clone(), source.layer.clone());
    let Some(inside) = layer.inside() else {
        let why = packed::TOO_DEEP.to_owned();
        return sink.push(name.failed(ReadError::Refused { place: name.to_string(), why }));
    };
    let reader = BufReader::with_capacity(64 * 1024, source.into_reader());
    let mut archive = Archive { reader, left: 0, number: 0, seen: false };
    let mut any = false;
    loop {
        let (name, error) = match archive.next() {
            Ok(Next::End) => break,
            Ok(Next::Damage) => {
                let name = name.archived(archive.number, None);
                (name, io::Error::new(io::ErrorKind::InvalidData, NO_RECORD))
            }
            Ok(Next::Record(record)) => {
                let name = name.archived(archive.number, record.address.clone());
                match article(&record, &mut archive) {
                    Ok(Some((said, content))) => {
                        any = true;
                        one(name, said, inside.metered(content), &inside, options, sink)?;
                        continue;
                    }
                    Ok(None) => continue,
                    Err(error) => (name, error),
                }
            }
            Err(error) => {
                let name = name.archived(archive.number, None);
                let goes_on = packed::goes_on(&error);
                sink.push(name.failed(ReadError::Io { place: name.to_string(), source: error }))?;
                if goes_on {
                    any = true;
                    continue;
                }
                return Flow::Continue(());
            }
        };
        any = true;
        sink.push(name.failed(ReadError::Io { place: name.to_string(), source: error }))?;
    }
    if any {
        Flow::Continue(())
    } else {
        sink.push(name.failed(ReadError::NoFiles { place: name.to_string() }))
    }
}

/// Reads what a record holds.
fn one(
    name: Name,
    said: Said,
    content: impl Read,
    layer: &Layer,
    options: &ReadOptions,
    sink: &mut Sink,
) -> Flow {
    match Source::new(name.clone(), Box::new(content), layer.clone()) {
        Ok(mut source) => {
            source.said = said;
            read_source(source, options, sink)
        }
        Err(source) => sink.push(name.failed(ReadError::Io { place: name.to_string(), source })),
    }
}

/// What is said of a record's content, and the content; nothing for a record that no reader would call an article.
fn article<'a, R: BufRead>(
    record: &Record,
    archive: &'a mut Archive<R>,
) -> io::Result<Option<(Said, Box<dyn Read + 'a>)>> {
    let mut block = BufReader::new(Block { archive });
    match record.kind.as_str() {
        // The text of a page, as of WET; or a file as it is.
        "conversion" | "resource" => {
            let said = Said::content_type(&record.media);
            Ok(is_readable(&said, record).then(|| (said, Box::new(block) as Box<dyn Read>)))
        }
        "response" if record.media.starts_with("application/http") => {
            let first = http::line(&mut block)?;
            let fields = http::Fields::read(&mut block)?;
            let found = http::status(&first).is_some_and(|status| (200..300).contains(&status));
            let said = Said::content_type(fields.get("content-type").unwrap_or("text/html"));
            if !found || !is_readable(&said, record) {
                return Ok(None);
            }
            Ok(Some((said, http::content(&fields, block)?)))
        }
        _ => Ok(None),
    }
}

fn is_readable(said: &Said, record: &Record) -> bool {
    let path = record.address.as_deref().unwrap_or("").split(['?', '#']).next().unwrap_or("");
    said.media.as_deref().is_none_or(|media| READABLE.contains(&media)) && !path.ends_with("/robots.txt")
}

/// What the head of a record says.
struct Record {
    kind: String,
    media: String,
    address: Option<String>,
}

enum Next {
    Record(Record),
    /// Lines that are no record were passed over.
    Damage,
    End,
}

/// An archive between two records, or in one.
struct Archive<R> {
    reader: R,
    /// The bytes of the record's block that were not read yet.
    left: u64,
    /// Counts records, and damage in their place, from 1.
    number: usize,
    /// The first line of a record was read behind damage.
    seen: bool,
}

impl<R: BufRead> Archive<R> {
    fn next(&mut self) -> io::Result<Next> {
        self.number += 1;
        io::copy(&mut Block { archive: self }, &mut io::sink())?;
        let mut damage = false;
        while !std::mem::take(&mut self.seen) {
            let line = http::line(&mut self.reader)?;
            if line.starts_with(MARK) {
                self.seen = true;
                if damage {
                    return Ok(Next::Damage);
                }
            } else if line.is_empty() {
                return Ok(if damage { Next::Damage } else { Next::End });
            } else {
                damage |= !line.trim_ascii().is_empty();
            }
        }
        let fields = http::Fields::read(&mut self.reader)?;
        let length = fields.get("content-length").and_then(|length| length.parse().ok());
        self.left = length.unwrap_or(0);
        let said = |name: &str| fields.get(name).unwrap_or("").to_ascii_lowercase();
        let address = fields.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        Ok(Next::Record(Record {
            kind: said("warc-type"),
            media: said("content-type"),
            address: address.filter(|address| !address.is_empty()),
        }))
    }
}

/// The block of a record.
struct Block<'a, R> {
    archive: &'a mut Archive<R>,
}

impl<R: BufRead> Read for Block<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = &mut self.archive.left;
        let room = usize::try_from(*left).unwrap_or(usize::MAX).min(out.len());
        if room == 0 {
            return Ok(0);
        }
        match self.archive.reader.read(&mut out[..room]) {
            Ok(0) => {
                *left = 0;
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, CUT_OFF))
            }
            Ok(count) => {
                *left -= count as u64;
                Ok(count)
            }
            Err(error) => {
                // What can be read on begins with a record.
                if packed::goes_on(&error) {
                    *left = 0;
                }
                Err(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Id, Item, Unread, format};
    use std::io::{Cursor, Write};

    fn record(kind: &str, media: &str, address: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
        let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
        record("response", "application/http; msgtype=response", address, &block)
    }

    fn page(text: &str) -> String {
        format!("<html><head><title>A page</title></head><body><p>{text}</p></body></html>")
    }

    fn records() -> Vec<Vec<u8>> {
        let html = "200 OK\r\nContent-Type: text/html";
        let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", page("Two was held.").len(), page("Two was held."));
        let gbk = encoding_rs::GBK.encode(&page("论坛在大连开幕，代表到会。")).0.into_owned();
        vec![
            record("warcinfo", "application/warc-fields", "", b"software: x\r\n"),
            record(
                "request",
                "application/http; msgtype=request",
                "http://a.org/1",
                b"GET / HTTP/1.1\r\n\r\n",
            ),
            response("http://a.org/1", html, page("One was held.").as_bytes()),
            response("http://a.org/2", &format!("{html}\r\nTransfer-Encoding: chunked"), chunked.as_bytes()),
            response("http://a.org/x.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            response(
                "http://a.org/gone",
                "404 Not Found\r\nContent-Type: text/html",
                page("Gone.").as_bytes(),
            ),
            response("http://a.org/robots.txt", "200 OK\r\nContent-Type: text/plain", b"User-agent: *"),
            response("http://a.org/3", "200 OK\r\nContent-Type: text/html; charset=gb2312", &gbk),
            record("conversion", "text/plain", "http://a.org/4", "Four was held.\n".as_bytes()),
        ]
    }

    fn items(name: &str, bytes: Vec<u8>) -> Vec<Item> {
        let source = Source::new(Name::path(name), Box::new(Cursor::new(bytes)), Layer::default()).unwrap();
        let mut items = Vec::new();
        let mut take = |item: Unread| {
            items.push(item.read());
            Flow::Continue(())
        };
        let _ = format::read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
        items
    }

    fn told(items: Vec<Item>) -> Vec<String> {
        let line = |item: Item| match item.result {
            Ok(reading) => {
                format!("{} {}: {}", item.id, item.source.unwrap_or_default(), reading.article.clean_text())
            }
            Err(error) => format!("{}! {error}", item.id),
        };
        items.into_iter().map(line).collect()
    }

    const EXPECTED: [&str; 4] = [
        "a.warc:3 http://a.org/1: One was held.",
        "a.warc:4 http://a.org/2: Two was held.",
        "a.warc:8 http://a.org/3: 论坛在大连开幕，代表到会。",
        "a.warc:9 http://a.org/4: Four was held.",
    ];

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn pages_and_texts_are_articles_and_all_else_is_passed_over() {
        assert_eq!(told(items("a.warc", records().concat())), EXPECTED);
        let packed: Vec<u8> = records().iter().flat_map(|record| gz(record)).collect();
        let expected = EXPECTED.map(|line| line.replace("a.warc", "a.warc.gz"));
        assert_eq!(told(items("a.warc.gz", packed)), expected);
        assert_eq!(items("a.warc", records().concat())[0].id, Id::Text("a.warc:3".into()));
    }

    #[test]
    fn damage_is_named_and_what_is_behind_it_is_read() {
        let mut damaged = records();
        damaged[2] = b"no record at all\r\nnor this\r\n".to_vec();
        let lines = told(items("a.warc", damaged.concat()));
        assert!(lines[0].starts_with("a.warc:3! cannot read a.warc:3: there is no record"), "{lines:?}");
        assert_eq!(lines[1..], EXPECTED[1..]);

        let mut packed: Vec<Vec<u8>> = records().iter().map(|record| gz(record)).collect();
        let middle = packed[2].len() / 2;
        packed[2][middle..middle + 20].fill(0xff);
        let lines = told(items("a.warc", packed.concat()));
        assert!(lines[0].contains("the gzip data is damaged"), "{lines:?}");
        assert_eq!(lines[1..], EXPECTED[1..]);

        let whole = records()[..3].concat();
        let lines = told(items("a.warc", whole[..whole.len() - 40].to_vec()));
        assert!(lines[0].contains("it was cut off"), "{lines:?}");
        let forged =
            String::from_utf8_lossy(&whole).replace("Content-Length: 1", "Content-Length: 99999999991");
        assert_eq!(told(items("a.warc", forged.into_bytes())).len(), 1);
    }

    #[test]
    fn any_bytes_come_to_an_end() {
        let sound = records().concat();
        proptest::proptest!(proptest::prelude::ProptestConfig::with_cases(64), |(places: Vec<(u16, u8)>)| {
            let mut bytes = sound.clone();
            for (at, byte) in places {
                let length = bytes.len();
                bytes[usize::from(at) % length] = byte;
            }
            items("a.warc", bytes);
        });
    }
}
