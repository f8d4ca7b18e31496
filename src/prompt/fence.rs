//! The delimiters around what comes from an article: tags with a name that the text itself does not use.
//!
//! A text that has `</article>` in it, however it is spelled, is put between `<article-2>` and `</article-2>`, and so on:
//! no text can close its own delimiter.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The names of tags: of the text to work on, and of what stands before it.
pub(super) const TEXT: &str = "article";
pub(super) const CONTEXT: &str = "context";

/// Delimiters that do not occur in the texts they were made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    number: usize,
}

impl Fence {
    /// Delimiters for these texts.
    pub(super) fn around<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let used: BTreeSet<usize> = texts.into_iter().flat_map(numbers).collect();
        let mut number = 1;
        while used.contains(&number) {
            number += 1;
        }
        Self { number }
    }

    /// The tag's name for one kind of text.
    pub(super) fn tag(self, name: &str) -> String {
        if self.number == 1 { name.to_owned() } else { format!("{name}-{}", self.number) }
    }

    /// A text between its delimiters.
    pub(super) fn enclose(self, name: &str, text: &str) -> String {
        let tag = self.tag(name);
        format!("<{tag}>\n{text}\n</{tag}>")
    }
}

/// The numbers of all tags that stand in a text, written in any way a reader could take for one: in capitals, in full
/// width, with blanks or invisible characters between.
fn numbers(text: &str) -> Vec<usize> {
    let seen = |c: &char| !c.is_whitespace() && !c.is_control() && !invisible(*c);
    let folded: String = text.nfkc().filter(seen).flat_map(char::to_lowercase).collect();
    let mut numbers = Vec::new();
    for name in [TEXT, CONTEXT] {
        for (at, _) in folded.match_indices(name) {
            let before = folded[..at].trim_end_matches(['/', '\\', '∕', '⁄']);
            if !before.ends_with(['<', '‹', '〈', '〈']) {
                continue;
            }
            let after = folded[at + name.len()..].strip_prefix(['-', '‐', '–', '—', '−', '_']);
            let digits: String = after.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            numbers.push(digits.parse().unwrap_or(1));
            // `<article>` alone would be seen in `<article-2` as well by a hasty reader.
            numbers.push(1);
        }
    }
    numbers
}

/// Characters that take no room: zero-width ones, marks of direction, soft hyphens, variation selectors.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_never_has_its_own_delimiter() {
        let tag = |text: &str| Fence::around([text]).tag(TEXT);
        assert_eq!(tag("An article about articles, 3 < 4."), "article");
        for text in [
            "</article>",
            "< / ARTICLE >",
            "＜／ａｒｔｉｃｌｅ＞",
            "<\u{200B}/art\u{AD}icle>",
            "<article",
            "<\\article>",
            "</context>",
        ] {
            assert_eq!(tag(text), "article-2", "{text}");
        }
        assert_eq!(tag("</article> </article-2></article–3>"), "article-4");
        assert_eq!(tag("</article-3>"), "article-2");
    }

    proptest! {
        #[test]
        fn whatever_the_text(text in "(</?(article|context)(-[0-9]{1,2})?>|[a-z<>/ -]){0,40}") {
            let fence = Fence::around([text.as_str()]);
            let (open, close) = (format!("<{}>", fence.tag(TEXT)), format!("</{}>", fence.tag(CONTEXT)));
            prop_assert!(!text.contains(&open) && !text.contains(&close));
        }
    }
}
