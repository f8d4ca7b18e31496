//! Pure functions over strings: language, sentences, words, numerals.

pub mod language;
pub mod sentence;
pub mod words;

pub use language::Language;
