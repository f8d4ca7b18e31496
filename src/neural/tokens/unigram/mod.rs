//! SentencePiece with a unigram language model (Kudo, 2018): the cut of a text into pieces whose scores add up to the most.
//!
//! The same pieces as Google's `sentencepiece`, whose `unigram_model.cc` and `normalizer.cc` are the reference: single
//! precision, the same order of additions, so that ties fall alike.

mod charsmap;
mod cut;
mod normalize;
mod proto;
mod tokenizer_json;

pub(in crate::neural::tokens) use normalize::Normalization;

use super::TokensError;
use cut::Cut;

/// What a piece is for: `SentencePiece.Type` of `sentencepiece_model.proto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Text.
    Normal,
    /// Stands for what has no piece.
    Unknown,
    /// A mark that no text becomes.
    Control,
    /// A text that is never cut.
    UserDefined,
    /// In the list, but never used.
    Unused,
    /// A byte of what has no piece.
    Byte,
}

/// One piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub score: f32,
    pub kind: PieceKind,
}

/// A piece of a text that was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its id in this model.
    pub id: u32,
    /// What of the normalized text it stands for.
    pub text: &'a str,
}

/// A SentencePiece model.
#[derive(Debug)]
pub struct Unigram {
    pieces: Vec<Piece>,
    unknown: u32,
    /// The id of each byte's piece, where the model has them.
    bytes: Option<Box<[u32; 256]>>,
    normalization: Normalization,
    cut: Cut,
}

impl Unigram {
    /// Reads a model as `sentencepiece` writes it (`source.spm`, `spiece.model`).
    ///
    /// # Errors
    /// For what is no such file, and for models that are no unigram models.
    pub fn from_proto(file: &[u8]) -> Result<Self, TokensError> {
        let proto::Model { pieces, normalization } = proto::read(file)?;
        Self::new(pieces, normalization)
    }

    /// Reads the unigram model of a `tokenizer.json`.
    ///
    /// # Errors
    /// For what is no such file, and for parts that do something else than SentencePiece.
    pub fn from_json(file: &[u8]) -> Result<Self, TokensError> {
        let (pieces, normalization) = tokenizer_json::read(file)?;
        Self::new(pieces, normalization)
    }

    fn new(pieces: Vec<Piece>, normalization: Normalization) -> Result<Self, TokensError> {
        let unknown = pieces.iter().position(|piece| piece.kind == PieceKind::Unknown);
        let unknown = unknown.ok_or_else(|| proto::wrong("it has no piece for what is unknown"))?;
        let mut bytes = Box::new([u32::MAX; 256]);
        for (id, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PieceKind::Byte) {
            let byte = super::pieces::byte_token(&piece.text);
            let byte = byte.ok_or_else(|| proto::wrong(&format!("{:?} stands for no byte", piece.text)))?;
            bytes[usize::from(byte)] = id as u32;
        }
        let bytes = Some(bytes).filter(|bytes| !bytes.contains(&u32::MAX));
        let cut = Cut::new(&pieces)?;
        Ok(Self { pieces, unknown: unknown as u32, bytes, normalization, cut })
    }

    /// The number of pieces.
    pub fn size(&self) -> usize {
        self.pieces.len()
    }

    /// The text of a piece; nothing where there is none of that id.
    pub fn piece(&self, id: u32) -> &str {
        self.pieces.get(id as usize).map_or("", |piece| &piece.text)
    }

    /// The id of a piece by its text, of whatever kind it is.
    pub fn id(&self, text: &str) -> Option<u32> {
        self.pieces.iter().position(|piece| piece.text == text).and_then(|id| u32::try_from(id).ok())
    }

    /// True for a piece that stands for no text.
    pub fn is_mark(&self, id: u32) -> bool {
        let kind = self.pieces.get(id as usize).map(|piece| piece.kind);
        !matches!(
            kind,
            Some(PieceKind::Normal | PieceKind::UserDefined | PieceKind::Unused | PieceKind::Byte)
        )
    }

    /// The id of what is unknown.
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    /// Makes pieces unreachable by text: from now on only whoever names their ids gets them.
    pub(super) fn reserve(&mut self, wanted: fn(&str) -> bool) {
        for (id, piece) in self.pieces.iter_mut().enumerate().filter(|(_, piece)| wanted(&piece.text)) {
            piece.kind = PieceKind::Control;
            self.cut.forbid(id);
        }
    }

    /// True where a blank goes before every text.
    pub(super) fn puts_blank_before(&self) -> bool {
        self.normalization.blank_before
    }

    /// The byte that a piece stands for, if it is one of those.
    pub fn byte(&self, id: u32) -> Option<u8> {
        let piece = self.pieces.get(id as usize).filter(|piece| piece.kind == PieceKind::Byte)?;
        super::pieces::byte_token(&piece.text)
    }

    /// The text as the model sees it: characters unified, blanks as `▁`.
    pub fn normalize(&self, text: &str) -> String {
        self.normalization.apply(text, &self.cut)
    }

    /// The pieces of a text that was normalized. What has no piece is unknown, neighbours of that kind together; where the
    /// model has pieces for bytes, each of its bytes is a piece, with the text on the first of them.
    pub fn cut<'a>(&self, normalized: &'a str) -> Vec<Found<'a>> {
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut unknown_from = None;
        for (id, range) in self.cut.best(normalized, self.unknown) {
            if id != self.unknown {
                unknown_from = None;
                found.push(Found { id, text: &normalized[range] });
                continue;
            }
            if let Some(bytes) = &self.bytes {
                for (at, byte) in normalized[range.clone()].bytes().enumerate() {
                    let text = if at == 0 { &normalized[range.clone()] } else { "" };
                    found.push(Found { id: bytes[usize::from(byte)], text });
                }
                continue;
            }
            let from = *unknown_from.get_or_insert(range.start);
            if from != range.start {
                found.pop();
            }
            found.push(Found { id, text: &normalized[from..range.end] });
        }
        found
    }
}

#[cfg(test)]
mod tests;
