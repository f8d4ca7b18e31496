//! Verbs whose object is a deed: what follows 进行, and what 四次 counts.

use super::{
    number,
    segment::{Piece, Token},
};
use crate::rules::lexicon::Kind;

/// Verbs that only say that something is done; what, the noun after them says.
fn is_light(verb: &str) -> bool {
    matches!(
        verb,
        "进行"
            | "开展"
            | "加以"
            | "予以"
            | "给予"
            | "作出"
            | "做出"
            | "加强"
            | "得到"
            | "受到"
            | "取得"
            | "实现"
            | "促进"
    )
}

/// A light verb stands before the word at `at`: the word is a noun.
pub fn follows_light_verb(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(3)..at]
        .iter()
        .rev()
        .take_while(|token| !matches!(token.piece, Piece::Other))
        .enumerate()
        .any(|(back, token)| {
            is_light(token.text) && (back == 0 || tokens[at - back..at].iter().all(|t| is_filler(t)))
        })
}

/// 了 or an adjective between the light verb and its noun.
fn is_filler(token: &Token) -> bool {
    match &token.piece {
        Piece::Word(entry) => {
            token.text == "了"
                || entry
                    .senses()
                    .next()
                    .is_some_and(|sense| matches!(sense.kind, Kind::Adjective | Kind::Adverb))
        }
        _ => false,
    }
}

/// The word at `at` says how often; true where that counts what a noun after it names: at the start and behind a
/// finished verb.
pub fn counted(tokens: &[Token], at: usize) -> Option<bool> {
    number::times(tokens[at].text)?;
    Some(at.checked_sub(1).is_none_or(|before| matches!(tokens[before].text, "了" | "过")))
}
