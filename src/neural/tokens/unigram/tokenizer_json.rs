//! The unigram model of a `tokenizer.json`: the pieces of a SentencePiece model as `transformers` keeps them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;

use super::{Normalization, Piece, PieceKind, TokensError, charsmap::Charsmap};

#[derive(Deserialize)]
struct File {
    model: Model,
    #[serde(default)]
    added_tokens: Vec<Added>,
    #[serde(default)]
    normalizer: Value,
    #[serde(default)]
    pre_tokenizer: Value,
}

#[derive(Deserialize)]
struct Model {
    r#type: String,
    #[serde(default)]
    unk_id: Option<usize>,
    #[serde(default)]
    vocab: Vec<(String, f64)>,
    #[serde(default)]
    byte_fallback: bool,
}

#[derive(Deserialize)]
struct Added {
    id: usize,
    content: String,
    special: bool,
}

fn wrong(why: impl Into<String>) -> TokensError {
    TokensError::Json { file: "tokenizer.json", why: why.into() }
}

/// Reads the file.
pub(super) fn read(file: &[u8]) -> Result<(Vec<Piece>, Normalization), TokensError> {
    let File { model, added_tokens, normalizer, pre_tokenizer } =
        serde_json::from_slice(file).map_err(|error| wrong(error.to_string()))?;
    if model.r#type != "Unigram" {
        return Err(TokensError::UnknownModel { found: model.r#type });
    }
    let piece = |(text, score): (String, f64)| {
        let byte = model.byte_fallback && super::super::pieces::byte_token(&text).is_some();
        let kind = if byte { PieceKind::Byte } else { PieceKind::Normal };
        Piece { text, score: score as f32, kind }
    };
    let mut pieces: Vec<Piece> = model.vocab.into_iter().map(piece).collect();
    if pieces.iter().any(|piece| !piece.score.is_finite()) {
        return Err(wrong("a piece has no score"));
    }
    for Added { id, content, special } in added_tokens {
        let kind = if special { PieceKind::Control } else { PieceKind::UserDefined };
        if id == pieces.len() {
            pieces.push(Piece { text: content, score: 0.0, kind });
            continue;
        }
        let piece = pieces.get_mut(id).filter(|piece| piece.text == content);
        piece.ok_or_else(|| wrong(format!("the added token {content:?} has the id {id}")))?.kind = kind;
    }
    let unknown = model.unk_id.and_then(|id| pieces.get_mut(id));
    unknown.ok_or_else(|| wrong("it has no piece for what is unknown"))?.kind = PieceKind::Unknown;
    let mut normalization = Normalization::default();
    for part in parts(&normalizer, "normalizers") {
        match part["type"].as_str().unwrap_or_default() {
            "Precompiled" => {
                let blob = part["precompiled_charsmap"].as_str().unwrap_or_default();
                let blob = STANDARD.decode(blob).map_err(|error| wrong(error.to_string()))?;
                normalization.charsmap = Charsmap::read(&blob).map_err(wrong)?;
            }
            // What SentencePiece does to blanks anyway: one is left of several, none at the ends.
            "Strip" => {}
            "Replace" if part["pattern"]["Regex"] == " {2,}" => {}
            other => return Err(unknown_part("normalizer", other)),
        }
    }
    let mut metaspace = false;
    for part in parts(&pre_tokenizer, "pretokenizers") {
        match part["type"].as_str().unwrap_or_default() {
            "WhitespaceSplit" => {}
            "Metaspace" => {
                metaspace = true;
                normalization.blank_before =
                    part["prepend_scheme"] != "never" && part["add_prefix_space"] != false;
            }
            other => return Err(unknown_part("pre-tokenizer", other)),
        }
    }
    if !metaspace {
        return Err(unknown_part("pre-tokenizer", "none"));
    }
    Ok((pieces, normalization))
}

/// The steps of a component: itself, or what it is a sequence of.
fn parts<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value[key].as_array() {
        Some(parts) => parts.iter().collect(),
        None if value.is_null() => Vec::new(),
        None => vec![value],
    }
}

fn unknown_part(part: &'static str, found: &str) -> TokensError {
    TokensError::UnknownComponent { part, found: found.to_owned() }
}
