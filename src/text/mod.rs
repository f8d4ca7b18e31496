//! Pure functions over strings: language, script, sentences, datelines, headlines, words, numerals.

mod alike;
pub mod dateline;
pub mod dates;
pub mod english_words;
pub mod hanzi;
pub mod headline;
pub mod language;
pub mod numerals;
pub mod page_marks;
pub mod script;
pub mod sentence;
pub mod site_name;
pub mod words;

pub use alike::alike;
pub use language::Language;
