//! The whole of the room: against other implementations, and against hostile files and articles.

mod bilingual;
mod golden;
mod hostile;
mod injection;
mod outside;

use serde_json::Value;

use crate::prompt::{Message, Role};

use super::{Chat, ChatTemplate, SpecialTokens, TokenizerConfig, Vocabulary};

/// The tiny tokenizer that `tests/reference/tokens.py` trains.
const TOKENIZER: &str = include_str!("../../../../tests/fixtures/tokens/tokenizer.json");

/// Its golden values.
const GOLDEN: &str = include_str!("../../../../tests/fixtures/tokens/golden.json");

/// Its articles.
const ARTICLES: &str = include_str!("../../../../tests/fixtures/tokens/articles.txt");

fn vocabulary() -> Vocabulary {
    Vocabulary::from_json(TOKENIZER.as_bytes(), &TokenizerConfig::default()).unwrap()
}

fn golden() -> Value {
    serde_json::from_str(GOLDEN).unwrap()
}

fn template(name: &str) -> ChatTemplate {
    let special = SpecialTokens { bos: Some("<|endoftext|>".to_owned()), ..SpecialTokens::default() };
    ChatTemplate::new(golden()["templates"][name].as_str().unwrap(), special).unwrap()
}

fn chat() -> Chat {
    Chat::new(vocabulary(), template("plain"))
}

fn messages(value: &Value) -> Vec<Message> {
    let message = |message: &Value| {
        let roles = [Role::System, Role::User, Role::Assistant];
        let role = roles.into_iter().find(|role| message["role"] == role.name()).unwrap();
        Message::new(role, message["content"].as_str().unwrap())
    };
    value.as_array().unwrap().iter().map(message).collect()
}

fn ids(value: &Value) -> Vec<u32> {
    serde_json::from_value(value.clone()).unwrap()
}
