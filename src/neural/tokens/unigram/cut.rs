//! The best cut (Viterbi): for every place of a text the best score of what ends there, over all pieces that do.

use std::ops::Range;

use fst::{Map, raw::Node};

use super::{Piece, PieceKind, TokensError, proto};

/// How much worse than the worst piece an unknown character is (`kUnkPenalty` of `unigram_model.cc`).
const UNKNOWN_PENALTY: f32 = 10.0;

/// What is taken off the score of a piece of the user's (`unigram_model.cc`: so that of two cuts with the same number of
/// them the one with longer pieces wins).
const USER_BONUS: f32 = 0.1;

/// The pieces that text can become, and their scores.
#[derive(Debug)]
pub(super) struct Cut {
    /// Text to id.
    pieces: Map<Vec<u8>>,
    /// Of the user's pieces alone, which are never cut or normalized.
    users: Option<Map<Vec<u8>>>,
    scores: Vec<Score>,
    greatest: f32,
    unknown: f32,
}

#[derive(Clone, Copy, Debug)]
enum Score {
    Of(f32),
    /// Depends on the length.
    User,
    Never,
}

/// The best way to a place.
#[derive(Clone, Copy)]
struct Way {
    score: f32,
    from: usize,
    id: u32,
}

impl Cut {
    pub fn new(pieces: &[Piece]) -> Result<Self, TokensError> {
        let normal =
            || pieces.iter().filter(|piece| piece.kind == PieceKind::Normal).map(|piece| piece.score);
        let greatest = normal().fold(f32::MIN, f32::max);
        let unknown = normal().fold(f32::MAX, f32::min) - UNKNOWN_PENALTY;
        let scores = pieces.iter().map(|piece| match piece.kind {
            PieceKind::Normal => Score::Of(piece.score),
            PieceKind::UserDefined => Score::User,
            _ => Score::Never,
        });
        let of_text = |kind| matches!(kind, PieceKind::Normal | PieceKind::UserDefined | PieceKind::Unused);
        let users = pieces.iter().any(|piece| piece.kind == PieceKind::UserDefined);
        let users = users.then(|| index(pieces, |kind| kind == PieceKind::UserDefined)).transpose()?;
        Ok(Self { pieces: index(pieces, of_text)?, users, scores: scores.collect(), greatest, unknown })
    }

    /// No text becomes this piece from now on.
    pub fn forbid(&mut self, id: usize) {
        self.scores[id] = Score::Never;
    }

    /// The length of the longest piece of the user's that a text begins with.
    pub fn user_piece(&self, text: &str) -> Option<usize> {
        let mut longest = None;
        prefixes(self.users.as_ref()?, text.as_bytes(), |length, id| {
            if matches!(self.scores[id as usize], Score::User) {
                longest = Some(length);
            }
        });
        longest
    }

    /// The pieces of the best cut; `unknown` is the id of what has none.
    pub fn best(&self, text: &str, unknown: u32) -> Vec<(u32, Range<usize>)> {
        let mut ways: Vec<Option<Way>> = vec![None; text.len() + 1];
        let mut here = 0.0;
        for (from, character) in text.char_indices() {
            if from > 0 {
                here = ways[from].map_or(here, |way| way.score);
            }
            let mut better = |length: usize, score: f32, id: u32| {
                let way = &mut ways[from + length];
                let score = score + here;
                if way.is_none_or(|way| score > way.score) {
                    *way = Some(Way { score, from, id });
                }
            };
            let width = character.len_utf8();
            let mut single = false;
            prefixes(&self.pieces, &text.as_bytes()[from..], |length, id| {
                let score = match self.scores[id as usize] {
                    Score::Of(score) => score,
                    Score::User => length as f32 * self.greatest - USER_BONUS,
                    Score::Never => return,
                };
                better(length, score, id);
                single |= length == width;
            });
            if !single {
                better(width, self.unknown, unknown);
            }
        }
        let mut found = Vec::new();
        let mut end = text.len();
        while let Some(Way { from, id, .. }) = ways[end].filter(|_| end > 0) {
            found.push((id, from..end));
            end = from;
        }
        found.reverse();
        found
    }
}

/// Pieces of some kinds by their texts.
fn index(pieces: &[Piece], wanted: impl Fn(PieceKind) -> bool) -> Result<Map<Vec<u8>>, TokensError> {
    let mut entries: Vec<(&str, u64)> = pieces
        .iter()
        .zip(0..)
        .filter(|(piece, _)| wanted(piece.kind) && !piece.text.is_empty())
        .map(|(piece, id)| (piece.text.as_str(), id))
        .collect();
    entries.sort_unstable();
    if let Some([(text, id), ..]) = entries.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(TokensError::Duplicate { id: *id as u32, text: (*text).to_owned() });
    }
    Map::from_iter(entries).map_err(|error| proto::wrong(&error.to_string()))
}

/// All entries that a text begins with, the shortest first: their lengths and ids.
fn prefixes(index: &Map<Vec<u8>>, text: &[u8], mut found: impl FnMut(usize, u32)) {
    let index = index.as_fst();
    let mut node: Node<'_> = index.root();
    let mut value = 0;
    for (at, byte) in text.iter().enumerate() {
        let Some(way) = node.find_input(*byte) else { return };
        let way = node.transition(way);
        value += way.out.value();
        node = index.node(way.addr);
        if node.is_final() {
            found(at + 1, (value + node.final_output().value()) as u32);
        }
    }
}
