//! Pure functions over strings: language, script, sentences, words, numerals.

pub mod language;
pub mod script;
pub mod sentence;
pub mod words;

pub use language::Language;
