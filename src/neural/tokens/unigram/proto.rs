//! A SentencePiece model file: protocol buffers by `sentencepiece_model.proto` of `sentencepiece`, of which a few fields are
//! read and the others passed over (<https://protobuf.dev/programming-guides/encoding/>).

use super::{Normalization, Piece, PieceKind, TokensError, charsmap::Charsmap};

/// `TrainerSpec.ModelType.UNIGRAM`.
const UNIGRAM: u64 = 1;

/// What is taken of a file.
pub(super) struct Model {
    pub pieces: Vec<Piece>,
    pub normalization: Normalization,
}

/// The value of one field.
enum Field<'a> {
    Number(u64),
    Float(f32),
    Bytes(&'a [u8]),
}

pub(super) fn wrong(why: &str) -> TokensError {
    TokensError::Json { file: "the SentencePiece model", why: why.to_owned() }
}

/// Reads a file.
pub(super) fn read(file: &[u8]) -> Result<Model, TokensError> {
    let mut model = Model { pieces: Vec::new(), normalization: Normalization::default() };
    let mut kind = UNIGRAM;
    fields(file, |number, field| match (number, field) {
        (1, Field::Bytes(bytes)) => {
            model.pieces.push(piece(bytes)?);
            Ok(())
        }
        (2, Field::Bytes(bytes)) => fields(bytes, |number, field| {
            match (number, field) {
                (3, Field::Number(value)) => kind = value,
                (24, Field::Number(value)) => model.normalization.blank_behind = value != 0,
                _ => {}
            }
            Ok(())
        }),
        (3, Field::Bytes(bytes)) => normalization(bytes, &mut model.normalization),
        _ => Ok(()),
    })?;
    if kind != UNIGRAM {
        return Err(TokensError::UnknownModel { found: format!("SentencePiece {kind}") });
    }
    Ok(model)
}

fn piece(bytes: &[u8]) -> Result<Piece, TokensError> {
    let mut piece = Piece { text: String::new(), score: 0.0, kind: PieceKind::Normal };
    fields(bytes, |number, field| {
        match (number, field) {
            (1, Field::Bytes(text)) => {
                piece.text = std::str::from_utf8(text).map_err(|_| wrong("a piece is no text"))?.to_owned();
            }
            (2, Field::Float(score)) if score.is_finite() => piece.score = score,
            (2, _) => return Err(wrong("a piece has no score")),
            (3, Field::Number(kind)) => {
                piece.kind = match kind {
                    1 => PieceKind::Normal,
                    2 => PieceKind::Unknown,
                    3 => PieceKind::Control,
                    4 => PieceKind::UserDefined,
                    5 => PieceKind::Unused,
                    6 => PieceKind::Byte,
                    other => return Err(wrong(&format!("a piece is of the kind {other}"))),
                };
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(piece)
}

fn normalization(bytes: &[u8], into: &mut Normalization) -> Result<(), TokensError> {
    fields(bytes, |number, field| {
        match (number, field) {
            (2, Field::Bytes(blob)) => into.charsmap = Charsmap::read(blob).map_err(wrong)?,
            (3, Field::Number(value)) => into.blank_before = value != 0,
            (4, Field::Number(value)) => into.single_blanks = value != 0,
            (5, Field::Number(value)) => into.marks_blanks = value != 0,
            _ => {}
        }
        Ok(())
    })
}

/// Calls `take` on each field of a message: its number and its value.
fn fields<'a>(
    mut bytes: &'a [u8],
    mut take: impl FnMut(u64, Field<'a>) -> Result<(), TokensError>,
) -> Result<(), TokensError> {
    let cut_off = || wrong("it ends too early");
    while !bytes.is_empty() {
        let key = varint(&mut bytes).ok_or_else(cut_off)?;
        let mut next = |count: u64| -> Option<&'a [u8]> {
            let (taken, rest) = bytes.split_at_checked(usize::try_from(count).ok()?)?;
            bytes = rest;
            Some(taken)
        };
        match key & 7 {
            0 => {
                let value = varint(&mut bytes).ok_or_else(cut_off)?;
                take(key >> 3, Field::Number(value))?;
            }
            1 => drop(next(8).ok_or_else(cut_off)?),
            2 => {
                let length = varint(&mut bytes).ok_or_else(cut_off)?;
                let (taken, rest) = usize::try_from(length)
                    .ok()
                    .and_then(|length| bytes.split_at_checked(length))
                    .ok_or_else(cut_off)?;
                bytes = rest;
                take(key >> 3, Field::Bytes(taken))?;
            }
            5 => {
                let four = next(4).and_then(|four| four.first_chunk()).ok_or_else(cut_off)?;
                take(key >> 3, Field::Float(f32::from_le_bytes(*four)))?;
            }
            other => return Err(wrong(&format!("a field is of the kind {other}"))),
        }
    }
    Ok(())
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for at in 0..10 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
