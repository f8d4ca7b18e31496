//! The fields of a record under their many names: zhaiyi's own, schema.org's, trafilatura's, data sets'.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Map, Value};

use crate::article::{Id, Warning, date};

// Names of one meaning; the first that has a usable value is taken, and the others stay in `extra`.
const ID: &[&str] = &["id", "@id", "identifier", "_id"];
const TITLE: &[&str] = &["title", "headline", "name"];
const TEXT: &[&str] = &["text", "articleBody", "content", "body", "raw_text", "content_text"];
const LANGUAGE: &[&str] = &["lang", "language", "inLanguage"];
const URL: &[&str] = &["url", "link", "source", "mainEntityOfPage", "@id"];
const DATE: &[&str] =
    &["date", "published", "datePublished", "date_published", "published_at", "dateModified"];
const INSTANT: &str = "published_at";
const PUBLISHER: &[&str] = &["publisher", "sitename", "source-hostname", "hostname"];

/// The name of a field that means something, however its letters are written: `Title` is `title`.
pub(in crate::article) fn known(name: &str) -> Option<&'static str> {
    let all = [ID, TITLE, TEXT, LANGUAGE, URL, DATE, PUBLISHER];
    all.into_iter().flatten().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// True for the name of a field that holds the text.
pub(in crate::article) fn is_text(name: &str) -> bool {
    TEXT.contains(&name)
}

/// True for the name of a field that holds the title.
pub(in crate::article) fn is_title(name: &str) -> bool {
    TITLE.contains(&name)
}

/// Where data sets keep what describes the text; it is looked into and stays as it is.
const METADATA: &str = "metadata";

/// A record being taken apart.
pub(super) struct Fields {
    object: Map<String, Value>,
    warnings: Vec<Warning>,
}

impl Fields {
    pub fn new(object: Map<String, Value>, warnings: Vec<Warning>) -> Self {
        Self { object: main_entity(object), warnings }
    }

    /// What is left, and what was odd.
    pub fn rest(self) -> (Map<String, Value>, Vec<Warning>) {
        (self.object, self.warnings)
    }

    pub fn id(&mut self) -> Option<Id> {
        self.take(ID, |value| match value {
            Value::String(text) if !text.is_empty() => Some(Id::Text(text.clone())),
            Value::Number(number) => Some(Id::Number(number.clone())),
            _ => None,
        })
    }

    pub fn title(&mut self) -> Option<String> {
        self.take(TITLE, words).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The text; several paragraphs may come as a list. An empty one is no fault of form.
    pub fn body(&mut self) -> Result<String, String> {
        let text = self.take(TEXT, |value| match value {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Array(parts) if !parts.is_empty() => {
                parts.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(|parts| parts.join("\n"))
            }
            _ => None,
        });
        match text {
            Some(text) => Ok(text),
            None => match TEXT.iter().find_map(|name| self.object.get(*name)) {
                None if self.has_title() => Ok(String::new()),
                None => Err("it has no text".to_owned()),
                Some(Value::Null | Value::String(_)) => Ok(String::new()),
                Some(other) => Err(format!("its text is {}", kind(other))),
            },
        }
    }

    fn has_title(&self) -> bool {
        TITLE.iter().any(|name| self.object.get(*name).and_then(words).is_some())
    }

    pub fn language(&mut self) -> Option<String> {
        self.take(LANGUAGE, |value| match value {
            // schema.org: {"@type": "Language", "alternateName": "en"}
            Value::Object(language) => language.get("alternateName").or(language.get("name")).and_then(words),
            value => words(value),
        })
    }

    pub fn url(&mut self) -> Option<String> {
        let address = |value: &Value| words(value).filter(|text| text.contains("://"));
        self.take(URL, |value| match value {
            Value::Object(page) => page.get("@id").and_then(address),
            value => address(value),
        })
    }

    pub fn publisher(&mut self) -> Option<String> {
        self.take(PUBLISHER, |value| match value {
            Value::Object(organization) => organization.get("name").and_then(words),
            value => words(value),
        })
    }

    /// The date, and its instant where a time of day and a zone are given; a date that cannot be read stays in `extra`, with a
    /// warning.
    pub fn published(&mut self) -> (Option<Date>, Option<String>) {
        let found = self.take(DATE, |value| match value {
            Value::String(text) => Some((date::parse(text)?, date::instant(text))),
            Value::Number(seconds) => Some((seconds.as_i64().and_then(from_unix)?, None)),
            _ => None,
        });
        let (date, mut instant) = found.unzip();
        // A record of zhaiyi's own gives the day and the instant each in a field.
        let own = self.object.get(INSTANT).and_then(Value::as_str).and_then(date::instant);
        let same_day = |own: &String| date.is_some_and(|date| own.starts_with(&date.to_string()));
        if let Some(own) = own.filter(|own| instant.as_ref().is_none_or(Option::is_none) && same_day(own)) {
            self.object.shift_remove(INSTANT);
            instant = Some(Some(own));
        }
        if date.is_none() {
            let given = DATE.iter().find_map(|name| self.object.get(*name)).filter(|value| !is_blank(value));
            if let Some(value) = given {
                let found = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.warnings.push(Warning::UnreadableDate { found });
            }
        }
        (date, instant.flatten())
    }

    /// Takes the first of `names` whose value can be read, from the record itself or from its metadata.
    fn take<T>(&mut self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        for name in names {
            let Some(value) = self.object.get(*name) else {
                continue;
            };
            if let Some(found) = read(value) {
                self.object.shift_remove(*name);
                return Some(found);
            }
            let doubtful = [ID, TITLE, LANGUAGE].concat().contains(name) && !is_blank(value);
            if doubtful && names[0] == *name {
                self.warnings.push(Warning::FieldIgnored {
                    field: (*name).to_owned(),
                    why: "its value has another type",
                });
            }
        }
        // The text is what the record is about; whatever text its metadata holds is not.
        let metadata = self.object.get(METADATA)?.as_object().filter(|_| names != TEXT && names != ID)?;
        names.iter().find_map(|name| metadata.get(*name).and_then(&read))
    }
}

/// In a JSON-LD document the article is one object of a `@graph`.
fn main_entity(mut object: Map<String, Value>) -> Map<String, Value> {
    let is_article = |value: &Value| value.get("articleBody").is_some();
    if let Some(Value::Array(graph)) = object.get_mut("@graph")
        && let Some(at) = graph.iter().position(is_article)
        && let Value::Object(article) = graph.swap_remove(at)
    {
        return article;
    }
    object
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Seconds since 1970; milliseconds, microseconds or nanoseconds where the larger unit would lie past the year 5000.
fn from_unix(number: i64) -> Option<Date> {
    const FAR: u64 = 100_000_000_000;
    let seconds = match number.unsigned_abs() {
        size if size <= FAR => number,
        size if size <= FAR * 1000 => number / 1000,
        size if size <= FAR * 1_000_000 => number / 1_000_000,
        // Up to the year 2200; beyond it is no date but the largest number there is.
        size if size <= 7_258_118_400_000_000_000 => number / 1_000_000_000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

/// What a JSON value is, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
