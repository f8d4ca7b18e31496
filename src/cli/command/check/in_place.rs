//! Findings in the terminal: where each stands, and the words it is about in their lines.

use std::{ops::Range, path::Path};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use zhaiyi::checks::{Finding, Pair, Severity};

/// How findings are told.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Show the lines too, in so many columns; without, a line a finding.
    pub width: Option<usize>,
    /// Mark words by colour; without, by carets below them.
    pub color: bool,
}

/// Tells the findings of one pair.
pub struct Teller<'a> {
    pair: &'a Pair<'a>,
    target: &'a Path,
    style: Style,
    /// Where the lines of both texts start.
    source_lines: Vec<usize>,
    target_lines: Vec<usize>,
}

impl<'a> Teller<'a> {
    /// For a pair whose target is called `target`.
    pub fn new(pair: &'a Pair<'a>, target: &'a Path, style: Style) -> Self {
        let starts = |text: &str| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect::<Vec<_>>()
        };
        Self { pair, target, style, source_lines: starts(pair.source), target_lines: starts(pair.target) }
    }

    /// "report.zh.md:17: error: numbers: …", as compilers write it, and the lines below.
    pub fn tell(&self, finding: &Finding) -> String {
        let target = clean(&self.target.display().to_string());
        let place = match (&finding.target, &finding.source) {
            (Some(span), _) => format!("{target}:{}", number(&self.target_lines, span.start)),
            (None, Some(span)) => {
                format!("{target} (source line {})", number(&self.source_lines, span.start))
            }
            (None, None) => target,
        };
        let severity = finding.severity().name();
        let colour = match finding.severity() {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Note => "36",
        };
        let painted =
            if self.style.color { format!("\x1b[{colour}m{severity}\x1b[0m") } else { severity.into() };
        let mut out = format!("{place}: {painted}: {}: {}\n", finding.check(), clean(&finding.message));
        if let Some(width) = self.style.width {
            for (name, text, lines, span) in [
                ("source", self.pair.source, &self.source_lines, &finding.source),
                ("target", self.pair.target, &self.target_lines, &finding.target),
            ] {
                let Some(span) = span.clone().filter(|span| is_within_a_line(text, span)) else { continue };
                let number = number(lines, span.start);
                let start = lines.get(number - 1).copied().unwrap_or(0);
                let line = text[start..].split('\n').next().unwrap_or("");
                let label = format!("  {name} {number} | ");
                let room = width.saturating_sub(label.len());
                let excerpt = Excerpt::new(line, span.start - start..span.end - start, room);
                out.push_str(&excerpt.shown(&label, colour, self.style.color));
            }
        }
        out
    }
}

/// The number of the line that a place is in, from 1.
fn number(lines: &[usize], at: usize) -> usize {
    lines.partition_point(|start| *start <= at)
}

/// True for words that can be marked: some, of one line, and not all that there is.
fn is_within_a_line(text: &str, span: &Range<usize>) -> bool {
    let words = text.get(span.clone()).unwrap_or("");
    !words.trim().is_empty() && !words.contains('\n') && words.len() < text.trim().len()
}

/// A part of a line that fits into so many columns, with the words that are marked.
struct Excerpt {
    before: String,
    words: String,
    after: String,
}

/// No excerpt is narrower: the words could not be read.
const NARROWEST: usize = 30;

impl Excerpt {
    fn new(line: &str, span: Range<usize>, room: usize) -> Self {
        let room = room.max(NARROWEST);
        let words = first(&clean(&line[span.clone()]), room * 2 / 3);
        let rest = room - words.width();
        // Only what can be shown is looked at: a line may be a megabyte.
        let start = line.ceil_char_boundary(span.start.saturating_sub(4 * room));
        let end = line.floor_char_boundary(span.end.saturating_add(4 * room));
        let (before, after) =
            (clean(line[start..span.start].trim_start()), clean(line[span.end..end].trim_end()));
        let half = rest / 2;
        let left = before.width().min(rest - after.width().min(rest - half));
        let before = last(&before, left.max(half.min(before.width())));
        let after = first(&after, rest - before.width());
        Self { before, words, after }
    }

    /// The line, and the carets below it where nothing else marks the words.
    fn shown(&self, label: &str, colour: &str, color: bool) -> String {
        let Self { before, words, after } = self;
        if color {
            return format!("\x1b[2m{label}\x1b[0m{before}\x1b[4;{colour}m{words}\x1b[0m{after}\n");
        }
        let margin = " ".repeat(label.width() - 2);
        let gap = " ".repeat(before.width());
        let carets = "^".repeat(words.width().max(1));
        format!("{label}{before}{words}{after}\n{margin}| {gap}{carets}\n")
    }
}

/// The text without control characters, which could steer the terminal, and without tabs, whose width is unknown.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The beginning of a text in at most so many columns.
fn first(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(c);
    }
    out + "…"
}

/// The end of a text in at most so many columns.
fn last(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    reversed(&first(&reversed(text), columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(line: &str, words: &str, room: usize) -> String {
        let at = line.find(words).unwrap_or(0);
        Excerpt::new(line, at..at + words.len(), room).shown("  target 1 | ", "31", false)
    }

    #[test]
    fn carets_stand_below_the_words() {
        assert_eq!(
            excerpt("论坛于9月8日开幕。", "9月8日", 60),
            "  target 1 | 论坛于9月8日开幕。\n           |       ^^^^^^\n"
        );
        let long = format!("{}9月8日{}", "前".repeat(100_000), "后".repeat(100_000));
        let shown = excerpt(&long, "9月8日", 41);
        assert!(shown.lines().all(|line| line.width() <= 41 + 13), "{shown}");
        assert!(shown.contains("…前") && shown.contains("后…"), "{shown}");
        let caret = shown.lines().nth(1).and_then(|line| line.find('^'));
        let words = shown.split("9月8日").next().map(|before| before.width());
        assert_eq!(caret, words, "{shown}");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let shown = excerpt("a\x1b[2Jb\t6 c\r", "6", 40);
        assert!(!shown.contains(['\x1b', '\t', '\r']), "{shown:?}");
    }
}
