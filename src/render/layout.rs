//! Source and translation beside each other, line by line.

use std::{fmt, str::FromStr};

/// How a translation is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The translation alone.
    #[default]
    Target,
    /// Each line of the source, then its translation.
    Interleaved,
    /// Two columns.
    SideBySide,
}

impl fmt::Display for Layout {
    /// As it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Target => "target",
            Self::Interleaved => "interleaved",
            Self::SideBySide => "side-by-side",
        })
    }
}

/// A layout that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected target, interleaved or side-by-side")]
pub struct UnknownLayout;

impl FromStr for Layout {
    type Err = UnknownLayout;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "target" => Ok(Self::Target),
            "interleaved" => Ok(Self::Interleaved),
            "side-by-side" => Ok(Self::SideBySide),
            _ => Err(UnknownLayout),
        }
    }
}

/// The lines of source and target in pairs. Where one has fewer lines, the rest are paired with nothing.
pub fn pairs<'a>(source: &'a str, target: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let count = source.lines().count().max(target.lines().count());
    let padded = |text: &'a str| text.lines().chain(std::iter::repeat(""));
    padded(source).zip(padded(target)).take(count)
}

/// Each line of the source, then its translation, an empty line between pairs; empty pairs are left out.
pub fn interleaved(source: &str, target: &str) -> String {
    let mut out = String::new();
    for (left, right) in pairs(source, target).filter(|(l, r)| !l.trim().is_empty() || !r.trim().is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(left);
        out.push('\n');
        out.push_str(right);
    }
    out
}
