//! What comes in: the [`Article`], its blocks, and the readers that make it.

use std::{borrow::Cow, fmt, ops::Range};

use crate::{
    fingerprint::{Fingerprint, Hasher},
    text::Language,
};

/// One article as it was understood.
#[derive(Clone, Debug)]
pub struct Article {
    /// The record's own id, or the place the article was read from.
    pub id: Id,
    /// The path or address it was read from.
    pub source: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// `None` when the text is neither Chinese nor English.
    pub language: Option<Language>,
    /// The day it was published or last updated.
    pub published: Option<jiff::civil::Date>,
    /// Who published it, where the article says so ("Source from: SAC").
    pub publisher: Option<String>,
    /// The whole text, its lines as in the source, boilerplate included.
    pub text: String,
    /// What the parts of `text` are: in order, not overlapping; every non-blank part of `text` is in one.
    pub blocks: Vec<Block>,
    /// Fields of an input record that mean nothing to zhaiyi; they come back untouched.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A part of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in [`Article::text`].
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
    /// Program text, kept as it is.
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

impl Article {
    /// The text of a block without markup.
    pub fn block_text<'a>(&'a self, block: &'a Block) -> &'a str {
        block.plain.as_deref().unwrap_or(&self.text[block.range.clone()])
    }

    /// The clean text: body blocks only, without markup. Blocks are parted by a line break, or by an empty
    /// line where the source has one between them.
    pub fn clean_text(&self) -> Cow<'_, str> {
        let mut out = String::new();
        let mut last: Option<&Block> = None;
        for block in self.blocks.iter().filter(|block| block.kind.is_body()) {
            if let Some(last) = last {
                let gap = &self.text[last.range.end..block.range.start];
                out.push_str(if gap.matches('\n').count() > 1 { "\n\n" } else { "\n" });
            }
            out.push_str(self.block_text(block));
            last = Some(block);
        }
        Cow::Owned(out)
    }

    /// The hash of everything in the article that a summary or a translation may depend on.
    /// Where it was read from is not part of it.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new()
            .optional(self.title.as_deref())
            .optional(self.language.map(Language::tag))
            .field(&self.text);
        for block in &self.blocks {
            hasher = hasher
                .field([block.kind as u8])
                .field((block.range.start as u64).to_le_bytes())
                .field((block.range.end as u64).to_le_bytes())
                .optional(block.plain.as_deref());
        }
        hasher.finish()
    }
}

/// What an article is called in records: a text, or the number that an input record gave.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A string, as given.
    Text(String),
    /// A JSON number, as given.
    Number(serde_json::Number),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}
