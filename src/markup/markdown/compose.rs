//! One unit as Markdown.

use std::ops::Range;

use super::{
    super::{
        MarkKind, Marked,
        unit::{Code, Place, Role, Unit},
        written::Written,
    },
    breaks::breaks,
    escape::{Around, Care, escape},
    front_matter,
};

/// How a unit is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    /// How much is escaped.
    pub care: Care,
    /// Blanks around all emphasis.
    pub apart: bool,
}

/// The unit of `source` with the words of `target`.
pub(super) fn compose(
    source: &str,
    unit: &Unit,
    target: &Marked,
    spelling: Spelling,
    written: &Written<'_>,
) -> String {
    if let Place::Value(quote) = unit.place {
        return front_matter::written(&target.text, quote);
    }
    let pieces = pieces(source, unit, target, written);
    Composer { source, unit, spelling, stars: stars(unit.codes.len(), &pieces), pieces }.compose()
}

/// A part of what is written.
enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A code as it stands in the source; by how many links it is deeper behind it.
    Raw(String, i32),
    /// Signs of emphasis.
    Sign { opens: bool, code: usize },
    /// A line break that means no more than a blank.
    Break(&'a str),
}

impl Piece<'_> {
    fn first(&self) -> Option<char> {
        match self {
            Self::Words(words) => words.chars().next(),
            Self::Raw(text, _) => text.chars().next(),
            Self::Break(_) => Some(' '),
            Self::Sign { .. } => None,
        }
    }

    fn last(&self) -> Option<char> {
        match self {
            Self::Words(words) => words.chars().next_back(),
            Self::Raw(text, _) => text.chars().next_back(),
            Self::Break(_) => Some(' '),
            Self::Sign { .. } => None,
        }
    }
}

/// What is written, in order.
fn pieces<'a>(source: &'a str, unit: &Unit, target: &'a Marked, written: &Written<'_>) -> Vec<Piece<'a>> {
    let mut breaks = breaks(target, unit.breaks.len()).into_iter().zip(&unit.breaks).peekable();
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut words = |at: usize, end: usize, pieces: &mut Vec<Piece<'a>>| {
        let mut at = at;
        while let Some((place, raw)) = breaks.next_if(|(place, _)| place.end <= end) {
            if at < place.start {
                pieces.push(Piece::Words(&target.text[at..place.start]));
            }
            pieces.push(Piece::Break(&source[raw.clone()]));
            at = place.end.max(at);
        }
        if at < end {
            pieces.push(Piece::Words(&target.text[at..end]));
        }
    };
    for mark in &target.marks {
        words(at, mark.at, &mut pieces);
        at = mark.at;
        let code = &unit.codes[mark.code];
        let raw = |range: &Range<usize>| written.range(range.clone());
        let deeper = i32::from(code.role == Role::Link);
        pieces.push(match (mark.kind, code.role) {
            (MarkKind::Open | MarkKind::Close, Role::Emphasis) => {
                Piece::Sign { opens: mark.kind == MarkKind::Open, code: mark.code }
            }
            (MarkKind::Open, _) => Piece::Raw(raw(&code.open), deeper),
            (MarkKind::Close, _) => {
                Piece::Raw(code.instead.clone().unwrap_or_else(|| raw(&code.close)), -deeper)
            }
            (MarkKind::Point | MarkKind::Kept(_), _) => Piece::Raw(raw(&code.open), 0),
        });
        at = mark.range().end.max(at);
    }
    words(at, target.text.len(), &mut pieces);
    pieces
}

/// For each code, whether stars stand for its low lines, which mean nothing beside letters.
fn stars(codes: usize, pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut stars = vec![false; codes];
    for (number, piece) in pieces.iter().enumerate() {
        let Piece::Sign { opens, code } = piece else { continue };
        let outside = if *opens {
            pieces[..number].iter().rev().find_map(Piece::last)
        } else {
            pieces[number + 1..].iter().find_map(Piece::first)
        };
        stars[*code] |= outside.is_some_and(char::is_alphanumeric);
    }
    stars
}

struct Composer<'a> {
    source: &'a str,
    unit: &'a Unit,
    spelling: Spelling,
    stars: Vec<bool>,
    pieces: Vec<Piece<'a>>,
}

impl Composer<'_> {
    fn compose(&self) -> String {
        let mut out = String::new();
        let mut links = 0;
        let within = self.is_within_its_line();
        for (number, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Words(words) => {
                    let starts_line = match number.checked_sub(1).map(|before| &self.pieces[before]) {
                        None => !within,
                        Some(before) => matches!(before, Piece::Break(_)),
                    };
                    let around = Around {
                        before: if starts_line { None } else { Some(out.chars().next_back().unwrap_or('#')) },
                        after: self.after(number).filter(|c| *c != ' '),
                        in_brackets: links > 0 || self.unit.in_brackets,
                        in_cell: self.unit.place == Place::Cell,
                    };
                    escape(words, around, self.spelling.care, &mut out);
                }
                Piece::Raw(text, deeper) => {
                    out.push_str(text);
                    links += deeper;
                }
                Piece::Break(text) => out.push_str(text),
                Piece::Sign { opens: true, code } => self.open(*code, number, &mut out),
                Piece::Sign { opens: false, code } => self.close(*code, number, &mut out),
            }
        }
        out
    }

    /// True where something other than the signs of a block stands before the unit in its line.
    fn is_within_its_line(&self) -> bool {
        let before = &self.source[..self.unit.range.start];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        line.trim_end().ends_with(['#', '[', '|'])
    }

    /// The first character behind a piece, signs of emphasis aside.
    fn after(&self, number: usize) -> Option<char> {
        self.pieces[number + 1..].iter().find_map(Piece::first)
    }

    /// Opens emphasis, with a blank before it where it would be none without.
    fn open(&self, code: usize, number: usize, out: &mut String) {
        let neighbour = number.checked_sub(1).map(|before| &self.pieces[before]);
        let nested = matches!(neighbour, Some(Piece::Sign { opens: true, .. }));
        let touches = matches!(neighbour, Some(Piece::Sign { opens: false, .. }));
        let before = self.pieces[..number].iter().rev().find_map(Piece::last);
        let lost = is_word(before) && (is_sign(self.after(number)) || self.spelling.apart);
        if (touches || lost) && !nested && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        out.push_str(&self.sign(code));
    }

    /// Closes emphasis, with a blank behind it where it would go on without.
    fn close(&self, code: usize, number: usize, out: &mut String) {
        out.push_str(&self.sign(code));
        let inside = self.pieces[..number].iter().rev().find_map(Piece::last);
        let nested = matches!(self.pieces.get(number + 1), Some(Piece::Sign { opens: false, .. }));
        if !nested && is_word(self.after(number)) && (is_sign(inside) || self.spelling.apart) {
            out.push(' ');
        }
    }

    fn sign(&self, code: usize) -> String {
        let Code { open, close, .. } = &self.unit.codes[code];
        let raw = &self.source[if open.is_empty() { close.clone() } else { open.clone() }];
        if self.stars[code] { raw.replace('_', "*") } else { raw.to_owned() }
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn is_sign(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace())
}
