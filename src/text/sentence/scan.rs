//! The pass over a line that finds where its sentences end.

use super::{
    abbreviation,
    ending::{Ending, Kind},
    full_stop::{self, FullStop},
    items::Label,
    mark,
};
use crate::text::script;

/// A work title in 《》 is shorter than this many characters; a longer one was never closed.
const LONGEST_TITLE: usize = 60;

/// What is no longer than this, in bytes, and holds no letter or digit, is no sentence of its own.
const LONGEST_TAIL: usize = 16;

/// Where the sentences of a line end, in bytes; the end of the line is not among them.
pub fn cuts(line: &str, chinese: bool) -> Vec<usize> {
    Scan { line, chinese, sentence: 0, label: None, title: 0, quotes: 0, cuts: Vec::new() }.run()
}

struct Scan<'a> {
    line: &'a str,
    chinese: bool,
    /// Where the current sentence begins.
    sentence: usize,
    /// The list label that it begins with.
    label: Option<Label<'a>>,
    /// Characters read since a 《 that is still open, itself included; 0 outside.
    title: usize,
    /// Quotations open since the line began.
    quotes: usize,
    cuts: Vec<usize>,
}

impl<'a> Scan<'a> {
    fn run(mut self) -> Vec<usize> {
        let mut at = self.read_label(0);
        let mut space = true;
        while let Some(c) = self.line[at..].chars().next() {
            if mark::is_terminator(c) && !self.is_decimal_point(at, c) {
                let ending = Ending::read(self.line, at, self.quotes > 0);
                let ends = self.ends_sentence(&ending);
                at = ending.end;
                if ends {
                    at = self.cut(at);
                }
                space = false;
                continue;
            }
            if space && !c.is_whitespace() && self.is_next_item(at) {
                at = self.cut(at);
                space = false;
                continue;
            }
            if space && let Some(length) = mark::ruler(&self.line[at..]) {
                self.cut(at);
                at = self.cut(at + length);
                continue;
            }
            self.track(c);
            space = c.is_whitespace();
            at += c.len_utf8();
        }
        self.cuts
    }

    /// True for a full-width point between digits: ２．４万亿.
    fn is_decimal_point(&self, at: usize, c: char) -> bool {
        let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        c == '．'
            && self.line[..at].ends_with(is_digit)
            && self.line[at + c.len_utf8()..].starts_with(is_digit)
    }

    /// Follows titles and quotations.
    fn track(&mut self, c: char) {
        self.title = match c {
            '《' | '〈' => 1,
            '》' | '〉' => 0,
            _ if self.title == 0 || self.title > LONGEST_TITLE => 0,
            _ => self.title + 1,
        };
        match c {
            '“' | '「' | '『' => self.quotes += 1,
            '”' | '」' | '』' => self.quotes = self.quotes.saturating_sub(1),
            _ => {}
        }
    }

    /// Ends the sentence; what comes next is read from the place returned.
    fn cut(&mut self, at: usize) -> usize {
        self.cuts.push(at);
        self.sentence = at;
        self.title = 0;
        self.read_label(at)
    }

    /// Reads the list label that the sentence at `at` begins with, Markdown's marks before it aside;
    /// returns where it ends.
    fn read_label(&mut self, at: usize) -> usize {
        let start = self.line[at..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '>'));
        self.label = Label::read(start);
        match self.label {
            Some(label) => self.line.len() - start.len() + label.len,
            None => at,
        }
    }

    /// True when the next item of the list that the sentence belongs to begins at `at`.
    fn is_next_item(&self, at: usize) -> bool {
        let Some(label) = self.label else { return false };
        let goes_on = self.line[..at].trim_end().ends_with([',', ';', '，', '；', '、', ':', '：']);
        !goes_on && Label::read(&self.line[at..]).is_some_and(|next| next.follows(&label))
    }

    fn ends_sentence(&mut self, ending: &Ending<'a>) -> bool {
        for c in ending.closers.chars() {
            self.track(c);
        }
        let rest = &self.line[ending.end..];
        let next = rest.trim_start();
        let Some(first) = next.chars().next() else {
            return false; // the line ends here anyway
        };
        let spaced = next.len() < rest.len();
        if next.len() <= LONGEST_TAIL && !next.contains(char::is_alphanumeric) {
            return false; // a smiley or stray mark ends the line
        }
        if self.title > 0 || mark::is_continuation(first) || first == ')' || first == '）' {
            return false;
        }
        if first.is_lowercase() && !ending.closers.is_empty() {
            return false; // "Really?" he asked.
        }
        let before = &self.line[self.sentence..ending.start];
        if before.trim().is_empty() {
            return false; // nothing has been said yet
        }
        match ending.kind() {
            Kind::FullWidth => self.full_width_ends(ending, next, spaced),
            Kind::Bang => self.bang_ends(ending, next, spaced),
            Kind::Ellipsis if spaced => ending.ellipsis_ends(next),
            Kind::Ellipsis => ending.closers.ends_with(mark::is_closing_quote) && !quote_goes_on(next),
            Kind::FullStop => {
                full_stop::ends_sentence(&FullStop { before, next, spaced, chinese: self.chinese })
            }
        }
    }

    fn full_width_ends(&self, ending: &Ending<'_>, next: &str, spaced: bool) -> bool {
        let closed_aside = ending.closers.ends_with(mark::is_closing_bracket);
        if closed_aside && !spaced && next.starts_with(script::is_han) {
            // An aside ends, unless the whole sentence stands in the brackets.
            return self.line[self.sentence..].trim_start().starts_with(mark::is_opener);
        }
        let asked = ending.marks.ends_with(['！', '？']) && ending.closers.ends_with(mark::is_closing_quote);
        !(asked && quote_goes_on(next))
    }

    fn bang_ends(&self, ending: &Ending<'_>, next: &str, spaced: bool) -> bool {
        let first = next.chars().next().unwrap_or(' ');
        if !spaced {
            let before = self.line[..ending.start].chars().next_back();
            return script::is_han(first)
                || (before.is_some_and(script::is_han) && !first.is_ascii_punctuation());
        }
        let after_dash = next.trim_start_matches(['-', '–', '—', ' ']);
        if after_dash.len() < next.len() && after_dash.starts_with(char::is_lowercase) {
            return false; // and so -- at last! -- it ends
        }
        let said = &self.line[self.sentence..ending.start];
        let word = said.trim_start().rsplit(char::is_whitespace).next().unwrap_or(said);
        let name = abbreviation::is_name_with_mark(&self.line[ending.start - word.len()..ending.end]);
        let capital = word.starts_with(char::is_uppercase) && word.len() < said.trim_start().len();
        if first.is_lowercase() {
            return !name && !capital; // the title of a work: Who Is There? by Lin Hua
        }
        !name || abbreviation::is_starter(full_stop::first_word(next))
    }
}

/// True for what follows a quoted question or exclamation inside the same sentence.
fn quote_goes_on(next: &str) -> bool {
    const PARTICLES: [char; 5] = ['的', '之', '等', '和', '是'];
    const SPEECH: [&str; 9] = ["他说", "她说", "他說", "她說", "他问", "她问", "他問", "她問", "有人问"];
    next.starts_with(PARTICLES) || SPEECH.iter().any(|speech| next.starts_with(speech))
}
