//! Vocabularies from the metadata of a GGUF file.

use std::collections::HashMap;

use super::{
    Metadata, TokensError, Vocabulary,
    added::Added,
    byte_pair::{BytePair, Parts},
    json::{mergeable, sides},
    normalize::Normalize,
    pieces::{Pieces, Spelling, byte_token, bytes_of},
    pre,
    sentence_piece::SentencePiece,
    split::Split,
    template::SpecialTokens,
    vocabulary::Encoder,
};

const MODEL: &str = "tokenizer.ggml.model";
const PRE: &str = "tokenizer.ggml.pre";
const TOKENS: &str = "tokenizer.ggml.tokens";
const TYPES: &str = "tokenizer.ggml.token_type";
const SCORES: &str = "tokenizer.ggml.scores";
const MERGES: &str = "tokenizer.ggml.merges";
const SPACE_PREFIX: &str = "tokenizer.ggml.add_space_prefix";
const BOS: &str = "tokenizer.ggml.bos_token_id";
const EOS: &str = "tokenizer.ggml.eos_token_id";
const PAD: &str = "tokenizer.ggml.padding_token_id";
const UNKNOWN: &str = "tokenizer.ggml.unknown_token_id";
const TEMPLATE: &str = "tokenizer.chat_template";

/// What a token is, by the numbers of the GGUF specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Normal,
    Unknown,
    Control,
    UserDefined,
    Unused,
    Byte,
}

/// Reads the metadata.
pub(super) fn read(metadata: &Metadata) -> Result<Vocabulary, TokensError> {
    let model = Metadata::required(MODEL, metadata.text(MODEL))?;
    let tokens = Metadata::required(TOKENS, metadata.texts(TOKENS))?;
    let kinds = kinds(metadata, tokens.len())?;
    match model {
        "gpt2" => byte_pair(metadata, tokens, &kinds),
        "llama" => sentence(metadata, tokens, &kinds),
        found => Err(TokensError::UnknownModel { found: found.to_owned() }),
    }
}

/// The names of special tokens, which chat templates use.
pub(super) fn special(metadata: &Metadata) -> Result<SpecialTokens, TokensError> {
    let tokens = Metadata::required(TOKENS, metadata.texts(TOKENS))?;
    let name = |key: &'static str| -> Result<Option<String>, TokensError> {
        let id = metadata.integer(key)?;
        Ok(id.and_then(|id| usize::try_from(*id).ok()).and_then(|id| tokens.get(id)).cloned())
    };
    Ok(SpecialTokens { bos: name(BOS)?, eos: name(EOS)?, pad: name(PAD)?, unknown: name(UNKNOWN)? })
}

/// The chat template.
pub(super) fn template(metadata: &Metadata) -> Result<Option<&str>, TokensError> {
    metadata.text(TEMPLATE)
}

fn kinds(metadata: &Metadata, tokens: usize) -> Result<Vec<Kind>, TokensError> {
    let Some(types) = metadata.integers(TYPES)? else { return Ok(vec![Kind::Normal; tokens]) };
    if types.len() != tokens {
        return Err(TokensError::WrongLength { key: TYPES, expected: tokens, found: types.len() });
    }
    let kind = |number: &i64| match number {
        2 => Kind::Unknown,
        3 => Kind::Control,
        4 => Kind::UserDefined,
        5 => Kind::Unused,
        6 => Kind::Byte,
        _ => Kind::Normal,
    };
    Ok(types.iter().map(kind).collect())
}

/// The tokens by text, each once; what is unused may be there as often as it likes.
fn by_text<'a>(
    tokens: &'a [String],
    kinds: &[Kind],
    keep: impl Fn(Kind) -> bool,
) -> Result<HashMap<&'a str, u32>, TokensError> {
    let mut ids = HashMap::with_capacity(tokens.len());
    for (id, text) in (0u32..).zip(tokens) {
        if keep(kinds[id as usize]) && ids.insert(text.as_str(), id).is_some() {
            return Err(TokensError::Duplicate { id, text: text.clone() });
        }
    }
    Ok(ids)
}

