//! The formats that zhaiyi reads, and telling which one an input is in.
//!
//! Content decides, then the name. To add a format: write its file and add its line to [`FORMATS`]. Formats that hold
//! others (`packed`) hand what they find back to [`read`].

mod csv;
mod document;
mod feed;
mod html;
mod http;
mod json;
mod jsonl;
mod markdown;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod warc;
mod xml;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use super::{
    Fetched, Id, Item, Lead, ReadError, ReadOptions, Reading, Unread,
    bounds::Layer,
    encoding,
    name::Name,
    single::Single,
    source::{Said, Source},
    stream::{Flow, Sink},
    walk,
};

/// All formats but plain text, which is what no other format claims. The first that matches is taken.
static FORMATS: &[Format] = &[
    packed::gzip::FORMAT,
    packed::zstd::FORMAT,
    document::epub::FORMAT,
    document::docx::FORMAT,
    packed::zip::FORMAT,
    packed::tar::FORMAT,
    warc::FORMAT,
    feed::JSON_FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    feed::XML_FORMAT,
    feed::OPML_FORMAT,
    html::FORMAT,
    csv::FORMAT,
    markdown::FORMAT,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
];

/// How to know a format and how to read it.
struct Format {
    /// True when the content leaves no doubt.
    content: fn(&Probe) -> bool,
    /// The file extensions that decide where the content does not, for text.
    extensions: &'static [&'static str],
    /// The media types that do so before them.
    media: &'static [&'static str],
    /// Reads every article in it.
    read: fn(Source, &ReadOptions, &mut Sink) -> Flow,
}

/// What a format is told by.
struct Probe<'a> {
    /// The first bytes.
    head: &'a [u8],
    /// The first text; `None` for binary content.
    text: Option<&'a str>,
    /// True when `text` is the whole of it.
    complete: bool,
    /// The file extension.
    extension: Option<&'a str>,
}

/// Reads an opened input. One that breaks the program is one bad input, and not the end of the run.
pub(super) fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let (id, path) = source.place();
    let broke = |place: String| Item::failed(id.clone(), path.clone(), ReadError::Broke { place });
    let place = source.name.to_string();
    let read = || match choose(&source) {
        Ok(format) => (format.read)(source, options, sink),
        Err(error) => sink.push(Item::failed(id.clone(), path.clone(), error)),
    };
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(flow) => flow,
        Err(_) => sink.push(broke(place)),
    }
}

/// Opens and reads a file; `given` says that a user named it.
pub(super) fn read_path(path: &Path, given: bool, options: &ReadOptions, sink: &mut Sink) -> Flow {
    match Source::open(path) {
        Ok(source) => read(source.given(given), options, sink),
        Err(source) => {
            sink.push(walk::failed(path, ReadError::Io { place: path.display().to_string(), source }))
        }
    }
}

/// Reads standard input.
pub(super) fn read_stdin(options: &ReadOptions, sink: &mut Sink) -> Flow {
    match Source::stdin() {
        Ok(source) => read(source.given(true), options, sink),
        Err(source) => sink.push(failed_stdin(source)),
    }
}

/// Fetches and reads what is at an address.
pub(super) fn read_address(address: &str, lead: Lead, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let failed = |why: String| {
        let place = address.to_owned();
        Item::failed(Id::Text(place.clone()), Some(place.clone()), ReadError::Fetch { place, why })
    };
    let Some(web) = &options.web else { return sink.push(failed(NO_WEB.to_owned())) };
    match web.fetch(address, lead) {
        Ok(Fetched { address: last, content_type, body }) => {
            let name = Name::fetched(address, last);
            match Source::new(name, Box::new(io::Cursor::new(body)), Layer::default()) {
                Ok(mut source) => {
                    source.said = Said::content_type(&content_type.unwrap_or_default());
                    read(source.given(lead == Lead::User), options, sink)
                }
                Err(error) => sink.push(failed(error.to_string())),
            }
        }
        Err(why) => sink.push(failed(why.to_string())),
    }
}

/// Why an address is not read.
const NO_WEB: &str = "the network is not used (--offline, or a program that was built without it)";

fn failed_stdin(source: io::Error) -> Item {
    let place = "standard input".to_owned();
    Item::failed(Id::Text("-".to_owned()), None, ReadError::Io { place, source })
}

