//! Lines that say when, where and by whom an article was published, and dates put before its first sentence.
//!
//! `Source from:SAC    Update on:2021-08-11 15:31`, `来源：国家标准委  2023-06-13 09:30  浏览：12`,
//! `By Li Ming | China Daily | Updated: 2023-06-13 09:12`, `date 2023-06-13 The forum opened …`.

use jiff::civil::Date;

use super::{
    Facts,
    labels::{self, Label},
    text::{Mark, fits, is_han},
};
use crate::article::{Warning, date};

/// Longer lines are prose.
const WIDEST_LINE: usize = 160;
/// The widest value of a label, in columns (a Han character takes two).
const WIDEST_VALUE: usize = 60;
/// The widest name that may stand without a label beside a date, and how many of them.
const WIDEST_NAME: usize = 28;
const MOST_NAMES: usize = 3;

/// What a line says when it is made of such statements and nothing else.
pub(super) fn whole(line: &str) -> Option<Facts> {
    let mut rest = unwrap(line.trim());
    if !fits(rest, WIDEST_LINE) {
        return None;
    }
    if byline(rest) {
        return Some(Facts::default());
    }
    let mut facts = Facts::default();
    let (mut told, mut names) = (0, Vec::new());
    while !skip_separators(rest).is_empty() {
        rest = skip_separators(rest);
        if let Some((label, value, after)) = labelled(rest) {
            told += 1;
            facts.take(label, value)?;
            rest = after;
        } else if let Some(found) = date::leading(rest) {
            told += 1;
            facts.published = facts.published.or(found.date);
            rest = &rest[found.end..];
        } else {
            let end = name_end(rest);
            names.push(name(&rest[..end])?);
            rest = &rest[end..];
        }
    }
    // Names alone are no dateline, and a name needs a date beside it.
    if told == 0 || names.len() > MOST_NAMES || (!names.is_empty() && facts.published.is_none()) {
        return None;
    }
    let writer = |name: &&str| name.starts_with("By ") || name.starts_with("by ");
    let publisher = names.into_iter().find(|name| !writer(name));
    facts.publisher = facts.publisher.or(publisher.map(str::to_owned));
    Some(facts)
}

/// `By Li Ming and Wang Fang in Dalian`: names, and the small words between them.
fn byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let name = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "in" | "for" | "of" | "/")
    };
    !names.contains(['.', '!', '?', ':'])
        && names.split_whitespace().count() <= 9
        && names.split_whitespace().all(name)
}

/// A date put before the first sentence of a line: where the sentence starts, and the date.
pub(super) fn before_prose(line: &str) -> Option<(usize, Option<Date>)> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    let (skipped, labelled) = match labels::at_start(text) {
        Some((Label::Date, length)) => {
            let value = skip_colon(&text[length..]).unwrap_or(text[length..].trim_start());
            (text.len() - value.len(), true)
        }
        _ => (0, false),
    };
    let found = date::leading(&text[skipped..])?;
    let end = skipped + found.end;
    let prose = text[end..].trim_start();
    let spaced = prose.len() < text[end..].len();
    // Without a label it must be written in figures and be followed by the start of a sentence, or it may
    // be part of one ("2023年6月13日，论坛开幕", "June 13 2023 was a Tuesday").
    let figures = text.as_bytes()[skipped..].get(4).is_some_and(|b| matches!(b, b'-' | b'.' | b'/'));
    let sentence = prose.starts_with(|c: char| c.is_uppercase() || is_han(c) || "\"“‘「《".contains(c));
    let apart = spaced && !prose.is_empty() && (labelled || figures && sentence);
    apart.then_some((start + text.len() - prose.len(), found.date))
}

impl Facts {
    /// Takes what stands after a label; `None` when the line turns out to be something else.
    fn take(&mut self, label: Label, value: &str) -> Option<()> {
        match label {
            Label::Date if value.is_empty() => {}
            Label::Date => match date::leading(value) {
                Some(found) if found.date.is_some() => self.published = self.published.or(found.date),
                Some(_) => self.warnings.push(Warning::UnreadableDate { found: value.to_owned() }),
                None => return None,
            },
            Label::Publisher => {
                let said = Some(value).filter(|value| !value.is_empty());
                self.publisher = self.publisher.take().or(said.map(str::to_owned));
            }
            Label::Other => {}
        }
        Some(())
    }
}

/// A label, its value, and what comes after. A date needs no colon.
fn labelled(text: &str) -> Option<(Label, &str, &str)> {
    let (label, length) = labels::at_start(text)?;
    let after = &text[length..];
    let value = match skip_colon(after) {
        Some(value) => value,
        None if label == Label::Date => after.trim_start(),
        None => return None,
    };
    if label == Label::Date
        && let Some(found) = date::leading(value)
    {
        return Some((label, &value[..found.end], &value[found.end..]));
    }
    let end = value_end(value);
    let (value, rest) = (value[..end].trim(), &value[end..]);
    (fits(value, WIDEST_VALUE) && !value.ends_with(Mark::sentence_end)).then_some((label, value, rest))
}

fn skip_colon(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('：'))?;
    Some(rest.trim_start_matches([' ', '\u{a0}']))
}

/// A value ends before a wide gap, a bar, or the next label or date.
fn value_end(text: &str) -> usize {
    let mut blank = text.starts_with(char::is_whitespace);
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        if hard_separator(rest)
            || (blank && !c.is_whitespace() && (labelled(rest).is_some() || starts_date(rest)))
        {
            return at;
        }
        blank = c.is_whitespace();
    }
    text.len()
}

/// A name without a label ends as a value does; between Chinese names a space will do.
fn name_end(text: &str) -> usize {
    let end = value_end(text);
    match text[..end].find(' ') {
        Some(space) if text[..space].chars().any(is_han) => space,
        _ => end,
    }
}

fn name(text: &str) -> Option<&str> {
    let text = unwrap(text.trim());
    let ends = |c: char| Mark::sentence_end(c) || Mark::pause(c);
    let fits = !text.is_empty() && fits(text, WIDEST_NAME) && !text.contains(ends);
    (fits && text.starts_with(|c: char| c.is_uppercase() || is_han(c) || c.is_ascii_alphabetic()))
        .then_some(text)
}

fn starts_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && date::leading(text).is_some()
}

fn hard_separator(text: &str) -> bool {
    text.starts_with(['|', '｜', '\t', '\u{3000}', '丨'])
        || text.starts_with("  ")
        || text.starts_with("\u{a0}\u{a0}")
}

fn skip_separators(text: &str) -> &str {
    let separator = |c: char| c.is_whitespace() || "|｜丨•·/—-–,，;；".contains(c);
    text.trim_start_matches(separator)
}

/// The line without the one pair of brackets around it.
fn unwrap(line: &str) -> &str {
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')] {
        if let Some(inner) = line.strip_prefix(open).and_then(|line| line.strip_suffix(close)) {
            return inner.trim();
        }
    }
    line
}
