//! English to Chinese by rules: tokens, units of the lexicon, parts of speech, transfer.
//!
//! One stage a file: [`token`] cuts, [`lookup`] finds glossary terms, dates, numbers and the longest phrases,
//! [`word`] reads single words, [`tag`] settles parts of speech, [`transfer`] puts all in Chinese order.

mod clause;
mod collocation;
mod date;
mod designation;
mod guess;
mod lemma;
mod letter;
mod lexicon;
mod lookup;
mod measure;
mod names;
mod number;
mod product;
mod protect;
mod punctuation;
mod quarters;
mod tag;
mod token;
mod transfer;
mod unit;
mod word;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use clause::is_clause;
pub use guess::guessed;
pub use names::{is_address, is_pinyin_surname};

use crate::task::Glossary;

/// No sentence has more tokens; longer texts are cut, so that time stays linear.
const LONGEST: usize = 256;

/// Translates one sentence, heading or fragment (no line break in it) of English into Simplified Chinese.
pub fn translate(sentence: &str, glossary: &Glossary) -> String {
    let sentence = without_odd(sentence);
    let sentence = numbered(&sentence);
    let tokens = token::tokens(&sentence);
    let terms = protect::Terms::new(glossary);
    let mut text = String::new();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let (part, tail) = rest.split_at(cut(rest));
        let mut units = lookup::units(part, &terms);
        tag::settle(&mut units);
        transfer::join(&mut text, &transfer::transfer(&units));
        rest = tail;
    }
    text
}

/// "1,200-odd stations" are somewhat more than 1,200, and not odd.
fn without_odd(sentence: &str) -> Cow<'_, str> {
    const ODD: &str = "-odd ";
    if !sentence.contains(ODD) {
        return Cow::Borrowed(sentence);
    }
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find(ODD) {
        let before = &rest[..at];
        let word = before.rfind(' ').map_or(0, |blank| blank + 1);
        let (head, number) = before.split_at(word);
        out.push_str(head);
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&format!("more than {number} "));
        } else {
            out.push_str(&format!("{number}{ODD}"));
        }
        rest = &rest[at + ODD.len()..];
    }
    Cow::Owned(out + rest)
}

/// "No 4 ranked" is "No. 4 ranked": no number is denied.
fn numbered(sentence: &str) -> Cow<'_, str> {
    const NUMBER: &str = "No ";
    let is_one = |at: usize| {
        let before = sentence[..at].chars().next_back();
        let digits = sentence[at + NUMBER.len()..].bytes().take_while(u8::is_ascii_digit).count();
        (1..4).contains(&digits) && before.is_none_or(|c| !c.is_alphanumeric())
    };
    let places: Vec<usize> =
        sentence.match_indices(NUMBER).map(|(at, _)| at).filter(|at| is_one(*at)).collect();
    if places.is_empty() {
        return Cow::Borrowed(sentence);
    }
    let mut out = String::with_capacity(sentence.len() + places.len());
    let mut from = 0;
    for at in places {
        out.push_str(&sentence[from..at + 2]);
        out.push('.');
        from = at + 2;
    }
    Cow::Owned(out + &sentence[from..])
}

/// Where to cut: the end, or behind the last mark that is near enough.
fn cut(tokens: &[token::Token<'_>]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    let mark = tokens[..LONGEST].iter().rposition(|token| matches!(token.text, "," | ";" | "." | ":"));
    mark.map_or(LONGEST, |at| at + 1)
}
