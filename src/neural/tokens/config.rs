//! `tokenizer_config.json`: the names of special tokens, more added tokens, and often the chat template.

use serde_json::Value;

use super::{TokensError, added::Added, template::SpecialTokens};

/// What a `tokenizer_config.json` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TokenizerConfig {
    /// The names of special tokens.
    pub special: SpecialTokens,
    /// The chat template, where the file has one.
    pub template: Option<String>,
    pub(super) added: Vec<Added>,
}

impl TokenizerConfig {
    /// Reads the file.
    ///
    /// # Errors
    /// For what is no JSON object.
    pub fn read(file: &[u8]) -> Result<Self, TokensError> {
        let wrong = |why: String| TokensError::Json { file: "tokenizer_config.json", why };
        let value: Value = serde_json::from_slice(file).map_err(|error| wrong(error.to_string()))?;
        let object = value.as_object().ok_or_else(|| wrong("it is no object".to_owned()))?;
        let name = |key: &str| -> Option<String> {
            let value = object.get(key)?;
            value.as_str().or_else(|| value["content"].as_str()).map(str::to_owned)
        };
        let special = SpecialTokens {
            bos: name("bos_token"),
            eos: name("eos_token"),
            pad: name("pad_token"),
            unknown: name("unk_token"),
        };
        // One template, or a list of them by name.
        let template = match object.get("chat_template") {
            Some(Value::Array(named)) => named
                .iter()
                .find(|template| template["name"] == "default")
                .and_then(|template| template["template"].as_str()),
            template => template.and_then(Value::as_str),
        };
        let mut added = Vec::new();
        for (id, token) in object.get("added_tokens_decoder").and_then(Value::as_object).into_iter().flatten()
        {
            let id = id.parse().map_err(|_| wrong(format!("the token id {id:?} is no number")))?;
            added.push(token_of(id, token).ok_or_else(|| wrong(format!("the token {id} has no content")))?);
        }
        Ok(Self { special, template: template.map(str::to_owned), added })
    }
}

/// An added token as both files write it.
pub(super) fn token_of(id: u32, value: &Value) -> Option<Added> {
    let flag = |key: &str| value[key] == true;
    Some(Added {
        id,
        text: value["content"].as_str()?.to_owned(),
        control: flag("special"),
        left: flag("lstrip"),
        right: flag("rstrip"),
        single_word: flag("single_word"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_templates_are_read_in_both_forms() {
        let config = TokenizerConfig::read(
            br#"{"bos_token": null, "eos_token": {"content": "<end>"}, "chat_template":
                 [{"name": "tool", "template": "t"}, {"name": "default", "template": "d"}],
                 "added_tokens_decoder": {"7": {"content": "<end>", "special": true}}}"#,
        )
        .unwrap();
        assert_eq!(config.special.eos.as_deref(), Some("<end>"));
        assert_eq!(config.special.bos, None);
        assert_eq!(config.template.as_deref(), Some("d"));
        assert_eq!((config.added[0].id, config.added[0].control), (7, true));
    }

    #[test]
    fn what_is_no_such_file_is_an_error() {
        for file in
            ["[", "[]", r#"{"added_tokens_decoder": {"x": {}}}"#, r#"{"added_tokens_decoder": {"1": {}}}"#]
        {
            assert!(
                matches!(TokenizerConfig::read(file.as_bytes()), Err(TokensError::Json { .. })),
                "{file}"
            );
        }
    }
}
