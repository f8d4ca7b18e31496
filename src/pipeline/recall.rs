//! What the user's memory knows of a source, and its place in the translation.
//!
//! A line is looked for as a whole, then sentence by sentence; only the very same words are used. Lines and sentences that
//! are remembered never reach an engine, which gets what is left in passages of its own. What was recalled is part of the
//! recipe, so a correction changes the key of the articles that have its words, and of no other.
//!
//! What an engine made of a line is never used again for the same line elsewhere: models translate it with what stands before
//! it, so the outcome would depend on which article came first. A person's words do not: they are meant to be used again.

use std::ops::Range;

use serde_json::{Value, json};

use crate::{
    fingerprint::Hasher,
    outcome::{Finding, Severity},
    segment::{Passage, Source},
    task::{Memory, Task},
    text::{Language, sentence},
};

use super::accept::seen;

/// A part of a source that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Where it is.
    pub range: Range<usize>,
    /// Its translation.
    pub text: String,
}

/// Everything of a source that is remembered, in order.
pub fn recall(memory: &Memory, task: &Task, source: &Source) -> Vec<Recalled> {
    let Task::Translate(task) = task else { return Vec::new() };
    if memory.is_empty() || task.from == task.to {
        return Vec::new();
    }
    let find = |range: &Range<usize>, previous: Option<&str>| {
        let text = memory.recall(task.from, task.to, &source.text[range.clone()], previous)?;
        Some(Recalled { range: range.clone(), text: text.to_owned() })
    };
    let mut recalled = Vec::new();
    let mut before: Option<&str> = None;
    for line in source.lines() {
        let words = &source.text[line.clone()];
        if let Some(whole) = find(&line, before) {
            recalled.push(whole);
        } else {
            let mut last = None;
            for part in sentence::sentences(words, Some(task.from)) {
                let range = line.start + part.start..line.start + part.end;
                recalled.extend(find(&range, last));
                last = Some(&source.text[range]);
            }
        }
        before = Some(words);
    }
    recalled
}

/// What a recipe says of it.
pub fn described(recalled: &[Recalled], source: &Source) -> Value {
    let hash = recalled
        .iter()
        .fold(Hasher::new(), |hasher, part| hasher.field(&source.text[part.range.clone()]).field(&part.text));
    json!({"segments": recalled.len(), "digest": hash.finish().to_string()})
}

/// True when nothing is left for an engine.
pub fn is_whole(recalled: &[Recalled], source: &Source, from: Language) -> bool {
    !recalled.is_empty() && source.segments(from).iter().all(|segment| covers(recalled, segment))
}

/// True for a segment that is remembered.
pub fn covers(recalled: &[Recalled], segment: &Range<usize>) -> bool {
    recalled.iter().any(|part| part.range.start <= segment.start && segment.end <= part.range.end)
}

/// The source with its passages replaced by their drafts, and what was recalled by what is remembered.
pub fn joined(
    source: &Source,
    to: Language,
    passages: &[Passage],
    drafts: &[String],
    recalled: &[Recalled],
) -> String {
    let drafted = passages.iter().zip(drafts).map(|(passage, draft)| (passage.range.clone(), draft.as_str()));
    let remembered = recalled.iter().map(|part| (part.range.clone(), part.text.as_str()));
    let mut parts: Vec<(Range<usize>, &str)> = drafted.chain(remembered).collect();
    parts.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut at = 0;
    for (range, text) in parts {
        let gap = &source.text[at..range.start];
        // Chinese sentences follow each other without a blank.
        out.push_str(match gap {
            " " if at > 0 && to.is_chinese() => "",
            "" if at > 0 && !to.is_chinese() => " ",
            gap => gap,
        });
        out.push_str(text);
        at = range.end;
    }
    out.push_str(&source.text[at..]);
    out
}

/// What the checks see in what was recalled. With `mark` each part has a note that a person wrote it.
pub fn findings(task: &Task, source: &Source, recalled: &[Recalled], mark: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    for part in recalled {
        let words = &source.text[part.range.clone()];
        out.extend(mark.then(|| Finding {
            check: "edited".to_owned(),
            severity: Severity::Note,
            message: "This is out of your translation memory.".to_owned(),
            source: Some(words.to_owned()),
            target: Some(part.text.clone()),
        }));
        out.extend(seen(task, words, &part.text));
    }
    out
}

#[cfg(test)]
mod tests {
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
        let pipeline = Pipeline::new(vec![Arc::new(engine)], Choice::Auto, Cache::disabled())
            .remembering(Arc::new(memory));
        let done = pipeline.run(&task(), &Source::line(TEXT), "a", &()).unwrap();
        (done.outcome, runs.load(std::sync::atomic::Ordering::SeqCst))
    }

    #[test]
    fn what_is_remembered_never_reaches_the_engine() {
        let known =
            [("The forum opened.", "论坛开幕了。"), ("The next one is on June 9.", "下一届在6月9日。")];
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
                Scripted::new("scripted")
                    .acts(&[Act::Say("论坛开幕了。它在五月举行。\n下一届在6月9日举行。")]),
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
}
