//! The codes of a text as a tree.

use std::ops::Range;

use crate::markup::{Mark, MarkKind, marked::Pairs};

/// A code of the source with those within it.
pub(super) struct Node {
    /// Its number.
    pub code: usize,
    /// False where it was opened before, closed after, or has no words.
    pub opens: bool,
    /// The same of what closes it.
    pub closes: bool,
    /// Its words.
    pub range: Range<usize>,
    /// The codes within it.
    pub inner: Vec<Node>,
}

impl Node {
    /// True for what has no words.
    pub fn is_point(&self) -> bool {
        !self.opens && !self.closes
    }

    /// A place with what lies between it and where the pair goes on.
    pub fn widened(&self, place: Range<usize>, target: &Range<usize>) -> Range<usize> {
        let start = if self.opens { place.start } else { target.start };
        start..if self.closes { place.end } else { target.end }
    }
}

/// The codes as a tree.
pub(super) fn nest(marks: &[Mark], length: usize) -> Vec<Node> {
    let pairs = Pairs::of(marks);
    let mut stack: Vec<(Node, Vec<Node>)> = Vec::new();
    let mut level: Vec<Node> = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let node = |opens, closes, range| Node { code: mark.code, opens, closes, range, inner: Vec::new() };
        match mark.kind {
            MarkKind::Open => {
                stack.push((node(true, false, mark.at..length), std::mem::take(&mut level)));
            }
            MarkKind::Close if pairs.partner(number).is_some() => {
                // Whatever is open within it ends with it.
                while let Some((mut open, around)) = stack.pop() {
                    let found = open.code == mark.code;
                    open.range.end = mark.at;
                    open.closes = found;
                    open.inner = std::mem::replace(&mut level, around);
                    level.push(open);
                    if found {
                        break;
                    }
                }
            }
            MarkKind::Close => {
                // It began before the text: all that stands here is within it.
                let inner = std::mem::take(&mut level);
                level.push(Node { inner, ..node(false, true, 0..mark.at) });
            }
            MarkKind::Point | MarkKind::Kept(_) => level.push(node(false, false, mark.at..mark.at)),
        }
    }
    while let Some((mut open, around)) = stack.pop() {
        open.inner = std::mem::replace(&mut level, around);
        level.push(open);
    }
    level
}
