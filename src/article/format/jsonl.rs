//! JSON Lines: a record a line, read line by line, so that a file of any size takes the memory of its longest line.

use std::io::{self, BufRead, BufReader, Read};

use super::{Format, Probe, packed, plain::undecodable};
use crate::article::{
    Item, ReadError, ReadOptions, Unread,
    encoding::{self, Transcoder},
    records::{self, Place},
    source::{LARGEST, Source},
    stream::{Flow, Sink},
};

/// The names that mean lines even where the first line looks like any JSON.
const EXTENSIONS: &[&str] = &["jsonl", "ndjson", "jsonlines"];

/// A record on each line.
pub(super) const FORMAT: Format =
    Format { content, extensions: EXTENSIONS, media: &["application/jsonl", "application/x-ndjson"], read };

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

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    // Other encodings keep line ends in single bytes and are decoded line by line.
    let transcoder = Transcoder::utf16(&source.head);
    let mut reader: Box<dyn BufRead> = match transcoder {
        Some(decoder) => Box::new(BufReader::new(decoder.over(source.into_reader()))),
        None => Box::new(BufReader::with_capacity(64 * 1024, source.into_reader())),
    };
    let mut empty = true;
    for number in 1.. {
        let place = Source::numbered(&name, number, "line");
        let failed = |error| Item::failed(place.id.clone(), place.source.clone(), error);
        match line(&mut reader) {
            Ok(Line::End) => break,
            Ok(Line::Text(line)) if line.trim_ascii().is_empty() => continue,
            Ok(Line::Text(line)) => {
                let (place, options) = (place, options.clone());
                let at = (place.id.clone(), place.source.clone());
                sink.push(Unread::guarded(line.len(), at, move || record(line, &place, &options)))?;
            }
            Ok(Line::TooLong) => {
                sink.push(failed(ReadError::TooLarge { place: place.name.clone(), limit: LARGEST }))?;
            }
            Err(source) => {
                let goes_on = packed::goes_on(&source);
                sink.push(failed(ReadError::Io { place: place.name.clone(), source }))?;
                if !goes_on {
                    return Flow::Continue(());
                }
            }
        }
        empty = false;
    }
    if empty {
        return sink.push(name.failed(ReadError::Empty { place: name.to_string() }));
    }
    Flow::Continue(())
}

/// What comes next.
enum Line {
    Text(Vec<u8>),
    /// It is passed over.
    TooLong,
    End,
}

fn line(reader: &mut dyn BufRead) -> io::Result<Line> {
    let mut line = Vec::new();
    let count = reader.take(LARGEST).read_until(b'\n', &mut line)?;
    if count == 0 {
        return Ok(Line::End);
    }
    if line.len() as u64 == LARGEST && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Text(line))
}

/// The article on a line.
fn record(line: Vec<u8>, place: &Place, options: &ReadOptions) -> Item {
    let decoded = encoding::decode(line, None);
    let mut item = records::read(&decoded.text, place, options);
    if let Ok(reading) = &mut item.result {
        reading.warnings.extend(undecodable(&decoded));
    }
    item
}
