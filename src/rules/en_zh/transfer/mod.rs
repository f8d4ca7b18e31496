//! Structural transfer: English word order and function words to Chinese, one construction a file.

mod apposition;
mod clause;
mod coordination;
mod frame;
mod name;
mod noun;
mod noun_text;
mod passive;
mod postmodifier;
mod preposition;
mod quoted;
mod relative;
mod sentence;
mod verb;

use super::unit::{Tag, Unit};

/// Phrases nest no deeper than this; what would is rendered flat, so that time stays linear.
const DEPTH: u8 = 5;

/// The Chinese of settled units.
pub fn transfer(units: &[Unit<'_>]) -> String {
    let mut parser =
        Parser { units, at: 0, depth: 0, opening: false, listing: false, sourced: false, office: false };
    parser.sentence()
}

/// Reads units from left to right.
struct Parser<'u, 's> {
    units: &'u [Unit<'s>],
    at: usize,
    depth: u8,
    /// Inside a phrase that opens the clause: a comma ends it.
    opening: bool,
    /// Inside a list of examples, which holds no further one.
    listing: bool,
    /// Inside what somebody comes from: "experts from departments in …".
    sourced: bool,
    /// Inside the office of a person, which holds no further one.
    office: bool,
}

impl<'u, 's> Parser<'u, 's> {
    /// The unit `ahead` of the place.
    fn peek(&self, ahead: usize) -> Option<&'u Unit<'s>> {
        self.units.get(self.at + ahead)
    }

    /// The tag of the unit `ahead`.
    fn tag(&self, ahead: usize) -> Option<Tag> {
        self.peek(ahead).map(|unit| unit.tag)
    }

    /// The unit `ahead` is this mark.
    fn mark(&self, ahead: usize, text: &str) -> bool {
        self.peek(ahead).is_some_and(|unit| unit.is_mark(text))
    }

    /// The unit `ahead` is this word.
    fn word(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead).is_some_and(|unit| unit.word == word)
    }
}

/// Joins two pieces of Chinese text: a space only between Latin letters or digits.
pub fn join(text: &mut String, piece: &str) {
    let glue = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | ')' | '\'');
    if text.chars().next_back().is_some_and(glue)
        && piece.chars().next().is_some_and(|c| c.is_ascii_alphanumeric())
    {
        text.push(' ');
    }
    text.push_str(piece);
}
