//! One file a subcommand: its flags, and what it does.

pub mod archive;
#[cfg(feature = "neural")]
pub mod bench;
pub mod cache;
pub mod check;
pub mod completions;
pub mod digest;
pub mod doctor;
pub mod glossary;
pub mod man;
pub mod merge;
pub mod models;
pub mod prompts;
pub mod read;
pub mod summarize;
pub mod translate;
pub mod worker;
