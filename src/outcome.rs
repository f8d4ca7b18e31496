//! What was made, and how.

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;

pub use crate::checks::Severity;

/// A finished text with its origin. What happened in this run (found in the cache, which engines were passed
/// over) is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The summary or the translation.
    pub text: String,
    /// Who made it, from what, and what the checks say.
    pub provenance: Provenance,
}

/// Where an [`Outcome`] comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The engine that made it; of a cascade those that did, first to last, with commas between.
    pub engine: String,
    /// How it was made.
    pub method: Method,
    /// Everything but the article that could change the text.
    pub recipe: Fingerprint,
    /// The article.
    pub source: Fingerprint,
    /// What the checks saw in the accepted text.
    pub findings: Vec<Finding>,
    /// The segments that went up a cascade; all others are the first engine's.
    pub escalated: Vec<Escalated>,
}

/// A segment that an engine further up a cascade wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalated {
    /// Who wrote it.
    pub engine: String,
    /// The segment.
    pub source: String,
    /// What was written.
    pub target: String,
    /// What was wrong with the draft before, in one sentence.
    pub reason: String,
}

/// How a text came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Written by a model.
    Generated,
    /// Sentences of the article itself. An engine may leave out what they can spare (asides in brackets, credits,
    /// "he added that", "however" at the start), but changes and adds no word.
    Extracted,
    /// Put together by rules and a dictionary: a gloss, not a translation.
    Glossed,
    /// The same text in the other Chinese script.
    Converted,
    /// The source as it stands.
    Verbatim,
    /// Written or corrected by a person: every word is out of the user's translation memory.
    Edited,
}

impl Method {
    /// Its name in records; the same as serde writes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Extracted => "extracted",
            Self::Glossed => "glossed",
            Self::Converted => "converted",
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
        }
    }
}

/// One thing that a check saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's name: "numbers".
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// For people, in one sentence.
    pub message: String,
    /// The words of the source it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The words of the target it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_records() {
        use Method::*;
        for method in [Generated, Extracted, Glossed, Converted, Verbatim, Edited] {
            assert_eq!(serde_json::to_value(method).unwrap(), method.name());
        }
    }

    #[test]
    fn a_finding_leaves_out_what_it_does_not_have() {
        let finding = Finding {
            check: "numbers".into(),
            severity: Severity::Error,
            message: "a number is missing".into(),
            source: Some("300".into()),
            target: None,
        };
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(
            json,
            r#"{"check":"numbers","severity":"error","message":"a number is missing","source":"300"}"#
        );
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
    }
}
