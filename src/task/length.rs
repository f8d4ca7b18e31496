//! How long a summary may be.

use std::{fmt, str::FromStr};

/// How long a summary may be, in sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Length {
    /// One sentence.
    Short,
    /// Two sentences; one where two would be more than a quarter of the text, or where it is an abstract.
    #[default]
    Medium,
    /// Up to five sentences.
    Long,
    /// Two or three sentences that can be read without the article, one where there is no more to say: a story of a bulletin.
    Story,
    /// As many sentences as said.
    Sentences(u8),
}

impl Length {
    /// The number of sentences at most.
    pub fn sentences(self) -> usize {
        match self {
            Self::Short => 1,
            Self::Medium => 2,
            Self::Long => 5,
            Self::Story => 3,
            Self::Sentences(count) => usize::from(count.max(1)),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => f.write_str("short"),
            Self::Medium => f.write_str("medium"),
            Self::Long => f.write_str("long"),
            Self::Story => f.write_str("story"),
            Self::Sentences(count) => write!(f, "{count} sentences"),
        }
    }
}

/// A length that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected short, medium, long, story or a number of sentences from 1 to 255")]
pub struct UnknownLength;

impl FromStr for Length {
    type Err = UnknownLength;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "short" => Ok(Self::Short),
            "medium" => Ok(Self::Medium),
            "long" => Ok(Self::Long),
            "story" => Ok(Self::Story),
            number => match number.parse() {
                Ok(count) if count > 0 => Ok(Self::Sentences(count)),
                _ => Err(UnknownLength),
            },
        }
    }
}
