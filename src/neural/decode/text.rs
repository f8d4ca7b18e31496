//! The text of the tokens so far: whole characters only, and the place where a stop string begins.

/// Grows by the bytes of tokens, which may end within a character.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    /// The beginning of a character: three bytes at most.
    pending: Vec<u8>,
}

impl Text {
    /// Adds the bytes of a token. What can never become a character stands as U+FFFD.
    pub fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let pending = std::mem::take(&mut self.pending);
        for chunk in pending.utf8_chunks() {
            self.text.push_str(chunk.valid());
            let rest = chunk.invalid();
            let last = rest.as_ptr_range().end == pending.as_ptr_range().end;
            if last && may_go_on(rest) {
                self.pending = rest.to_vec();
            } else if !rest.is_empty() {
                self.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    /// Cuts the text where the first of these begins; has one appeared? Only what the last `fresh` bytes of the text
    /// can have completed is searched.
    pub fn cut(&mut self, stops: &[String], fresh: usize) -> bool {
        let mut first = None;
        for stop in stops.iter().filter(|stop| !stop.is_empty()) {
            let mut from = self.text.len().saturating_sub(fresh + stop.len());
            while !self.text.is_char_boundary(from) {
                from -= 1;
            }
            let found = self.text[from..].find(stop.as_str()).map(|at| from + at);
            first = [first, found].into_iter().flatten().min();
        }
        if let Some(at) = first {
            self.text.truncate(at);
            self.pending.clear();
        }
        first.is_some()
    }

    /// Bytes of whole characters.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The text at its end; a character that was never finished stands as U+FFFD.
    pub fn finish(mut self) -> String {
        if !self.pending.is_empty() {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
        self.text
    }
}

/// Are these bytes the beginning of a character that more bytes could finish?
fn may_go_on(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Err(error) => error.valid_up_to() == 0 && error.error_len().is_none(),
        Ok(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_appear_whole_wherever_tokens_cut_them() {
        let wanted = "译文：ISO/IEC 🌍 — fin";
        for size in 1..6 {
            let mut text = Text::default();
            for bytes in wanted.as_bytes().chunks(size) {
                text.push(bytes);
                assert!(wanted.starts_with(&text.text), "{}", text.text);
            }
            assert_eq!(text.finish(), wanted);
        }
    }

    #[test]
    fn bytes_that_are_no_character_show_as_such() {
        let mut text = Text::default();
        text.push(b"a\xff\xe8b");
        text.push("译".as_bytes().split_at(2).0);
        assert_eq!(text.finish(), "a\u{fffd}\u{fffd}b\u{fffd}");
    }

    #[test]
    fn a_stop_string_is_found_across_tokens_and_cut_off() {
        let stops = ["\n\n".to_owned(), "###".to_owned()];
        let mut text = Text::default();
        for (piece, stopped) in
            [("答案：一", false), ("\n", false), ("二", false), (" ##", false), ("# 三\n\n", true)]
        {
            let before = text.len();
            text.push(piece.as_bytes());
            let fresh = text.len() - before;
            assert_eq!(text.cut(&stops, fresh), stopped, "{piece:?}");
        }
        assert_eq!(text.finish(), "答案：一\n二 ");
    }
}
