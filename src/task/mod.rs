//! What is asked for: summaries and translations, their options, and the user's terms.

mod glossary;
mod length;

use std::sync::Arc;

use crate::text::Language;

pub use glossary::{Glossary, Term, TermList, TermPair};
pub use length::{Length, UnknownLength};

/// One piece of work on one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Write a summary.
    Summarize(Summarize),
    /// Write a translation.
    Translate(Translate),
}

impl Task {
    /// The language the article is in.
    pub fn from(&self) -> Language {
        match self {
            Self::Summarize(task) => task.from,
            Self::Translate(task) => task.from,
        }
    }

    /// The language asked for.
    pub fn to(&self) -> Language {
        match self {
            Self::Summarize(task) => task.to,
            Self::Translate(task) => task.to,
        }
    }
}

/// A summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summarize {
    /// The article's language.
    pub from: Language,
    /// The summary's language.
    pub to: Language,
    /// How long it may be.
    pub length: Length,
    /// The user's terms.
    pub glossary: Arc<Glossary>,
}

/// A translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translate {
    /// The article's language.
    pub from: Language,
    /// The translation's language.
    pub to: Language,
    /// The user's terms.
    pub glossary: Arc<Glossary>,
}

/// How long a summary may be, in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// One sentence.
    Short,
    /// Two sentences; one where two would be more than a quarter of the text, or where it is an abstract.
    Medium,
    /// Up to five sentences.
    Long,
    /// As many sentences as said.
    Sentences(u8),
}

impl Length {
    /// The number of sentences at most.
    pub fn sentences(self) -> usize {
        match self {
            Self::Short => 1,
            Self::Medium => 2,
            Self::Long => 5,
            Self::Sentences(count) => usize::from(count.max(1)),
        }
    }
}

/// The user's terms, in the order given; a later one does not override an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    terms: Vec<Term>,
}

/// A term and the one translation that is wanted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it stands in the source.
    pub source: String,
    /// As it must stand in the target.
    pub target: String,
}

impl Glossary {
    /// A glossary of these terms.
    pub fn new(terms: Vec<Term>) -> Self {
        Self { terms }
    }

    /// The terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}
