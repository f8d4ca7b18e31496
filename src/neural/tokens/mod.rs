//! Text to token ids and back: vocabularies, chat templates, and the wall between what is said by a template and what is data.
//!
//! A [`Vocabulary`] comes from a `tokenizer.json` or from the metadata of a GGUF file; a [`ChatTemplate`] is the model's own
//! Jinja. A [`Chat`] has both and turns messages into ids. Control tokens are looked for in what the template wrote and
//! nowhere else: the content of a message is plain text, whatever stands in it.

mod added;
mod bilingual;
mod byte_pair;
mod bytes;
mod chat;
mod config;
mod decoder;
mod error;
mod gguf;
mod json;
mod marked;
mod metadata;
mod normalize;
mod pieces;
mod pre;
mod python;
mod sentence_piece;
mod split;
mod template;
mod unigram;
mod vocabulary;

pub use bilingual::Bilingual;
pub use chat::Chat;
pub use config::TokenizerConfig;
pub use decoder::Decoder;
pub use error::TokensError;
pub use marked::Marked;
pub use metadata::{MetaValue, Metadata};
pub use template::{ChatTemplate, SpecialTokens};
pub use unigram::{Found, Unigram};
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod tests;
