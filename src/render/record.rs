//! The record of one article: the schema `zhaiyi/1`.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use crate::{
    article::{Article, Id},
    fingerprint::Fingerprint,
    outcome::{Escalated, Finding, Method, Outcome},
    text::Language,
};

/// One article and what was made of it, as it is printed. Fields are written in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    schema: &'static str,
    /// The article's id.
    pub id: Id,
    /// Where it was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The article's fingerprint.
    pub hash: Fingerprint,
    /// The article's language; `und` when it is none that zhaiyi works in.
    #[serde(serialize_with = "tag")]
    pub lang: Option<Language>,
    /// Its headline.
    pub title: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The instant of it, where a time of day and a zone are known (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The headline in other languages.
    #[serde(skip_serializing_if = "ByLanguage::is_empty")]
    pub titles: ByLanguage<String>,
    /// Summaries by language.
    #[serde(skip_serializing_if = "ByLanguage::is_empty")]
    pub summaries: ByLanguage<Made>,
    /// Translations by language.
    #[serde(skip_serializing_if = "ByLanguage::is_empty")]
    pub translations: ByLanguage<Made>,
    /// The clean text, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The segments of `text`, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<SegmentSpan>>,
    /// What the user should know about how the article was read or worked on.
    pub warnings: Vec<String>,
    /// Fields of the input record that mean nothing to zhaiyi.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
    /// What to call the article where it must be called something.
    #[serde(skip)]
    pub headline: String,
    /// The article's text line by line, for layouts that show it beside the translation.
    #[serde(skip)]
    pub original: String,
    /// True where a translation is the web page that the article was found in, whole.
    #[serde(skip)]
    pub whole_page: bool,
    /// The lines of `original` that hold language, without the marks around it: byte ranges. Only where it is translated.
    #[serde(skip)]
    pub lines: Vec<Range<usize>>,
}

impl Record {
    /// A record of the article alone.
    pub fn of(article: &Article, fingerprint: Fingerprint, warnings: Vec<String>) -> Self {
        Self {
            schema: "zhaiyi/1",
            id: article.id.clone(),
            source: article.source.clone(),
            hash: fingerprint,
            lang: article.language,
            title: article.title.clone(),
            published: article.published,
            published_at: article.published_at.clone(),
            publisher: article.publisher.clone(),
            titles: ByLanguage::default(),
            summaries: ByLanguage::default(),
            translations: ByLanguage::default(),
            text: None,
            segments: None,
            warnings,
            extra: article.extra.clone(),
            headline: headline(article),
            original: article.text.clone(),
            whole_page: false,
            lines: Vec::new(),
        }
    }

    /// The record without what may differ from run to run: what came out of the cache. Returns whether all of its texts did.
    pub fn lasting(&mut self) -> bool {
        let mut all = true;
        for (_, made) in self.summaries.0.iter_mut().chain(&mut self.translations.0) {
            all &= made.cached.take().unwrap_or(false);
            let mut step = made.via.as_deref_mut();
            while let Some(made) = step {
                made.cached = None;
                step = made.via.as_deref_mut();
            }
        }
        all
    }

    /// Where the article can be found.
    pub fn place(&self) -> String {
        self.id.at(self.source.as_deref())
    }

    /// The headline in `language`, if there is one.
    pub fn title_in(&self, language: Language) -> Option<&str> {
        if self.lang == Some(language) {
            Some(&self.headline)
        } else {
            self.titles.get(language).map(String::as_str)
        }
    }
}

/// Its headline, or else the place it was read from, or else its id.
fn headline(article: &Article) -> String {
    match (article.headline(), &article.source) {
        ("", Some(source)) => source.clone(),
        ("", None) => article.id.to_string(),
        (headline, _) => headline.to_owned(),
    }
}

/// A text that was made, as it is printed.
#[derive(Clone, Debug, Serialize)]
pub struct Made {
    /// The text.
    pub text: String,
    /// The language of the text, where it is another one than asked for: of an original that stands in place of a gloss.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "tag")]
    pub lang: Option<Language>,
    /// How it came about.
    pub method: Method,
    /// The engine that made it.
    pub engine: String,
    /// What the checks saw in it.
    pub findings: Vec<Finding>,
    /// The segments that went up a cascade of engines; all others are the first one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub escalated: Vec<Escalated>,
    /// True when it came out of the cache; not said where a record must be the same in every run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cached: Option<bool>,
    /// What it was translated from, if that was made too: a summary in the article's own language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<Box<Made>>,
}

impl Made {
    /// The printed form of an outcome.
    pub fn of(outcome: Outcome, cached: bool) -> Self {
        let Outcome { text, provenance } = outcome;
        Self {
            text,
            lang: None,
            method: provenance.method,
            engine: provenance.engine,
            findings: provenance.findings,
            escalated: provenance.escalated,
            cached: Some(cached),
            via: None,
        }
    }
}

/// One segment of a text, as it is printed.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentSpan {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The segment itself.
    pub text: String,
}

/// Values by language, in the order in which they were asked for.
#[derive(Clone, Debug)]
pub struct ByLanguage<T>(Vec<(Language, T)>);

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByLanguage<T> {
    /// Adds a value; the first one for a language stays.
    pub fn insert(&mut self, language: Language, value: T) {
        if self.get(language).is_none() {
            self.0.push((language, value));
        }
    }

    /// The value for a language.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.iter().find(|(tag, _)| *tag == language).map(|(_, value)| value)
    }

    /// All values.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        self.0.iter().map(|(language, value)| (*language, value))
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for ByLanguage<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (language, value) in &self.0 {
            map.serialize_entry(language.tag(), value)?;
        }
        map.end()
    }
}

fn tag<S: Serializer>(language: &Option<Language>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.map_or("und", Language::tag))
}
