//! The languages zhaiyi works in, and telling which one a text is in.

mod detect;
mod latin;

use std::{fmt, str::FromStr};

pub use detect::{detect, is_traditional_throughout};

/// A language and script that zhaiyi summarizes in and translates between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese in Simplified script, `zh`.
    Chinese,
    /// Chinese in Traditional script, `zh-Hant`.
    TraditionalChinese,
    /// English, `en`.
    English,
}

impl Language {
    /// Every language, in the order in which they are listed to users.
    pub const ALL: [Language; 3] = [Self::Chinese, Self::TraditionalChinese, Self::English];

    /// The BCP 47 tag used on the command line and in records.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::TraditionalChinese => "zh-Hant",
            Self::English => "en",
        }
    }

    /// True for Chinese in either script.
    pub fn is_chinese(self) -> bool {
        self != Self::English
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag that names no language zhaiyi works in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {tag:?}: use zh, zh-Hant or en")]
pub struct UnknownLanguage {
    /// The tag as it was given.
    pub tag: String,
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP 47 tag; regions imply a script (`zh-TW` is Traditional).
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        match tag.trim().replace('_', "-").to_ascii_lowercase().as_str() {
            "zh" | "zh-hans" | "zh-cn" | "zh-sg" | "zh-hans-cn" | "cmn" | "cmn-hans" | "zho" | "chi" => {
                Ok(Self::Chinese)
            }
            "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant-tw" | "zh-hant-hk" | "cmn-hant" => {
                Ok(Self::TraditionalChinese)
            }
            "en" | "eng" => Ok(Self::English),
            other if other.starts_with("en-") => Ok(Self::English),
            _ => Err(UnknownLanguage { tag: tag.to_owned() }),
        }
    }
}
