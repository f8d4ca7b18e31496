//! Messages to ids: a vocabulary and a chat template that belong together.

use crate::prompt::Message;

use super::{ChatTemplate, Metadata, TokenizerConfig, TokensError, Vocabulary, gguf};

/// What a model needs to be spoken to.
#[derive(Debug)]
pub struct Chat {
    vocabulary: Vocabulary,
    template: ChatTemplate,
}

impl Chat {
    /// A chat of these parts.
    pub fn new(vocabulary: Vocabulary, template: ChatTemplate) -> Self {
        Self { vocabulary, template }
    }

    /// From the files of a Hugging Face folder: `tokenizer.json`, `tokenizer_config.json` and `chat_template.jinja`. The
    /// last one goes before a template in the second.
    ///
    /// # Errors
    /// Where a file makes no sense, and where there is no template at all.
    pub fn from_files(
        tokenizer: &[u8],
        config: Option<&[u8]>,
        template: Option<&str>,
    ) -> Result<Self, TokensError> {
        let config = config.map(TokenizerConfig::read).transpose()?.unwrap_or_default();
        let vocabulary = Vocabulary::from_json(tokenizer, &config)?;
        let source = template.or(config.template.as_deref()).ok_or(TokensError::NoTemplate)?;
        let template = ChatTemplate::new(source, config.special.clone())?;
        Ok(Self::new(vocabulary, template))
    }

    /// From the metadata of a GGUF file. `template` goes before the file's own one.
    ///
    /// # Errors
    /// Where the metadata makes no sense, and where there is no template at all.
    pub fn from_metadata(metadata: &Metadata, template: Option<&str>) -> Result<Self, TokensError> {
        let vocabulary = Vocabulary::from_metadata(metadata)?;
        let source = match template {
            Some(source) => source,
            None => gguf::template(metadata)?.ok_or(TokensError::NoTemplate)?,
        };
        let template = ChatTemplate::new(source, gguf::special(metadata)?)?;
        Ok(Self::new(vocabulary, template))
    }

    /// The ids of a conversation up to where the assistant is to answer. The content of every message is plain text,
    /// whatever stands in it: control tokens come from the template alone.
    ///
    /// # Errors
    /// Where the template refuses the messages, or the vocabulary has no token for a character.
    pub fn encode(&self, messages: &[Message]) -> Result<Vec<u32>, TokensError> {
        self.vocabulary.encode_marked(&self.template.render_marked(messages)?)
    }

    /// The token that ends the assistant's turn, by the name that the files give it.
    pub fn end(&self) -> Option<u32> {
        self.template.special().eos.as_deref().and_then(|text| self.vocabulary.id(text))
    }

    /// The vocabulary.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The vocabulary alone.
    pub fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// The template.
    pub fn template(&self) -> &ChatTemplate {
        &self.template
    }
}
