//! Pure functions over strings: language, sentences, words, numerals.

pub mod dates;
pub mod hanzi;
pub mod language;
pub mod numerals;
pub mod sentence;
pub mod words;

pub use language::Language;
