//! Vocabularies from a `tokenizer.json` (the format of the `tokenizers` library).

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::Value;

use super::{
    TokenizerConfig, TokensError, Vocabulary,
    added::Added,
    byte_pair::{BytePair, Parts},
    config::token_of,
    normalize::Normalize,
    pieces::{Pieces, Spelling, bytes_of},
    split,
    vocabulary::Encoder,
};

/// Ids may have gaps, but not so many that a small file asks for a large table.
pub(super) fn greatest_id(tokens: usize) -> usize {
    tokens * 4 + 4096
}

#[derive(Deserialize)]
struct Outline {
    model: ModelKind,
}

#[derive(Deserialize)]
struct ModelKind {
    // Files of the early versions name no type; they are all BPE.
    #[serde(default)]
    r#type: Option<String>,
    #[serde(default, rename = "vocab")]
    _vocab: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct File {
    model: Model,
    #[serde(default)]
    added_tokens: Vec<Value>,
    #[serde(default)]
    normalizer: Value,
    #[serde(default)]
    pre_tokenizer: Value,
    #[serde(default)]
    decoder: Value,
}

#[derive(Deserialize)]
struct Model {
    vocab: Entries,
    merges: Vec<Merge>,
    #[serde(default)]
    unk_token: Option<String>,
    #[serde(default)]
    continuing_subword_prefix: Option<String>,
    #[serde(default)]
    end_of_word_suffix: Option<String>,
    #[serde(default)]
    fuse_unk: bool,
    #[serde(default)]
    byte_fallback: bool,
    #[serde(default)]
    ignore_merges: bool,
}

/// Tokens and their ids as they stand in the file; a map would hide that one is there twice.
struct Entries(Vec<(String, u32)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Entries;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("tokens and their ids")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// A merge in the new form and in the old one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Merge {
    Pair(String, String),
    Text(String),
}

/// Reads the file.
pub(super) fn read(tokenizer: &[u8], config: &TokenizerConfig) -> Result<Vocabulary, TokensError> {
    let wrong = |why: String| TokensError::Json { file: "tokenizer.json", why };
    let parsed = |error: serde_json::Error| wrong(error.to_string());
    let outline: Outline = serde_json::from_slice(tokenizer).map_err(parsed)?;
    if let Some(kind) = outline.model.r#type.filter(|kind| kind != "BPE") {
        return Err(TokensError::UnknownModel { found: kind });
    }
    let file: File = serde_json::from_slice(tokenizer).map_err(parsed)?;
    let model = file.model;
    for (part, value) in [("prefix", model.continuing_subword_prefix), ("suffix", model.end_of_word_suffix)] {
        if let Some(found) = value.filter(|value| !value.is_empty()) {
            return Err(TokensError::UnknownComponent { part, found });
        }
    }
    let (splits, bytes) = split::steps(&file.pre_tokenizer)?;
    let spelling = if bytes { Spelling::Bytes } else { Spelling::Sentence };
    let drops_first_blank = decoder(&file.decoder, spelling)?;
    let merges = model.merges.into_iter().enumerate().map(|(rank, merge)| pair(rank, merge));
    let merges = merges.collect::<Result<Vec<_>, _>>()?;
    let added = added(&file.added_tokens, config).map_err(wrong)?;
    let pieces = pieces(&model.vocab.0, &added, spelling)?;
    let tokens = mergeable(model.vocab.0, &added, &merges, model.unk_token.as_deref())?;
    let encoder = BytePair::new(Parts {
        normalize: Normalize::steps(&file.normalizer)?,
        splits,
        spelling,
        tokens,
        merges,
        ignore_merges: model.ignore_merges,
        unknown: model.unk_token,
        byte_fallback: model.byte_fallback,
        fuse_unknown: model.fuse_unk,
    })?;
    Vocabulary::new(Encoder::BytePair(Box::new(encoder)), added, pieces, drops_first_blank)
}

/// The two sides of a merge. The first one may begin with a blank but has none inside.
pub(super) fn sides(merge: &str) -> Option<(String, String)> {
    let first = merge.chars().next()?.len_utf8();
    let at = first + merge[first..].find(' ')?;
    Some((merge[..at].to_owned(), merge[at + 1..].to_owned()))
}

