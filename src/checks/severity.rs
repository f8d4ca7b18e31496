//! The one table of faults: which check sees each, how bad it is, whether a draft is tried again for it, and whether
//! a model's draft is refused.

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Perhaps wrong: a reader should look.
    Warning,
    /// Wrong: the text must not be trusted. `--strict` ends with exit code 5.
    Error,
}

impl Severity {
    /// The word for it, as records have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Defines [`Fault`] and its table in one place.
macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident: $check:literal, $severity:ident, $retry:literal, $refused:literal;)*) => {
        /// What can be wrong with a text beside its source.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault.
            pub const ALL: &[Fault] = &[$(Self::$name),*];

            /// The name of the check that sees it, as in records.
            pub fn check(self) -> &'static str {
                match self { $(Self::$name => $check,)* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// True if a draft with this fault is tried again (another seed, a smaller passage).
            pub fn retry(self) -> bool {
                match self { $(Self::$name => $retry,)* }
            }

            /// True if no model gets away with it; what rules made has nothing to fall back to.
            pub fn refused(self) -> bool {
                match self { $(Self::$name => $refused,)* }
            }
        }
    };
}

faults! {
    /// A number stands in place of another one.
    NumberChanged: "numbers", Error, true, true;
    /// A number of the source is not in the translation.
    NumberMissing: "numbers", Error, true, true;
    /// A number in a translation that the source does not have, while every number of the source is there.
    NumberAdded: "numbers", Error, true, true;
    /// A number in a summary that is no slip of one in the source: perhaps counted or computed.
    NumberInvented: "numbers", Warning, true, false;
    /// A number in words or numerals has no counterpart.
    NumberUnclear: "numbers", Note, false, false;
    /// A number is rounded.
    NumberRounded: "numbers", Note, false, false;
    /// A percentage has lost its sign.
    PercentLost: "numbers", Error, true, true;
    /// Two numbers have changed places.
    NumbersSwapped: "numbers", Error, true, true;
    /// A version, standard or model number stands in place of another one.
    IdentifierChanged: "numbers", Error, true, true;
    /// A version or model number that the source does not have; it may say it in words.
    IdentifierAdded: "numbers", Warning, false, false;
    /// A day, month or year stands in place of another one.
    DateChanged: "dates", Error, true, true;
    /// A date of the source is not in the translation.
    DateMissing: "dates", Error, true, true;
    /// A weekday or a part of a date in words is not in the translation.
    DateUnclear: "dates", Note, false, false;
    /// A day or month in a translation that the source does not have.
    DateAdded: "dates", Warning, true, true;
    /// A year, weekday or hour in a translation that the source does not have: often that of a date without one.
    DateRefined: "dates", Warning, false, false;
    /// A date in a summary that is no slip of one in the source.
    DateInvented: "dates", Warning, true, false;
    /// A relative date (yesterday, 本周) has become another one.
    RelativeDate: "dates", Note, false, false;
    /// A name in a summary that the source does not have.
    NameInvented: "names", Error, true, true;
    /// A name in a translation that the source does not have, while one of the source is gone.
    NameReplaced: "names", Error, true, true;
    /// A name in a translation that the source does not seem to have, though all its names are there.
    NameAdded: "names", Note, false, false;
    /// A name that seems to be one of the source, with a letter wrong.
    NameMisspelled: "names", Warning, false, false;
    /// A term of the glossary is not translated as wanted.
    TermMissing: "terms", Warning, true, false;
    /// The text is in the other Chinese script.
    WrongScript: "script", Error, true, true;
    /// Some characters are of the other Chinese script.
    MixedScript: "script", Note, false, false;
    /// The text is in another language than asked.
    WrongLanguage: "script", Error, true, true;
    /// Much shorter than a translation of this source is.
    TooShort: "length", Error, true, true;
    /// Much longer than a translation of this source is.
    TooLong: "length", Warning, true, true;
    /// A summary that is no shorter than its source.
    NotShorter: "length", Warning, true, false;
    /// The same words again and again.
    Repeated: "repetition", Error, true, true;
    /// Nothing was written.
    Empty: "completeness", Error, true, true;
    /// A line has no counterpart.
    LineMissing: "completeness", Error, true, true;
    /// There are lines without a counterpart in the source.
    LineAdded: "completeness", Error, true, true;
    /// A line is still in the language of the source.
    LineUntranslated: "completeness", Error, true, true;
    /// The text is the source itself.
    Untranslated: "completeness", Error, true, true;
    /// The end is cut off.
    CutOff: "completeness", Error, true, true;
    /// An address, a placeholder or a tag of the source is missing or broken.
    PlaceholderLost: "placeholders", Warning, true, false;
    /// A quotation mark or bracket is not closed as in the source.
    Unbalanced: "quotation", Note, false, false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_refused_and_what_is_refused_is_tried_again() {
        for fault in Fault::ALL {
            assert!(fault.severity() < Severity::Error || fault.refused(), "{fault:?}");
            assert!(!fault.refused() || fault.retry(), "{fault:?}");
        }
    }
}
