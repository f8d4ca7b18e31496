//! A loaded model that can be spoken to: weights, vocabulary, chat template.

use std::{fs, path::Path, sync::Arc};

use crate::{
    engine::LoadError,
    neural::{
        Place,
        arch::{self, Causal},
        desk::Desk,
        tokens::{Chat, MetaValue, Metadata},
        weights::{Array, Value, Weights},
    },
    prompt::{Message, Role},
};

use super::{
    Profile,
    crew::{Spoken, Talk},
};

/// The least room for a text and its answer that a model must leave beside the longest prompt.
const LEAST_WINDOW: usize = 256;

/// A loaded model.
pub(super) struct Speaker {
    /// The weights, and those who wait for them.
    pub desk: Desk<Talk>,
    /// Texts to tokens and back.
    pub chat: Arc<Chat>,
    /// Tokens that end an answer.
    pub stops: Vec<u32>,
    /// Tokens of prompt and answer at most.
    pub window: usize,
}

impl Speaker {
    /// Checks the files and loads them.
    pub fn load(profile: &Profile, place: &Place) -> Result<Self, LoadError> {
        let damaged = |found: String| LoadError::Damaged {
            engine: profile.id.clone(),
            expected: "a model that is whole".to_owned(),
            found,
        };
        profile.check().map_err(|error| damaged(error.to_string()))?;
        let weights = Weights::open(&profile.path).map_err(|error| damaged(error.to_string()))?;
        let chat = chat(&weights, &profile.path).map_err(&damaged)?;
        let model = arch::load_on(&weights, place).map_err(|error| damaged(error.to_string()))?;
        let known = model.config().vocabulary;
        if chat.vocabulary().size() > known {
            let found = format!("a tokenizer of {} tokens for weights of {known}", chat.vocabulary().size());
            return Err(damaged(found));
        }
        // A trial: a template that fails on any message at all had better fail here.
        chat.encode(&[Message::new(Role::User, "1")]).map_err(|error| damaged(error.to_string()))?;
        let window = profile.context.unwrap_or(usize::MAX).min(model.config().context);
        if window < LEAST_WINDOW {
            return Err(damaged(format!("a window of {window} tokens, which holds no text")));
        }
        let stops = stops(profile, model.as_ref(), &chat);
        let chat = Arc::new(chat);
        Ok(Self { desk: Desk::new(Spoken { model, chat: Arc::clone(&chat) }), chat, stops, window })
    }

    /// The number of tokens of a text; a text that the vocabulary has no tokens for counts by its bytes.
    pub fn measure(&self, text: &str) -> usize {
        self.chat.vocabulary().encode(text).map_or(text.len(), |tokens| tokens.len())
    }
}

/// The tokens that end an answer: those of the weights' settings, of the tokenizer, and of the manifest.
fn stops(profile: &Profile, model: &dyn Causal, chat: &Chat) -> Vec<u32> {
    let named = profile.stops.iter().filter_map(|text| chat.vocabulary().id(text));
    let mut stops: Vec<u32> = model.config().eos.iter().copied().chain(chat.end()).chain(named).collect();
    stops.sort_unstable();
    stops.dedup();
    stops
}

fn chat(weights: &Weights, path: &Path) -> Result<Chat, String> {
    if let Some(metadata) = weights.metadata() {
        let metadata: Metadata =
            metadata.iter().map(|(key, value)| (key.clone(), meta_value(value))).collect();
        return Chat::from_metadata(&metadata, None).map_err(|error| error.to_string());
    }
    let optional = |name: &str| fs::read(path.join(name)).ok();
    let tokenizer =
        fs::read(path.join("tokenizer.json")).map_err(|error| format!("tokenizer.json: {error}"))?;
    let template = optional("chat_template.jinja").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Chat::from_files(&tokenizer, optional("tokenizer_config.json").as_deref(), template.as_deref())
        .map_err(|error| error.to_string())
}

/// A value of a GGUF file in the terms of the vocabulary.
fn meta_value(value: &Value) -> MetaValue {
    match value {
        Value::Bool(flag) => MetaValue::Bool(*flag),
        Value::Float(number) => MetaValue::Float(*number),
        Value::Text(text) => MetaValue::Text(text.clone()),
        Value::Unsigned(number) => i64::try_from(*number).map_or(MetaValue::Other, MetaValue::Integer),
        Value::Signed(number) => MetaValue::Integer(*number),
        Value::Array(Array::Text(texts)) => MetaValue::Texts(texts.clone()),
        Value::Array(Array::Bool(_)) => MetaValue::Other,
        Value::Array(Array::F32(_) | Array::F64(_)) => {
            value.floats().map_or(MetaValue::Other, MetaValue::Floats)
        }
        Value::Array(_) => value.integers().map_or(MetaValue::Other, MetaValue::Integers),
    }
}
