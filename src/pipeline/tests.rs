//! The fallback order, retries and the cache, with scripted engines.

use std::sync::{Arc, atomic::Ordering};

use super::{
    Choice, Failure, Pipeline, Verdict,
    scripted::{Act, Scripted},
};
use crate::{
    cache::{Cache, SystemClock},
    engine::{Capability, Loader},
    rules::Rules,
    segment::Source,
    task::{Glossary, Task, Term, Translate},
    text::Language,
};

const TEXT: &str = "The forum was held on June 9.\nIt ended.";

fn task(terms: &[(&str, &str)]) -> Task {
    let terms =
        terms.iter().map(|(source, target)| Term { source: (*source).into(), target: (*target).into() });
    Task::Translate(Translate {
        from: Language::English,
        to: Language::Chinese,
        glossary: Arc::new(Glossary::new(terms.collect())),
    })
}

fn pipeline(loaders: &[&Scripted], choice: Choice, cache: Cache) -> Pipeline {
    let loaders = loaders.iter().map(|loader| Arc::new((*loader).clone()) as Arc<dyn Loader>);
    Pipeline::new(loaders.collect(), choice, cache)
}

fn said(pipeline: &Pipeline) -> Result<(String, Vec<String>), Failure> {
    let done = pipeline.run(&task(&[]), &Source::line(TEXT), "test", &())?;
    let story = done.attempts.iter().map(|attempt| {
        let verdict = match &attempt.verdict {
            Verdict::Hit => "hit".to_owned(),
            Verdict::Ran { .. } => "ran".to_owned(),
            Verdict::PassedOver { reason } => reason.clone(),
        };
        format!("{}: {verdict}", attempt.engine)
    });
    Ok((done.outcome.text, story.collect()))
}

#[test]
fn the_next_engine_stands_in_and_the_story_is_told() {
    let missing = Scripted::new("big").not_installed();
    let failing = Scripted::new("mid").acts(&[Act::Fail]);
    let rejected = Scripted::new("small").acts(&[Act::BreakOff("论坛\n"), Act::Say("论坛")]);
    let last = Scripted::new("rules")
        .capable(Capability::Degraded { reason: "rules".into() })
        .acts(&[Act::Say("论坛于6月9日举行。\n论坛结束。")]);
    let pipeline = pipeline(&[&last, &missing, &failing, &rejected], Choice::Auto, Cache::disabled());
    let (text, story) = said(&pipeline).unwrap();
    assert_eq!(text, "论坛于6月9日举行。\n论坛结束。");
    assert_eq!(
        story,
        [
            "big: big is not installed: its weights is missing",
            "mid: mid failed: told to",
            "small: the draft has another number of lines (asked 3 times)",
            "rules: ran"
        ]
    );
    assert_eq!(rejected.runs.load(Ordering::SeqCst), 3);
}

#[test]
fn a_retry_can_save_a_draft() {
    let engine = Scripted::new("m").acts(&[Act::Say(" "), Act::Say("论坛于6月9日举行。\n论坛结束。")]);
    let (text, story) = said(&pipeline(&[&engine], Choice::Auto, Cache::disabled())).unwrap();
    assert_eq!((text.lines().count(), story), (2, vec!["m: ran".to_owned()]));
}

#[test]
fn an_engine_that_changes_a_number_is_asked_again_and_then_passed_over() {
    let engine = Scripted::new("m").acts(&[Act::Say("论坛于6月8日举行。\n论坛结束。")]);
    let rules = Scripted::new("rules")
        .capable(Capability::Degraded { reason: "rules".into() })
        .acts(&[Act::Say("论坛于6月9日举行。\n论坛结束。")]);
    let (text, story) = said(&pipeline(&[&engine, &rules], Choice::Auto, Cache::disabled())).unwrap();
    assert!(text.contains("6月9日"), "{text}");
    assert_eq!(engine.runs.load(Ordering::SeqCst), 3);
    assert!(story[0].starts_with("m: ") && story[0].contains("June 9"), "{}", story[0]);
    assert_eq!(story[1], "rules: ran");
}

