//! The index of an archive: a line for each input, in order, that says what became of it.
//!
//! The index is what completeness is checked by: it names every record that must be there, with its hash.

use serde::{Deserialize, Serialize};

use crate::{article::Id, fingerprint::Fingerprint};

/// What became of one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Line", try_from = "Line")]
pub struct Entry {
    /// Its place in the whole input, from 0.
    pub n: u64,
    /// Its id.
    pub id: Id,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its record was written.
    Written {
        /// The article's hash.
        article: Fingerprint,
        /// The hash of the record as it was written.
        record: Fingerprint,
        /// Its file in the folder of articles, where each has its own.
        file: Option<String>,
        /// What stands in it.
        texts: Texts,
    },
    /// It failed, and why stands in the file of errors.
    Failed {
        /// The hash of that line.
        error: Fingerprint,
    },
    /// It is the same article under the same id as an earlier input, and has no second record.
    Repeated {
        /// The article's hash.
        article: Fingerprint,
        /// The place of the input that has the record.
        first: u64,
    },
}

/// What stands in a record, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Each text and how it came about: "summary/en extracted by rules".
    pub made: Vec<String>,
    /// What the reader warned of and what the checks found, notes left out.
    pub warnings: u32,
    /// Those among them that are errors.
    pub errors: u32,
}

/// An entry as it stands in the file.
#[derive(Serialize, Deserialize)]
struct Line {
    n: u64,
    id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<Fingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Fingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Fingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    same_as: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    texts: Vec<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    warnings: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    errors: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl From<Entry> for Line {
    fn from(Entry { n, id, fate }: Entry) -> Self {
        let mut line = Self {
            n,
            id,
            article: None,
            record: None,
            file: None,
            error: None,
            same_as: None,
            texts: Vec::new(),
            warnings: 0,
            errors: 0,
        };
        match fate {
            Fate::Written { article, record, file, texts } => {
                line.file = file;
                line.article = Some(article);
                line.record = Some(record);
                line.texts = texts.made;
                line.warnings = texts.warnings;
                line.errors = texts.errors;
            }
            Fate::Failed { error } => line.error = Some(error),
            Fate::Repeated { article, first } => {
                line.article = Some(article);
                line.same_as = Some(first);
            }
        }
        line
    }
}

impl TryFrom<Line> for Entry {
    type Error = &'static str;

    fn try_from(line: Line) -> Result<Self, Self::Error> {
        let fate = match (line.article, line.record, line.error, line.same_as) {
            (Some(article), Some(record), None, None) => {
                let texts = Texts { made: line.texts, warnings: line.warnings, errors: line.errors };
                Fate::Written { article, record, file: line.file, texts }
            }
            (None, None, Some(error), None) => Fate::Failed { error },
            (Some(article), None, None, Some(first)) if first < line.n => Fate::Repeated { article, first },
            _ => return Err("neither written, failed nor repeated"),
        };
        Ok(Self { n: line.n, id: line.id, fate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_back_as_it_was() {
        let hash = |text: &str| Fingerprint::of(text.as_bytes());
        let texts = Texts { made: vec!["summary/en extracted by rules".into()], warnings: 2, errors: 1 };
        let fates = [
            Fate::Written { article: hash("a"), record: hash("r"), file: None, texts },
            Fate::Written {
                article: hash("a"),
                record: hash("r"),
                file: Some("a/b.md".into()),
                texts: Texts::default(),
            },
            Fate::Failed { error: hash("e") },
            Fate::Repeated { article: hash("a"), first: 3 },
        ];
        for id in [Id::Text("论坛/\"1\"\n".into()), Id::Number(7.into())] {
            for fate in &fates {
                let entry = Entry { n: 9, id: id.clone(), fate: fate.clone() };
                let line = serde_json::to_string(&entry).unwrap();
                assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry, "{line}");
            }
        }
    }

    #[test]
    fn half_an_entry_is_none() {
        for wrong in [
            r#"{"n":1,"id":"a"}"#,
            r#"{"n":1,"id":"a","article":"blake3:00"}"#,
            r#"{"n":-1,"id":"a","error":"blake3:0000000000000000000000000000000000000000000000000000000000000000"}"#,
            r#"{"id":"a","error":"blake3:0000000000000000000000000000000000000000000000000000000000000000"}"#,
        ] {
            assert!(serde_json::from_str::<Entry>(wrong).is_err(), "{wrong}");
        }
    }
}
