//! The blocks of a Markdown text, each with the words in it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::article::{Block, BlockKind};

/// The blocks from `start` on; what is before (the front matter) is boilerplate.
pub(super) fn blocks(text: &str, start: usize) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        reader.take(event, start + range.start..start + range.end);
    }
    reader.close();
    let mut blocks = Vec::new();
    fill(text, start, reader.blocks, &mut blocks);
    if !text[..start].trim().is_empty() {
        let front = trimmed(text, 0..start);
        blocks.insert(0, Block { kind: BlockKind::Code, range: front, plain: None });
    }
    blocks
}

/// Follows the parser's events and gathers the blocks.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Leaf>,
    quotes: usize,
    items: usize,
    images: usize,
}

/// A block that is being read.
struct Leaf {
    kind: BlockKind,
    range: Range<usize>,
    words: String,
    /// The words that stand for pictures.
    alt: String,
}

impl Reader {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(&words, range);
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n", range),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
                self.words("", range)
            }
            Event::Html(_) | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(self.container(), range),
            Tag::Heading { .. } => self.open(BlockKind::Heading, range),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.open(BlockKind::Code, range),
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::Table, range),
            Tag::TableCell => {
                if self.open.as_ref().is_some_and(|leaf| !leaf.words.is_empty()) {
                    self.words(" | ", range);
                }
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Item => {
                self.close();
                self.items += 1;
            }
            Tag::List(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => self.close(),
            Tag::Image { .. } => {
                self.words("", range);
                self.images += 1;
            }
            _ => self.words("", range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close(),
            TagEnd::TableHead | TagEnd::TableRow => self.close(),
            _ => {}
        }
    }

    /// The kind of a paragraph here.
    fn container(&self) -> BlockKind {
        match (self.quotes, self.items) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::ListItem,
            _ => BlockKind::Quote,
        }
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        self.open = Some(Leaf { kind, range, words: String::new(), alt: String::new() });
    }

    /// Adds words; in a tight list they come without a paragraph around them.
    fn words(&mut self, words: &str, range: Range<usize>) {
        let kind = self.container();
        let leaf = self.open.get_or_insert_with(|| Leaf {
            kind,
            range: range.clone(),
            words: String::new(),
            alt: String::new(),
        });
        leaf.range.end = leaf.range.end.max(range.end);
        if self.images > 0 { &mut leaf.alt } else { &mut leaf.words }.push_str(words);
    }

    fn close(&mut self) {
        let Some(leaf) = self.open.take() else { return };
        let words = leaf.words.trim();
        let (kind, words) = match (leaf.kind, words.is_empty(), leaf.alt.trim().is_empty()) {
            (BlockKind::Code, ..) => (BlockKind::Code, words),
            (_, true, false) => (BlockKind::Caption, leaf.alt.trim()),
            // Nothing but markup.
            (_, true, true) => (BlockKind::Code, words),
            (kind, ..) => (kind, words),
        };
        self.blocks.push(Block { kind, range: leaf.range, plain: Some(words.to_owned()) });
    }
}

/// Makes the blocks cover the text: a mark on the line of a block (`- `, `> `, `## `) goes to the block; whole
/// lines of markup (rules, link definitions, the line under a table's head) are code, which is kept as it is.
fn fill(text: &str, start: usize, read: Vec<Block>, out: &mut Vec<Block>) {
    let mut at = start;
    for mut block in read {
        // The parser reports nested blocks in order; a block inside the last one has been read with it.
        if block.range.end <= at {
            continue;
        }
        block.range.start = block.range.start.max(at);
        let gap = &text[at..block.range.start];
        let line = gap.rfind('\n').map_or(at, |found| at + found + 1);
        if !text[line..block.range.start].trim().is_empty() {
            block.range.start = line;
        }
        markup(text, at..block.range.start, out);
        at = block.range.end;
        block.range = trimmed(text, block.range);
        if block.range.is_empty() {
            continue;
        }
        let whole = block.plain.as_deref() == Some(&text[block.range.clone()]);
        let code = block.kind == BlockKind::Code;
        block.plain = block.plain.filter(|_| !whole && !code);
        out.push(block);
    }
    markup(text, at..text.len(), out);
}

fn markup(text: &str, range: Range<usize>, out: &mut Vec<Block>) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let range = trimmed(text, at..at + line.len());
        at += line.len();
        if !range.is_empty() {
            out.push(Block { kind: BlockKind::Code, range, plain: None });
        }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let content = &text[range.clone()];
    let start = range.start + content.len() - content.trim_start().len();
    start..start + content.trim().len()
}
