//! Two pieces of text that belong together, with their figures.

use std::ops::Range;

use super::{Scope, figures::Figure, index::Index};

/// A line and its counterpart, or the whole texts where lines do not correspond.
pub(super) struct Place<'a> {
    /// The text of the source.
    pub source_text: &'a str,
    /// The text of the target.
    pub target_text: &'a str,
    /// Where it starts in the whole target.
    pub target_start: usize,
    /// The figures of the source.
    pub source: &'a [Figure],
    /// The same, by value.
    pub source_index: Index<'a>,
    /// These and those of the neighbouring lines: translations move a figure over a line break.
    pub near_source: Index<'a>,
    /// The figures of the target.
    pub target: &'a [Figure],
    /// The same, by value.
    pub target_index: Index<'a>,
    /// These and those of the neighbouring lines.
    pub near_target: Index<'a>,
}

impl<'a> Place<'a> {
    /// All places of a pair, in order; one at a time, since a place takes more memory than a short line.
    pub(super) fn all(scope: &'a Scope<'a>) -> impl Iterator<Item = Self> {
        let place = move |(source_span, target_span): (Range<usize>, Range<usize>)| {
            let source = scope.source.figures_in(source_span.clone());
            let target = scope.target.figures_in(target_span.clone());
            Self {
                source_text: &scope.source.text[source_span.clone()],
                target_text: &scope.target.text[target_span.clone()],
                target_start: target_span.start,
                source,
                source_index: Index::new(source),
                near_source: Index::new(scope.source.around(&source_span)),
                target,
                target_index: Index::new(target),
                near_target: Index::new(scope.target.around(&target_span)),
            }
        };
        scope.aligned().into_iter().map(place)
    }
}

/// The figures with the share of the text before each.
pub(super) fn shares(figures: &[Figure]) -> impl Iterator<Item = (f64, &Figure)> {
    let count = figures.len().max(1) as f64;
    figures.iter().enumerate().map(move |(i, figure)| (i as f64 / count, figure))
}