#[test]
fn an_engine_that_invents_a_date_is_passed_over() {
    let right = "论坛于6月9日举行。\n论坛结束。";
    let engine = Scripted::new("m").acts(&[Act::Say("论坛于6月9日举行。\n论坛于7月2日结束。")]);
    let rules = Scripted::new("rules")
        .capable(Capability::Degraded { reason: "rules".into() })
        .acts(&[Act::Say(right)]);
    let (text, story) = said(&pipeline(&[&engine, &rules], Choice::Auto, Cache::disabled())).unwrap();
    assert_eq!(text, right, "{story:?}");
    assert_eq!(engine.runs.load(Ordering::SeqCst), 3, "{story:?}");
    // A year that is added to a date is often right.
    let engine = Scripted::new("m").acts(&[Act::Say("论坛于2023年6月9日举行。\n论坛结束。")]);
    let (text, story) = said(&pipeline(&[&engine], Choice::Auto, Cache::disabled())).unwrap();
    assert!(text.contains("2023") && story == ["m: ran"], "{story:?}");
}

#[test]
fn an_engine_insisted_on_is_not_replaced() {
    let failing = Scripted::new("mid").acts(&[Act::Fail]);
    let rules = Scripted::new("rules").acts(&[Act::Say("论坛\n结束")]);
    let exactly =
        |name: &str| said(&pipeline(&[&failing, &rules], Choice::Exactly(name.into()), Cache::disabled()));
    assert!(matches!(exactly("mid"), Err(Failure::Exhausted { attempts }) if attempts.len() == 1));
    assert!(matches!(exactly("none"), Err(Failure::NoEngine { wanted: Some(name), .. }) if name == "none"));
}

#[test]
fn a_hit_loads_nothing_and_a_better_engine_is_not_hidden_by_a_degraded_result() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.sqlite");
    let rules = Scripted::new("rules")
        .capable(Capability::Degraded { reason: "rules".into() })
        .acts(&[Act::Say("论坛于6月9日举行。\n论坛结束。")]);
    let broken = Scripted::new("model").not_installed();
    let first = said(&pipeline(&[&broken, &rules], Choice::Auto, open(&path))).unwrap();
    assert_eq!(first.0, "论坛于6月9日举行。\n论坛结束。");

    let again = said(&pipeline(&[&broken, &rules], Choice::Auto, open(&path))).unwrap();
    assert_eq!(again.0, first.0);
    assert_eq!(again.1.last().unwrap(), "rules: hit");
    assert_eq!(rules.loaded.load(Ordering::SeqCst), 1);

    let mended = Scripted::new("model").acts(&[Act::Say("该论坛于6月9日举行。\n会议结束。")]);
    let better = said(&pipeline(&[&mended, &rules], Choice::Auto, open(&path))).unwrap();
    assert_eq!(better.0, "该论坛于6月9日举行。\n会议结束。");
    let hit = said(&pipeline(&[&mended, &rules], Choice::Auto, open(&path))).unwrap();
    assert_eq!(hit.1, ["model: hit"]);
    assert_eq!(mended.loaded.load(Ordering::SeqCst), 1);
}

#[test]
fn only_terms_that_occur_change_the_key() {
    let pipeline = Pipeline::new(vec![Arc::new(Rules)], Choice::Auto, Cache::disabled());
    let source = Source::line(TEXT);
    let key = |terms: &[(&str, &str)]| pipeline.keys(&task(terms), &source)[0].0;
    assert_eq!(key(&[]), key(&[("committee", "委员会")]));
    assert_ne!(key(&[]), key(&[("forum", "论坛")]));
}

#[test]
fn a_term_that_was_not_used_is_asked_for_again() {
    const LEFT: &str = "论坛于6月9日举行。\n论坛结束。";
    const USED: &str = "大会于6月9日举行。\n大会结束。";
    let run = |acts: &[Act]| {
        let engine = Scripted::new("m").acts(acts);
        let pipeline = pipeline(&[&engine], Choice::Auto, Cache::disabled());
        let done = pipeline.run(&task(&[("forum", "大会")]), &Source::line(TEXT), "test", &()).unwrap();
        let told = done.outcome.provenance.findings.iter().any(|finding| finding.check == "terms");
        (done.outcome.text, told, engine.runs.load(Ordering::SeqCst))
    };
    assert_eq!(run(&[Act::Say(LEFT), Act::Say(USED)]), (USED.to_owned(), false, 2));
    assert_eq!(run(&[Act::Say(LEFT)]), (LEFT.to_owned(), true, 3), "taken in the end, and told");
}

#[test]
fn blank_text_reaches_no_engine() {
    let engine = Scripted::new("m");
    let pipeline = pipeline(&[&engine], Choice::Auto, Cache::disabled());
    let failure = pipeline.run(&task(&[]), &Source::line(" \n\u{3000}"), "blank", &());
    assert!(matches!(failure, Err(Failure::Blank)));
    assert_eq!(engine.runs.load(Ordering::SeqCst), 0);
}

fn open(path: &std::path::Path) -> Cache {
    Cache::open(path, SystemClock).unwrap()
}
