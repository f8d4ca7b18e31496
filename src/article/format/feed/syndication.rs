//! RSS 0.9 to 2.0 (<https://www.rssboard.org/rss-specification>, with the modules `content` and `dc`), RDF Site Summary 1.0,
//! and Atom (RFC 4287).
//!
//! `feed-rs` was measured against `quick-xml` alone: it brings 40 more crates (`url`, `chrono`, Unicode tables) for what
//! are two dozen names of elements here, and gives up a whole feed over one unbalanced tag.

use super::entry::{Entry, Feed, Text};
use crate::article::{
    ReadError, ReadOptions,
    format::{
        Format, Probe,
        xml::{self, Element, Node, Xml, local},
    },
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// A document whose outermost element is that of a feed.
pub(in crate::article::format) const FORMAT: Format = Format {
    content,
    extensions: &["rss", "atom", "rdf"],
    media: &["application/rss+xml", "application/atom+xml"],
    read,
};

fn content(probe: &Probe) -> bool {
    let root = probe.text.filter(|text| text.trim_start().starts_with(['<', '\u{feff}'])).and_then(xml::root);
    root.is_some_and(|root| ["rss", "feed", "RDF"].contains(&&*root))
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    let declared = xml::declared(&source.head);
    let decoded = match source.into_single().and_then(|document| document.into_text(declared.as_deref())) {
        Ok(decoded) => decoded,
        Err(error) => return sink.push(name.failed(error)),
    };
    let text = decoded.text.trim_start_matches('\u{feff}').trim_start();
    let mut reader = Entries { xml: Xml::new(text), feed: Feed::default(), number: 0, name: &name, options };
    if let Err(why) = reader.run(sink)? {
        return sink.push(name.failed(ReadError::Damaged { place: name.to_string(), why }));
    }
    if reader.number == 0 {
        return sink.push(name.failed(ReadError::Empty { place: format!("{name}: the feed") }));
    }
    Flow::Continue(())
}

/// The entries of a feed as they come.
struct Entries<'a> {
    xml: Xml<'a>,
    feed: Feed,
    number: usize,
    name: &'a Name,
    options: &'a ReadOptions,
}

/// What is in an element.
struct Inner<'a> {
    /// Its text, that of the elements in it included.
    text: String,
    /// It as it is written.
    written: &'a str,
    /// There are elements in it.
    marked_up: bool,
}

impl<'a> Entries<'a> {
    /// Hands on all entries; otherwise says from where on it is no XML.
    fn run(&mut self, sink: &mut Sink) -> std::ops::ControlFlow<(), Result<(), String>> {
        use std::ops::ControlFlow::Continue;
        loop {
            let element = match self.xml.next() {
                Ok(Some(Node::Open(element))) => element,
                Ok(Some(_)) => continue,
                Ok(None) => return Continue(Ok(())),
                Err(why) => return Continue(Err(why)),
            };
            let name = element.name().to_owned();
            let read = match meaning(&name) {
                "item" | "entry" => self.entry(&element).map(Some),
                "rss" | "feed" | "RDF" | "channel" => {
                    self.feed.language = self.feed.language.take().or(element.attribute("xml:lang"));
                    continue;
                }
                "title" => self.inner(&name).map(|inner| {
                    self.feed.title.get_or_insert(inner.text);
                    None
                }),
                "language" => self.inner(&name).map(|inner| {
                    self.feed.language = Some(inner.text.trim().to_owned());
                    None
                }),
                _ => self.inner(&name).map(|_| None),
            };
            match read {
                Ok(Some(entry)) => {
                    self.number += 1;
                    entry.push(&self.feed, self.name, self.number, self.options, sink)?;
                }
                Ok(None) => {}
                Err(why) => return Continue(Err(why)),
            }
        }
    }

    fn entry(&mut self, opened: &Element) -> Result<Entry, String> {
        let whole = opened.name().to_owned();
        let mut entry = Entry { language: opened.attribute("xml:lang"), ..Entry::default() };
        loop {
            match self.xml.next()? {
                Some(Node::Open(element)) => {
                    let name = element.name().to_owned();
                    let inner = self.inner(&name)?;
                    entry.take(meaning(&name), &element, inner);
                }
                Some(Node::Close(name)) if name == whole => return Ok(entry),
                Some(_) => {}
                None => return Err("it ends in the middle of an entry: it was cut off".to_owned()),
            }
        }
    }

