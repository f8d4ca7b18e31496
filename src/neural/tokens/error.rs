//! What can be wrong with a vocabulary or a chat template.

/// A vocabulary or a chat template that cannot be used. Every one of them is the fault of a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TokensError {
    /// Not JSON, or not of the shape of a `tokenizer.json`.
    #[error("{file} is no tokenizer file: {why}")]
    Json {
        /// Which file.
        file: &'static str,
        /// What the parser said.
        why: String,
    },
    /// A key of the metadata is missing.
    #[error("the metadata has no {key}")]
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A key of the metadata has a value of another type.
    #[error("{key} should be {expected} but is {found}")]
    WrongType {
        /// The key.
        key: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// Two lists that go together have different lengths.
    #[error("{key} has {found} elements for {expected} tokens")]
    WrongLength {
        /// The key.
        key: &'static str,
        /// The number of tokens.
        expected: usize,
        /// The number of elements.
        found: usize,
    },
    /// A kind of tokenizer that is not covered.
    #[error("tokenizers of the kind {found:?} are not supported (byte-level BPE and SentencePiece BPE are)")]
    UnknownModel {
        /// The kind.
        found: String,
    },
    /// A pre-tokenizer that is not known by name.
    #[error(
        "the pre-tokenizer {found:?} is not known; fetch tokenizer.json from the model's original repository"
    )]
    UnknownPreTokenizer {
        /// Its name; empty where the file names none.
        found: String,
    },
    /// A part of a `tokenizer.json` that is not covered.
    #[error("the {part} {found:?} of tokenizer.json is not supported")]
    UnknownComponent {
        /// Which part of the file.
        part: &'static str,
        /// The type it names.
        found: String,
    },
    /// A pattern that is no regular expression.
    #[error("the pattern {pattern:?} cannot be used: {why}")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What the compiler said.
        why: String,
    },
    /// Two tokens with one text, or two texts with one id.
    #[error("token {id} ({text:?}) is there twice")]
    Duplicate {
        /// The id.
        id: u32,
        /// The text.
        text: String,
    },
    /// An id that lies far past the number of tokens.
    #[error("token {text:?} has the id {id}, which is past the end of a vocabulary of {size} tokens")]
    IdTooLarge {
        /// The id.
        id: u64,
        /// The text.
        text: String,
        /// The number of tokens.
        size: usize,
    },
    /// A merge of tokens that the vocabulary does not have.
    #[error("merge {rank} ({merge:?}) names {token:?}, which is no token of the vocabulary")]
    BadMerge {
        /// Its place in the list.
        rank: usize,
        /// The merge.
        merge: String,
        /// The token that is not there.
        token: String,
    },
    /// A special token that ordinary text could become.
    #[error("the special token {text:?} {why}")]
    BadSpecialToken {
        /// Its text.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Text for which the vocabulary has no token.
    #[error("the vocabulary has no token for {found:?}")]
    NoToken {
        /// The character or byte.
        found: String,
    },
    /// The model has no chat template.
    #[error("the model has no chat template")]
    NoTemplate,
    /// A chat template that is no Jinja, fails, or does not end.
    #[error("the chat template cannot be used: {why}")]
    Template {
        /// What the template engine said.
        why: String,
    },
}
