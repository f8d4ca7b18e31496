//! What each token stands for: its bytes, and whether it is a control token.

/// How tokens of the vocabulary become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In the alphabet of byte-level BPE.
    Bytes,
    /// As in SentencePiece: `▁` for a blank, `<0x0A>` for a byte.
    Sentence,
}

/// The bytes of all tokens, by id.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    bytes: Vec<u8>,
    /// Where the bytes of each token end.
    ends: Vec<usize>,
    /// True for the tokens that are no text.
    control: Vec<bool>,
}

impl Pieces {
    /// Adds the next token.
    pub(super) fn push(&mut self, bytes: &[u8], control: bool) {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len());
        self.control.push(control);
    }

    /// The number of ids.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of a token; nothing for an id that no token has.
    pub(super) fn bytes(&self, id: u32) -> &[u8] {
        let at = id as usize;
        let Some(end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..*end]
    }

    /// True for a token that is no text.
    pub(super) fn is_control(&self, id: u32) -> bool {
        self.control.get(id as usize).copied().unwrap_or_default()
    }
}

/// The bytes of a token of the vocabulary.
pub(super) fn bytes_of(token: &str, spelling: Spelling) -> Vec<u8> {
    match spelling {
        Spelling::Bytes => super::bytes::unspelled(token),
        Spelling::Sentence => match byte_token(token) {
            Some(byte) => vec![byte],
            None => token.replace('▁', " ").into_bytes(),
        },
    }
}

/// The byte of a token such as `<0x0A>`.
pub(super) fn byte_token(token: &str) -> Option<u8> {
    let digits = token.strip_prefix("<0x")?.strip_suffix('>')?;
    if digits.len() != 2 { None } else { u8::from_str_radix(digits, 16).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stand_for_bytes() {
        assert_eq!(bytes_of("Ġè®º", Spelling::Bytes), " 论".as_bytes());
        assert_eq!(bytes_of("▁论", Spelling::Sentence), " 论".as_bytes());
        assert_eq!(bytes_of("<0xE8>", Spelling::Sentence), [0xE8]);
        assert_eq!(bytes_of("<0x论>", Spelling::Sentence), "<0x论>".as_bytes());
    }

    #[test]
    fn an_id_that_no_token_has_is_nothing() {
        let mut pieces = Pieces::default();
        pieces.push(b"a", false);
        pieces.push(b"", true);
        assert_eq!((pieces.bytes(0), pieces.bytes(1), pieces.bytes(7)), (&b"a"[..], &b""[..], &b""[..]));
        assert!(pieces.is_control(1) && !pieces.is_control(7));
    }
}
