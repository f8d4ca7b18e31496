//! SentencePiece BPE as llama.cpp does it: two neighbours that make a token with the best score are joined, again and
//! again; what is left and is no token becomes its bytes.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashMap},
};

use super::TokensError;

/// A SentencePiece encoder.
#[derive(Debug)]
pub(super) struct SentencePiece {
    /// Tokens that text can become: id and score.
    tokens: HashMap<String, (u32, f32)>,
    /// The token of each byte.
    bytes: [Option<u32>; 256],
    /// The token of what has none.
    unknown: Option<u32>,
    /// A blank stands before every text.
    space_before: bool,
}

/// Two neighbours that make a token.
#[derive(Debug, PartialEq)]
struct Pair {
    score: f32,
    left: Reverse<usize>,
    right: usize,
    /// Bytes of both: where it no longer fits, one of the two has been joined to another.
    length: usize,
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.left.cmp(&other.left))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A run of bytes that is to become one token.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    start: usize,
    /// Zero once it has been joined to the one before it.
    length: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl SentencePiece {
    /// An encoder.
    pub(super) fn new(
        tokens: HashMap<String, (u32, f32)>,
        bytes: [Option<u32>; 256],
        unknown: Option<u32>,
        space_before: bool,
    ) -> Self {
        Self { tokens, bytes, unknown, space_before }
    }

    /// Appends the ids of a text.
    pub(super) fn encode(&self, text: &str, ids: &mut Vec<u32>) -> Result<(), TokensError> {
        if text.is_empty() {
            return Ok(());
        }
        let text = format!("{}{text}", if self.space_before { " " } else { "" }).replace(' ', "▁");
        let mut symbols: Vec<Symbol> = text
            .char_indices()
            .enumerate()
            .map(|(at, (start, c))| Symbol {
                start,
                length: c.len_utf8(),
                before: at.checked_sub(1),
                after: Some(at + 1),
            })
            .collect();
        if let Some(last) = symbols.last_mut() {
            last.after = None;
        }
        let mut queue = BinaryHeap::new();
        for right in 1..symbols.len() {
            queue.extend(self.pair(&text, &symbols, right - 1, right));
        }
        while let Some(Pair { left: Reverse(left), right, length, .. }) = queue.pop() {
            let (first, second) = (symbols[left], symbols[right]);
            if first.length == 0 || second.length == 0 || first.length + second.length != length {
                continue;
            }
            symbols[left].length = length;
            symbols[left].after = second.after;
            symbols[right].length = 0;
            if let Some(after) = second.after {
                symbols[after].before = Some(left);
                queue.extend(self.pair(&text, &symbols, left, after));
            }
            if let Some(before) = first.before {
                queue.extend(self.pair(&text, &symbols, before, left));
            }
        }
        for symbol in symbols.iter().filter(|symbol| symbol.length > 0) {
            self.push(&text[symbol.start..symbol.start + symbol.length], ids)?;
        }
        Ok(())
    }

    fn pair(&self, text: &str, symbols: &[Symbol], left: usize, right: usize) -> Option<Pair> {
        let (first, second) = (symbols[left], symbols[right]);
        let length = first.length + second.length;
        let (_, score) = self.tokens.get(&text[first.start..first.start + length])?;
        Some(Pair { score: *score, left: Reverse(left), right, length })
    }

    /// The token of a symbol, or those of its bytes.
    fn push(&self, symbol: &str, ids: &mut Vec<u32>) -> Result<(), TokensError> {
        if let Some((id, _)) = self.tokens.get(symbol) {
            ids.push(*id);
            return Ok(());
        }
        let bytes: Option<Vec<u32>> = symbol.bytes().map(|byte| self.bytes[usize::from(byte)]).collect();
        match (bytes, self.unknown) {
            (Some(bytes), _) => ids.extend(bytes),
            (None, Some(unknown)) => ids.push(unknown),
            (None, None) => return Err(TokensError::NoToken { found: symbol.to_owned() }),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoder() -> SentencePiece {
        let tokens = ["▁", "a", "b", "ab", "▁ab", "ba"].iter().enumerate();
        let tokens = tokens.map(|(id, text)| ((*text).to_owned(), (id as u32, id as f32))).collect();
        let mut bytes = [None; 256];
        (0..=255).for_each(|byte: usize| bytes[byte] = Some(100 + byte as u32));
        SentencePiece::new(tokens, bytes, None, true)
    }

    #[test]
    fn the_best_score_is_joined_first() {
        let mut ids = Vec::new();
        encoder().encode("ab aba", &mut ids).unwrap();
        // ▁ab, ▁ab would leave a; "ba" has the best score of all and goes first.
        assert_eq!(ids, [4, 0, 1, 5]);
    }

    #[test]
    fn what_has_no_token_becomes_its_bytes() {
        let mut ids = Vec::new();
        encoder().encode("é", &mut ids).unwrap();
        assert_eq!(ids, [0, 100 + 0xC3, 100 + 0xA9]);
        let mute = SentencePiece::new(HashMap::new(), [None; 256], None, false);
        assert!(matches!(mute.encode("é", &mut ids), Err(TokensError::NoToken { .. })));
    }

    #[test]
    fn a_long_word_takes_no_quadratic_time() {
        let mut ids = Vec::new();
        encoder().encode(&"ab".repeat(200_000), &mut ids).unwrap();
        assert!(ids.len() > 100_000);
    }
}