fn added(tokens: &[String], kinds: &[Kind]) -> Vec<Added> {
    let mut added = Vec::new();
    for ((id, text), kind) in (0u32..).zip(tokens).zip(kinds) {
        if matches!(kind, Kind::Control | Kind::UserDefined) && !text.is_empty() {
            let control = *kind == Kind::Control;
            added.push(Added { id, text: text.clone(), control, ..Added::default() });
        }
    }
    added
}

fn pieces(tokens: &[String], kinds: &[Kind], spelling: Spelling) -> Pieces {
    let mut pieces = Pieces::default();
    for (text, kind) in tokens.iter().zip(kinds) {
        match kind {
            Kind::Normal | Kind::Byte => pieces.push(&bytes_of(text, spelling), false),
            Kind::UserDefined => pieces.push(text.as_bytes(), false),
            Kind::Control | Kind::Unknown | Kind::Unused => pieces.push(text.as_bytes(), true),
        }
    }
    pieces
}

fn byte_pair(metadata: &Metadata, tokens: &[String], kinds: &[Kind]) -> Result<Vocabulary, TokensError> {
    let named = pre::named(metadata.text(PRE)?.unwrap_or_default())?;
    let mut merges = Vec::new();
    for (rank, merge) in Metadata::required(MERGES, metadata.texts(MERGES))?.iter().enumerate() {
        let bad = || TokensError::BadMerge { rank, merge: merge.clone(), token: String::new() };
        merges.push(sides(merge).ok_or_else(bad)?);
    }
    let added = added(tokens, kinds);
    let ids = by_text(tokens, kinds, |kind| kind != Kind::Unused)?;
    let ids = ids.into_iter().map(|(text, id)| (text.to_owned(), id));
    let splits = named.patterns.iter().map(|pattern| Split::isolated(pattern));
    let encoder = BytePair::new(Parts {
        normalize: if named.nfc { vec![Normalize::Nfc] } else { Vec::new() },
        splits: splits.collect::<Result<_, _>>()?,
        spelling: Spelling::Bytes,
        tokens: mergeable(ids, &added, &merges, None)?,
        merges,
        ignore_merges: named.ignore_merges,
        unknown: None,
        byte_fallback: false,
        fuse_unknown: false,
    })?;
    let pieces = pieces(tokens, kinds, Spelling::Bytes);
    Vocabulary::new(Encoder::BytePair(Box::new(encoder)), added, pieces, false)
}

fn sentence(metadata: &Metadata, tokens: &[String], kinds: &[Kind]) -> Result<Vocabulary, TokensError> {
    let scores = Metadata::required(SCORES, metadata.floats(SCORES))?;
    if scores.len() != tokens.len() {
        return Err(TokensError::WrongLength { key: SCORES, expected: tokens.len(), found: scores.len() });
    }
    // A control token is not among them: text that spells it can never be joined to it.
    let ids = by_text(tokens, kinds, |kind| kind == Kind::Normal)?;
    let ids = ids.into_iter().map(|(text, id)| (text.to_owned(), (id, scores[id as usize]))).collect();
    let mut bytes = [None; 256];
    for ((id, text), kind) in (0u32..).zip(tokens).zip(kinds) {
        if let Some(byte) = byte_token(text).filter(|_| *kind == Kind::Byte) {
            bytes[usize::from(byte)] = Some(id);
        }
    }
    let unknown = (0u32..).zip(kinds).find(|(_, kind)| **kind == Kind::Unknown).map(|(id, _)| id);
    let space_before = metadata.flag(SPACE_PREFIX)?.copied().unwrap_or(true);
    let encoder = SentencePiece::new(ids, bytes, unknown, space_before);
    let pieces = pieces(tokens, kinds, Spelling::Sentence);
    Vocabulary::new(Encoder::Sentence(Box::new(encoder)), added(tokens, kinds), pieces, space_before)
}
