//! HTML: what of a page is language, and how words are written so that it stays the same page.
//!
//! Tokens come from `html5gum`, which follows the WHATWG's state machine and says where each token stands, so that all the
//! rest of the page can stay byte for byte; a tree (html5ever) knows no places, and would write another page.

mod attributes;
mod declare;
mod elements;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub(super) use read::units;
pub(super) use write::write;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// The tokens of a page, each with its bytes.
fn tokens(page: &str) -> impl Iterator<Item = Token<usize>> + '_ {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // As a browser that has no tree: the content of a script is no markup.
    emitter.naively_switch_states(true);
    // Reading from memory does not fail.
    Tokenizer::new_with_emitter(page, emitter).filter_map(Result::ok)
}