fn pair(rank: usize, merge: Merge) -> Result<(String, String), TokensError> {
    match merge {
        Merge::Pair(left, right) => Ok((left, right)),
        Merge::Text(merge) => {
            sides(&merge).ok_or(TokensError::BadMerge { rank, merge, token: String::new() })
        }
    }
}

/// Checks that the decoder undoes the spelling; true where it takes the first blank away.
fn decoder(value: &Value, spelling: Spelling) -> Result<bool, TokensError> {
    let kind = value["type"].as_str().unwrap_or_default();
    let parts: Vec<&Value> = value["decoders"].as_array().into_iter().flatten().collect();
    let has = |name: &str| parts.iter().any(|part| part["type"] == name);
    match (spelling, kind) {
        (Spelling::Bytes, "ByteLevel") => Ok(false),
        (Spelling::Bytes, "Sequence") if has("ByteLevel") => Ok(false),
        (Spelling::Sentence, "Metaspace") => Ok(true),
        (Spelling::Sentence, "Sequence") if has("ByteFallback") => Ok(has("Strip")),
        _ => Err(TokensError::UnknownComponent { part: "decoder", found: kind.to_owned() }),
    }
}

/// The added tokens of both files; where they disagree, `tokenizer.json` is right.
fn added(tokens: &[Value], config: &TokenizerConfig) -> Result<Vec<Added>, String> {
    let mut added = Vec::new();
    for value in tokens {
        let id = value["id"].as_u64().and_then(|id| u32::try_from(id).ok());
        let token = id.and_then(|id| token_of(id, value));
        added.push(token.ok_or_else(|| format!("an added token has no id or no content: {value}"))?);
    }
    let texts: HashSet<String> = added.iter().map(|token: &Added| token.text.clone()).collect();
    added.extend(config.added.iter().filter(|token| !texts.contains(&token.text)).cloned());
    Ok(added)
}

/// What each id stands for.
fn pieces(vocab: &[(String, u32)], added: &[Added], spelling: Spelling) -> Result<Pieces, TokensError> {
    let size = vocab.len() + added.len();
    let mut by_id: BTreeMap<u32, (&str, Option<&Added>)> = BTreeMap::new();
    let mut texts = HashSet::new();
    for (text, id) in vocab {
        let before = by_id.insert(*id, (text, None));
        if before.is_some() || !texts.insert(text) {
            return Err(TokensError::Duplicate { id: *id, text: text.clone() });
        }
    }
    for token in added {
        match by_id.insert(token.id, (&token.text, Some(token))) {
            Some((text, _)) if text != token.text => {
                return Err(TokensError::Duplicate { id: token.id, text: token.text.clone() });
            }
            _ => {}
        }
    }
    if let Some((id, (text, _))) = by_id.last_key_value().filter(|(id, _)| **id as usize > greatest_id(size))
    {
        return Err(TokensError::IdTooLarge { id: u64::from(*id), text: (*text).to_owned(), size });
    }
    let mut pieces = Pieces::default();
    for (id, (text, added)) in by_id {
        // No token has the ids between.
        (pieces.len()..id as usize).for_each(|_| pieces.push(b"", true));
        match added {
            Some(token) => pieces.push(text.as_bytes(), token.control),
            None => pieces.push(&bytes_of(text, spelling), false),
        }
    }
    Ok(pieces)
}

/// The tokens that text can become: all but the added ones, unless merges lead to them or they are single characters.
pub(super) fn mergeable(
    vocab: impl IntoIterator<Item = (String, u32)>,
    added: &[Added],
    merges: &[(String, String)],
    unknown: Option<&str>,
) -> Result<HashMap<String, u32>, TokensError> {
    let added: HashMap<&str, &Added> = added.iter().map(|token| (token.text.as_str(), token)).collect();
    let mut merged = HashSet::new();
    for (left, right) in merges {
        for side in [left.clone(), right.clone(), format!("{left}{right}")] {
            if let Some(token) = added.get(side.as_str()) {
                if token.control {
                    let why = "could be made by merging ordinary text";
                    return Err(TokensError::BadSpecialToken { text: side, why });
                }
                merged.insert(side);
            }
        }
    }
    let can = |text: &str| match added.get(text) {
        None => true,
        Some(_) if unknown == Some(text) => true,
        Some(token) => !token.control && (merged.contains(text) || text.chars().count() == 1),
    };
    Ok(vocab.into_iter().filter(|(text, _)| can(text)).collect())
}
