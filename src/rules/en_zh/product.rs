//! Names of products in capitals or camel case, which are no words of the dictionary: `GNOME`, `KDE Plasma`.

use super::{
    lexicon,
    token::{Kind, Token},
    word,
};

/// A word is written as a name though it stands where any word has a capital.
pub fn is_written(tokens: &[Token<'_>], at: usize) -> bool {
    let text = tokens[at].text;
    if camel(text) {
        return true;
    }
    // Before a mark it is an exclamation or a label: "WARNING: …".
    let goes_on = tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Mark);
    let only = tokens.len() == 1;
    capitals(text) && goes_on && !only && !shouted(tokens, at)
}

/// A capitalized common word right after a name in capitals that the lexicon has not is part of the name.
pub fn follows(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| tokens[at]) else { return false };
    let text = tokens[at].text;
    let known = |text: &str| lexicon::get(text).is_some();
    let title = |text: &str| {
        lexicon::get(&text.to_lowercase())
            .is_some_and(|record| lexicon::candidates(record).any(|candidate| candidate.tag == 'o'))
    };
    tokens[at].kind == Kind::Word
        && text.starts_with(char::is_uppercase)
        && text.contains(char::is_lowercase)
        && before.kind == Kind::Word
        && capitals(before.text)
        && !known(before.text)
        && !known(&before.text.to_lowercase())
        && word::is_common(text)
        && !title(text)
        && !shouted(tokens, at - 1)
}

/// Two capitals or more and nothing else.
fn capitals(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// `LibreOffice`, `GitHub`: a capital after a small letter.
fn camel(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// The words around are in capitals too: that is how the line is set.
fn shouted(tokens: &[Token<'_>], at: usize) -> bool {
    /// Words looked at on either side.
    const NEAR: usize = 4;
    let near = tokens[at.saturating_sub(NEAR)..tokens.len().min(at + NEAR + 1)].iter();
    let words = || near.clone().filter(|token| token.kind == Kind::Word && token.text.len() > 1);
    2 * words().filter(|token| capitals(token.text)).count() > words().count()
}
