//! The first lines of a text: breadcrumbs, title, dateline, and what is put before the first sentence.

use super::{
    Facts, Known, agency, breadcrumbs, credit, dateline,
    headline::{self, goes_on, is_headline, is_prose},
    line, split_off_start,
    text::{ends_sentence, is_chinese, same_words, width},
};
use crate::article::{Block, BlockKind};

/// So many blocks may stand before the article proper; the longest heads of news pages have seven lines.
const LONGEST: usize = 12;
/// After so many paragraphs the head is over, whatever comes.
const MOST_PROSE: usize = 2;

/// Marks the blocks of the head and returns what they say.
pub(super) fn mark(text: &str, blocks: &mut Vec<Block>, known: Known) -> Facts {
    let mut facts = Facts::default();
    let mut prose = 0;
    let mut index = 0;
    while index < blocks.len().min(LONGEST) && prose < MOST_PROSE {
        let block = &blocks[index];
        let content = line(text, block);
        let title = known.title.or(facts.title.as_deref());
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading) {
            prose += usize::from(block.kind.is_body());
        } else if title.is_some_and(|title| same_words(title, content)) {
            blocks[index].kind = BlockKind::Title;
        } else if let Some(said) = title.is_none().then(|| headline::labelled(content)).flatten() {
            facts.title = Some(said.to_owned());
            blocks[index].kind = BlockKind::Title;
        } else if breadcrumbs::is_trail(content) {
            blocks[index].kind = BlockKind::Boilerplate;
        } else if let Some(said) = dateline::whole(content) {
            blocks[index].kind = BlockKind::Boilerplate;
            facts.add(said);
        } else if credit::find(content).is_some() {
            // Marked with all other credits; a caption is no title.
        } else if title.is_none() && prose == 0 && is_title(text, blocks, index, known.record) {
            let (title, lines) = whole_title(text, blocks, index);
            facts.title = Some(title);
            blocks[index..index + lines].iter_mut().for_each(|block| block.kind = BlockKind::Title);
            index += lines - 1;
        } else {
            let is_prose = is_prose(content);
            let split = prose == 0 && split_start(text, blocks, index, &mut facts);
            prose += usize::from(is_prose || split);
            index += usize::from(split);
        }
        index += 1;
    }
    facts
}

/// Takes a date or an agency's dateline off the start of a paragraph.
fn split_start(text: &str, blocks: &mut Vec<Block>, index: usize, facts: &mut Facts) -> bool {
    let content = line(text, &blocks[index]);
    if let Some((at, published)) = dateline::before_prose(content) {
        facts.add(Facts { published, ..Facts::default() });
        return split_off_start(text, blocks, index, at);
    }
    let Some((at, name)) = agency::before_prose(content) else {
        return false;
    };
    facts.add(Facts { publisher: name.map(str::to_owned), ..Facts::default() });
    split_off_start(text, blocks, index, at)
}

/// True if the block is the headline of what follows it.
fn is_title(text: &str, blocks: &[Block], index: usize, record: bool) -> bool {
    let content = line(text, &blocks[index]);
    let Some(next) = blocks.get(index + 1).map(|block| line(text, block)) else {
        return false;
    };
    if !is_headline(content) {
        return false;
    }
    if record {
        // A field called "text" holds text: its first line is a title only where all else is prose.
        let after = &blocks[index + 1..blocks.len().min(index + 4)];
        return after.len() > 1
            && !ends_sentence(content)
            && after.iter().all(|block| is_prose(line(text, block)))
            && width(content) < width(next);
    }
    let apart = text[blocks[index].range.end..blocks[index + 1].range.start].matches('\n').count() > 1;
    let continued = !apart && next.starts_with(char::is_lowercase);
    let about = dateline::whole(next).is_some() || same_words(content, next);
    let after = &blocks[index + 1..blocks.len().min(index + 6)];
    let prose = after.iter().any(|block| is_prose(line(text, block)));
    !continued && (about || prose && (apart || is_prose(next) || is_headline(next)))
}

/// The title, and how many lines it takes: one that breaks off goes on in the next, and a bilingual one
/// stands there in the other language too.
fn whole_title(text: &str, blocks: &[Block], index: usize) -> (String, usize) {
    let first = line(text, &blocks[index]).trim();
    let title = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(next) = blocks.get(index + 1) else {
        return (title, 1);
    };
    let apart = text[blocks[index].range.end..next.range.start].matches('\n').count() > 1;
    let second = line(text, next).trim();
    if apart || !is_headline(second) || blocks.len() < index + 3 || dateline::whole(second).is_some() {
        return (title, 1);
    }
    if goes_on(first) {
        let gap = if is_chinese(first) { "" } else { " " };
        return (format!("{title}{gap}{second}"), 2);
    }
    (title, if is_chinese(first) == is_chinese(second) { 1 } else { 2 })
}
