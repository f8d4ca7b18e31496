//! What in a text is the article, and what is about it: title, dateline, breadcrumbs, captions, credits.
//!
//! Blocks keep their bytes and only change their kind, so nothing is ever lost: a wrong guess costs a line of
//! the summary, not a line of the text.

mod agency;
mod breadcrumbs;
mod credit;
mod dateline;
mod head;
mod headline;
mod labels;
mod paragraphs;
mod tail;
#[cfg(test)]
mod tests;
mod text;

use jiff::civil::Date;

use super::{Block, BlockKind, Warning};
use credit::Credit;
pub(super) use paragraphs::paragraphs;

/// What the boilerplate says of the article.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The headline that stands in the text.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Dates that are none.
    pub warnings: Vec<Warning>,
}

impl Facts {
    /// Adds what is not known yet.
    fn add(&mut self, other: Facts) {
        self.title = self.title.take().or(other.title);
        self.published = self.published.or(other.published);
        self.publisher = self.publisher.take().or(other.publisher);
        self.warnings.extend(other.warnings);
    }
}

/// What is known before the text is looked at.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The title.
    title: Option<&'a str>,
    /// The text comes without the site around it: its first line is hardly its title.
    record: bool,
}

impl<'a> Known<'a> {
    /// A file of which nothing is known.
    pub fn nothing() -> Self {
        Self { title: None, record: false }
    }

    /// A text whose maker says what is title, heading and text: a record, Markdown, HTML.
    pub fn record(title: Option<&'a str>) -> Self {
        Self { title, record: true }
    }
}

/// Gives every block its kind, splits those that are boilerplate in part, and returns what they say.
pub(super) fn mark(text: &str, blocks: &mut Vec<Block>, known: Known) -> Facts {
    let mut facts = head::mark(text, blocks, known);
    mark_credits(text, blocks);
    tail::mark(text, blocks, &mut facts);
    if !known.record {
        mark_headings(text, blocks);
    }
    if !blocks.iter().any(|block| block.kind.is_body()) {
        // Then the rules misjudge it: somebody took it for an article.
        let wrong = |block: &&mut Block| {
            matches!(block.kind, BlockKind::Title | BlockKind::Boilerplate | BlockKind::Caption)
        };
        blocks.iter_mut().filter(wrong).for_each(|block| block.kind = BlockKind::Paragraph);
    }
    facts
}

/// What a line says if it is a dateline and nothing else.
pub(super) fn dateline(line: &str) -> Option<Facts> {
    dateline::whole(line)
}

fn line<'a>(text: &'a str, block: &'a Block) -> &'a str {
    block.plain.as_deref().unwrap_or(&text[block.range.clone()])
}

/// Cuts a block in two at `at` bytes from its start; the first part is boilerplate.
/// A block with markup is left whole: its bytes are not those of its text.
fn split_off_start(text: &str, blocks: &mut Vec<Block>, index: usize, at: usize) -> bool {
    let block = &blocks[index];
    if block.plain.is_some() {
        return false;
    }
    let (start, end) = (block.range.start, block.range.end);
    let first = text[start..start + at].trim_end().len();
    let first = Block { kind: BlockKind::Boilerplate, range: start..start + first, plain: None };
    let rest = Block { kind: block.kind, range: start + at..end, plain: None };
    blocks.splice(index..=index, [first, rest]);
    true
}

fn mark_credits(text: &str, blocks: &mut Vec<Block>) {
    let mut cuts = Vec::new();
    for (index, block) in
        blocks.iter_mut().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph)
    {
        match credit::find(line(text, block)) {
            Some(Credit::Alone) => block.kind = BlockKind::Boilerplate,
            Some(Credit::Caption) => block.kind = BlockKind::Caption,
            Some(Credit::After(at)) if block.plain.is_none() => cuts.push((index, at)),
            _ => {}
        }
    }
    if cuts.is_empty() {
        return;
    }
    let mut cuts = cuts.into_iter().peekable();
    let whole = std::mem::take(blocks);
    for (index, block) in whole.into_iter().enumerate() {
        let Some((_, at)) = cuts.next_if(|(cut, _)| *cut == index) else {
            blocks.push(block);
            continue;
        };
        let (start, end) = (block.range.start, block.range.end);
        let prose = text[start..start + at].trim_end().len();
        blocks.push(Block { range: start..start + prose, ..block });
        blocks.push(Block { kind: BlockKind::Boilerplate, range: start + at..end, plain: None });
    }
}

/// Short lines without an end before running text.
fn mark_headings(text: &str, blocks: &mut [Block]) {
    let mut prose_follows = false;
    for block in blocks.iter_mut().rev().filter(|block| block.kind == BlockKind::Paragraph) {
        let line = line(text, block);
        let heading =
            prose_follows && text::fits(line, headline::WIDEST_HEADING) && headline::is_headline(line);
        prose_follows = headline::is_prose(line);
        if heading {
            block.kind = BlockKind::Heading;
        }
    }
}
