//! English to Chinese by rules.

use crate::task::Glossary;

/// Translates one sentence, heading or fragment (no line break in it) of English into Simplified Chinese.
pub fn translate(sentence: &str, glossary: &Glossary) -> String {
    let _ = glossary;
    sentence.to_owned()
}
