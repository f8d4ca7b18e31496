//! What a prompt is for: a step of the work, and two languages.

use std::fmt;

use serde::Serialize;

use crate::{task::Task, text::Language};

/// One step of the work on an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Summarize a text.
    Summarize,
    /// Make one summary of the summaries of the parts of a long text, all in one language.
    Combine,
    /// Translate a text.
    Translate,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 3] = [Self::Summarize, Self::Combine, Self::Translate];

    /// Its name, which is that of the folder of its prompts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summarize => "summarize",
            Self::Combine => "combine",
            Self::Translate => "translate",
        }
    }
}

/// A step in its languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occasion {
    /// What is to be done.
    pub step: Step,
    /// The language of the text.
    pub from: Language,
    /// The language asked for.
    pub to: Language,
}

impl Occasion {
    /// The step that a task begins with.
    pub fn of(task: &Task) -> Self {
        let step = match task {
            Task::Summarize(_) => Step::Summarize,
            Task::Translate(_) => Step::Translate,
        };
        Self { step, from: task.from(), to: task.to() }
    }

    /// The combination of partial summaries in one language.
    pub fn combine(language: Language) -> Self {
        Self { step: Step::Combine, from: language, to: language }
    }

    /// The name of the prompt that is made for just this: `translate/zh-en`, `summarize/en`.
    pub(super) fn name(self) -> String {
        let Self { step, from, to } = self;
        if from == to { format!("{}/{to}", step.name()) } else { format!("{}/{from}-{to}", step.name()) }
    }

    /// This occasion, then those whose prompt serves as well: one for Chinese serves for both scripts.
    pub(super) fn served_by(self) -> impl Iterator<Item = Self> {
        let any = |language: Language| if language.is_chinese() { Language::Chinese } else { language };
        let Self { from, to, .. } = self;
        [(from, to), (any(from), to), (from, any(to)), (any(from), any(to))]
            .into_iter()
            .map(move |(from, to)| Self { from, to, ..self })
    }

    /// Reads the name of a prompt without its family: `translate/zh-Hant-en`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (folder, languages) = name.split_once('/')?;
        let step = Step::ALL.into_iter().find(|step| step.name() == folder)?;
        // Names are written in one way only, or two files could have one meaning.
        let language = |tag: &str| Language::ALL.into_iter().find(|language| language.tag() == tag);
        if let Some(both) = language(languages) {
            return (step != Step::Translate).then_some(Self { step, from: both, to: both });
        }
        let pairs = languages
            .match_indices('-')
            .filter_map(|(at, _)| Some((language(&languages[..at])?, language(&languages[at + 1..])?)));
        let (from, to) = pairs.into_iter().find(|(from, to)| from != to)?;
        (step != Step::Combine).then_some(Self { step, from, to })
    }
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, from, to } = self;
        match step {
            Step::Summarize if from == to => write!(f, "summarize {from}"),
            Step::Summarize => write!(f, "summarize {from} in {to}"),
            Step::Combine => write!(f, "combine summaries in {to}"),
            Step::Translate => write!(f, "translate {from} to {to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in [
            "summarize/zh",
            "combine/en",
            "translate/zh-Hant-en",
            "translate/en-zh-Hant",
            "summarize/zh-zh-Hant",
        ] {
            assert_eq!(Occasion::parse(name).unwrap().name(), name);
        }
        for name in [
            "",
            "zh",
            "summarize/fr",
            "translate/zh",
            "combine/zh-en",
            "translate/zh-zh",
            "read/zh",
            "summarize/ZH",
        ] {
            assert_eq!(Occasion::parse(name), None, "{name}");
        }
    }

    #[test]
    fn one_prompt_serves_both_scripts() {
        let occasion = Occasion::parse("translate/en-zh-Hant").unwrap();
        let names: Vec<String> = occasion.served_by().map(Occasion::name).collect();
        assert_eq!(
            names,
            ["translate/en-zh-Hant", "translate/en-zh-Hant", "translate/en-zh", "translate/en-zh"]
        );
        let same = Occasion::parse("summarize/zh-Hant").unwrap();
        assert_eq!(same.served_by().last().unwrap().name(), "summarize/zh");
    }
}
