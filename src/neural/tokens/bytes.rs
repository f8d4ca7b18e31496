//! The alphabet of byte-level BPE: every byte has a printable character of its own.
//!
//! As in GPT-2: printable Latin-1 bytes stand for themselves, the others for characters from U+0100 on, in order.

/// The first character of the bytes that are not printable.
const FIRST_MAPPED: u32 = 0x100;

/// True for the bytes that stand for themselves.
const fn printable(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF)
}

/// The character of each byte.
const CHARS: [char; 256] = {
    let mut chars = ['\0'; 256];
    let mut byte = 0;
    let mut next = FIRST_MAPPED;
    while byte < 256 {
        let code = if printable(byte as u8) {
            byte as u32
        } else {
            next += 1;
            next - 1
        };
        if let Some(c) = char::from_u32(code) {
            chars[byte] = c;
        }
        byte += 1;
    }
    chars
};

/// The characters of a text's bytes.
pub(super) fn spelled(text: &str) -> String {
    text.bytes().map(|byte| CHARS[usize::from(byte)]).collect()
}

/// The character of one byte.
pub(super) fn character(byte: u8) -> char {
    CHARS[usize::from(byte)]
}

/// The byte of a character.
fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    match u8::try_from(code) {
        Ok(byte) if printable(byte) => Some(byte),
        Ok(_) => None,
        // The others are in the order of their bytes.
        Err(_) => (0..=255).find(|byte| CHARS[usize::from(*byte)] == c),
    }
}

/// The bytes of a token that is spelled in the alphabet; the text itself where it is not.
pub(super) fn unspelled(token: &str) -> Vec<u8> {
    let bytes: Option<Vec<u8>> = token.chars().map(byte).collect();
    bytes.unwrap_or_else(|| token.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_own_character() {
        let mut chars = CHARS.to_vec();
        chars.sort_unstable();
        chars.dedup();
        assert_eq!(chars.len(), 256);
        assert_eq!(spelled(" \n论"), "ĠĊè®º");
        for byte in 0..=255u8 {
            assert_eq!(super::byte(character(byte)), Some(byte));
        }
    }

    #[test]
    fn what_is_not_of_the_alphabet_is_its_own_text() {
        assert_eq!(unspelled("è®º"), "论".as_bytes());
        assert_eq!(unspelled("<｜end｜>"), "<｜end｜>".as_bytes());
    }
}
