//! JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Map, Value};

use super::entry::{Entry, Feed, Text};
use crate::article::{
    Item, ReadError, ReadOptions,
    format::{Format, Probe},
    records,
    source::Source,
    stream::{Flow, Sink},
};

/// A JSON document that says it is a feed.
pub(in crate::article::format) const FORMAT: Format = Format { content, extensions: &[], media: &[], read };

fn content(probe: &Probe) -> bool {
    let text = probe.text.unwrap_or("").trim_start();
    text.starts_with('{')
        && ["jsonfeed.org/version/", "jsonfeed.org\\/version\\/"].iter().any(|v| text.contains(v))
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    let decoded = match source.into_single().and_then(|document| document.into_text(None)) {
        Ok(decoded) => decoded,
        Err(error) => return sink.push(name.failed(error)),
    };
    let bad = |why: String| ReadError::BadRecord { place: name.to_string(), why };
    let mut object = match records::parse(&decoded.text) {
        Ok((Value::Object(object), _)) => object,
        Ok(_) => return sink.push(name.failed(bad("a feed is an object".to_owned()))),
        Err(why) => return sink.push(name.failed(bad(why))),
    };
    let feed = Feed { title: text(&object, "title"), language: text(&object, "language") };
    let items = match object.remove("items") {
        Some(Value::Array(items)) if !items.is_empty() => items,
        _ => return sink.push(name.failed(ReadError::Empty { place: format!("{name}: the feed") })),
    };
    for (at, item) in items.into_iter().enumerate() {
        match item {
            Value::Object(item) => entry(&item).push(&feed, &name, at + 1, options, sink)?,
            _ => {
                let place = Source::numbered(&name, at + 1, "entry");
                let why = "an entry is an object".to_owned();
                sink.push(Item::failed(
                    place.id,
                    place.source,
                    ReadError::BadRecord { place: place.name, why },
                ))?;
            }
        }
    }
    Flow::Continue(())
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn entry(item: &Map<String, Value>) -> Entry {
    let text = |name: &str| text(item, name);
    let list = |name: &str| item.get(name).and_then(Value::as_array).into_iter().flatten();
    // Version 1.0 had one author.
    let authors = list("authors").chain(item.get("author"));
    Entry {
        id: text("id"),
        link: text("url").or_else(|| text("external_url")),
        title: text("title"),
        content: text("content_html").map(Text::Html).or_else(|| text("content_text").map(Text::Plain)),
        summary: text("summary").map(Text::Plain),
        published: text("date_published"),
        updated: text("date_modified"),
        source: None,
        language: text("language"),
        authors: authors.filter_map(|author| Some(author.get("name")?.as_str()?.to_owned())).collect(),
        tags: list("tags").filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
    }
}
