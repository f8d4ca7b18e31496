//! What is wanted of each article, and the record that comes of it.

use std::sync::Arc;

use crate::{
    article::Article,
    engine::Watcher,
    render::{Made, Record},
    segment::Source,
    task::{Length, Route, Summarize, Task, TermList, Translate},
    text::Language,
};

use super::{Attempt, Failure, Pipeline};

/// A language asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The article's own.
    Same,
    /// This one.
    Language(Language),
}

impl Target {
    /// The language it means for an article in `own`.
    pub fn language(self, own: Language) -> Language {
        match self {
            Self::Same => own,
            Self::Language(language) => language,
        }
    }
}

/// What is wanted of each article.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Languages to summarize in.
    pub summaries: Vec<Target>,
    /// Languages to translate into.
    pub translations: Vec<Target>,
    /// How long summaries may be.
    pub length: Length,
    /// How they get into another language.
    pub route: Route,
    /// The user's terms.
    pub terms: Arc<TermList>,
}

/// What became of one article: its record, and the story of each text in it.
pub struct Told {
    /// The record.
    pub record: Record,
    /// What was tried, for each text that was asked for.
    pub attempts: Vec<Attempt>,
}

/// Why an article has no record.
#[derive(Debug, thiserror::Error)]
pub enum NoRecord {
    /// It is in no language that zhaiyi works in.
    #[error("the text is neither Chinese nor English; --from says so if it is")]
    Language,
    /// A text could not be made.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl Pipeline {
    /// Makes everything that is wished for of `article`. Its headline is translated into each language asked for.
    ///
    /// # Errors
    /// When one of the texts could not be made: a record is whole or not at all.
    pub fn tell(
        &self,
        article: &Article,
        warnings: Vec<String>,
        wishes: &Wishes,
        watcher: &dyn Watcher,
    ) -> Result<Told, NoRecord> {
        let fingerprint = article.fingerprint();
        let mut record = Record::of(article, fingerprint, warnings);
        let mut attempts = Vec::new();
        let from = article.language.ok_or(NoRecord::Language)?;
        let name = article.id.to_string();
        let mut make = |task: Task, source: &Source, name: &str| {
            let done = self.run(&task, source, name, watcher)?;
            attempts.extend(done.attempts);
            Ok::<Made, Failure>(Made::of(done.outcome, done.cached))
        };
        let glossary = |to| Arc::new(wishes.terms.glossary(from, to));
        let clean = Source::clean(article, fingerprint);
        let translate = |to| Task::Translate(Translate { from, to, glossary: glossary(to) });
        for target in &wishes.summaries {
            let to = target.language(from);
            let translated = wishes.route == Route::Translated && to.is_chinese() != from.is_chinese();
            let written = if translated { from } else { to };
            let task = Summarize { from, to: written, length: wishes.length, glossary: glossary(written) };
            let mut made = make(Task::Summarize(task), &clean, &name)?;
            if translated {
                // Another text than the article, so another name: see the titles below.
                let second = make(translate(to), &Source::line(&made.text), &format!("{name}#summary"))?;
                let cached = made.cached && second.cached;
                made = Made { cached, via: Some(Box::new(made)), ..second };
            }
            record.summaries.insert(to, made);
        }
        let whole = Source::whole(article, fingerprint);
        for target in &wishes.translations {
            let to = target.language(from);
            record.translations.insert(to, make(translate(to), &whole, &name)?);
        }
        if let Some(title) = article.title.as_deref().filter(|title| !title.trim().is_empty()) {
            // Another text than the article, so another name: `cache explain` must not take one for the other.
            let name = format!("{name}#title");
            for target in wishes.summaries.iter().chain(&wishes.translations) {
                let to = target.language(from);
                if to != from {
                    record.titles.insert(to, make(translate(to), &Source::line(title), &name)?.text);
                }
            }
        }
        Ok(Told { record, attempts })
    }
}
