//! What is asked for: summaries and translations, their options, and the user's terms.

mod glossary;
mod length;
mod memory;
mod route;

use std::sync::Arc;

use crate::text::Language;

pub use glossary::{Glossary, Term, TermList, TermPair};
pub use length::{Length, UnknownLength};
pub use memory::{Memory, Remembered};
pub use route::{Route, UnknownRoute};

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

    /// The user's terms.
    pub fn glossary(&self) -> &Glossary {
        match self {
            Self::Summarize(task) => &task.glossary,
            Self::Translate(task) => &task.glossary,
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
