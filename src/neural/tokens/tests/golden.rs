//! The tiny tokenizer and two templates, against the ids and texts that PyPI transformers makes of them.

use serde_json::Value;

use super::super::{Chat, MetaValue, Metadata, Vocabulary};
use super::{TOKENIZER, chat, golden, ids, messages, template, vocabulary};

/// The vocabulary of a `tokenizer.json` as a GGUF file would hold it.
pub(super) fn metadata() -> Metadata {
    let file: Value = serde_json::from_str(TOKENIZER).unwrap();
    let mut tokens = vec![(0, String::new(), 1); file["model"]["vocab"].as_object().unwrap().len()];
    for (text, id) in file["model"]["vocab"].as_object().unwrap() {
        let id = id.as_u64().unwrap() as usize;
        tokens[id] = (id, text.clone(), 1);
    }
    for token in file["added_tokens"].as_array().unwrap() {
        let kind = if token["special"] == true { 3 } else { 4 };
        let (id, text) =
            (token["id"].as_u64().unwrap() as usize, token["content"].as_str().unwrap().to_owned());
        tokens.push((id, text, kind));
    }
    tokens.sort();
    let merge = |merge: &Value| format!("{} {}", merge[0].as_str().unwrap(), merge[1].as_str().unwrap());
    let merges = file["model"]["merges"].as_array().unwrap().iter().map(merge).collect();
    let text = |text: &str| MetaValue::Text(text.to_owned());
    let eos = tokens.iter().position(|(_, text, _)| text == "<|im_end|>").unwrap();
    [
        ("tokenizer.ggml.model", text("gpt2")),
        ("tokenizer.ggml.pre", text("qwen2")),
        ("tokenizer.ggml.token_type", MetaValue::Integers(tokens.iter().map(|(_, _, kind)| *kind).collect())),
        ("tokenizer.ggml.tokens", MetaValue::Texts(tokens.into_iter().map(|(_, text, _)| text).collect())),
        ("tokenizer.ggml.merges", MetaValue::Texts(merges)),
        ("tokenizer.ggml.eos_token_id", MetaValue::Integer(eos as i64)),
        ("tokenizer.chat_template", text(golden()["templates"]["plain"].as_str().unwrap())),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
    .collect()
}

#[test]
fn text_becomes_the_same_ids_and_comes_back() {
    let (json, gguf) = (vocabulary(), Vocabulary::from_metadata(&metadata()).unwrap());
    assert_eq!(json.size(), gguf.size());
    for case in golden()["texts"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        for vocabulary in [&json, &gguf] {
            let found = vocabulary.encode(text).unwrap();
            assert_eq!(found, ids(&case["ids"]), "{text:?}");
            assert_eq!(vocabulary.decode(&found), case["decoded"].as_str().unwrap());
        }
    }
}

#[test]
fn conversations_become_the_same_text_and_ids() {
    let golden = golden();
    let (plain, rich) = (chat(), Chat::new(vocabulary(), template("rich")));
    let gguf = Chat::from_metadata(&metadata(), None).unwrap();
    assert_eq!(
        (gguf.end(), gguf.end()),
        (gguf.vocabulary().id("<|im_end|>"), plain.vocabulary().id("<|im_end|>"))
    );
    for case in golden["chats"].as_array().unwrap() {
        let messages = messages(&case["messages"]);
        let chats = if case["template"] == "plain" { vec![&plain, &gguf] } else { vec![&rich] };
        for chat in chats {
            assert_eq!(chat.template().render(&messages).unwrap(), case["text"].as_str().unwrap());
            assert_eq!(
                chat.template().render_marked(&messages).unwrap().text(),
                case["text"].as_str().unwrap()
            );
            assert_eq!(chat.encode(&messages).unwrap(), ids(&case["ids"]), "{messages:?}");
        }
    }
}

#[test]
fn text_streams_as_it_would_come_at_once() {
    let vocabulary = vocabulary();
    for case in golden()["texts"].as_array().unwrap() {
        let mut decoder = vocabulary.decoder();
        let mut text = String::new();
        for id in ids(&case["ids"]) {
            let more = decoder.push(id);
            assert!(!more.contains('\u{FFFD}'), "half a character came out");
            text.push_str(&more);
        }
        text.push_str(&decoder.finish());
        assert_eq!(text, case["decoded"].as_str().unwrap());
    }
    // Control tokens are no text; thoughts are, so that a check can find them.
    let id = |text: &str| vocabulary.id(text).unwrap();
    assert_eq!(vocabulary.decode(&[id("<think>"), id("<|im_end|>"), 99_999]), "<think>");
}
