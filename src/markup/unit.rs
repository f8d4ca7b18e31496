//! A unit of a document: a run of words with its codes, and how it is put together while a document is read.

use std::ops::Range;

use super::{Mark, MarkKind, Marked};

/// A paragraph, a heading, a cell, a caption: what is translated as one run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The words with their codes.
    pub words: Marked,
    /// The codes, by their numbers.
    pub codes: Vec<Code>,
    /// The bytes of the document that it takes.
    pub(super) range: Range<usize>,
    /// Where it stands, which says how it must be written.
    pub(super) place: Place,
    /// The bytes of the line breaks within it that mean no more than a blank.
    pub(super) breaks: Vec<Range<usize>>,
    /// Units of one number are lines of one paragraph.
    pub(super) block: usize,
    /// The words stand for a picture, between brackets: one more bracket, or a backslash before the last, would be theirs.
    pub(super) in_brackets: bool,
}

impl Unit {
    /// The bytes of the document that it takes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Emphasis, by whatever name: *italic*, **bold**, ~~struck out~~.
    Emphasis,
    /// A link.
    Link,
    /// Program code.
    Code,
    /// A picture.
    Image,
    /// The number of a footnote.
    Note,
    /// Anything else.
    Other,
}

/// A code as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it is for.
    pub role: Role,
    /// Its bytes, or those of what opens it; empty where it was opened in the unit before.
    pub(super) open: Range<usize>,
    /// The bytes of what closes it; empty where it goes on in the next unit, and for what stands by itself.
    pub(super) close: Range<usize>,
    /// What closes it when the words are others: `[words]` alone names a link by its words.
    pub(super) instead: Option<String>,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In running text.
    Text,
    /// In a cell of a Markdown table, where `|` ends it.
    Cell,
    /// In a value of front matter, between quotes of this kind if any.
    Value(Option<char>),
    /// In an attribute of a tag, between quotes of this kind if any.
    Attribute(Option<char>),
}

/// Puts a unit together.
#[derive(Debug, Default)]
pub(super) struct Builder {
    range: Option<Range<usize>>,
    words: Marked,
    codes: Vec<Code>,
    open: Vec<usize>,
    breaks: Vec<Range<usize>>,
}

impl Builder {
    /// The words so far.
    pub(super) fn text(&self) -> &str {
        &self.words.text
    }

    /// True where another blank would say nothing: after a blank, and at the start.
    pub(super) fn is_spaced(&self) -> bool {
        let behind_point = || {
            let at_end = |mark: &Mark| mark.at == self.words.text.len() && mark.kind == MarkKind::Point;
            self.words.marks.last().is_some_and(at_end)
        };
        (self.words.text.is_empty() || self.words.text.ends_with(' ')) && !behind_point()
    }

    /// The number of marks so far.
    pub(super) fn marks(&self) -> usize {
        self.words.marks.len()
    }

    /// True before anything was added.
    pub(super) fn is_empty(&self) -> bool {
        self.range.is_none()
    }

    /// The end of what was added last.
    pub(super) fn end(&self) -> usize {
        self.range.as_ref().map_or(0, |range| range.end)
    }

    /// Adds words that stand at `range`.
    pub(super) fn push(&mut self, words: &str, range: Range<usize>) {
        self.words.text.push_str(words);
        self.cover(range);
    }

    /// Adds a line break within the unit, at `range`.
    pub(super) fn line_break(&mut self, range: Range<usize>) {
        self.breaks.push(range);
    }

    /// Adds a blank at byte `at` of the words, before mark number `mark`.
    pub(super) fn blank_at(&mut self, at: usize, mark: usize) {
        self.words.text.insert(at, ' ');
        self.words.marks[mark..].iter_mut().for_each(|mark| mark.at += 1);
    }

    /// Opens a pair; returns the number of its code.
    pub(super) fn open(&mut self, role: Role, range: Range<usize>) -> usize {
        let code = self.code(Code { role, open: range.clone(), close: 0..0, instead: None });
        self.mark(MarkKind::Open, code);
        self.open.push(code);
        self.cover(range);
        code
    }

    /// Closes the pair that was opened last; false where none is open.
    pub(super) fn close(&mut self, range: Range<usize>, instead: Option<String>) -> bool {
        let Some(code) = self.open.pop() else { return false };
        self.codes[code].close = range.clone();
        self.codes[code].instead = instead;
        self.mark(MarkKind::Close, code);
        self.cover(range);
        true
    }

    /// Adds a code without words.
    pub(super) fn point(&mut self, role: Role, range: Range<usize>) {
        let code = self.code(Code { role, open: range.clone(), close: 0..0, instead: None });
        self.mark(MarkKind::Point, code);
        self.cover(range);
    }

    /// Adds words that stay as they are.
    pub(super) fn kept(&mut self, role: Role, words: &str, range: Range<usize>) {
        let code = self.code(Code { role, open: range.clone(), close: 0..0, instead: None });
        self.mark(MarkKind::Kept(words.len()), code);
        self.words.text.push_str(words);
        self.cover(range);
    }

    /// Takes what was put together, if anything was. Pairs that are open go on in the next unit.
    pub(super) fn finish(&mut self, place: Place) -> Option<Unit> {
        let next = Self {
            codes: self.open.iter().map(|code| Code { open: 0..0, ..self.codes[*code].clone() }).collect(),
            open: (0..self.open.len()).collect(),
            ..Self::default()
        };
        let Self { range, mut words, codes, breaks, .. } = std::mem::replace(self, next);
        trim(&mut words);
        Some(Unit { words, codes, range: range?, place, breaks, block: 0, in_brackets: false })
    }

    /// Makes the pair that was opened last a code by itself: nothing closes it.
    pub(super) fn unpair(&mut self) {
        let Some(code) = self.open.pop() else { return };
        for mark in self.words.marks.iter_mut().filter(|mark| mark.code == code) {
            mark.kind = MarkKind::Point;
        }
    }

    fn code(&mut self, code: Code) -> usize {
        self.codes.push(code);
        self.codes.len() - 1
    }

    fn mark(&mut self, kind: MarkKind, code: usize) {
        self.words.marks.push(Mark { at: self.words.text.len(), kind, code });
    }

    fn cover(&mut self, range: Range<usize>) {
        let (start, end) =
            self.range.as_ref().map_or((range.start, range.end), |known| (known.start, known.end));
        self.range = Some(start.min(range.start)..end.max(range.end));
    }
}

/// What means nothing at the ends of a line; a blank that does not break means something.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

/// Takes the blanks at both ends away, but for those within codes.
fn trim(words: &mut Marked) {
    let last = words.marks.last().map_or(0, |mark| mark.range().end);
    let end = last.max(words.text.trim_end_matches(BLANKS).len());
    words.text.truncate(end);
    let first = words.marks.first().map_or(end, |mark| mark.at);
    let start = first.min(end - words.text.trim_start_matches(BLANKS).len());
    words.text.drain(..start);
    for mark in &mut words.marks {
        mark.at -= start;
    }
}
