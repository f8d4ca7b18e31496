//! What is put into a prompt.

use crate::{task::Term, text::Language};

use super::{Occasion, Step};

/// What is put into a prompt.
#[derive(Clone, Copy, Debug)]
pub struct Variables<'a> {
    /// The language of the text.
    pub from: Language,
    /// The language asked for.
    pub to: Language,
    /// The text to work on; for [`Step::Combine`] the partial summaries, one a line.
    pub text: &'a str,
    /// What stands before the text, for understanding only; empty where nothing does.
    pub context: &'a str,
    /// Terms and how they must be translated.
    pub terms: &'a [Term],
    /// Sentences at most in a summary.
    pub sentences: usize,
}

/// Names of variables: those that come from an article, and may stand in the user message only.
pub(super) const DATA: [&str; 2] = ["text", "context"];

/// The variables that a prompt has to use.
pub(super) fn needed(occasion: Occasion) -> &'static [&'static str] {
    match occasion.step {
        Step::Summarize if occasion.from == occasion.to => &["text", "target_language", "sentences"],
        Step::Summarize => &["text", "target_language", "sentences", "terms"],
        Step::Combine => &["text", "target_language", "sentences"],
        Step::Translate => &["text", "target_language", "terms", "context"],
    }
}

/// The variables that a prompt may use besides: the language of the text, the name of the tag around it, and whether tags
/// that stand for formatting are in it.
pub(super) const FREE: [&str; 3] = ["source_language", "tag", "tags"];
