//! What English figures count.

use super::words::{self, Noun, PEOPLE, Role};

/// Words before a figure that say how exactly it is meant, and "another" of the next kind of victims.
const HEDGES: [&str; 20] = [
    "at",
    "least",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "over",
    "more",
    "than",
    "up",
    "to",
    "as",
    "many",
    "roughly",
    "approximately",
    "another",
    "a",
    "the",
    "total",
];

/// Words between what is counted and what happened to it.
const AUXILIARIES: [&str; 12] =
    ["were", "was", "are", "is", "have", "has", "had", "been", "being", "reportedly", "confirmed", "also"];

/// Words that may follow a figure of people of whom nothing more is said: "killed 3 and injured 5".
const GOES_ON: [&str; 12] =
    ["and", "in", "on", "at", "near", "after", "when", "as", "including", "during", "by", "outside"];

/// Words behind which another clause begins.
const CLAUSES: [&str; 9] = ["and", "but", "who", "that", "which", "when", "after", "as", "while"];

/// Words that make a figure one of some of the counted, or of some more of them.
const SOME: [&str; 8] = ["of", "including", "included", "more", "new", "further", "additional", "seriously"];

/// What a figure counts, between what stands before and behind it in its sentence.
pub fn counted(before: &str, behind: &str) -> Option<(&'static Role, &'static Noun)> {
    let mut first: Vec<&str> = Vec::new();
    for word in before.split_whitespace().rev().take(6) {
        if word.ends_with([',', ';', ':', '.', ')', '—', '–']) {
            break;
        }
        first.insert(0, word);
    }
    // "3 more", "more 3": some besides others.
    let is_some = |word: Option<&&str>| word.is_some_and(|word| SOME.contains(&word.to_lowercase().as_str()));
    let besides = is_some(first.last());
    while first.last().is_some_and(|word| HEDGES.contains(&word.to_lowercase().as_str())) {
        first.pop();
    }
    if besides || is_some(first.last()) {
        return None;
    }
    let last = tokens(behind);
    let (one, two) =
        (first.last().copied().unwrap_or_default(), pair(&first[first.len().saturating_sub(2)..]));
    if let Some(role) = words::role(false, one, &two) {
        let noun = object(&last)?;
        return (!role.is_visit() || noun.code != PEOPLE || one != "together").then_some((role, noun));
    }
    subject(&last)
}

/// What is killed, or comes: "31 people and", "31 factory workers", "31 in".
fn object(words: &[&str]) -> Option<&'static Noun> {
    for (at, word) in words.iter().take(4).enumerate() {
        if let Some(noun) = words::noun(word) {
            return Some(noun);
        }
        if GOES_ON.contains(word) {
            return if at == 0 { words::noun(PEOPLE) } else { None };
        }
        if SOME.contains(word) || crate::text::words::is_stop(word) {
            return None;
        }
    }
    if words.is_empty() { words::noun(PEOPLE) } else { None }
}

/// Who does something, or to whom it happens: "3 people were killed", "12 injured", "300 guests attended".
fn subject(words: &[&str]) -> Option<(&'static Role, &'static Noun)> {
    let role = |at: usize| {
        let two = pair(words.get(at..(at + 2).min(words.len())).unwrap_or_default());
        words::role(true, words.get(at)?, &two)
    };
    if let Some(role) = role(0).filter(|role| !role.is_visit()) {
        let noun = words.get(1).and_then(|word| words::noun(word));
        return Some((role, noun.or_else(|| words::noun(PEOPLE))?));
    }
    let plain = |word: &&&str| !crate::text::words::is_stop(word) && !SOME.contains(*word);
    let at =
        words.iter().take(3).take_while(|word| plain(word)).position(|word| words::noun(word).is_some())?;
    let noun = words::noun(words[at])?;
    let mut next = at + 1;
    if let Some(role) = role(next) {
        return Some((role, noun));
    }
    let clause = words[next..].iter().take_while(|word| !CLAUSES.contains(word)).count();
    let end = next + clause.min(7);
    while next < end && !AUXILIARIES.contains(&words[next]) {
        // They came from so many countries, and attended.
        if let Some(role) = role(next).filter(|role| role.is_visit()) {
            return Some((role, noun));
        }
        next += 1;
    }
    while next < words.len() && AUXILIARIES.contains(&words[next]) {
        next += 1;
        if let Some(role) = role(next) {
            return Some((role, noun));
        }
    }
    None
}

/// What is done with an amount.
pub fn amount(before: &str, behind: &str) -> Option<&'static Role> {
    let mut first: Vec<&str> = before.split_whitespace().rev().take(6).collect();
    first.reverse();
    while first.last().is_some_and(|word| HEDGES.contains(word) || word.starts_with(char::is_uppercase)) {
        first.pop();
    }
    let (one, two) =
        (first.last().copied().unwrap_or_default(), pair(&first[first.len().saturating_sub(2)..]));
    let next = tokens(behind).first().copied().unwrap_or_default();
    words::amount(false, one, &two).or_else(|| words::amount(true, next, ""))
}

/// True in "from 31 countries".
pub fn come_from(before: &str, behind: &str) -> bool {
    let last = before.split_whitespace().rev().find(|word| !HEDGES.contains(word));
    last == Some("from")
        && tokens(behind)
            .first()
            .and_then(|word| words::noun(word))
            .is_some_and(|noun| noun.code == "countries")
}

/// The words behind a figure, to the next mark.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    if !text.starts_with([' ', '\u{a0}']) {
        return out;
    }
    for word in text.split_whitespace().take(12) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty()
            || word.starts_with(|c: char| !c.is_alphabetic()) && !bare.starts_with(char::is_numeric)
        {
            break;
        }
        out.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    out
}

fn pair(words: &[&str]) -> String {
    words.join("_")
}
