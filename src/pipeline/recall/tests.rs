//! What is remembered goes where it belongs.

use std::sync::Arc;

use super::*;
use crate::{
    cache::Cache,
    outcome::Method,
    pipeline::{
        Choice, Pipeline,
        scripted::{Act, Scripted},
    },
    task::{Glossary, Remembered, Translate},
};
use Language::{Chinese, English};

fn memory(pairs: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::default();
    for (source, target) in pairs {
        memory.push(Remembered {
            languages: (English, Chinese),
            source: (*source).into(),
            target: (*target).into(),
            previous: None,
        });
    }
    memory
}

fn task() -> Task {
    Task::Translate(Translate { from: English, to: Chinese, glossary: Arc::new(Glossary::default()) })
}

const TEXT: &str = "The forum opened. It was held in May.\nThe next one is on June 9.";

fn made(memory: Memory, say: &'static str) -> (crate::outcome::Outcome, usize) {
    let engine = Scripted::new("scripted").acts(&[Act::Say(say)]);
    let runs = Arc::clone(&engine.runs);
    let pipeline =
        Pipeline::new(vec![Arc::new(engine)], Choice::Auto, Cache::disabled()).remembering(Arc::new(memory));
    let done = pipeline.run(&task(), &Source::line(TEXT), "a", &()).unwrap();
    (done.outcome, runs.load(std::sync::atomic::Ordering::SeqCst))
}

#[test]
fn what_is_remembered_never_reaches_the_engine() {
    let known = [("The forum opened.", "论坛开幕了。"), ("The next one is on June 9.", "下一届在6月9日。")];
    let (outcome, runs) = made(memory(&known), "会议在五月举行。");
    assert_eq!(outcome.text, "论坛开幕了。会议在五月举行。\n下一届在6月9日。");
    assert_eq!(outcome.provenance.method, Method::Generated);
    assert!(runs > 0);
    let edited = outcome.provenance.findings.iter().filter(|finding| finding.check == "edited").count();
    assert_eq!(edited, 2);
}

#[test]
fn a_text_that_is_remembered_whole_is_edited() {
    let known = [
        ("The forum opened. It was held in May.", "论坛开幕。五月举行。"),
        ("The next one is on June 9.", "下一届在7月9日。"),
    ];
    let (outcome, runs) = made(memory(&known), "");
    assert_eq!(outcome.text, "论坛开幕。五月举行。\n下一届在7月9日。");
    assert_eq!((outcome.provenance.method, runs), (Method::Edited, 0));
    assert_eq!(outcome.provenance.engine, "memory");
    let checks: Vec<&str> = outcome.provenance.findings.iter().map(|f| f.check.as_str()).collect();
    assert!(checks.contains(&"dates"), "a person may be wrong too: {checks:?}");
}

#[test]
fn a_correction_changes_the_key_where_its_words_are_and_nowhere_else() {
    let keys = |memory: Memory, text: &str| {
        let loader = Arc::new(Scripted::new("scripted"));
        let pipeline = Pipeline::new(vec![loader], Choice::Auto, Cache::disabled());
        let pipeline = pipeline.remembering(Arc::new(memory));
        pipeline.keys(&task(), &Source::line(text)).iter().map(|(key, _)| key.recipe).collect::<Vec<_>>()
    };
    let known = memory(&[("The forum opened.", "论坛开幕。")]);
    let other = memory(&[("The forum opened.", "论坛开始。")]);
    assert_ne!(keys(known.clone(), TEXT), keys(Memory::default(), TEXT));
    assert_ne!(keys(known.clone(), TEXT), keys(other, TEXT));
    assert_eq!(keys(known, "Something else."), keys(Memory::default(), "Something else."));
}

#[test]
fn what_was_made_with_a_memory_is_found_with_it_only() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open_or_disabled(folder.path().join("c.sqlite"), crate::cache::SystemClock);
    let run = |memory: Memory| {
        let engine = Arc::new(
            Scripted::new("scripted").acts(&[Act::Say("论坛开幕了。它在五月举行。\n下一届在6月9日举行。")]),
        );
        let pipeline = Pipeline::new(vec![engine], Choice::Auto, cache.clone());
        pipeline.remembering(Arc::new(memory)).run(&task(), &Source::line(TEXT), "a", &()).unwrap().cached
    };
    let whole = || {
        memory(&[
            ("The forum opened. It was held in May.", "论坛五月开幕。"),
            ("The next one is on June 9.", "下一届在6月9日。"),
        ])
    };
    assert_eq!(
        [run(Memory::default()), run(whole()), run(whole()), run(Memory::default())],
        [false, false, true, true]
    );
}

/// An article in Markdown with `text`, read as from a file.
fn article(text: &str) -> crate::article::Article {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    std::fs::write(&path, text).unwrap();
    let mut items = crate::article::unread(vec![crate::article::Input::Path(path)], Default::default());
    items.next().unwrap().read().result.unwrap().article
}

const MARKDOWN: &str = "# The *forum*\n\nThe forum opened. See [here](https://x.org).\n\n- It was in May.\n- The next one is on June 9.\n";

#[test]
fn a_document_keeps_its_form_around_what_is_remembered() {
    let article = article(MARKDOWN);
    let source = Source::whole(&article, article.fingerprint());
    let known = [
        ("The *forum*", "*论坛*大会"),
        ("The forum opened.", "论坛开幕了。"),
        ("See [here](https://x.org).", "看不见的。"),
        ("The next one is on June 9.", "下一届在6月9日。"),
    ];
    for engine in [
        Scripted::new("tags").with_tags().acts(&[Act::Say("见<g1>这里</g1>。\n在五月。")]),
        Scripted::new("masks").acts(&[Act::Say("见这里。\n在五月。")]),
    ] {
        let pipeline = Pipeline::new(vec![Arc::new(engine)], Choice::Auto, Cache::disabled());
        let pipeline = pipeline.remembering(Arc::new(memory(&known)));
        let outcome = pipeline.run(&task(), &source, "a", &()).unwrap().outcome;
        let lines: Vec<&str> = outcome.text.lines().collect();
        assert_eq!((lines[0], lines[5]), ("# *论坛*大会", "- 下一届在6月9日。"), "{}", outcome.text);
        assert!(
            lines[2].starts_with("论坛开幕了。见") && lines[2].contains("](https://x.org)"),
            "{}",
            lines[2]
        );
        let edited = outcome.provenance.findings.iter().filter(|finding| finding.check == "edited").count();
        assert_eq!(edited, 3);
    }
}

#[test]
fn a_document_that_is_remembered_whole_is_edited() {
    let article = article("# The *forum*\n\n> It was *held* in May.\n\n```\nmake\n```\n");
    let source = Source::whole(&article, article.fingerprint());
    let known = [("The *forum*", "*论坛*"), ("It was *held* in May.", "五月*举行*。")];
    let engine = Arc::new(Scripted::new("none"));
    let runs = Arc::clone(&engine.runs);
    let pipeline = Pipeline::new(vec![engine], Choice::Auto, Cache::disabled());
    let outcome =
        pipeline.remembering(Arc::new(memory(&known))).run(&task(), &source, "a", &()).unwrap().outcome;
    assert_eq!(outcome.text, "# *论坛*\n\n> 五月*举行*。\n\n```\nmake\n```\n");
    assert_eq!(outcome.provenance.method, Method::Edited);
    assert_eq!(runs.load(std::sync::atomic::Ordering::SeqCst), 0);
}
