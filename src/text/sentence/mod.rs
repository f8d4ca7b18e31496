//! Splitting text into sentences.
//!
//! One pass over each line: [`scan`] stops at every [`ending`], a run of end marks, and asks whether a
//! sentence ends there. [`mark`] knows the characters, [`full_stop`] judges the ambiguous `.`, [`items`]
//! finds the items of a list that was run into one line, [`abbreviation`] holds the word lists.

mod abbreviation;
mod ending;
mod full_stop;
mod items;
mod mark;
mod scan;

use std::ops::Range;

use super::Language;

/// Byte ranges of the sentences of `text`, in order, not overlapping, without surrounding white space.
/// A line break always ends a sentence. What lies between the ranges is white space only.
///
/// The rules for both languages apply to every text, as articles mix them; `language` settles only what a
/// full stop without a space after it means.
pub fn sentences(text: &str, language: Option<Language>) -> Vec<Range<usize>> {
    let chinese = language.is_some_and(Language::is_chinese);
    let mut out = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive(is_line_break) {
        let mut start = 0;
        for end in scan::cuts(line, chinese) {
            push_trimmed(&mut out, text, offset + start..offset + end);
            start = end;
        }
        push_trimmed(&mut out, text, offset + start..offset + line.len());
        offset += line.len();
    }
    out
}

/// The characters that Unicode calls mandatory breaks.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn push_trimmed(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        out.push(start..end);
    }
}

#[cfg(test)]
mod tests;
