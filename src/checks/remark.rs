//! What the checks have to say, each remark in one place: whoever says it in another language goes by the remark, not by
//! its words.

use std::fmt::Display;

/// A remark on a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remark {
    /// The text is blank.
    NoText,
    /// It is the source, not translated.
    SourceItself,
    /// A line is.
    LineNotTranslated,
    /// Its end is missing.
    CutOff,
    /// It goes round in circles.
    Repetitive,
    /// A summary that is none.
    NoShorter,
    /// A line is much too short.
    LineTooShort,
    /// Fewer lines than the source: how many, of how many.
    LinesMissing,
    /// More lines than the source: how many, for how many.
    LinesAdded,
    /// The length of a translation, in per cent of its source.
    Length,
    /// A name that is not in the source.
    NameNotInSource,
    /// Another language than this was asked for.
    WrongLanguage,
    /// The script it is in, and the one that was asked for.
    WrongScript,
    /// How many characters of a script are in a text of another one.
    MixedScript,
    /// One has become another, as it seems.
    SeemsChanged,
    /// One has become another.
    Changed,
    /// One stands in place of another.
    InPlaceOf,
    /// Two have changed places.
    Swapped,
    /// It stands where the source has other numbers.
    OtherNumbers,
    /// It has no counterpart in the source.
    NoCounterpart,
    /// It is not in the source.
    NotInSource,
    /// It is missing, or not as it was.
    MissingOrChanged,
    /// It is missing.
    Missing,
    /// A figure without its percent sign.
    PercentLost,
    /// A figure is rounded to another.
    Rounded,
    /// Marks that do not match.
    Unbalanced,
    /// The translation that the glossary wants, and for what.
    TermMissing,
}

impl Remark {
    /// All of them. Of two that could be read from the same words the one that says more stands first.
    pub const ALL: [Self; 27] = [
        Self::NoText,
        Self::SourceItself,
        Self::LineNotTranslated,
        Self::CutOff,
        Self::Repetitive,
        Self::NoShorter,
        Self::LineTooShort,
        Self::LinesMissing,
        Self::LinesAdded,
        Self::Length,
        Self::NameNotInSource,
        Self::WrongLanguage,
        Self::WrongScript,
        Self::MixedScript,
        Self::SeemsChanged,
        Self::Changed,
        Self::InPlaceOf,
        Self::Swapped,
        Self::OtherNumbers,
        Self::NoCounterpart,
        Self::NotInSource,
        Self::MissingOrChanged,
        Self::Missing,
        Self::PercentLost,
        Self::Rounded,
        Self::Unbalanced,
        Self::TermMissing,
    ];

    /// The sentence for the user; its words stand at the `{}`, in order.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoText => "There is no text.",
            Self::SourceItself => "The text is the source itself.",
            Self::LineNotTranslated => "This line is not translated.",
            Self::CutOff => "The end seems to be cut off.",
            Self::Repetitive => "The text says the same again and again.",
            Self::NoShorter => "The summary is no shorter than its source.",
            Self::LineTooShort => "This line says far less than its source.",
            Self::LinesMissing => "{} lines of {}: something is left out.",
            Self::LinesAdded => "{} lines for {} of the source.",
            Self::Length => "The translation has {} % of the length of its source.",
            Self::NameNotInSource => "The name “{}” is not in the source.",
            Self::WrongLanguage => "The text is not in the language asked for ({}).",
            Self::WrongScript => "The text is in {} Chinese; {} was asked for.",
            Self::MixedScript => "{} {} characters in a {} text.",
            Self::SeemsChanged => "“{}” seems to have become “{}”.",
            Self::Changed => "“{}” has become “{}”.",
            Self::InPlaceOf => "“{}” stands in place of “{}”.",
            Self::Swapped => "“{}” and “{}” seem to have changed places.",
            Self::OtherNumbers => "“{}” stands where the source has other numbers.",
            Self::NoCounterpart => "“{}” has no counterpart in the source.",
            Self::NotInSource => "“{}” is not in the source.",
            Self::MissingOrChanged => "“{}” is missing or changed.",
            Self::Missing => "“{}” is missing.",
            Self::PercentLost => "{} % has lost its percent sign.",
            Self::Rounded => "{} is rounded to {}.",
            Self::Unbalanced => "Opened and closed unequally often: {}",
            Self::TermMissing => "The glossary wants “{}” for “{}”.",
        }
    }

    /// The remark with its words.
    pub fn of(self, words: &[&dyn Display]) -> Said {
        let mut message = String::new();
        let mut words = words.iter();
        for (at, piece) in self.sentence().split("{}").enumerate() {
            if at > 0 {
                message.extend(words.next().map(ToString::to_string));
            }
            message.push_str(piece);
        }
        Said { remark: self, message }
    }

    /// The remark that a message is, with its words: records keep no more than the message.
    pub fn read(message: &str) -> Option<(Self, Vec<&str>)> {
        Self::ALL.into_iter().find_map(|remark| Some((remark, taken(remark.sentence(), message)?)))
    }
}

/// A remark that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub remark: Remark,
    /// In English.
    pub message: String,
}

impl From<Remark> for Said {
    /// A remark that has no words of its own.
    fn from(remark: Remark) -> Self {
        remark.of(&[])
    }
}

/// What stands at the `{}` of a sentence.
fn taken<'a>(sentence: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = sentence.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let mut words = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let end =
            if last { rest.ends_with(piece).then(|| rest.len() - piece.len()) } else { rest.find(piece) }?;
        words.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_read_again() {
        for remark in Remark::ALL {
            let words = ["7", "8", "9"];
            let count = remark.sentence().matches("{}").count();
            let said =
                remark.of(&words.iter().take(count).map(|word| word as &dyn Display).collect::<Vec<_>>());
            assert!(!said.message.contains("{}"), "{}", said.message);
            assert_eq!(Remark::read(&said.message), Some((remark, words[..count].to_vec())));
        }
        assert_eq!(Remark::read("cannot read a.txt"), None);
    }
}
