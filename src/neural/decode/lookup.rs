//! Guesses of what comes next, looked up in the prompt and the text so far (prompt-lookup decoding: Saxena, 2023; a form of
//! speculative decoding: Leviathan et al., 2023).
//!
//! A text that copies names, numbers and phrases of its source can often be foreseen: what followed the last few tokens
//! the time before. The model checks all guesses in one pass, whose rows have the bits that they have one by one, so the
//! tokens are those of decoding without guesses. What is guessed wrong costs the time of its rows and nothing else.

use std::collections::HashMap;

/// Tokens that must agree before what followed them is a guess: two agree by chance too often.
const KEY: usize = 3;

/// The most tokens of a guess.
pub(super) const MOST: usize = 8;

/// Wrong guesses in a row after which a pause begins; each further one doubles it.
const PATIENCE: u32 = 1;

/// The tokens of a request, and where each run of [`KEY`] stood last.
pub(super) struct Lookup {
    tokens: Vec<u32>,
    /// Where what followed a run begins.
    follows: HashMap<[u32; KEY], usize>,
    /// Guesses in a row of which nothing was right.
    wrong: u32,
    /// Tokens until the next guess.
    pause: u32,
}

impl Lookup {
    pub fn new(prompt: &[u32]) -> Lookup {
        let mut lookup =
            Lookup { tokens: Vec::with_capacity(prompt.len()), follows: HashMap::new(), wrong: 0, pause: 0 };
        prompt.iter().for_each(|token| lookup.push(*token));
        lookup
    }

    /// A token more.
    pub fn push(&mut self, token: u32) {
        // The run before it is known by what follows it, never by itself.
        if let Some(key) = self.tokens.last_chunk::<KEY>() {
            self.follows.insert(*key, self.tokens.len());
        }
        self.tokens.push(token);
        self.pause = self.pause.saturating_sub(1);
    }

    /// What followed the last tokens the time before, up to `most` tokens of it.
    pub fn guess(&self, most: usize) -> &[u32] {
        if self.pause > 0 {
            return &[];
        }
        let found = self.tokens.last_chunk::<KEY>().and_then(|key| self.follows.get(key));
        found.map_or(&[], |from| {
            let end = (from + most.min(MOST)).min(self.tokens.len());
            &self.tokens[*from..end]
        })
    }

    /// Of a guess of `all` tokens, `right` were right.
    pub fn told(&mut self, right: usize, all: usize) {
        if right > 0 || all == 0 {
            self.wrong = 0;
            return;
        }
        self.wrong += 1;
        if self.wrong > PATIENCE {
            self.pause = 1 << (self.wrong - PATIENCE).min(6);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_followed_the_last_tokens_is_guessed() {
        let mut lookup = Lookup::new(&[1, 2, 3, 4, 5, 6, 9, 1, 2]);
        assert!(lookup.guess(4).is_empty());
        lookup.push(3);
        assert_eq!(lookup.guess(4), [4, 5, 6, 9]);
        assert_eq!(lookup.guess(2), [4, 5]);
        lookup.push(7);
        assert!(lookup.guess(4).is_empty());
        // The last time counts: 1 2 3 was followed by 7.
        [1, 2, 3].into_iter().for_each(|token| lookup.push(token));
        assert_eq!(lookup.guess(2), [7, 1]);
    }

    #[test]
    fn wrong_guesses_make_it_pause_and_right_ones_end_that() {
        let mut lookup = Lookup::new(&[1; 12]);
        assert_eq!(lookup.guess(3).len(), 1, "what follows the last but one is the last");
        lookup.told(0, 1);
        assert!(!lookup.guess(3).is_empty());
        lookup.told(0, 1);
        assert!(lookup.guess(3).is_empty());
        lookup.push(1);
        lookup.push(1);
        assert!(!lookup.guess(3).is_empty());
        lookup.told(1, 1);
        lookup.told(0, 1);
        assert!(!lookup.guess(3).is_empty());
    }
}
