//! The rule-based engine: extractive summaries, and translation by dictionary and rules.
//!
//! It needs no model and no download. What it translates is labelled `glossed`: a reader can follow it, but it
//! is not a translation that anyone should publish unread.

pub mod en_zh;
mod engine;
pub mod extract;
mod guess;
pub mod headline;
mod labels;
pub mod lexicon;
mod prefixes;
pub mod script;
pub mod terms;
mod translate;
pub mod zh_en;

pub use engine::{DATA, Rules};
pub use guess::is_guesswork;
pub use translate::translate;
