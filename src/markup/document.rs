//! A document as units of language in a frame that stays as it is.

use std::sync::Arc;

use super::{Code, Mark, MarkKind, Marked, Unit, html, markdown};
use crate::text::Language;

/// A document taken apart.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<str>,
    form: Form,
    units: Vec<Unit>,
}

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown, whose lines a translation keeps.
    Markdown,
    /// A web page.
    Html,
}

impl Document {
    /// A Markdown text, with its front matter.
    pub fn markdown(source: impl Into<Arc<str>>) -> Self {
        let source = source.into();
        let units = markdown::units(&source);
        Self { source, form: Form::Markdown, units }
    }

    /// A web page in `language`. What it says to be in another language stays as it is.
    pub fn html(source: impl Into<Arc<str>>, language: Language) -> Self {
        let source = source.into();
        let units = html::units(&source, language);
        Self { source, form: Form::Html, units }
    }

    /// The document as it was given.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it is written in.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Its units, in the order in which they begin.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The document with each unit's words replaced by those of `targets`, in the same order. Every code of a unit is in its
    /// target once. A web page says that it is in `language` now, and in UTF-8.
    ///
    /// # Panics
    /// When there is not one target for each unit.
    pub fn write(&self, targets: &[Marked], language: Language) -> String {
        assert_eq!(targets.len(), self.units.len(), "a target for each unit");
        match self.form {
            Form::Markdown => markdown::write(&self.source, &self.units, targets),
            Form::Html => html::write(&self.source, &self.units, targets, language),
        }
    }

    /// What stands in the document for a code, as [`MarkKind::Open`] or [`MarkKind::Close`] or the whole of it.
    pub fn code<'a>(&'a self, code: &Code, mark: MarkKind) -> &'a str {
        let range = if mark == MarkKind::Close { &code.close } else { &code.open };
        &self.source[range.clone()]
    }
}

impl Marked {
    /// True where each code stands within the same pair as in `source`: emphasis in a link stays in the link.
    pub fn nests_as(&self, source: &Self) -> bool {
        let within = |marked: &Self| {
            let mut open: Vec<usize> = Vec::new();
            let mut within: Vec<(usize, Option<usize>)> = Vec::new();
            for mark in &marked.marks {
                if mark.kind == MarkKind::Close {
                    open.pop_if(|code| *code == mark.code);
                    continue;
                }
                within.push((mark.code, open.last().copied()));
                if mark.kind == MarkKind::Open {
                    open.push(mark.code);
                }
            }
            within.sort_unstable();
            within
        };
        within(self) == within(source)
    }

    /// True where this text has each of the codes of `source` once, those that close behind those that open.
    pub fn has_the_codes_of(&self, source: &Self) -> bool {
        let codes = |marked: &Self| {
            let mut codes: Vec<(usize, bool, bool)> = marked
                .marks
                .iter()
                .map(|mark| (mark.code, mark.kind == MarkKind::Open, mark.kind == MarkKind::Close))
                .collect();
            codes.sort_unstable();
            codes
        };
        let mut open: Vec<usize> = Vec::new();
        let nested = |mark: &Mark| match mark.kind {
            MarkKind::Open => {
                open.push(mark.code);
                true
            }
            MarkKind::Close => open.pop_if(|code| *code == mark.code).is_some() || !open.contains(&mark.code),
            MarkKind::Point | MarkKind::Kept(_) => true,
        };
        codes(self) == codes(source) && self.marks.iter().all(nested)
    }
}
