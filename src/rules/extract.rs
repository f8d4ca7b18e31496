//! Extractive summaries.

use crate::{
    task::Length,
    text::{Language, sentence},
};

/// The sentences of `text` that tell most of it, in the order of the text.
/// `title` is the article's headline, `text` its clean text (a line is a paragraph or heading).
pub fn extract(title: Option<&str>, text: &str, language: Language, length: Length) -> Vec<String> {
    let _ = title;
    sentence::sentences(text, Some(language))
        .into_iter()
        .take(length.sentences())
        .map(|range| text[range].to_owned())
        .collect()
}
