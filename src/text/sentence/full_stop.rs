//! What a single `.` means: the end of a sentence, an abbreviation, a part of a number.

use super::{
    abbreviation::{self, Kind},
    mark,
};
use crate::text::script;

/// Words longer than this are no abbreviations, in bytes.
const LONGEST_WORD: usize = 24;

/// A full stop and what stands around it.
pub struct FullStop<'a> {
    /// The sentence so far, without the stop.
    pub before: &'a str,
    /// What follows, without leading white space; not empty.
    pub next: &'a str,
    /// True where white space follows.
    pub spaced: bool,
    /// True in a Chinese text.
    pub chinese: bool,
}

/// True when the sentence ends at this full stop.
pub fn ends_sentence(stop: &FullStop<'_>) -> bool {
    let first = stop.next.chars().next().unwrap_or(' ');
    let last = stop.before.chars().next_back().unwrap_or(' ');
    if !stop.spaced {
        return ends_unspaced(stop, first, last);
    }
    let word = last_word(stop.before);
    let next = first_word(stop.next);
    // Tokenized text parts the hour: 9 a. m.
    let is_hour =
        |before: &str| ["a", "p"].iter().any(|half| before.strip_suffix(half).is_some_and(ends_in_digit));
    if next == "m" && is_hour(stop.before) {
        return false;
    }
    let word = match stop.before.strip_suffix(". m") {
        Some(before) if is_hour(before) => "a.m",
        _ => word,
    };
    let capital = first.is_uppercase() || mark::is_opener(first) || script::is_han(first);
    match abbreviation::kind(word) {
        Some(Kind::Before) => false,
        Some(Kind::Number) => {
            let numbered = first.is_numeric() || (next.chars().count() == 1 && first.is_uppercase());
            !numbered && (capital || word.chars().next().is_some_and(char::is_lowercase))
        }
        Some(Kind::Open) => capital && abbreviation::is_starter(next),
        Some(Kind::Close) => capital && !belongs_to_time(next) && has_words(stop.before, 3),
        None => true,
    }
}

/// Without white space after it a full stop ends a sentence in Chinese company (half-width stops after Han
/// characters are common in papers) and where the space was forgotten before a word that begins sentences.
fn ends_unspaced(stop: &FullStop<'_>, first: char, last: char) -> bool {
    if script::is_han(last) || (stop.chinese && (mark::is_closer(last) || last == '%')) {
        return first.is_alphanumeric() || mark::is_opener(first);
    }
    if script::is_han(first) {
        return last.is_alphanumeric()
            && !is_label(stop.before)
            && abbreviation::kind(last_word(stop.before)).is_none();
    }
    if !first.is_uppercase() || !(last.is_lowercase() || last.is_numeric()) {
        return false;
    }
    let next = first_word(stop.next);
    // A stop or @ after the word makes it part of a name or address.
    let part = stop.next[next.len()..].starts_with(['.', '@']);
    abbreviation::kind(next) == Some(Kind::Before) || (abbreviation::is_starter(next) && !part)
}

/// True when the sentence so far is the number of a section or list item: `3`, `2.1`, `b`.
fn is_label(before: &str) -> bool {
    let before = before.trim_start();
    before.len() <= LONGEST_WORD
        && (before.chars().count() == 1 || before.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// True for more than `few` words: `At 5 a.m.` alone is no sentence.
fn has_words(before: &str, few: usize) -> bool {
    before.split_whitespace().nth(few).is_some()
}

/// What follows a time of day without ending the sentence: `5 p.m. Monday`, `5 p.m. EST`.
fn belongs_to_time(next: &str) -> bool {
    let capitals = next.len() >= 2 && next.len() <= 4 && next.chars().all(char::is_uppercase);
    let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    capitals || day.iter().chain(&month).any(|name| next.starts_with(name))
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// The word that `text` ends with, without what opens before it; empty if it is too long to matter.
fn last_word(text: &str) -> &str {
    let window = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_WORD))..];
    let start = window
        .rfind(|c: char| script::is_han(c) || !(c.is_alphanumeric() || matches!(c, '.' | '°')))
        .map_or(0, |i| i + window[i..].chars().next().map_or(1, char::len_utf8));
    let cut = start == 0 && window.len() < text.len();
    if cut { "" } else { &window[start..] }
}

/// The word that `text` begins with, without what opens before it.
pub fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(mark::is_opener);
    let end = text
        .char_indices()
        .take(LONGEST_WORD)
        .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map_or(text.floor_char_boundary(LONGEST_WORD), |(i, _)| i);
    &text[..end]
}
