//! The prompts: what is said to a language model for a task.
//!
//! One file a step and language in `prompts/`, overlaid by the user's folder; a family of models that wants to be spoken to
//! in its own way has files of its own. Every file is checked when it is loaded: a variable that nobody fills in and one
//! that nobody uses are errors, and what is put in must come out. Article text stands between delimiters that it cannot
//! close, or at the very end.

mod catalog;
mod checked;
mod error;
mod fence;
mod language;
mod message;
mod occasion;
mod template;
mod variables;

pub use catalog::PromptCatalog;
pub use checked::Prompt;
pub use error::{Fault, PromptError};
pub use message::{Message, Role};
pub use occasion::{Occasion, Step};
pub use variables::Variables;

#[cfg(test)]
mod tests;
