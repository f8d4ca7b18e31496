//! The paragraphs of a plain text: its lines, or runs of lines where it was wrapped by hand.

use std::ops::Range;

use super::text::{ends_sentence, fits, is_han, width};
use crate::article::{Block, BlockKind};

/// So many pairs of lines tell whether a text is wrapped, and so many at least must be broken in a sentence.
const LOOKED_AT: usize = 400;
const LEAST_BROKEN: usize = 3;
/// Text is wrapped at 60 to 80 columns, rarely at 40; narrower lines are verse or a list.
const NARROWEST: usize = 36;
const WIDEST: usize = 120;
/// A line of this width was broken because it was full.
const FULL: usize = 60;

/// One paragraph block for each line that is not blank, or for each run of lines of a wrapped text.
pub(in crate::article) fn paragraphs(text: &str) -> Vec<Block> {
    let wrapped = is_wrapped(text);
    let mut blocks: Vec<Block> = Vec::new();
    for range in lines(text) {
        match blocks.last_mut() {
            Some(last) if wrapped && goes_on(text, &last.range, &range) => last.range.end = range.end,
            _ => blocks.push(Block { kind: BlockKind::Paragraph, range, plain: None }),
        }
    }
    blocks
}

/// The lines that are not blank, without the blanks around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let content = line.trim_start();
        let first = at + line.len() - content.len();
        let content = content.trim_end();
        (!content.is_empty()).then(|| first..first + content.len())
    })
}

/// Most lines that are followed by another at once break off in a sentence.
fn is_wrapped(text: &str) -> bool {
    let mut last: Option<Range<usize>> = None;
    let (mut broken, mut pairs) = (0, 0);
    for range in lines(text).take(LOOKED_AT) {
        if let Some(last) = last.replace(range.clone())
            && follows(text, &last, &range)
        {
            pairs += 1;
            broken += usize::from(is_broken(text, &last, &range));
        }
    }
    broken >= LEAST_BROKEN && broken * 2 > pairs
}

/// The second line stands right under the first.
fn follows(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    text.as_bytes()[first.end..second.start].iter().filter(|byte| **byte == b'\n').count() == 1
}

/// The first line is full and breaks off in a sentence, which goes on in the second.
fn is_broken(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    full_pair(text, first, second).is_some_and(|(first, second)| {
        let small =
            second.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "(\"“‘".contains(c));
        let han = first.ends_with(is_han) && second.starts_with(is_han) && width(first) + 4 >= width(second);
        (small || han) && !ends_sentence(first)
    })
}

/// In a wrapped text: the second line belongs to the paragraph of the first, be it only for a capital or a
/// sentence that happens to end where the line does.
fn goes_on(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    is_broken(text, first, second)
        || full_pair(text, first, second).is_some_and(|(first, _)| width(first) >= FULL)
}

/// The last line of a paragraph and the line under it, if both have the width of wrapped text.
fn full_pair<'a>(text: &'a str, first: &Range<usize>, second: &Range<usize>) -> Option<(&'a str, &'a str)> {
    if !follows(text, first, second) {
        return None;
    }
    let first = text[first.clone()].rsplit('\n').next().unwrap_or("").trim_end_matches('\r');
    let second = &text[second.clone()];
    let fits = |line: &str| fits(line, WIDEST);
    (fits(first) && fits(second) && width(first) >= NARROWEST).then_some((first, second))
}