fn choose(source: &Source) -> Result<&'static Format, ReadError> {
    let binary = encoding::binary(&source.head);
    let text = binary.is_none().then(|| encoding::decode_head(&source.head));
    let extension = source.name.extension();
    let probe = Probe {
        head: &source.head,
        text: text.as_deref(),
        complete: source.is_complete(),
        extension: extension.as_deref(),
    };
    let said =
        |format: &&Format| source.said.media.as_deref().is_some_and(|media| format.media.contains(&media));
    let named = |format: &&Format| probe.extension.is_some_and(|name| format.extensions.contains(&name));
    if let Some(format) = FORMATS.iter().find(|format| (format.content)(&probe)) {
        return Ok(format);
    }
    match binary {
        Some(binary) => {
            Err(ReadError::Binary { place: source.name.to_string(), what: binary.what, hint: binary.hint })
        }
        None => Ok(FORMATS.iter().find(said).or(FORMATS.iter().find(named)).unwrap_or(&plain::FORMAT)),
    }
}

/// Reads a format that holds one article.
fn one_article(
    source: Source,
    options: &ReadOptions,
    sink: &mut Sink,
    read: fn(Single, &ReadOptions) -> Result<Reading, ReadError>,
) -> Flow {
    let (id, path) = source.place();
    let document = match source.into_single() {
        Ok(document) => document,
        Err(error) => return sink.push(Item::failed(id, path, error)),
    };
    let options = options.clone();
    sink.push(Unread::guarded(document.head.len(), (id.clone(), path.clone()), move || Item {
        id,
        source: path,
        result: read(document, &options),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{bounds::Layer, name::Name};

    fn kind(name: &str, content: &str) -> &'static str {
        let content = Box::new(io::Cursor::new(content.to_owned()));
        let source = Source::new(Name::path(name), content, Layer::default()).unwrap();
        let format = choose(&source).unwrap();
        let names = [
            "gzip", "zstd", "epub", "docx", "zip", "tar", "warc", "jsonfeed", "jsonl", "json", "feed",
            "opml", "html", "csv", "markdown", "parquet",
        ];
        names
            .into_iter()
            .zip(FORMATS)
            .find(|(_, f)| std::ptr::eq(*f, format))
            .map_or("plain", |(name, _)| name)
    }

    #[test]
    fn content_decides_then_the_name() {
        for (name, content, expected) in [
            ("a.txt", "A title\n\nA text.", "plain"),
            ("a", "<!DOCTYPE html>\n<html><body>x", "html"),
            ("a.txt", "<!-- saved -->\n<HTML lang=en>", "html"),
            ("a.html", "<p>A fragment.", "html"),
            ("a.txt", "<p> is the tag of a paragraph.", "plain"),
            ("a.md", "A text.", "markdown"),
            ("a.txt", "---\ntitle: A\n---\nA text.", "markdown"),
            ("a", "# A title\n\nA [link](x).", "markdown"),
            ("a.txt", "# 1 in the list\nIt goes on.", "plain"),
            ("a", "{\"text\": \"x\"}", "jsonl"),
            ("a.json", "{\"text\": \"x\"}", "json"),
            ("a.json", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "jsonl"),
            ("a", "{\n  \"text\": \"x\"\n}", "json"),
            ("a", "[{\"text\": \"x\"}]", "json"),
            ("a", "[Photo by Li] {x}", "plain"),
            ("a", "{x} is a set", "plain"),
            ("a.jsonl", "no json at all", "jsonl"),
            ("a.jsonl", "{\"id\": 1, broken", "jsonl"),
            ("a.txt", "Title\tText\nx\ty\n", "csv"),
            ("a.txt", "text, and more of it\n", "plain"),
            ("a.csv", "a,b\n", "csv"),
            ("a.xml", "<?xml version='1.0'?><rss version='2.0'>", "feed"),
            ("a", "{\"version\":\"https://jsonfeed.org/version/1\"}", "jsonfeed"),
            ("a", "{\"id\": 1, broken\n{\"id\": 2, \"text\": \"x\"}", "jsonl"),
        ] {
            assert_eq!(kind(name, content), expected, "{name} {content:?}");
        }
    }
}
