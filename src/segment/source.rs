//! The text that a task works on, and its segments.

use std::{borrow::Cow, ops::Range};

use crate::{
    article::{Article, BlockKind},
    fingerprint::{Fingerprint, Hasher},
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
}

impl<'a> Source<'a> {
    /// The article's whole text, line by line as it was read: what a translation works on. `fingerprint` is the
    /// article's, which is worth computing once only.
    pub fn whole(article: &'a Article, fingerprint: Fingerprint) -> Self {
        let regions = article.blocks.iter().filter(|block| block.kind != BlockKind::Code);
        Self {
            title: article.title.as_deref(),
            text: Cow::Borrowed(&article.text),
            fingerprint,
            regions: Some(regions.map(|block| block.range.clone()).collect()),
        }
    }

    /// The article's clean text: what a summary works on. `fingerprint` is the article's.
    pub fn clean(article: &'a Article, fingerprint: Fingerprint) -> Self {
        let text = article.clean_text();
        Self { title: article.title.as_deref(), fingerprint, regions: None, text }
    }

    /// A text that stands alone, such as a headline.
    pub fn line(text: &'a str) -> Self {
        Self {
            title: None,
            fingerprint: Hasher::new().field("line").field(text).finish(),
            regions: None,
            text: Cow::Borrowed(text),
        }
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
