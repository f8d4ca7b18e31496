//! Words of a text in messages: whole where they are short.

use std::{borrow::Cow, ops::Range};

/// Longer pieces are cut: a message is a sentence, and one long "word" quoted in each of many findings would
/// make them grow with the square of the text.
const LONGEST: usize = 120;

/// The text, or its beginning.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    match text.len() {
        0..=LONGEST => Cow::Borrowed(text),
        _ => Cow::Owned(format!("{}…", &text[..text.floor_char_boundary(LONGEST)])),
    }
}

/// The span, or its beginning.
pub(super) fn shortened(text: &str, span: Range<usize>) -> Range<usize> {
    match span.len() {
        0..=LONGEST => span,
        _ => span.start..text.floor_char_boundary(span.start + LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quoted("300多人"), "300多人");
        let long = "标".repeat(1000);
        assert_eq!(quoted(&long), format!("{}…", "标".repeat(40)));
        assert_eq!(shortened(&long, 3..3000), 3..123);
        assert_eq!(shortened(&long, 3..9), 3..9);
    }
}
