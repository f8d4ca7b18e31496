//! DOCX (ECMA-376, WordprocessingML): the paragraphs of a document, with what its styles say they are.

use std::collections::HashMap;

use super::parts::{Parts, one, resolve};
use crate::article::{
    Article, Block, BlockKind, Markup, ReadError, ReadOptions, Reading, boilerplate,
    format::{
        Format, Probe, html,
        xml::{Element, Node, Xml, local},
    },
    language,
    name::Name,
};

/// An archive whose first member is one that only such documents begin with.
pub(in crate::article::format) const FORMAT: Format = Format {
    content: is_docx,
    extensions: &[],
    media: &[],
    read: |source, options, sink| one(source, options, sink, read),
};

/// Members that office documents begin with, whoever wrote them.
const FIRST: [&[u8]; 5] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/"];

fn is_docx(probe: &Probe) -> bool {
    let is_zip = probe.head.starts_with(b"PK\x03\x04");
    let first = probe.head.get(30..).unwrap_or_default();
    is_zip && (FIRST.iter().any(|name| first.starts_with(name)) || probe.extension == Some("docx"))
}

fn read(parts: &mut Parts, name: &Name, options: &ReadOptions) -> Result<Reading, ReadError> {
    let place = name.to_string();
    let damaged = |why: String| ReadError::Damaged { place: place.clone(), why };
    let relations = parts.text("_rels/.rels").map_err(damaged)?.unwrap_or_default();
    let path =
        related(&relations, "/officeDocument").map_or("word/document.xml".to_owned(), |to| resolve("", &to));
    if !path.starts_with("word/") {
        let why = "it is an Office file, but no text document (export it as text or CSV first)".to_owned();
        return Err(ReadError::Refused { place, why });
    }
    let document = parts.text(&path).map_err(damaged)?;
    let document = document.ok_or_else(|| damaged(format!("there is no {path} in it")))?;
    let styles = parts.text(&resolve(&path, "styles.xml")).ok().flatten().unwrap_or_default();
    let properties = parts.text("docProps/core.xml").ok().flatten().unwrap_or_default();
    let Body { text, mut blocks, title, .. } = Body::read(&document, &styles_of(&styles)).map_err(damaged)?;
    if blocks.is_empty() {
        return Err(ReadError::Empty { place });
    }
    // Without a title that is styled as one, the first lines tell it as they do in plain text.
    let known = match &title {
        Some(title) => boilerplate::Known::record(Some(title)),
        None => boilerplate::Known::nothing(),
    };
    let facts = boilerplate::mark(&text, &mut blocks, known);
    let mut article = Article {
        id: name.id(),
        source: name.source(),
        title: title.or(facts.title).or_else(|| property(&properties, "title")),
        language: None,
        published: facts.published,
        published_at: None,
        publisher: facts.publisher,
        text,
        blocks,
        markup: Markup::Plain,
        extra: serde_json::Map::new(),
    };
    article.language = language::decide(&article, None, options, &mut Vec::new());
    Ok(Reading { article, warnings: facts.warnings })
}

/// Where a relation of this kind leads.
fn related(relations: &str, kind: &str) -> Option<String> {
    let mut xml = Xml::new(relations);
    loop {
        if let Node::Open(element) = xml.next().ok()??
            && element.attribute("Type").is_some_and(|found| found.ends_with(kind))
        {
            return element.attribute("Target");
        }
    }
}

/// A field of the document's properties.
fn property(properties: &str, wanted: &str) -> Option<String> {
    let mut xml = Xml::new(properties);
    let mut inside = false;
    loop {
        match xml.next().ok()?? {
            Node::Open(element) => inside = local(element.name()) == wanted,
            Node::Text(text) if inside => return html::words(&text),
            _ => {}
        }
    }
}

