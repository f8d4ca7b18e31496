//! What can be wrong with a prompt file, and with what is put into a prompt.

use crate::assets::{AssetError, Origin};

use super::Occasion;

/// A prompt that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// A file of the user's that cannot be read.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A file is wrong.
    #[error("the prompt {name} ({origin}) cannot be used: {fault}")]
    File {
        /// The file's name in its folder.
        name: String,
        /// Whose file it is.
        origin: Origin,
        /// What is wrong with it.
        fault: Fault,
    },
    /// No file serves.
    #[error("there is no prompt to {occasion}")]
    NoPrompt {
        /// For what.
        occasion: Occasion,
    },
    /// The prompt failed on these values, although it passed the trial with others when it was loaded.
    #[error("the prompt {name} failed: {fault}")]
    Failed {
        /// The prompt's name.
        name: String,
        /// How.
        fault: Fault,
    },
}

/// What is wrong with a prompt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file's place says nothing that is known.
    #[error(
        "its name should be summarize/LANG.toml, combine/LANG.toml, translate/FROM-TO.toml, or one of these in the folder of a family of models"
    )]
    BadName,
    /// Not TOML of the right shape.
    #[error("{why}")]
    BadToml {
        /// What the parser said.
        why: String,
    },
    /// A version of the format that is not known.
    #[error("schema {found} is not known (this version reads schema {known})")]
    BadSchema {
        /// The file's.
        found: u32,
        /// The one that is read.
        known: u32,
    },
    /// The template is wrong.
    #[error("{part}: {why}")]
    BadTemplate {
        /// `system` or `user`.
        part: &'static str,
        /// What the template engine said.
        why: String,
    },
    /// A variable that nobody fills in.
    #[error("there is no variable {variable}; there are {known}")]
    UnknownVariable {
        /// Its name.
        variable: String,
        /// Those that there are.
        known: String,
    },
    /// A variable that would be filled in for nothing.
    #[error("the variable {variable} is not used")]
    UnusedVariable {
        /// Its name.
        variable: &'static str,
    },
    /// The system message has what comes from an article.
    #[error("{variable} comes from the article and may stand in the user message only")]
    DataInSystem {
        /// The variable.
        variable: &'static str,
    },
    /// The text does not come out as it went in, exactly once.
    #[error("{variable} has to come out once, whole and unchanged")]
    Garbled {
        /// The variable.
        variable: &'static str,
    },
    /// Something follows a text without a closing delimiter.
    #[error("with delimiter = \"end\" the message has to end with the text")]
    NotAtTheEnd,
}
