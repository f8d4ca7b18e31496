//! One side of a pair, read once for all checks: its lines, and what figures it has.

use std::ops::Range;

use super::{
    effort,
    figures::{self, Figure},
};
use crate::text::{Language, hanzi};

/// A text and what the checks need to know of it.
pub(super) struct Side<'a> {
    /// The folded text.
    pub text: &'a str,
    /// Its language as the user says.
    pub language: Language,
    /// Its lines that are not blank, trimmed.
    pub lines: Vec<Range<usize>>,
    /// Its numbers and the parts of its dates, in order.
    pub figures: Vec<Figure>,
    /// How many characters are Chinese.
    pub han: usize,
    /// How many characters are Latin letters.
    pub latin: usize,
}

impl<'a> Side<'a> {
    pub(super) fn new(text: &'a str, language: Language) -> Self {
        let lines = lines(text);
        let figures = figures::find(text);
        let (han, latin) = letters(text);
        Self { text, language, lines, figures, han, latin }
    }

    /// True for the same lines; blank ones do not count.
    pub(super) fn says_the_same(&self, other: &Side) -> bool {
        self.lines.len() == other.lines.len()
            && self
                .lines
                .iter()
                .zip(&other.lines)
                .all(|(a, b)| effort::same(&self.text[a.clone()], &other.text[b.clone()]))
    }

    /// A line with the two lines on either side: translations move things over a line break.
    pub(super) fn stretch(&self, line: &Range<usize>) -> Range<usize> {
        let i = self.lines.partition_point(|l| l.start < line.start);
        let first = self.lines.get(i.saturating_sub(2)).map_or(line.start, |l| l.start.min(line.start));
        let last = self.lines.get(i + 2).map_or(self.text.len(), |l| l.end.max(line.end));
        first..last
    }

    /// The figures of a line and of the two lines on either side.
    pub(super) fn around(&self, line: &Range<usize>) -> &[Figure] {
        self.figures_in(self.stretch(line))
    }

    /// The figures between two places.
    pub(super) fn figures_in(&self, span: Range<usize>) -> &[Figure] {
        let start = self.figures.partition_point(|f| f.span.start < span.start);
        let end = self.figures.partition_point(|f| f.span.start < span.end);
        &self.figures[start..end.max(start)]
    }
}

/// How many characters are Chinese, and how many Latin letters.
pub(super) fn letters(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(han, latin), c| {
        (han + usize::from(hanzi::is_han(c)), latin + usize::from(c.is_ascii_alphabetic()))
    })
}

/// The lines that are not blank, trimmed.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let lead = line.len() - line.trim_start().len();
            lines.push(start + lead..start + lead + trimmed.len());
        }
        start += line.len();
    }
    lines
}
