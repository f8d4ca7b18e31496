//! What happens to a text before it is cut: characters are unified, blanks become `▁`, superfluous ones go.

use super::{charsmap::Charsmap, cut::Cut};

/// What stands for a blank.
const BLANK: char = '▁';

/// `NormalizerSpec` of `sentencepiece_model.proto`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::neural::tokens) struct Normalization {
    pub(super) charsmap: Charsmap,
    /// A blank goes before every text.
    pub(super) blank_before: bool,
    /// Blanks at both ends go, and all but one of several.
    pub(super) single_blanks: bool,
    /// Blanks are written as `▁`.
    pub(super) marks_blanks: bool,
    /// The blank that goes with every text goes behind it.
    pub(super) blank_behind: bool,
}

impl Default for Normalization {
    /// The defaults of the format.
    fn default() -> Self {
        Self {
            charsmap: Charsmap::default(),
            blank_before: true,
            single_blanks: true,
            marks_blanks: true,
            blank_behind: false,
        }
    }
}

impl Normalization {
    pub(super) fn apply(&self, text: &str, cut: &Cut) -> String {
        let blank = if self.marks_blanks { BLANK } else { ' ' };
        let mut made = String::with_capacity(text.len() + 3);
        let mut rest = text;
        if self.single_blanks {
            while let Some((length, " ")) = self.next(rest, cut) {
                rest = &rest[length..];
            }
        }
        if rest.is_empty() {
            return made;
        }
        if self.blank_before && !self.blank_behind {
            made.push(blank);
        }
        let mut after_blank = self.single_blanks;
        while let Some((length, next)) = self.next(rest, cut) {
            let next = if after_blank { next.trim_start_matches(' ') } else { next };
            for character in next.chars() {
                made.push(if character == ' ' { blank } else { character });
            }
            if !next.is_empty() {
                after_blank = next.ends_with(' ');
            }
            after_blank &= self.single_blanks;
            rest = &rest[length..];
        }
        if self.single_blanks {
            made.truncate(made.trim_end_matches(blank).len());
        }
        if self.blank_before && self.blank_behind {
            made.push(blank);
        }
        made
    }

    /// How much of a text is replaced next, and by what.
    fn next<'a>(&'a self, text: &'a str, cut: &Cut) -> Option<(usize, &'a str)> {
        let first = text.chars().next()?.len_utf8();
        if let Some(length) = cut.user_piece(text) {
            return Some((length, &text[..length]));
        }
        Some(self.charsmap.longest(text).unwrap_or((first, &text[..first])))
    }
}
