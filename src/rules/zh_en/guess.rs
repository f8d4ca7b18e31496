//! How much of a gloss is guessed.
//!
//! Chinese news is written in words of two characters and more. Where a sentence falls apart into single characters, it was
//! not understood: each of them has many senses, and the one taken is seldom meant (致7死: "the fine 7 rigids"). So it is where
//! a word is told by its definition ("parts of the country other than where one is").

use super::{
    grammar::Category,
    normalize, segment,
    segment::{Piece, Token},
    tag,
};
use crate::{
    rules::lexicon::{Entry, Kind},
    task::Glossary,
};

/// Words of a gloss that is a definition, at least.
const DEFINITION: usize = 6;

/// Verbs of one character that newspapers use as such, and that have one sense there.
const PLAIN: [&str; 26] = [
    "说", "称", "获", "达", "指", "占", "涨", "跌", "超", "用", "写", "看", "买", "卖", "建", "访", "赴",
    "抵", "吃", "喝", "死", "杀", "问", "需", "愿", "想",
];

/// The words of a text that say what it is about, and how many of them are guessed.
pub fn guessed(text: &str) -> (usize, usize) {
    let text = normalize::normalize(text);
    let tokens = segment::tokens(&text, &Glossary::default());
    let nodes = tag::tag(&tokens);
    let mut counts = (0, 0);
    for token in &tokens {
        let Some(node) = nodes.iter().find(|node| node.zh.as_ptr() == token.text.as_ptr()) else { continue };
        let says = matches!(
            node.category,
            Category::Noun
                | Category::Name
                | Category::Person
                | Category::Adjective
                | Category::Verb
                | Category::Adverb
        );
        if !says {
            continue;
        }
        counts.1 += 1;
        counts.0 += usize::from(is_guess(token, node.category, &node.english));
    }
    counts
}

fn is_guess(token: &Token<'_>, category: Category, english: &str) -> bool {
    let single = token.text.chars().count() == 1 && token.text.chars().all(segment::is_han);
    match &token.piece {
        Piece::Word(entry) => {
            single && !(category == Category::Verb && PLAIN.contains(&token.text))
                || is_of_another_kind(*entry, category)
                || english.split_whitespace().count() >= DEFINITION
        }
        Piece::Other => single,
        _ => false,
    }
}

/// A verb by its tag that is told as a thing or a quality.
fn is_of_another_kind(entry: Entry, category: Category) -> bool {
    entry.tag() == *b"v " && category == Category::Adjective && entry.sense(Kind::Verb).is_some()
}
