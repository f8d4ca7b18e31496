//! The parts of an article's text.

use std::ops::Range;

/// A part of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in [`Article::text`](super::Article::text).
    pub range: Range<usize>,
    /// Its text without markup, where that differs from the bytes at `range`.
    pub plain: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline, where the text itself carries it.
    Title,
    /// A heading inside the article.
    Heading,
    /// A paragraph of running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A quotation set apart.
    Quote,
    /// Program text, front matter and marks, kept as they are.
    Code,
    /// A row of a table.
    Table,
    /// A caption under a picture.
    Caption,
    /// Breadcrumbs, datelines, sources, credits: what is about the article and not of it.
    Boilerplate,
}

impl BlockKind {
    /// True for what a reader would call the article itself.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Heading | Self::Paragraph | Self::ListItem | Self::Quote | Self::Table)
    }
}
