//! Against what llama.cpp and transformers make of real vocabularies. They are too large for this repository: set
//! `ZHAIYI_TEST_TOKENIZERS` to a folder with them (`tests/reference/README.md` says how it is laid out).

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::super::{
    Bilingual, Chat, ChatTemplate, MetaValue, Metadata, SpecialTokens, TokenizerConfig, Unigram, Vocabulary,
    marked::mark,
};
use super::{ARTICLES, ids, messages};
use crate::{
    assets::Assets,
    prompt::{Occasion, PromptCatalog, Step, Variables},
    text::Language,
};

/// The folder, or nothing, with a word to whoever runs the tests.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ZHAIYI_TEST_TOKENIZERS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: ZHAIYI_TEST_TOKENIZERS names no folder");
    }
    folder
}

/// The metadata of a GGUF file that is known to be sound.
fn metadata(path: &Path) -> Metadata {
    let bytes = fs::read(path).unwrap();
    let mut reader = Reader(&bytes[8..]);
    let (_, values) = (reader.integer(8), reader.integer(8));
    (0..values)
        .map(|_| {
            (reader.text(), {
                let kind = reader.integer(4);
                reader.value(kind)
            })
        })
        .collect()
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn integer(&mut self, bytes: usize) -> i64 {
        let (number, rest) = self.0.split_at(bytes);
        self.0 = rest;
        let mut full = [0; 8];
        full[..bytes].copy_from_slice(number);
        i64::from_le_bytes(full)
    }

    fn text(&mut self) -> String {
        let length = self.integer(8) as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn value(&mut self, kind: i64) -> MetaValue {
        match kind {
            0 | 1 => MetaValue::Integer(self.integer(1)),
            2 | 3 => MetaValue::Integer(self.integer(2)),
            4 | 5 => MetaValue::Integer(self.integer(4)),
            6 => MetaValue::Float(f64::from(f32::from_bits(self.integer(4) as u32))),
            7 => MetaValue::Bool(self.integer(1) != 0),
            8 => MetaValue::Text(self.text()),
            9 => {
                let (kind, length) = (self.integer(4), self.integer(8));
                match kind {
                    8 => MetaValue::Texts((0..length).map(|_| self.text()).collect()),
                    6 => MetaValue::Floats(
                        (0..length).map(|_| f32::from_bits(self.integer(4) as u32)).collect(),
                    ),
                    _ => MetaValue::Integers((0..length).map(|_| self.integer(4)).collect()),
                }
            }
            _ => MetaValue::Integer(self.integer(8)),
        }
    }
}

/// The texts of one side of an opus-mt model, and the pieces that PyPI `sentencepiece` makes of them.
fn pieces_of(path: &Path) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(path).unwrap();
    let golden: Vec<Value> = serde_json::from_str(&text).unwrap();
    let one = |one: &Value| {
        let pieces = one["pieces"].as_array().unwrap().iter().map(|piece| piece.as_str().unwrap().to_owned());
        (one["text"].as_str().unwrap().to_owned(), pieces.collect())
    };
    golden.iter().map(one).collect()
}

#[test]
fn sentencepiece_and_we_agree_on_opus_mt() {
    let Some(folder) = folder() else { return };
    let models = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for model in models
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("opus-mt-")))
    {
        for side in ["source", "target"] {
            let unigram = Unigram::from_proto(&fs::read(model.join(format!("{side}.spm"))).unwrap()).unwrap();
            let golden = pieces_of(&model.join(format!("{side}.pieces.json")));
            for (text, wanted) in &golden {
                let normalized = unigram.normalize(text);
                let found: Vec<&str> = unigram.cut(&normalized).iter().map(|found| found.text).collect();
                assert_eq!(&found, wanted, "{text:?}");
            }
            println!("{}: {side}: {} texts", model.display(), golden.len());
        }
        let tokens = Bilingual::open(&model).unwrap();
        let Ok(expected) = fs::read_to_string(model.join("expected_tokenization.sentencepiece.jsonl")) else {
            continue;
        };
        let mut compared = 0;
        for row in expected.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            if row["side"] == "source" {
                assert_eq!(tokens.encode(None, row["text"].as_str().unwrap()), ids(&row["ids"]), "{row}");
                compared += 1;
            }
        }
        println!("{}: {compared} sources with ids", model.display());
    }
}

#[test]
fn llama_cpp_and_we_agree() {
    let Some(folder) = folder() else { return };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("llama_cpp_vocab"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "gguf"))
        .collect();
    paths.sort();
    let mut passed = 0;
    for path in paths {
        let (given, expected) = (path.with_extension("gguf.inp"), path.with_extension("gguf.out"));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !given.is_file() {
            continue;
        }
        let vocabulary = match Vocabulary::from_metadata(&metadata(&path)) {
            Ok(vocabulary) => vocabulary,
            Err(error) => {
                eprintln!("{name}: not covered: {error}");
                continue;
            }
        };
        let given = fs::read_to_string(given).unwrap();
        let expected = fs::read_to_string(expected).unwrap();
        let mut count = 0;
        for (text, ids) in given.split("\n__ggml_vocab_test__\n").zip(expected.lines()) {
            let ids: Vec<u32> = ids.split_whitespace().map(|id| id.parse().unwrap()).collect();
            assert_eq!(vocabulary.encode(text).unwrap(), ids, "{name}: {text:?}");
            count += 1;
        }
        eprintln!("{name}: {count} texts");
        passed += count;
    }
    eprintln!("{passed} texts in all");
    assert!(passed > 0);
}

