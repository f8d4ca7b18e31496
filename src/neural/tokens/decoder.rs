//! Ids to text, one at a time: half a character waits for its other half.

use super::Vocabulary;

/// Turns ids into text as they come.
#[derive(Debug)]
pub struct Decoder<'a> {
    vocabulary: &'a Vocabulary,
    /// Bytes that may still become a character.
    held: Vec<u8>,
    /// True until the first text has come.
    first: bool,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, held: Vec::new(), first: true }
    }

    /// The text that is certain after one more token. Control tokens have none; bytes that can never become a
    /// character become U+FFFD.
    pub fn push(&mut self, id: u32) -> String {
        if self.vocabulary.is_control(id) {
            return String::new();
        }
        let mut bytes = self.vocabulary.piece(id);
        if self.first && self.vocabulary.drops_first_blank() && !bytes.is_empty() {
            bytes = bytes.strip_prefix(b" ").unwrap_or(bytes);
        }
        self.first &= self.vocabulary.piece(id).is_empty();
        self.held.extend_from_slice(bytes);
        let certain = self.held.len() - waiting(&self.held);
        let text = String::from_utf8_lossy(&self.held[..certain]).into_owned();
        self.held.drain(..certain);
        text
    }

    /// What is left at the end: U+FFFD for half a character.
    pub fn finish(self) -> String {
        String::from_utf8_lossy(&self.held).into_owned()
    }
}

/// The number of bytes at the end that are the beginning of a character.
fn waiting(bytes: &[u8]) -> usize {
    // A character has at most four bytes, so at most three of them can wait for the last.
    for count in 1..=bytes.len().min(3) {
        let tail = &bytes[bytes.len() - count..];
        if tail[0] & 0xC0 == 0x80 {
            continue;
        }
        let error = std::str::from_utf8(tail).err();
        return if error.is_some_and(|error| error.error_len().is_none()) { count } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::waiting;

    #[test]
    fn only_what_can_become_a_character_waits() {
        let text = "a论𐍈".as_bytes();
        let waits: Vec<usize> = (0..=text.len()).map(|end| waiting(&text[..end])).collect();
        assert_eq!(waits, [0, 0, 1, 2, 0, 1, 2, 3, 0]);
        assert_eq!([waiting(b"\xFF"), waiting(b"\x80\x80\x80"), waiting(b"\xE8a"), waiting(b"\xC0")], [0; 4]);
    }
}
