//! Pure functions over strings: language, script, sentences, words, numerals.

pub mod dates;
pub mod hanzi;
pub mod language;
pub mod numerals;
pub mod script;
pub mod sentence;
pub mod words;

pub use language::Language;
