//! EPUB (EPUB 3.3, and 2 before it): a book is one article, its chapters in reading order.

use std::collections::HashMap;

use super::parts::{Parts, one, resolve};
use crate::article::{
    Article, Block, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, date,
    format::{
        Format, Probe, html,
        xml::{Node, Xml, local},
    },
    language,
    name::Name,
};

/// An archive that says so in its first member, as the specification (OCF, 4.3) wants it.
pub(in crate::article::format) const FORMAT: Format = Format {
    content: is_epub,
    extensions: &[],
    media: &[],
    read: |source, options, sink| one(source, options, sink, read),
};

fn is_epub(probe: &Probe) -> bool {
    let is_zip = probe.head.starts_with(b"PK\x03\x04");
    // The name and the content of the first member stand 30 bytes from its start, as they are.
    let marked = probe.head.get(30..58).is_some_and(|mark| mark == b"mimetypeapplication/epub+zip");
    is_zip && (marked || probe.extension == Some("epub"))
}

fn read(parts: &mut Parts, name: &Name, options: &ReadOptions) -> Result<Reading, ReadError> {
    let place = name.to_string();
    let damaged = |why: String| ReadError::Damaged { place: place.clone(), why };
    let container = parts.text("META-INF/container.xml").map_err(damaged)?.unwrap_or_default();
    let path =
        root_file(&container).ok_or_else(|| damaged("it does not say where its text is".to_owned()))?;
    let package = parts.text(&path).map_err(damaged)?;
    let package = package.ok_or_else(|| damaged(format!("there is no {path} in it")))?;
    let book = Book::of(&package);
    let encrypted = parts.text("META-INF/encryption.xml").unwrap_or_default().unwrap_or_default();
    let mut warnings = Vec::new();
    let (mut text, mut blocks) = (String::new(), Vec::new());
    let mut first_trouble = None;
    for chapter in &book.chapters {
        let part = resolve(&path, chapter);
        // Fonts may be scrambled; a text that is can be read by nobody but its reader.
        if encrypted.contains(&part) {
            return Err(ReadError::Refused { place, why: "it is encrypted".to_owned() });
        }
        match parts.text(&part) {
            Ok(Some(page)) => append(&mut text, &mut blocks, html::fragment(&page)),
            Ok(None) => warnings.push(Warning::PartUnread { part, why: "it is not there".to_owned() }),
            Err(why) => {
                first_trouble.get_or_insert_with(|| format!("{part}: {why}"));
                warnings.push(Warning::PartUnread { part, why });
            }
        }
    }
    if blocks.is_empty() {
        return Err(first_trouble.map_or(ReadError::Empty { place: place.clone() }, damaged));
    }
    let title = book.title.as_deref().and_then(html::words);
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(title.as_deref()));
    let mut article = Article {
        id: name.id(),
        source: name.source(),
        title: title.or(facts.title),
        language: None,
        published: book.date.as_deref().and_then(date::parse).or(facts.published),
        published_at: book.date.as_deref().and_then(date::instant),
        publisher: book.publisher.as_deref().and_then(html::words).or(facts.publisher),
        text,
        blocks,
        markup: Markup::Plain,
        extra: serde_json::Map::new(),
    };
    article.language = language::decide(&article, book.language.as_deref(), options, &mut Vec::new());
    Ok(Reading { article, warnings })
}

/// Adds a text and its blocks behind others.
fn append(text: &mut String, blocks: &mut Vec<Block>, (more, own): (String, Vec<Block>)) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    text.push_str(&more);
    blocks.extend(
        own.into_iter()
            .map(|block| Block { range: block.range.start + start..block.range.end + start, ..block }),
    );
}

/// The path of the package document, from the container's.
fn root_file(container: &str) -> Option<String> {
    let mut xml = Xml::new(container);
    loop {
        if let Node::Open(element) = xml.next().ok()??
            && local(element.name()) == "rootfile"
        {
            return element.attribute("full-path");
        }
    }
}

/// What a package document says of its book.
#[derive(Default)]
struct Book {
    title: Option<String>,
    language: Option<String>,
    date: Option<String>,
    publisher: Option<String>,
    /// References to the chapters in reading order.
    chapters: Vec<String>,
}

impl Book {
    fn of(package: &str) -> Self {
        let mut book = Self::default();
        let mut items = HashMap::new();
        let mut open = String::new();
        let mut xml = Xml::new(package);
        // What is damaged at its end is read up to there.
        while let Ok(Some(node)) = xml.next() {
            match node {
                Node::Open(element) => {
                    open = local(element.name()).to_owned();
                    match open.as_str() {
                        "item" => {
                            // The table of contents repeats the headings of the chapters.
                            let contents = element.attribute("properties").is_some_and(|properties| {
                                properties.split(' ').any(|property| property == "nav")
                            });
                            if let (Some(id), Some(href), false) =
                                (element.attribute("id"), element.attribute("href"), contents)
                            {
                                items.insert(id, href);
                            }
                        }
                        "itemref" if element.attribute("linear").as_deref() != Some("no") => {
                            let reference = element.attribute("idref");
                            book.chapters.extend(reference.and_then(|id| items.get(&id).cloned()));
                        }
                        _ => {}
                    }
                }
                Node::Text(text) => book.said(&open, &text),
                Node::Close(_) => open.clear(),
            }
        }
        book
    }

    /// The first title is the main one, the first date that of publication.
    fn said(&mut self, element: &str, text: &str) {
        let field = match element {
            "title" => &mut self.title,
            "language" => &mut self.language,
            "date" => &mut self.date,
            "publisher" => &mut self.publisher,
            _ => return,
        };
        if field.is_none() && !text.trim().is_empty() {
            *field = Some(text.trim().to_owned());
        }
    }
}
