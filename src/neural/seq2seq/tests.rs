//! The trained models of `tests/models` behind the contract: the tokens of PyPI `transformers`, and what they are asked.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use serde_json::Value;

use crate::{
    engine::{Capability, Loader, Watcher},
    model::{Hub, local},
    neural::decode::Finish,
    segment::Passage,
    task::{Glossary, Length, Summarize, Task, Translate},
    text::Language,
};

use super::{Profile, TranslatorLoader, interpreter::Interpreter, translate::translate};

fn profile(folder: &Path) -> Profile {
    let stamps = std::env::temp_dir().join("zhaiyi-test-stamps");
    let hub = Hub::new(stamps.join("hub"), stamps);
    Profile::local(&hub, &local(folder).unwrap()).unwrap()
}

fn trained(way: &str) -> Profile {
    profile(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models").join(format!("marian-{way}")))
}

fn task(from: Language, to: Language) -> Task {
    Task::Translate(Translate { from, to, glossary: Glossary::default().into() })
}

struct Nobody;

impl crate::neural::desk::Patience for Nobody {
    fn done(&mut self, _: usize) {}

    fn is_over(&self) -> bool {
        false
    }
}

#[test]
fn sources_and_translations_are_those_of_transformers() {
    for (way, to) in [("zh-en", Language::English), ("en-zh", Language::Chinese)] {
        let interpreter = Interpreter::load(&trained(way)).unwrap();
        let path = format!("{}/tests/models/expected/marian-{way}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let (mut compared, mut same) = (0, 0);
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let Some(text) = record["sentence"].as_str() else { continue };
            let ids = |key: &str| -> Vec<u64> { serde_json::from_value(record[key].clone()).unwrap() };
            let request = interpreter.sentence(text, to, 0);
            assert_eq!(request.source.iter().map(|id| u64::from(*id)).collect::<Vec<_>>(), ids("source_ids"));
            let found = interpreter.desk.answer(vec![request], &mut Nobody).unwrap().remove(0);
            assert_eq!(found[0].finish, Finish::Token);
            compared += 1;
            same += usize::from(found[0].tokens.iter().map(|id| u64::from(*id)).eq(ids("beam_ids")));
        }
        // Eight bits now and then prefer another of two that are all but equal.
        assert!(compared >= 4 && same * 5 >= compared * 4, "{way}: {same} of {compared} the same");
    }
}

#[test]
fn each_knows_its_way_and_nothing_else() {
    let [there, back] = ["zh-en", "en-zh"].map(|way| TranslatorLoader::new(trained(way)));
    let (zh, hant, en) = (Language::Chinese, Language::TraditionalChinese, Language::English);
    for (from, to, ways) in [
        (zh, en, [true, false]),
        (hant, en, [true, false]),
        (en, zh, [false, true]),
        (en, hant, [false, true]),
        (zh, hant, [false, false]),
        (en, en, [false, false]),
    ] {
        let can = [&there, &back].map(|loader| loader.capability(&task(from, to)) == Capability::Full);
        assert_eq!(can, ways, "{from} to {to}");
    }
    let (length, glossary) = (Length::Short, Glossary::default().into());
    let summary = Task::Summarize(Summarize { from: zh, to: en, length, glossary });
    assert!(!there.capability(&summary).can());
}

/// Adds up the tokens that it hears of.
#[derive(Default)]
struct Counter(AtomicUsize);

impl Watcher for Counter {
    fn tokens(&self, tokens: usize) {
        self.0.fetch_add(tokens, Ordering::Relaxed);
    }
}

#[test]
fn a_watcher_hears_of_the_tokens_that_are_written() {
    let interpreter = Interpreter::load(&trained("zh-en")).unwrap();
    let (from, to) = (Language::Chinese, Language::English);
    let task = Translate { from, to, glossary: Glossary::default().into() };
    let text = "论坛于2024年5月12日在北京举行。".to_owned();
    let whole = 0..text.len();
    let passage =
        Passage { title: None, before: String::new(), text, segments: vec![whole.clone()], range: whole };
    let counter = Counter::default();
    let drafts = translate(&interpreter, &task, &[passage], 0, &counter).unwrap();
    let words = drafts[0].text.split_whitespace().count();
    let tokens = counter.0.load(Ordering::Relaxed);
    // A token is a sign at least, and a word at most.
    let signs = drafts[0].text.chars().count();
    assert!(
        words > 3 && (words..=signs).contains(&tokens),
        "{tokens} tokens for {words} words, {signs} signs"
    );
}

#[test]
fn the_mark_of_a_script_stands_before_the_source() {
    let interpreter = Interpreter::load(&trained("en-zh")).unwrap();
    let of = |to| interpreter.sentence("The forum was held.", to, 0).source;
    let (simplified, traditional) = (of(Language::Chinese), of(Language::TraditionalChinese));
    assert_ne!(simplified[0], traditional[0]);
    assert_eq!(simplified[1..], traditional[1..]);
}

#[test]
fn a_folder_that_says_another_language_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/marian-zh-en");
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let stamps = folder.path().join("stamps");
    let told = || {
        let hub = Hub::new(stamps.join("hub"), stamps.clone());
        Profile::local(&hub, &local(folder.path()).unwrap()).unwrap_err().to_string()
    };
    let config = folder.path().join("tokenizer_config.json");
    std::fs::write(&config, r#"{"source_lang": "deu", "target_lang": "eng"}"#).unwrap();
    assert!(told().contains("deu"), "{}", told());
    std::fs::write(&config, "{}").unwrap();
    assert!(told().contains("source_lang in tokenizer_config.json"), "{}", told());
    std::fs::remove_file(folder.path().join("vocab.json")).unwrap();
    assert!(told().contains("tokenizer.json"), "{}", told());
}
