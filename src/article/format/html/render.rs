//! From HTML to lines of text: a block a line, an empty line between paragraphs.

use crate::article::{Block, BlockKind, boilerplate};

use super::tags::{Token, attribute, tokens};

/// What is given to be rendered.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Scope {
    /// The main text of a page: all of it counts.
    #[default]
    Main,
    /// A whole page: navigation and forms are left out.
    Page,
}

/// Elements that never show text.
const SILENT: [&str; 10] =
    ["head", "noscript", "template", "svg", "math", "iframe", "object", "button", "select", "datalist"];
/// Elements that surround an article.
const AROUND: [&str; 5] = ["nav", "footer", "aside", "form", "menu"];
/// Elements that do not break a line.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "u", "var",
];

/// A page as text.
pub(super) struct Rendered {
    /// The text.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// How each of them stood on the page.
    pub marks: Vec<Mark>,
}

/// How a block stood on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    /// Nearly all of it is a link.
    pub linked: bool,
}

/// The text and its blocks.
pub(super) fn render(html: &str, scope: Scope) -> Rendered {
    let mut page = Page { scope, ..Page::default() };
    for token in tokens(html) {
        match token {
            Token::Text(text) if page.silent == 0 => {
                let before = page.line.len();
                page.text(&html_escape::decode_html_entities(text));
                page.count(before);
            }
            Token::Open { name, attributes } => page.tag(&name.to_ascii_lowercase(), Some(attributes)),
            Token::Close(name) => page.tag(&name.to_ascii_lowercase(), None),
            _ => {}
        }
    }
    page.end_block(Gap::Paragraph);
    Rendered { text: page.out, blocks: page.blocks, marks: page.marks }
}

/// What stands between two blocks.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Gap {
    #[default]
    Line,
    Paragraph,
}

#[derive(Default)]
struct Page {
    out: String,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    /// The block being read.
    line: String,
    /// Letters of it, and those of them in links.
    letters: usize,
    linked: usize,
    links: usize,
    figures: usize,
    /// The gap before it.
    gap: Gap,
    scope: Scope,
    silent: usize,
    heading: bool,
    caption: bool,
    item: bool,
    quotes: usize,
    code: usize,
    rows: usize,
    cells: usize,
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.code > 0 {
            self.line.push_str(text);
            return;
        }
        for (number, word) in text.split(|c: char| c.is_whitespace() || c == '\u{200b}').enumerate() {
            if number > 0 && !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    /// Counts the letters that were added to the block behind `before`.
    fn count(&mut self, before: usize) {
        let added = self.line[before..].chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += added;
        if self.links > 0 {
            self.linked += added;
        }
    }

    /// A start tag, or an end tag where there are no attributes.
    fn tag(&mut self, name: &str, attributes: Option<&str>) {
        let start = attributes.is_some();
        let step = |count: usize| if start { count + 1 } else { count.saturating_sub(1) };
        if SILENT.contains(&name) || (self.scope == Scope::Page && AROUND.contains(&name)) {
            if !attributes.is_some_and(|attributes| attributes.trim_end().ends_with('/')) {
                self.silent = step(self.silent);
            }
            return self.end_block(Gap::Paragraph);
        }
        match name {
            "br" => {
                return if self.code > 0 { self.line.push('\n') } else { self.end_block(Gap::Line) };
            }
            "td" | "th" => {
                if start {
                    self.cells += 1;
                    if self.cells > 1 && !self.line.trim().is_empty() {
                        self.line.push_str(" | ");
                    }
                }
                return;
            }
            "a" => {
                // Links do not nest; an open one ends the one before.
                self.links = usize::from(start);
                return;
            }
            name if INLINE.contains(&name) => return,
            _ => {}
        }
        // Inside a table a row is a block, and what its cells hold is part of it.
        if self.rows > 0 && !matches!(name, "tr" | "table" | "tbody" | "thead" | "tfoot" | "caption") {
            return self.text(" ");
        }
        let gap =
            if matches!(name, "li" | "tr" | "dt" | "dd" | "option") { Gap::Line } else { Gap::Paragraph };
        if start {
            self.end_block(gap);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if !start {
                    self.end_block(gap);
                }
                self.heading = start;
            }
            "figcaption" | "caption" => {
                if !start {
                    self.end_block(gap);
                }
                self.caption = start;
            }
            "li" | "dd" => {
                if !start {
                    self.end_block(gap);
                }
                self.item = start;
            }
            "figure" => {
                if !start {
                    self.end_block(gap);
                }
                self.figures = step(self.figures);
            }
            "blockquote" => {
                if !start {
                    self.end_block(gap);
                }
                self.quotes = step(self.quotes);
            }
            "pre" | "listing" => {
                if !start {
                    self.end_block(gap);
                }
                self.code = step(self.code);
            }
            "tr" => {
                if !start {
                    self.end_block(gap);
                }
                self.rows = step(self.rows);
                self.cells = 0;
            }
            _ if !start => self.end_block(gap),
            _ => {}
        }
        if start && attributes.is_some_and(is_caption) {
            // Closed with the next block: classes tell captions that have no element of their own.
            self.caption = true;
        }
    }

    fn end_block(&mut self, gap: Gap) {
        let line = if self.code > 0 { self.line.trim_matches('\n').trim_end() } else { self.line.trim() };
        if !line.trim().is_empty() {
            if !self.out.is_empty() {
                self.out.push_str(if self.gap == Gap::Paragraph { "\n\n" } else { "\n" });
            }
            let indent = line.len() - line.trim_start().len();
            let start = self.out.len() + indent;
            self.out.push_str(line);
            if self.code > 0 && is_prose(line) {
                // Text of the days before HTML, in lines of one width.
                let paragraphs = boilerplate::paragraphs(line).into_iter();
                let at = start - indent;
                self.blocks.extend(
                    paragraphs
                        .map(|block| Block { range: block.range.start + at..block.range.end + at, ..block }),
                );
            } else {
                self.blocks.push(Block { kind: self.kind(), range: start..self.out.len(), plain: None });
            }
            let linked = self.letters > 0 && self.linked * 10 >= self.letters * 9;
            self.marks.resize(self.blocks.len(), Mark { linked });
            self.gap = Gap::Line;
            self.caption = false;
        }
        self.line.clear();
        (self.letters, self.linked) = (0, 0);
        if gap > self.gap {
            self.gap = gap;
        }
    }

    fn kind(&self) -> BlockKind {
        match self {
            Self { code: 1.., .. } => BlockKind::Code,
            Self { caption: true, .. } => BlockKind::Caption,
            Self { cells: 2.., .. } => BlockKind::Table,
            Self { heading: true, .. } => BlockKind::Heading,
            Self { quotes: 1.., .. } => BlockKind::Quote,
            Self { item: true, .. } => BlockKind::ListItem,
            // Pictures say what they show with and without an element for it.
            Self { figures: 1.., .. } => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        }
    }
}

/// Running text and no program: sentences, and hardly a sign that only programs use.
fn is_prose(text: &str) -> bool {
    let signs = text.chars().filter(|c| "{}[]()<>;=$#\\|_*&@^~`+".contains(*c)).count();
    let ends = text
        .match_indices(['.', '。'])
        .filter(|(at, end)| *end == "。" || text[at + 1..].starts_with(char::is_whitespace));
    signs * 25 < text.chars().count() && text.split_whitespace().count() > 40 && ends.take(3).count() == 3
}

fn is_caption(attributes: &str) -> bool {
    let names = attribute(attributes, "class").unwrap_or_default().to_lowercase();
    names.contains("caption")
}