    /// What is in the element of this name that was just opened.
    fn inner(&mut self, name: &str) -> Result<Inner<'a>, String> {
        let start = self.xml.at();
        let mut inner = Inner { text: String::new(), written: "", marked_up: false };
        let mut depth = 0_usize;
        loop {
            let end = self.xml.at();
            match self.xml.next()? {
                Some(Node::Open(element)) => {
                    inner.marked_up = true;
                    depth += usize::from(element.name() == name);
                }
                Some(Node::Close(closed)) if closed == name && depth == 0 => {
                    inner.written = self.xml.written(start, end);
                    return Ok(inner);
                }
                Some(Node::Close(closed)) => depth -= usize::from(closed == name),
                Some(Node::Text(text)) => inner.text.push_str(&text),
                None => return Err(format!("it ends in the middle of <{name}>: it was cut off")),
            }
        }
    }
}

/// The name of an element without the prefixes under which modules of the same meaning are used; what other modules say
/// (`media:title`, `itunes:summary`) has none here.
fn meaning(name: &str) -> &str {
    match name.split_once(':') {
        None | Some(("atom" | "a" | "rss" | "rdf" | "dc" | "dcterms" | "content", _)) => local(name),
        Some(_) => "",
    }
}

impl Entry {
    /// Takes what an element says.
    fn take(&mut self, name: &str, element: &Element, inner: Inner) {
        let words = || Some(inner.text.trim().to_owned()).filter(|text| !text.is_empty());
        let first = |held: &mut Option<String>, said: Option<String>| {
            if held.is_none() {
                *held = said;
            }
        };
        match name {
            "title" => {
                let written = if inner.marked_up { inner.written } else { &inner.text };
                let said = written.contains('<').then(|| crate::article::format::html::fragment(written).0);
                first(&mut self.title, said.or_else(words));
            }
            "link" => {
                // Atom; others are the address of the feed itself, of comments, of sounds.
                let main = element.attribute("rel").is_none_or(|rel| rel == "alternate");
                first(&mut self.link, element.attribute("href").filter(|_| main).or_else(words));
            }
            "guid" | "id" => {
                first(&mut self.id, words());
                if name == "guid" && element.attribute("isPermaLink").is_none_or(|said| said == "true") {
                    first(&mut self.link, words().filter(|guid| guid.contains("://")));
                }
            }
            "encoded" => self.content = Some(Text::Html(inner.text)),
            "content" if self.content.is_none() => self.content = Some(inner.atom(element)),
            "summary" if element.attribute("type").is_some() => self.summary = Some(inner.atom(element)),
            "description" | "summary" | "abstract" if self.summary.is_none() => {
                self.summary = Some(inner.rss())
            }
            "pubDate" | "published" | "issued" | "date" | "created" => first(&mut self.published, words()),
            "updated" | "modified" => first(&mut self.updated, words()),
            "author" | "creator" => {
                let said = if inner.marked_up { child(inner.written, "name") } else { words() };
                self.authors.extend(said);
            }
            "category" | "subject" => self.tags.extend(element.attribute("term").or_else(words)),
            "source" => {
                let said = if inner.marked_up { child(inner.written, "title") } else { words() };
                first(&mut self.source, said);
            }
            _ => {}
        }
    }
}

impl Inner<'_> {
    /// A text of Atom, which says how it is written.
    fn atom(self, element: &Element) -> Text {
        match element.attribute("type").as_deref() {
            Some("xhtml" | "application/xhtml+xml") => Text::Html(self.written.to_owned()),
            Some("html" | "text/html") => Text::Html(self.text),
            Some("text" | "text/plain") => Text::Plain(self.text),
            _ => self.rss(),
        }
    }

    /// A text of RSS: HTML where it looks like it, escaped or not.
    fn rss(self) -> Text {
        if self.marked_up {
            return Text::Html(self.written.to_owned());
        }
        let is_html = self.text.contains('<') || self.text.contains('&');
        if is_html { Text::Html(self.text) } else { Text::Plain(self.text) }
    }
}

/// The text of an element inside another one.
fn child(written: &str, wanted: &str) -> Option<String> {
    let mut xml = Xml::new(written);
    let mut inside = false;
    loop {
        match xml.next().ok()?? {
            Node::Open(element) => inside = local(element.name()) == wanted,
            Node::Text(text) if inside => {
                return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
            _ => {}
        }
    }
}
