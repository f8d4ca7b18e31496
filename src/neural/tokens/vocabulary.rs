//! The tokens of a model: text to ids and back.

use super::{
    Decoder, Marked, Metadata, TokenizerConfig, TokensError,
    added::{Added, AddedTokens, Part},
    byte_pair::BytePair,
    gguf, json,
    pieces::Pieces,
    sentence_piece::SentencePiece,
};

/// How text that is no added token becomes ids.
#[derive(Debug)]
pub(super) enum Encoder {
    /// Byte pair encoding with a list of merges.
    BytePair(Box<BytePair>),
    /// SentencePiece with scores.
    Sentence(Box<SentencePiece>),
}

/// The tokens of a model.
#[derive(Debug)]
pub struct Vocabulary {
    encoder: Encoder,
    added: AddedTokens,
    pieces: Pieces,
    /// The blank that the encoder puts before a text is taken away again.
    drops_first_blank: bool,
}

impl Vocabulary {
    /// Reads a `tokenizer.json`, with the tokens that `tokenizer_config.json` adds to it.
    ///
    /// # Errors
    /// For what is no such file, and for kinds of tokenizers that are not covered.
    pub fn from_json(tokenizer: &[u8], config: &TokenizerConfig) -> Result<Self, TokensError> {
        json::read(tokenizer, config)
    }

    /// Reads the vocabulary that a GGUF file holds in its metadata (`tokenizer.ggml.*`).
    ///
    /// # Errors
    /// For metadata that is missing or makes no sense, and for pre-tokenizers that are not known by name: then the
    /// model's `tokenizer.json` is needed.
    pub fn from_metadata(metadata: &Metadata) -> Result<Self, TokensError> {
        gguf::read(metadata)
    }

    pub(super) fn new(
        encoder: Encoder,
        added: Vec<Added>,
        pieces: Pieces,
        drops_first_blank: bool,
    ) -> Result<Self, TokensError> {
        Ok(Self { encoder, added: AddedTokens::new(added)?, pieces, drops_first_blank })
    }

    /// The number of ids: one more than the greatest.
    pub fn size(&self) -> usize {
        self.pieces.len()
    }

    /// The id of an added token, such as `<|im_end|>`.
    pub fn id(&self, text: &str) -> Option<u32> {
        self.added.id(text)
    }

    /// The bytes that a token stands for.
    pub fn piece(&self, id: u32) -> &[u8] {
        self.pieces.bytes(id)
    }

    /// True for a token that is no text, such as the end of a turn.
    pub fn is_control(&self, id: u32) -> bool {
        self.pieces.is_control(id)
    }

    pub(super) fn drops_first_blank(&self) -> bool {
        self.drops_first_blank
    }

    /// The ids of a text that is data: whatever stands in it, no control token comes out.
    ///
    /// # Errors
    /// Where the vocabulary has no token for a character.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>, TokensError> {
        self.encode_marked(&Marked::data(text))
    }

    /// The ids of a text of which some parts are data.
    ///
    /// # Errors
    /// Where the vocabulary has no token for a character.
    pub fn encode_marked(&self, marked: &Marked) -> Result<Vec<u32>, TokensError> {
        let mut ids = Vec::new();
        for part in self.added.parts(marked) {
            match part {
                Part::Token(id) => ids.push(id),
                // Template and data go through the merges together where they touch, as if they were one text.
                Part::Text(range) => match &self.encoder {
                    Encoder::BytePair(encoder) => encoder.encode(&marked.text()[range], &mut ids)?,
                    Encoder::Sentence(encoder) => encoder.encode(&marked.text()[range], &mut ids)?,
                },
            }
        }
        Ok(ids)
    }

    /// The text of ids, without control tokens.
    pub fn decode(&self, ids: &[u32]) -> String {
        let mut decoder = self.decoder();
        let mut text: String = ids.iter().map(|id| decoder.push(*id)).collect();
        text.push_str(&decoder.finish());
        text
    }

    /// Decodes ids as they come.
    pub fn decoder(&self) -> Decoder<'_> {
        Decoder::new(self)
    }
}
