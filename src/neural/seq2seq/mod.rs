//! Encoder-decoder translation models behind the engine contract: Marian (opus-mt) and T5 (MADLAD-400).
//!
//! A [`TranslatorLoader`] knows everything about a model but its numbers. Loading makes an `Interpreter`: weights in eight
//! bits and the tokens of both languages, shared by all threads of a run. Passages become sentences (`translate`), which
//! are searched for together with those of other threads (`crew`), and the translations found become drafts.

mod crew;
mod engine;
mod interpreter;
mod loader;
mod profile;
mod punctuation;
#[cfg(test)]
mod tests;
mod translate;

pub(super) use interpreter::BEAMS;
pub use loader::TranslatorLoader;
pub use profile::{Profile, is_translator};
