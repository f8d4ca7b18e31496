//! Decoder-only language models behind the engine contract.
//!
//! A [`CausalLoader`] knows everything about a model but its numbers: what it is called, what it can do, its recipe. Loading
//! makes a `Speaker`: weights, vocabulary and chat template, shared by all threads of a run. Passages become prompts
//! (`translate`, `summarize`), prompts become one batch with those of other threads (`crew`), and answers become drafts.

mod answer;
mod ask;
mod budget;
mod crew;
mod engine;
mod loader;
mod profile;
mod speaker;
mod summarize;
#[cfg(test)]
mod tests;
mod translate;

pub use loader::CausalLoader;
pub use profile::{Profile, ProfileError, Sampling};
