//! Splitting text into sentences.

use std::ops::Range;

use super::Language;

/// Byte ranges of the sentences of `text`, in order, not overlapping, without surrounding white space.
/// A line break always ends a sentence. What lies between the ranges is white space only.
pub fn sentences(text: &str, language: Option<Language>) -> Vec<Range<usize>> {
    let _ = language;
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        let next = text[end..].chars().next();
        let stop = matches!(c, '。' | '！' | '？' | '\n')
            || (matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace));
        if stop || next.is_none() {
            let piece = &text[start..end];
            let lead = piece.len() - piece.trim_start().len();
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                out.push(start + lead..start + lead + trimmed.len());
            }
            start = end;
        }
    }
    out
}
