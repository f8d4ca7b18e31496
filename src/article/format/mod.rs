//! The formats that zhaiyi reads, and telling which one an input is in.
//!
//! Content decides, then the name. To add a format: write its file and add its line to [`FORMATS`].

mod html;
mod json;
mod jsonl;
mod markdown;
mod plain;

use std::{io, iter, path::Path};

use super::{
    Id, Item, ReadError, ReadOptions, Reading, Unread, encoding, input::Items, source::Source, walk,
};

/// All formats but plain text, which is what no other format claims. The first that matches is taken.
static FORMATS: [Format; 4] = [jsonl::FORMAT, json::FORMAT, html::FORMAT, markdown::FORMAT];

/// How to know a format and how to read it.
struct Format {
    /// True when the content leaves no doubt.
    content: fn(&Probe) -> bool,
    /// The file extensions that decide where the content does not.
    extensions: &'static [&'static str],
    /// Reads every article in it.
    read: fn(Source, &ReadOptions) -> Items,
}

/// What a format is told by.
struct Probe<'a> {
    /// The first text; `None` for binary content.
    text: Option<&'a str>,
    /// True when `text` is the whole of it.
    complete: bool,
    /// The file extension.
    extension: Option<&'a str>,
}

/// Reads an opened input.
pub(super) fn read(source: Source, options: &ReadOptions) -> Items {
    match choose(&source) {
        Ok(format) => (format.read)(source, options),
        Err(error) => one(Item::failed(source.id(), source.path.clone(), error)),
    }
}

/// Opens and reads a file.
pub(super) fn read_path(path: &Path, options: &ReadOptions) -> Items {
    match Source::open(path) {
        Ok(source) => read(source, options),
        Err(source) => one(walk::failed(path, ReadError::Io { place: path.display().to_string(), source })),
    }
}

/// Reads standard input.
pub(super) fn read_stdin(options: &ReadOptions) -> Items {
    match Source::stdin() {
        Ok(source) => read(source, options),
        Err(source) => one(failed_stdin(source)),
    }
}

fn failed_stdin(source: io::Error) -> Item {
    let place = "standard input".to_owned();
    Item::failed(Id::Text("-".to_owned()), None, ReadError::Io { place, source })
}

fn choose(source: &Source) -> Result<&'static Format, ReadError> {
    let binary = encoding::binary(&source.head);
    let text = binary.is_none().then(|| encoding::decode_head(&source.head));
    let extension = source.extension();
    let probe =
        Probe { text: text.as_deref(), complete: source.is_complete(), extension: extension.as_deref() };
    let named = |format: &&Format| probe.extension.is_some_and(|name| format.extensions.contains(&name));
    if let Some(format) = FORMATS.iter().find(|format| (format.content)(&probe)) {
        return Ok(format);
    }
    match binary {
        Some(binary) => {
            Err(ReadError::Binary { place: source.place(), what: binary.what, hint: binary.hint })
        }
        None => Ok(FORMATS.iter().find(named).unwrap_or(&plain::FORMAT)),
    }
}

/// A stream of one item.
fn one(item: Item) -> Items {
    Box::new(iter::once(item.into()))
}

/// The stream of a format that holds one article.
fn one_article(
    source: Source,
    options: &ReadOptions,
    read: fn(Source, &ReadOptions) -> Result<Reading, ReadError>,
) -> Items {
    let options = options.clone();
    Box::new(iter::once(Unread::later(move || {
        let (id, path) = (source.id(), source.path.clone());
        Item { id, source: path, result: read(source, &options) }
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, content: &str) -> &'static str {
        let source = Source::new(Some(name.into()), Box::new(io::Cursor::new(content.to_owned()))).unwrap();
        let format = choose(&source).unwrap();
        let names = ["jsonl", "json", "html", "markdown"];
        names
            .into_iter()
            .zip(&FORMATS)
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
            ("a", "{\"id\": 1, broken\n{\"id\": 2, \"text\": \"x\"}", "jsonl"),
        ] {
            assert_eq!(kind(name, content), expected, "{name} {content:?}");
        }
    }
}
