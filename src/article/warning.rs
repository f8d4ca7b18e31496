//! What a reader should know about an article that was read all the same.

use std::fmt;

use crate::text::Language;

/// One thing that was not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Bytes that mean nothing in the text's encoding were replaced by `U+FFFD`.
    Undecodable {
        /// The encoding the text was read in.
        encoding: &'static str,
        /// How many places were replaced.
        count: usize,
    },
    /// Something that has the form of a date is no day of the calendar, or cannot be read.
    UnreadableDate {
        /// The date as it stands.
        found: String,
    },
    /// A text is in another language than its record says; the text was believed.
    OtherLanguage {
        /// The record's language.
        declared: String,
        /// What the text is in.
        detected: Language,
    },
    /// A field of a record that has a meaning has a value without one.
    FieldIgnored {
        /// The field.
        field: String,
        /// What is wrong with the value.
        why: &'static str,
    },
    /// Halves of characters (`\ud83d` alone) in a record were replaced by `U+FFFD`.
    LoneSurrogates,
    /// A part of a document, such as a chapter of a book, could not be read.
    PartUnread {
        /// The part.
        part: String,
        /// Why.
        why: String,
    },
    /// The page behind an entry of a feed could not be had: the feed's own text was taken.
    NotFollowed {
        /// The page.
        address: String,
        /// Why.
        why: String,
    },
    /// A page too large or too deep to find its main text: all of its text was taken.
    WholePage {
        /// What is too much.
        why: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undecodable { encoding, count } => {
                let places = if *count == 1 { "place" } else { "places" };
                write!(f, "not valid {encoding} in {count} {places}: replaced by \u{fffd}")
            }
            Self::UnreadableDate { found } => write!(f, "not a date: {found:?}"),
            Self::OtherLanguage { declared, detected } => {
                write!(f, "the record says {declared:?} but the text is in {detected}: took {detected}")
            }
            Self::FieldIgnored { field, why } => write!(f, "field {field:?} ignored: {why}"),
            Self::LoneSurrogates => write!(f, "half a character in the record: replaced by \u{fffd}"),
            Self::PartUnread { part, why } => write!(f, "without its part {part}: {why}"),
            Self::NotFollowed { address, why } => write!(f, "took the feed's own text: {address}: {why}"),
            Self::WholePage { why } => write!(f, "took the whole page for the article: {why}"),
        }
    }
}
