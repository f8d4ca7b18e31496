//! The runs of capitalised words in English text, and the words that say what they name.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use crate::text::{
    dates::{MONTHS, WEEKDAYS},
    words,
};

/// The kinds of words in `english.txt`, and the words of each.
static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("english.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(kind, words)| (kind, words.split(' ').collect()))
        .collect()
});

/// True for a word of this kind, as it stands there.
pub(super) fn is(kind: &str, word: &str) -> bool {
    WORDS.get(kind).is_some_and(|words| words.contains(word))
}

/// True for a word of this kind, with a capital or without.
pub(super) fn is_in_any_case(kind: &str, word: &str) -> bool {
    is(kind, word) || is(kind, &word.to_lowercase()) || is(kind, &capitalised(word))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A run of capitalised words.
pub(super) struct Name<'a> {
    pub text: &'a str,
    /// The word before it, and all before it in its line.
    pub before: &'a str,
    pub so_far: &'a str,
    /// What follows.
    pub after: &'a str,
}

/// The runs of capitalised words of a line outside quotation marks. "of" and "for" join two of them.
pub(super) fn runs(line: &str) -> Vec<Name<'_>> {
    let mut spans: Vec<(Range<usize>, &str)> = Vec::new();
    let mut before = "";
    let mut quoted = false;
    for word in line.split_inclusive(' ') {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let whole = word.trim_end();
        let inner = bare(whole);
        let at = start + word.find(inner).unwrap_or(0);
        let opens = start == 0 || before.ends_with(['.', '!', '?', ':']) && !is("title", bare(before));
        let starts_quote = whole.starts_with(['"', '“', '‘']);
        if starts_quote {
            quoted = true;
        }
        if !quoted && inner.starts_with(char::is_uppercase) && !is_day(inner) {
            let end = at + inner.len();
            let gap = spans.last().map(|(span, _)| &line[span.end..at]);
            let office = spans.last().is_some_and(|(span, _)| {
                is_office(line[span.clone()].rsplit(' ').next().unwrap_or_default())
            });
            let dotted = spans.last().is_some_and(|(span, _)| {
                let last = line[span.clone()].rsplit(' ').next().unwrap_or_default();
                // The initial of a second name, or Mr.
                last.chars().count() == 1 || is("title", last)
            });
            match (gap, spans.last_mut()) {
                (Some(" " | " & "), Some((span, _))) => span.end = end,
                // A minister is none of the ministry.
                (Some(" of " | " for " | " of the "), Some((span, _))) if !office => span.end = end,
                (Some(". "), Some((span, _))) if dotted => span.end = end,
                _ if opens && words::is_stop(inner) => {}
                _ => spans.push((at..end, before)),
            }
        }
        if quoted
            && whole.trim_end_matches(['.', ',', ';', ':']).ends_with(['"', '”', '’'])
            && (whole.len() > 1 || !starts_quote)
        {
            quoted = false;
        }
        before = whole;
    }
    spans
        .into_iter()
        .map(|(Range { start, end }, before)| {
            let whole = &line[start..end];
            let text = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).unwrap_or(whole);
            Name { text, before, so_far: &line[..start], after: &line[start + text.len()..] }
        })
        .collect()
}

/// A word without the marks around it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

pub(super) fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

fn is_office(word: &str) -> bool {
    // A vice-minister holds the office of a minister.
    let word = word.rsplit('-').next().unwrap_or(word);
    is("title", word) || is_in_any_case("role", word)
}

pub(super) fn is_day(word: &str) -> bool {
    MONTHS.iter().chain(&WEEKDAYS).any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_outside_quotation_marks() {
        let found: Vec<&str> = runs("On May 3 Anna Smith of the Harbour Office opened “The Port” in Linz.")
            .into_iter()
            .map(|name| name.text)
            .collect();
        assert_eq!(found, ["Anna Smith of the Harbour Office", "Linz"]);
    }
}
