//! The [`Article`]: what every reader makes and everything else works on.

use std::borrow::Cow;

use super::{Block, BlockKind, Id, Markup};
use crate::{
    fingerprint::{Fingerprint, Hasher},
    text::{Language, dateline, headline, script::is_han, site_name},
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
    /// The instant of it as RFC 3339 writes it, where the source names a time of day and a zone.
    pub published_at: Option<String>,
    /// Who published it, where the article says so ("Source from: SAC").
    pub publisher: Option<String>,
    /// The whole text, its lines as in the source, boilerplate included.
    pub text: String,
    /// What the parts of `text` are: in order, not overlapping; every non-blank part of `text` is in one.
    pub blocks: Vec<Block>,
    /// What it was written in.
    pub markup: Markup,
    /// Fields of an input record that mean nothing to zhaiyi; they come back untouched.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Article {
    /// The text of a block without markup.
    pub fn block_text<'a>(&'a self, block: &'a Block) -> &'a str {
        block.plain.as_deref().unwrap_or(&self.text[block.range.clone()])
    }

    /// What to call the article where it must be called something: its title without the name of the site and without a
    /// dateline, or else how it begins.
    pub fn headline(&self) -> &str {
        if let Some(title) = &self.title {
            let headline = site_name::without_site(title, self.publisher.as_deref());
            let headline = dateline::without_dateline(headline.trim_start_matches('\u{feff}'));
            return if headline.is_empty() { title } else { headline };
        }
        let body = self.blocks.iter().find(|block| block.kind.is_body());
        headline::opening(body.map_or("", |block| self.block_text(block)).lines().next().unwrap_or(""))
    }

    /// The clean text: body blocks only, without markup, each on one line however the source wraps it. Blocks are
    /// parted by a line break, or by an empty line where the source has one between them.
    pub fn clean_text(&self) -> Cow<'_, str> {
        self.joined(|block| block.kind.is_body())
    }

    /// The clean text with the program text that a page shows between its paragraphs, as it is written. In Markdown that
    /// kind has front matter and marks too, and stays out.
    pub fn readable_text(&self) -> Cow<'_, str> {
        let code = self.markup != Markup::Markdown;
        self.joined(|block| block.kind.is_body() || (code && block.kind == BlockKind::Code))
    }

    fn joined(&self, is_wanted: impl Fn(&Block) -> bool) -> Cow<'_, str> {
        let mut out = String::new();
        let mut last: Option<&Block> = None;
        for block in self.blocks.iter().filter(|block| is_wanted(block)) {
            if let Some(last) = last {
                let gap = &self.text[last.range.end..block.range.start];
                out.push_str(if gap.matches('\n').count() > 1 { "\n\n" } else { "\n" });
            }
            match block.kind {
                BlockKind::Code => out.push_str(self.block_text(block)),
                _ => unwrapped(self.block_text(block), &mut out),
            }
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
        if self.markup == Markup::Markdown {
            // The same signs say something else in plain text.
            hasher = hasher.field("markdown");
        }
        hasher.finish()
    }
}

/// Adds a text whose line breaks mean nothing: a space stands for each, or nothing beside a Chinese character.
fn unwrapped(text: &str, out: &mut String) {
    for (i, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let beside_han =
            out.chars().next_back().is_some_and(is_han) || line.chars().next().is_some_and(is_han);
        if i > 0 && !beside_han {
            out.push(' ');
        }
        out.push_str(line);
    }
}
