//! English to Chinese by rules: tokens, units of the lexicon, parts of speech, transfer.
//!
//! One stage a file: [`token`] cuts, [`lookup`] finds glossary terms, dates, numbers and the longest phrases,
//! [`word`] reads single words, [`tag`] settles parts of speech, [`transfer`] puts all in Chinese order.

mod collocation;
mod date;
mod lemma;
mod lexicon;
mod lookup;
mod measure;
mod names;
mod number;
mod protect;
mod punctuation;
mod tag;
mod token;
mod transfer;
mod unit;
mod word;

#[cfg(test)]
mod tests;

use crate::task::Glossary;

/// Translates one sentence, heading or fragment (no line break in it) of English into Simplified Chinese.
pub fn translate(sentence: &str, glossary: &Glossary) -> String {
    let tokens = token::tokens(sentence);
    let terms = protect::Terms::new(glossary);
    let mut units = lookup::units(&tokens, &terms);
    tag::settle(&mut units);
    transfer::transfer(&units)
}
