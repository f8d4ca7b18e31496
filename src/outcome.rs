//! What was made, and how.

use serde::{Deserialize, Serialize};

/// How a text came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Written by a model.
    Generated,
    /// Sentences of the article itself.
    Extracted,
    /// Put together by rules and a dictionary: a gloss, not a translation.
    Glossed,
    /// The same text in the other Chinese script.
    Converted,
    /// The source as it stands.
    Verbatim,
}
