//! A run of end marks, with the quotes and brackets that close after it.

use super::{full_stop, mark};
use crate::text::script;

/// A run of end marks with what closes after it.
pub struct Ending<'a> {
    /// Where it begins.
    pub start: usize,
    /// The marks, and blanks between spaced dots.
    pub marks: &'a str,
    /// Quotes and brackets that close right after them.
    pub closers: &'a str,
    /// Where what closes ends.
    pub end: usize,
}

pub enum Kind {
    /// 。！？ and their like, alone or with others.
    FullWidth,
    /// ASCII ! or ? among the marks.
    Bang,
    /// Two dots or more.
    Ellipsis,
    /// One dot.
    FullStop,
}

impl<'a> Ending<'a> {
    /// The run that begins at `start`; `quoted` tells whether a quotation is open there.
    pub fn read(line: &'a str, start: usize, quoted: bool) -> Self {
        let mut end = start;
        loop {
            let rest = &line[end..];
            let run = rest.len() - rest.trim_start_matches(mark::is_terminator).len();
            // Spaced dots: ". . ."
            let dots = rest.starts_with(" .") && !rest[2..].starts_with(|c: char| c.is_alphanumeric());
            match run {
                0 if dots => end += 2,
                0 => break,
                run => end += run,
            }
        }
        if is_stop_before_ellipsis(line, start, end) {
            end = start + 1;
        }
        let marks = &line[start..end];
        loop {
            let rest = &line[end..];
            let closed = closers(rest, quoted);
            let more = rest[closed..].len()
                - rest[closed..].trim_start_matches(mark::is_full_width_terminator).len();
            end += closed + more;
            if more == 0 {
                break;
            }
        }
        Self { start, marks, closers: &line[start + marks.len()..end], end }
    }

    /// What kind of run it is.
    pub fn kind(&self) -> Kind {
        if self.marks.contains(mark::is_full_width_terminator) {
            Kind::FullWidth
        } else if self.marks.contains(['!', '?']) {
            Kind::Bang
        } else if self.marks == "." {
            Kind::FullStop
        } else {
            Kind::Ellipsis
        }
    }

    /// True when a sentence ends at these dots before `next`. A new one begins with a capital letter; `I`
    /// tells nothing, and an omission (`[...]`) is part of its sentence.
    pub fn ellipsis_ends(&self, next: &str) -> bool {
        let word = full_stop::first_word(next);
        let pronoun = word == "I" || word.starts_with("I'") || word.starts_with("I’");
        !next.starts_with(char::is_lowercase) && !pronoun && !self.closers.starts_with([']', ')'])
    }
}

/// True for a full stop that is followed by three spaced dots and a new sentence: the dots begin that one.
fn is_stop_before_ellipsis(line: &str, start: usize, end: usize) -> bool {
    let attached = !line[..start].ends_with(char::is_whitespace);
    attached && &line[start..end] == ". . . ." && line[end..].trim_start().starts_with(char::is_uppercase)
}

/// Bytes of the quotes and brackets that close at the beginning of `text`.
fn closers(text: &str, quoted: bool) -> usize {
    let citation = citation(text);
    if citation > 0 {
        return citation;
    }
    let run = text.len() - text.trim_start_matches(mark::is_closer).len();
    if run == 0 {
        // Tokenized text puts a space before the bracket.
        let spaced = text.starts_with(" )") && text[2..].starts_with(char::is_whitespace);
        return if spaced { 2 } else { 0 };
    }
    // Careless typing opens with a closing quote: where nothing is open and text follows, it opens.
    if !quoted && text.starts_with('”') && text[run..].starts_with(script::is_han) {
        return 0;
    }
    // An upright quote right before a word opens: it belongs to what comes.
    let opens = text[..run].ends_with(['"', '\'', '*']) && text[run..].starts_with(char::is_alphanumeric);
    run - usize::from(opens)
}

/// Bytes of a numeric citation (`[1]`) at the beginning of `text`, with white space after it.
fn citation(text: &str) -> usize {
    let Some(inner) = text.strip_prefix('[') else { return 0 };
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let closed = inner[digits..].strip_prefix(']');
    let ends = closed.is_some_and(|rest| rest.starts_with(char::is_whitespace));
    if ends && (1..=3).contains(&digits) { digits + 2 } else { 0 }
}
