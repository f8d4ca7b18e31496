//! Files that were made to do harm: each gives an error that says what is wrong, soon and in little memory.

use serde_json::{Value, json};

use super::super::{
    Chat, ChatTemplate, MetaValue, Metadata, SpecialTokens, TokenizerConfig, TokensError, Vocabulary,
};
use super::{TOKENIZER, golden::metadata};
use crate::prompt::{Message, Role};

fn json_error(change: impl Fn(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(TOKENIZER).unwrap();
    change(&mut file);
    let error = Vocabulary::from_json(file.to_string().as_bytes(), &TokenizerConfig::default());
    error.map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_tokenizer_json_is_not_trusted() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 14] = [
        (|file| file["model"]["merges"][0] = json!(["zz", "yy"]), "names \"zz\", which is no token"),
        (|file| file["model"]["merges"][0] = json!("zz"), "merge 0 (\"zz\")"),
        (|file| file["model"]["merges"] = json!(7), "is no tokenizer file"),
        (|file| file["model"]["vocab"]["!"] = json!(1), "is there twice"),
        (|file| file["model"]["vocab"]["!"] = json!(4_000_000_000_u32), "past the end of a vocabulary"),
        (|file| file["model"]["vocab"]["!"] = json!(-1), "is no tokenizer file"),
        (|file| file["model"]["type"] = json!("Unigram"), "\"Unigram\" are not supported"),
        (|file| file["pre_tokenizer"] = json!({"type": "BertPreTokenizer"}), "\"BertPreTokenizer\""),
        (|file| file["normalizer"] = json!({"type": "Lowercase"}), "\"Lowercase\""),
        (|file| file["decoder"] = json!({"type": "WordPiece"}), "decoder \"WordPiece\""),
        (|file| file["added_tokens"][0]["content"] = json!(""), "has no text"),
        (|file| file["added_tokens"][0]["content"] = json!("th"), "could be made by merging"),
        (|file| file["added_tokens"][0]["id"] = json!("x"), "no id"),
        (|file| file["model"]["continuing_subword_prefix"] = json!("##"), "\"##\""),
    ];
    for (change, expected) in cases {
        let error = json_error(change);
        assert!(error.contains(expected), "{expected:?} is not in: {error}");
    }
    for bytes in [&b""[..], b"{", b"[]", b"{\"model\": {}}", b"\xFF\xFE"] {
        assert!(Vocabulary::from_json(bytes, &TokenizerConfig::default()).is_err());
    }
    let twice = TOKENIZER.replacen("\"!\":", "\"!\":0,\"!\":", 1);
    assert!(Vocabulary::from_json(twice.as_bytes(), &TokenizerConfig::default()).is_err());
}

fn with(key: &str, value: Option<MetaValue>) -> Metadata {
    metadata().changed(key, value)
}

#[test]
fn the_metadata_of_a_gguf_file_is_not_trusted() {
    let text = |text: &str| Some(MetaValue::Text(text.to_owned()));
    let cases = [
        ("tokenizer.ggml.model", None, "the metadata has no tokenizer.ggml.model"),
        ("tokenizer.ggml.model", text("rwkv"), "\"rwkv\" are not supported"),
        ("tokenizer.ggml.model", Some(MetaValue::Integer(3)), "should be a text but is an integer"),
        ("tokenizer.ggml.model", text("llama"), "the metadata has no tokenizer.ggml.scores"),
        ("tokenizer.ggml.pre", text("none-such"), "fetch tokenizer.json"),
        ("tokenizer.ggml.pre", None, "fetch tokenizer.json"),
        ("tokenizer.ggml.tokens", None, "has no tokenizer.ggml.tokens"),
        ("tokenizer.ggml.tokens", Some(MetaValue::Texts(Vec::new())), "has 705 elements for 0 tokens"),
        ("tokenizer.ggml.tokens", Some(MetaValue::Texts(vec!["a".to_owned(); 705])), "is there twice"),
        ("tokenizer.ggml.token_type", Some(MetaValue::Integers(vec![1])), "has 1 elements for 705 tokens"),
        ("tokenizer.ggml.merges", None, "has no tokenizer.ggml.merges"),
        ("tokenizer.ggml.merges", Some(MetaValue::Texts(vec!["zz yy".to_owned()])), "names \"zz\""),
        ("tokenizer.ggml.merges", Some(MetaValue::Texts(vec![String::new()])), "merge 0"),
        ("tokenizer.chat_template", None, "has no chat template"),
        ("tokenizer.ggml.eos_token_id", Some(MetaValue::Other), "should be an integer"),
    ];
    for (key, value, expected) in cases {
        let error = Chat::from_metadata(&with(key, value), None).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected:?} is not in: {error}");
    }
    let lost = Chat::from_metadata(&with("tokenizer.ggml.eos_token_id", Some(MetaValue::Integer(-5))), None);
    assert_eq!(lost.unwrap().end(), None);
}

#[test]
fn a_byte_without_a_token_is_an_error_and_is_not_dropped() {
    let metadata = with("tokenizer.ggml.merges", Some(MetaValue::Texts(Vec::new())));
    let metadata = metadata.changed("tokenizer.ggml.tokens", Some(MetaValue::Texts(vec!["a".to_owned()])));
    let metadata = metadata.changed("tokenizer.ggml.token_type", None);
    let vocabulary = Vocabulary::from_metadata(&metadata).unwrap();
    assert_eq!(vocabulary.encode("aa"), Ok(vec![0, 0]));
    assert!(matches!(vocabulary.encode("ab"), Err(TokensError::NoToken { .. })));
}

#[test]
fn a_chat_template_ends_and_asks_for_little() {
    let said = [Message::new(Role::User, "x".repeat(1000))];
    let cases = [
        ("{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}", "chat template"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "chat template"),
        (
            "{% set ns = namespace(s='x' * 1000) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
            "steps",
        ),
        ("{% for i in range(5000) %}{{ messages[0].content }}{% endfor %}", "chat template"),
        ("{{ 'x' * 100000000 }}", "chat template"),
        ("{{ '{:1000000000}'.format(1) }}", "no method named format"),
        ("{{ '%1000000000d' | format(1) }}", "format"),
        ("{{ strftime_now('%1000000000d') }}", "strftime_now"),
        ("{{ raise_exception('no system message, please') }}", "no system message, please"),
        ("{{ messages[0].content.nothing() }}", "no method named nothing"),
        ("{% include 'secret' %}", "chat template"),
    ];
    for (source, expected) in cases {
        let found =
            ChatTemplate::new(source, SpecialTokens::default()).and_then(|template| template.render(&said));
        let error = found.map(|text| text.len()).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected:?} is not in: {error} ({source})");
    }
    for source in ["{% if %}", "{{", &"{% if x %}".repeat(5000), &"[".repeat(100_000), &"{{ [".repeat(2000)] {
        let template = ChatTemplate::new(source, SpecialTokens::default());
        assert!(template.is_err() || template.unwrap().render(&said).is_ok());
    }
}

#[test]
fn long_texts_take_no_quadratic_time() {
    let vocabulary = super::vocabulary();
    for text in ["a".repeat(300_000), " ".repeat(300_000), "论".repeat(100_000), "<|im_end|".repeat(30_000)]
    {
        assert!(vocabulary.encode(&text).unwrap().len() > 100);
    }
}