/// Conversations: our prompts for twenty articles, and some of other shapes.
fn conversations() -> Value {
    let catalog = PromptCatalog::open(&Assets::default()).unwrap();
    let mut conversations = Vec::new();
    for (number, text) in ARTICLES.split("\n\n").enumerate() {
        let from = crate::text::language::detect(text).unwrap_or(Language::English);
        let other = if from.is_chinese() { Language::English } else { Language::Chinese };
        let step = if number % 2 == 0 { Step::Summarize } else { Step::Translate };
        let to = if number % 4 == 0 { from } else { other };
        let prompt = catalog.prompt(Occasion { step, from, to }, "qwen3").unwrap();
        let variables = Variables { from, to, text, context: "", terms: &[], sentences: 2 };
        let said = prompt.render(&variables).unwrap();
        conversations.push(
            said.iter()
                .map(|message| json!({"role": message.role.name(), "content": message.content}))
                .collect(),
        );
    }
    let user = |content: &str| json!({"role": "user", "content": content});
    let first = user(ARTICLES.split("\n\n").next().unwrap());
    conversations.push(json!([first]));
    conversations.push(json!([user("  论坛  \n")]));
    conversations.push(json!([user("")]));
    let answer = json!({"role": "assistant", "content": "A forum was held."});
    conversations.push(json!([first, answer, user("Where?")]));
    let thinking = json!({"role": "assistant", "content": "<think>\nHm.\n</think>\n\nIn Dalian."});
    conversations.push(json!([first, thinking, user("When? /no_think")]));
    Value::from(conversations)
}

#[test]
fn transformers_and_we_agree_on_real_templates_and_the_tokenizer_of_qwen() {
    let Some(folder) = folder() else { return };
    let given = folder.join("messages.json");
    let conversations = conversations();
    let known = fs::read_to_string(&given).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
    if known.as_ref() != Some(&conversations) {
        let written = std::env::temp_dir().join("messages.json");
        fs::write(&written, conversations.to_string()).unwrap();
        panic!(
            "{} is not what is asked now: put {} there, run tests/reference/tokens.py outside, then this again",
            given.display(),
            written.display()
        );
    }
    let golden: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("golden.json")).unwrap()).unwrap();
    let tokenizer = fs::read(folder.join("tokenizer.json")).unwrap();
    let vocabulary = || Vocabulary::from_json(&tokenizer, &TokenizerConfig::default()).unwrap();
    let special = SpecialTokens {
        bos: golden["names"]["bos_token"].as_str().map(str::to_owned),
        eos: golden["names"]["eos_token"].as_str().map(str::to_owned),
        ..SpecialTokens::default()
    };
    let (mut texts, mut refused, mut encoded) = (0, 0, 0);
    let mut chat: Option<(String, Chat)> = None;
    for case in golden["chats"].as_array().unwrap() {
        let name = case["template"].as_str().unwrap();
        if chat.as_ref().is_none_or(|(last, _)| last != name) {
            let source = fs::read_to_string(folder.join("chat_templates").join(name)).unwrap();
            let template = ChatTemplate::new(&source, special.clone()).unwrap();
            let vocabulary = chat.take().map_or_else(vocabulary, |(_, chat)| chat.into_vocabulary());
            chat = Some((name.to_owned(), Chat::new(vocabulary, template)));
        }
        let (_, chat) = chat.as_ref().unwrap();
        let number = case["messages"].as_u64().unwrap() as usize;
        let said = messages(&conversations[number]);
        let tools = || if case["tools"] == true { Vec::<u32>::new().into() } else { ().into() };
        let found = chat.template().with(&said, str::to_owned, tools());
        let Some(text) = case["text"].as_str() else {
            assert!(found.is_err(), "{name} {number} should fail: {}", case["error"]);
            refused += 1;
            continue;
        };
        let found = found.unwrap_or_else(|error| panic!("{name} {number}: {error}"));
        assert_eq!(found, text, "{name} {number}");
        texts += 1;
        // What a template looks for in an answer it does not find in marked text, on purpose.
        if said.iter().any(|message| message.content.contains("think")) {
            continue;
        }
        let marked = super::super::Marked::read(&chat.template().with(&said, mark, tools()).unwrap());
        assert_eq!(marked.text(), text, "{name} {number}, marked");
        if case["ids"].is_array() {
            assert_eq!(chat.encode(&said).unwrap(), ids(&case["ids"]), "{name} {number}");
            encoded += 1;
        }
    }
    eprintln!("{texts} texts the same, {refused} refused by both; {encoded} prompts with the same ids");
    assert!(texts > 0 && encoded > 0);
}

#[test]
fn the_tokenizer_of_qwen_and_llama_cpp_agree() {
    let Some(folder) = folder() else { return };
    let tokenizer = fs::read(folder.join("tokenizer.json")).unwrap();
    let vocabulary = Vocabulary::from_json(&tokenizer, &TokenizerConfig::default()).unwrap();
    let file = |kind: &str| {
        fs::read_to_string(folder.join("llama_cpp_vocab/ggml-vocab-qwen2.gguf").with_extension(kind))
    };
    let (given, expected) = (file("gguf.inp").unwrap(), file("gguf.out").unwrap());
    let mut count = 0;
    for (text, ids) in given.split("\n__ggml_vocab_test__\n").zip(expected.lines()) {
        let ids: Vec<u32> = ids.split_whitespace().map(|id| id.parse().unwrap()).collect();
        assert_eq!(vocabulary.encode(text).unwrap(), ids, "{text:?}");
        count += 1;
    }
    eprintln!("qwen2 from tokenizer.json: {count} texts");
}
