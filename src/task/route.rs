//! How a summary gets into another language than its article's.

use std::{fmt, str::FromStr};

/// The way to a summary in another language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    /// Written straight in it. The default: one answer instead of two, with the whole article in sight.
    #[default]
    Direct,
    /// Written in the article's own language, then translated: for models that summarize well in one language, and
    /// where another model translates better.
    Translated,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Direct => "direct",
            Self::Translated => "translated",
        })
    }
}

/// A route that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected direct or translated")]
pub struct UnknownRoute;

impl FromStr for Route {
    type Err = UnknownRoute;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "direct" => Ok(Self::Direct),
            "translated" => Ok(Self::Translated),
            _ => Err(UnknownRoute),
        }
    }
}
