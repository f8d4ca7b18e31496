//! Tokens that are looked for before anything is merged: control tokens, and what else a vocabulary was given by hand.
//!
//! They count in what a template wrote. In data only those count that are no control tokens and are nothing but blanks or a
//! single character (some vocabularies have a token for each length of an indent, or for `ü`): those can command nothing.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Marked, TokensError};

/// The longest text of an added token in bytes. The longest in use have about 40; the bound keeps the search linear.
const LONGEST: usize = 256;

/// One added token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Added {
    /// Its id.
    pub id: u32,
    /// Its text.
    pub text: String,
    /// True for a control token, which is no text.
    pub control: bool,
    /// Takes the blanks before it with it.
    pub left: bool,
    /// Takes the blanks after it with it.
    pub right: bool,
    /// Is one only where no letter or digit touches it.
    pub single_word: bool,
}

impl Added {
    /// True for a token that counts in data too.
    fn harmless(&self) -> bool {
        !self.control && (self.text.trim().is_empty() || self.text.chars().count() == 1)
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// An added token.
    Token(u32),
    /// Text to merge.
    Text(Range<usize>),
}

/// All added tokens of a vocabulary.
#[derive(Debug)]
pub(super) struct AddedTokens {
    tokens: Vec<Added>,
    harmless: Vec<Added>,
    search: AhoCorasick,
    harmless_search: AhoCorasick,
}

impl AddedTokens {
    /// A vocabulary's added tokens.
    pub(super) fn new(tokens: Vec<Added>) -> Result<Self, TokensError> {
        let bad = |text: &str, why| TokensError::BadSpecialToken { text: text.to_owned(), why };
        for token in &tokens {
            if token.text.is_empty() {
                return Err(bad("", "has no text"));
            }
            if token.text.len() > LONGEST {
                return Err(bad(
                    &token.text.chars().take(20).collect::<String>(),
                    "is longer than 256 bytes",
                ));
            }
        }
        // Blanks at the ends of content carry no mark: a template may trim them.
        if let Some(token) = tokens.iter().find(|token| token.control && token.text.trim().is_empty()) {
            return Err(bad(&token.text, "is nothing but blanks"));
        }
        let harmless: Vec<Added> = tokens.iter().filter(|token| token.harmless()).cloned().collect();
        let (search, harmless_search) = (search(&tokens)?, search(&harmless)?);
        Ok(Self { tokens, harmless, search, harmless_search })
    }

    /// The token of a text.
    pub(super) fn id(&self, text: &str) -> Option<u32> {
        self.tokens.iter().find(|token| token.text == text).map(|token| token.id)
    }

    /// Cuts a text into added tokens and the rest.
    pub(super) fn parts(&self, marked: &Marked) -> Vec<Part> {
        let text = marked.text();
        let mut found: Vec<(Range<usize>, &Added)> = Vec::new();
        for range in marked.written() {
            self.find(&self.search, &self.tokens, text, range, &mut found);
        }
        if !self.harmless.is_empty() {
            for range in marked.given() {
                self.find(&self.harmless_search, &self.harmless, text, range.clone(), &mut found);
            }
            found.sort_by_key(|(range, _)| range.start);
        }
        let mut parts = Vec::new();
        let mut end = 0;
        for (range, token) in found {
            if range.start < end {
                continue;
            }
            let mut start = range.start;
            if token.left {
                start = end + text[end..start].trim_end().len();
            }
            if start > end {
                parts.push(Part::Text(end..start));
            }
            parts.push(Part::Token(token.id));
            end = range.end;
            if token.right {
                let rest = &text[end..];
                end += rest.len() - rest.trim_start().len();
            }
        }
        if end < text.len() {
            parts.push(Part::Text(end..text.len()));
        }
        parts
    }

    fn find<'a>(
        &self,
        search: &AhoCorasick,
        tokens: &'a [Added],
        text: &str,
        range: Range<usize>,
        found: &mut Vec<(Range<usize>, &'a Added)>,
    ) {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        for hit in search.find_iter(&text[range.clone()]) {
            let token = &tokens[hit.pattern().as_usize()];
            let (start, end) = (range.start + hit.start(), range.start + hit.end());
            let touched = text[..start].ends_with(word) || text[end..].starts_with(word);
            if !(token.single_word && touched) {
                found.push((start..end, token));
            }
        }
    }
}

fn search(tokens: &[Added]) -> Result<AhoCorasick, TokensError> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(tokens.iter().map(|token| &token.text))
        .map_err(|_| TokensError::BadSpecialToken { text: String::new(), why: "is one of too many" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> AddedTokens {
        let token =
            |id, text: &str, control| Added { id, text: text.to_owned(), control, ..Added::default() };
        let tokens = vec![
            token(1, "<end>", true),
            token(2, "<end>x", true),
            token(3, "    ", false),
            Added { right: true, left: true, ..token(4, "<sep>", true) },
            Added { single_word: true, ..token(5, "NOW", false) },
        ];
        AddedTokens::new(tokens).unwrap()
    }

    #[test]
    fn the_longest_token_counts_in_a_template_and_none_in_data() {
        let text = "a<end>xb";
        let parts = tokens().parts(&Marked::template(text));
        assert_eq!(parts, [Part::Text(0..1), Part::Token(2), Part::Text(7..8)]);
        assert_eq!(tokens().parts(&Marked::data(text)), [Part::Text(0..8)]);
        assert_eq!(tokens().parts(&Marked::data("a    b"))[1], Part::Token(3));
    }

    #[test]
    fn blanks_and_words_around_a_token_count() {
        let parts = tokens().parts(&Marked::template("a <sep>\n b NOWX NOW"));
        assert_eq!(parts, [Part::Text(0..1), Part::Token(4), Part::Text(9..16), Part::Token(5)]);
    }

    #[test]
    fn a_token_is_never_made_of_both() {
        let marked = Marked::read(&format!("<en{}", super::super::marked::mark("d>")));
        assert_eq!(marked.text(), "<end>");
        assert_eq!(tokens().parts(&marked), [Part::Text(0..5)]);
    }

    #[test]
    fn hostile_tokens_are_refused() {
        for text in ["", "  ", &"x".repeat(300)] {
            let token = Added { text: text.to_owned(), control: true, ..Added::default() };
            assert!(matches!(AddedTokens::new(vec![token]), Err(TokensError::BadSpecialToken { .. })));
        }
    }
}