/// The names of styles by their ids, in lower case. Ids are of one program and one language; names of built-in styles are
/// the same everywhere.
fn styles_of(styles: &str) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let mut id = None;
    let mut xml = Xml::new(styles);
    while let Ok(Some(node)) = xml.next() {
        if let Node::Open(element) = node {
            match local(element.name()) {
                "style" => id = element.attribute("styleId"),
                "name" => {
                    if let (Some(id), Some(name)) = (id.take(), element.attribute("val")) {
                        names.insert(id, name.to_lowercase());
                    }
                }
                _ => {}
            }
        }
    }
    names
}

/// The text of a document while it is read.
#[derive(Default)]
struct Body {
    text: String,
    blocks: Vec<Block>,
    title: Option<String>,
    /// The paragraph, or the row of a table.
    line: String,
    style: Style,
    /// Levels of tables; in a table a row is a block.
    tables: usize,
    cells: usize,
    /// Levels of what is not shown: deleted text, the second form of a drawing.
    hidden: usize,
    in_text: bool,
}

#[derive(Default)]
struct Style {
    name: String,
    listed: bool,
    outlined: bool,
}

/// What stands in a document and is not shown.
const HIDDEN: [&str; 4] = ["del", "moveFrom", "Fallback", "rubyBase"];

impl Body {
    fn read(document: &str, styles: &HashMap<String, String>) -> Result<Self, String> {
        let mut body = Self::default();
        let mut xml = Xml::new(document);
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) => body.open(local(element.name()), &element, styles),
                Node::Text(text) if body.in_text && body.hidden == 0 => body.line.push_str(&text),
                Node::Text(_) => {}
                Node::Close(name) => body.close(local(&name)),
            }
        }
        body.end_block();
        Ok(body)
    }

    fn open(&mut self, name: &str, element: &Element, styles: &HashMap<String, String>) {
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "t" => self.in_text = true,
            "tab" | "br" | "cr" if self.hidden == 0 && !self.line.is_empty() => self.line.push(' '),
            "noBreakHyphen" if self.hidden == 0 => self.line.push('-'),
            "pStyle" => {
                self.style.name = styles.get(&value()).cloned().unwrap_or_else(|| value().to_lowercase())
            }
            "numPr" => self.style.listed = true,
            // 9 is the level of running text.
            "outlineLvl" => self.style.outlined = value() != "9",
            "tbl" => {
                self.end_block();
                self.tables += 1;
            }
            "tr" if self.tables == 1 => self.cells = 0,
            "tc" if self.tables == 1 => {
                self.cells += 1;
                if self.cells > 1 && !self.line.trim().is_empty() {
                    self.line.push_str(" | ");
                }
            }
            name if HIDDEN.contains(&name) => self.hidden += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" if self.tables == 0 => self.end_block(),
            "p" if !self.line.is_empty() => self.line.push(' '),
            "tr" if self.tables == 1 => self.end_block(),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let line = self.line.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = self.kind();
        let style = std::mem::take(&mut self.style);
        self.line.clear();
        if line.is_empty() {
            return;
        }
        if style.name == "title" && self.title.is_none() {
            self.title = Some(line.clone());
        }
        if let Some(last) = self.blocks.last() {
            let close = kind == last.kind && matches!(kind, BlockKind::ListItem | BlockKind::Table);
            self.text.push_str(if close { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(&line);
        self.blocks.push(Block { kind, range: start..self.text.len(), plain: None });
    }

    fn kind(&self) -> BlockKind {
        let named = |start: &str| self.style.name.starts_with(start);
        match self {
            Self { tables: 1.., .. } => BlockKind::Table,
            _ if named("title") => BlockKind::Title,
            _ if named("toc ") || named("header") || named("footer") => BlockKind::Boilerplate,
            _ if named("caption") => BlockKind::Caption,
            _ if named("heading") || named("subtitle") || self.style.outlined => BlockKind::Heading,
            _ if named("quote") || named("intense quote") => BlockKind::Quote,
            _ if named("html preformatted") => BlockKind::Code,
            _ if self.style.listed || named("list") => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }
}
