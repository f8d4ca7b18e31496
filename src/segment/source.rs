//! The text that a task works on, and its segments.

use std::{borrow::Cow, ops::Range};

use crate::{
    article::{Article, Block, BlockKind, Markup},
    fingerprint::{Fingerprint, Hasher},
    markup::Document,
    text::{Language, sentence},
};

/// What a task works on: an article's whole text, its clean text, or a single line.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The headline, for context; it is not part of `text`.
    pub title: Option<&'a str>,
    /// The text itself.
    pub text: Cow<'a, str>,
    /// The hash that results are stored under.
    pub fingerprint: Fingerprint,
    /// The parts of `text` that hold language, anything outside is kept as it is; `None` for all of it.
    regions: Option<Vec<Range<usize>>>,
    /// What the text is written in, where its form must outlive a translation.
    markup: Markup,
}

impl<'a> Source<'a> {
    /// The article's whole text, line by line as it was read: what a translation works on. `fingerprint` is the
    /// article's, which is worth computing once only.
    pub fn whole(article: &'a Article, fingerprint: Fingerprint) -> Self {
        let regions = article.blocks.iter().filter(|block| block.kind != BlockKind::Code);
        let unmarked = |block: &Block| {
            let text = &article.text[block.range.clone()];
            block.range.start + marker(block.kind, text)..block.range.end
        };
        Self {
            title: article.title.as_deref(),
            text: Cow::Borrowed(&article.text),
            fingerprint,
            regions: Some(regions.map(unmarked).collect()),
            markup: match article.markup {
                Markup::Markdown => Markup::Markdown,
                _ => Markup::Plain,
            },
        }
    }

    /// The web page that an article was found in, if it was kept.
    pub fn page(article: &'a Article) -> Option<Self> {
        let Markup::Page(page) = &article.markup else { return None };
        let title = article.title.as_deref();
        Some(Self {
            title,
            text: Cow::Borrowed(page),
            fingerprint: Hasher::new().field("page").optional(title).field(page.as_bytes()).finish(),
            regions: None,
            markup: article.markup.clone(),
        })
    }

    /// The text in `language` taken apart, where it has a form that must outlive a translation.
    pub fn document(&self, language: Language) -> Option<Document> {
        match &self.markup {
            Markup::Plain => None,
            Markup::Markdown => Some(Document::markdown(&*self.text)),
            Markup::Page(page) => Some(Document::html(page.clone(), language)),
        }
    }

    /// The article's clean text: what a summary works on. `fingerprint` is the article's.
    pub fn clean(article: &'a Article, fingerprint: Fingerprint) -> Self {
        let text = article.clean_text();
        Self { title: article.title.as_deref(), fingerprint, regions: None, text, markup: Markup::Plain }
    }

    /// A text that stands alone, such as a headline.
    pub fn line(text: &'a str) -> Self {
        Self {
            title: None,
            fingerprint: Hasher::new().field("line").field(text).finish(),
            regions: None,
            text: Cow::Borrowed(text),
            markup: Markup::Plain,
        }
    }

    /// The lines that hold language, without white space and marks around it, in order: byte ranges of `text`.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let whole = 0..self.text.len();
        let mut lines = Vec::new();
        for region in self.regions.as_deref().unwrap_or(std::slice::from_ref(&whole)) {
            let mut start = region.start;
            for line in self.text[region.clone()].split_inclusive('\n') {
                let bare = line.trim();
                let from = start + line.len() - line.trim_start().len();
                if !bare.is_empty() {
                    lines.push(from..from + bare.len());
                }
                start += line.len();
            }
        }
        lines
    }

    /// The segments in order: byte ranges of `text`, not overlapping, none blank.
    pub fn segments(&self, language: Language) -> Vec<Range<usize>> {
        let Some(regions) = &self.regions else {
            return sentence::sentences(&self.text, Some(language));
        };
        let within = |region: &Range<usize>| {
            let start = region.start;
            let sentences = sentence::sentences(&self.text[region.clone()], Some(language));
            sentences.into_iter().map(move |range| start + range.start..start + range.end)
        };
        regions.iter().flat_map(within).collect()
    }
}

/// The length of what marks a heading, an item of a list or a quotation at its beginning: `## `, `- `, `3. `, `> `. It is
/// no language, so it stays as it is.
fn marker(kind: BlockKind, text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let run = |signs: &[char]| rest.len() - rest.trim_start_matches(signs).len();
    let length = match kind {
        BlockKind::Heading | BlockKind::Title => run(&['#']),
        BlockKind::Quote => run(&['>', ' ']),
        BlockKind::ListItem if rest.starts_with(['-', '*', '+']) => 1,
        BlockKind::ListItem => {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits > 0 && rest[digits..].starts_with(['.', ')']) { digits + 1 } else { 0 }
        }
        _ => 0,
    };
    let end = start + length;
    // A mark stands before white space, else it belongs to the words.
    if length > 0 && text[end..].starts_with([' ', '\t']) || kind == BlockKind::Quote { end } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_language() {
        let cases = [
            (BlockKind::Heading, "## Scope", 2),
            (BlockKind::Heading, "#hashtag", 0),
            (BlockKind::ListItem, "- one", 1),
            (BlockKind::ListItem, "12. twelve", 3),
            (BlockKind::ListItem, "-5 degrees", 0),
            (BlockKind::ListItem, "2024 was good", 0),
            (BlockKind::Quote, "> > said", 4),
            (BlockKind::Paragraph, "- no list", 0),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(marker(kind, text), expected, "{text}");
        }
    }
}
