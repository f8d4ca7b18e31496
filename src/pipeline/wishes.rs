//! What is wanted of each article, and the record that comes of it.

use std::{fmt, sync::Arc};

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

impl fmt::Display for Target {
    /// As it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("same"),
            Self::Language(language) => language.fmt(f),
        }
    }
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

impl Wishes {
    /// The tasks that may come of them for an article in `from`.
    pub(super) fn tasks(&self, from: Language) -> Vec<Task> {
        let mut tasks = Vec::new();
        for target in &self.summaries {
            let to = target.language(from);
            tasks.push(Task::Summarize(self.summary(from, to)));
            tasks.extend(self.is_translated(from, to).then(|| self.translation(from, to)));
        }
        // Headlines are translated into the languages of summaries too.
        let all = self.summaries.iter().chain(&self.translations).map(|target| target.language(from));
        tasks.extend(all.map(|to| self.translation(from, to)));
        tasks
    }

    /// True when a summary in `to` is written in the article's own language first.
    fn is_translated(&self, from: Language, to: Language) -> bool {
        self.route == Route::Translated && to.is_chinese() != from.is_chinese()
    }

    fn summary(&self, from: Language, to: Language) -> Summarize {
        let written = if self.is_translated(from, to) { from } else { to };
        let glossary = Arc::new(self.terms.glossary(from, written));
        Summarize { from, to: written, length: self.length, glossary }
    }

    fn translation(&self, from: Language, to: Language) -> Task {
        Task::Translate(Translate { from, to, glossary: Arc::new(self.terms.glossary(from, to)) })
    }
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
        let clean = Source::clean(article, fingerprint);
        let translate = |to| wishes.translation(from, to);
        for target in &wishes.summaries {
            let to = target.language(from);
            let mut made = make(Task::Summarize(wishes.summary(from, to)), &clean, &name)?;
            if wishes.is_translated(from, to) {
                // Another text than the article, so another name: see the titles below.
                let second = make(translate(to), &Source::line(&made.text), &format!("{name}#summary"))?;
                let cached = made.cached.zip(second.cached).map(|(first, second)| first && second);
                made = Made { cached, via: Some(Box::new(made)), ..second };
            }
            record.summaries.insert(to, made);
        }
        let whole = Source::whole(article, fingerprint);
        if !wishes.translations.is_empty() {
            record.lines = whole.lines();
        }
        let page = Source::page(article);
        for target in &wishes.translations {
            let to = target.language(from);
            match &page {
                Some(page) => {
                    record.translations.insert(to, make(translate(to), page, &format!("{name}#page"))?);
                    record.whole_page = true;
                }
                None => record.translations.insert(to, make(translate(to), &whole, &name)?),
            }
        }
        let title = article.title.as_ref().map(|_| article.headline());
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
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
