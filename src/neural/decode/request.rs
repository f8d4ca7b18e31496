//! What is asked of the decoder, and what it gives back.

use super::Decoding;

/// What tokens stand for: vocabularies can tell.
pub trait Spelling: Sync {
    /// The bytes of a token, possibly a part of a character; nothing for a token that is not text.
    fn piece(&self, token: u32) -> &[u8];
}

/// One text to be continued.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// At least one token.
    pub prompt: Vec<u32>,
    /// How many leading tokens other requests may begin with too: a hint that saves time and changes no token.
    pub prefix: usize,
    /// How tokens are chosen.
    pub decoding: Decoding,
    /// What ends the text.
    pub stops: Stops,
    /// The most tokens to give; the model's window bounds them too.
    pub budget: usize,
}

/// What ends a text. Neither stands in the completion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stops {
    /// Tokens: the model's own ends of text.
    pub tokens: Vec<u32>,
    /// Strings, wherever tokens cut them.
    pub texts: Vec<String>,
}

/// How a text came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// The model ended it with a stop token.
    Token,
    /// A stop string appeared.
    Text,
    /// The budget, or the model's window, was used up: the text is not whole.
    Budget,
}

/// A continued text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The tokens given; with a stop string, up to the one that completed it.
    pub tokens: Vec<u32>,
    /// Their text: whole characters, cut before a stop string.
    pub text: String,
    /// How it ended.
    pub finish: Finish,
}

/// Bounds on what runs at once. They change time and memory, never a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests decoded together.
    pub together: usize,
    /// Tokens of one pass: how long a cancellation waits, and how much memory rows between layers take.
    pub pass: usize,
    /// Bytes of keys and values, all requests together. One request alone may exceed it, or it could never run.
    pub cache_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        // 16 sequences decode at 4 to 5 times the speed of one, more add little. 256 rows keep the multipliers as
        // busy as 1024 do. 2 GB hold 16 passages of 500 tokens of a model of 28 layers.
        Limits { together: 16, pass: 256, cache_bytes: 2 << 30 }
    }
}
