//! Byte pair encoding: normalize, cut into words, merge.
//!
//! The merging is that of the `tokenizers` crate; what comes before it is done here, without the alignments that the crate
//! keeps for every character.

use std::collections::{HashMap, HashSet};

use tokenizers::{
    Model,
    models::bpe::{BPE, Vocab},
};

use super::{TokensError, bytes, normalize::Normalize, pieces::Spelling, split::Split};

/// A byte pair encoder.
#[derive(Debug)]
pub(super) struct BytePair {
    normalize: Vec<Normalize>,
    splits: Vec<Split>,
    spelling: Spelling,
    merger: BPE,
    /// The bytes that the vocabulary has no token for, in the byte alphabet.
    lacking: HashSet<char>,
}

/// What a byte pair encoder is made of.
#[derive(Debug)]
pub(super) struct Parts {
    /// Steps before cutting.
    pub normalize: Vec<Normalize>,
    /// Steps of cutting.
    pub splits: Vec<Split>,
    /// How tokens are spelled.
    pub spelling: Spelling,
    /// The tokens that text can become, with their ids.
    pub tokens: HashMap<String, u32>,
    /// The merges, the most important first.
    pub merges: Vec<(String, String)>,
    /// A word that is a token as a whole is not merged.
    pub ignore_merges: bool,
    /// The token of what no token stands for.
    pub unknown: Option<String>,
    /// Unknown characters become tokens of their bytes.
    pub byte_fallback: bool,
    /// Unknown characters in a row become one token.
    pub fuse_unknown: bool,
}

impl BytePair {
    /// Checks the merges and builds the tables.
    pub(super) fn new(parts: Parts) -> Result<Self, TokensError> {
        let Parts { normalize, splits, spelling, tokens, merges, .. } = parts;
        for (rank, (left, right)) in merges.iter().enumerate() {
            let known = |token: &str| tokens.contains_key(token);
            let merged = format!("{left}{right}");
            if let Some(token) = [left, right, &merged].into_iter().find(|token| !known(token)) {
                let (merge, token) = (format!("{left} {right}"), token.clone());
                return Err(TokensError::BadMerge { rank, merge, token });
            }
        }
        let lacking =
            (0..=255).map(bytes::character).filter(|c| !tokens.contains_key(&c.to_string())).collect();
        let vocabulary: Vocab = tokens.into_iter().collect();
        let mut builder = BPE::builder()
            .vocab_and_merges(vocabulary, merges)
            .ignore_merges(parts.ignore_merges)
            .byte_fallback(parts.byte_fallback)
            .fuse_unk(parts.fuse_unknown);
        if let Some(unknown) = parts.unknown {
            builder = builder.unk_token(unknown);
        }
        let merger = builder
            .build()
            .map_err(|error| TokensError::Json { file: "tokenizer.json", why: error.to_string() })?;
        Ok(Self { normalize, splits, spelling, merger, lacking })
    }

    /// Appends the ids of a text.
    pub(super) fn encode(&self, text: &str, ids: &mut Vec<u32>) -> Result<(), TokensError> {
        let text = self.normalize.iter().fold(text.to_owned(), |text, step| step.apply(text));
        let words = self.splits.iter().fold(vec![text], |words, step| {
            let mut next = Vec::with_capacity(words.len());
            words.iter().for_each(|word| step.apply(word, &mut next));
            next
        });
        for word in words {
            let word = if self.spelling == Spelling::Bytes { bytes::spelled(&word) } else { word };
            if self.spelling == Spelling::Bytes && !self.lacking.is_empty() {
                // The crate would drop them without a word.
                if let Some(c) = word.chars().find(|c| self.lacking.contains(c)) {
                    return Err(TokensError::NoToken { found: c.to_string() });
                }
            }
            let tokens = self
                .merger
                .tokenize(&word)
                .map_err(|error| TokensError::NoToken { found: error.to_string() })?;
            if tokens.is_empty() && !word.is_empty() {
                return Err(TokensError::NoToken { found: word });
            }
            ids.extend(tokens.iter().map(|token| token.id));
        }
        Ok(())
    }
}
