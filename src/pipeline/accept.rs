//! Is a draft good enough to be stored and shown?

use crate::{
    checks::{self, Fault, Pair, Work, check},
    engine::{Draft, Stop},
    outcome::{Finding, Method},
    segment::Passage,
    task::{Glossary, Task},
};

/// A draft as it was judged.
pub struct Judged {
    /// What the checks saw.
    pub findings: Vec<Finding>,
    /// Why it cannot be taken, if it cannot.
    pub rejected: Option<String>,
    /// Why another try may give something better, if it may.
    pub again: Option<String>,
    /// Lines whose codes did not come back: of several drafts the one with the fewest is taken.
    pub broken: usize,
}

/// Judges a draft against its passage.
///
/// What a model wrote must be free of what [`checks::Fault::refused`] says. What rules made is taken with its findings: it is the same every
/// time, and there is nothing to fall back to.
pub fn judge(task: &Task, passage: &Passage, draft: &Draft) -> Judged {
    if let Some(flaw) = flaw(task, passage, draft) {
        let flaw = Some(flaw.to_owned());
        return Judged { findings: Vec::new(), rejected: flaw.clone(), again: flaw, broken: 0 };
    }
    let pair = pair(task, &passage.text, &draft.text);
    let found = check(&pair);
    let findings: Vec<Finding> = found.iter().map(|finding| stored(finding, &pair)).collect();
    if draft.method != Method::Generated {
        return Judged { findings, rejected: None, again: None, broken: 0 };
    }
    let first = |is_meant: fn(Fault) -> bool| {
        let meant = found.iter().zip(&findings).find(|(found, _)| is_meant(found.fault));
        meant.map(|(_, stored)| stored.message.clone())
    };
    let rejected = first(Fault::refused);
    Judged { again: rejected.clone().or_else(|| first(Fault::retry)), rejected, findings, broken: 0 }
}

/// What no text may have, whoever made it.
fn flaw(task: &Task, passage: &Passage, draft: &Draft) -> Option<&'static str> {
    let lines = |text: &str| text.matches('\n').count();
    if draft.text.trim().is_empty() {
        Some("the draft is empty")
    } else if draft.stop == Stop::Length {
        Some("the draft breaks off")
    } else if matches!(task, Task::Translate(_)) && lines(&draft.text) != lines(&passage.text) {
        Some("the draft has another number of lines")
    } else if draft.method == Method::Generated && leftover(&draft.text, &passage.text) {
        Some("the draft has marks of the conversation in it")
    } else {
        None
    }
}

/// Marks of chat templates and of our prompts: no article needs them, and one that has them keeps its own.
const MARKS: [&str; 9] = [
    "<think>",
    "</think>",
    "<|im_",
    "<|endoftext|>",
    "<|hy_",
    "<｜hy_",
    "<article",
    "</article",
    "</context",
];

/// True when the draft has a mark that its source does not have.
fn leftover(draft: &str, source: &str) -> bool {
    MARKS.iter().any(|mark| draft.contains(mark) && !source.contains(mark))
}

/// What the checks see in a text that nobody judges: a person wrote it.
pub fn seen(task: &Task, source: &str, target: &str) -> Vec<Finding> {
    let pair = pair(task, source, target);
    check(&pair).iter().map(|finding| stored(finding, &pair)).collect()
}

fn pair<'a>(task: &'a Task, source: &'a str, target: &'a str) -> Pair<'a> {
    Pair {
        task: match task {
            Task::Summarize(_) => Work::Summary,
            Task::Translate(_) => Work::Translation,
        },
        source,
        target,
        source_lang: task.from(),
        target_lang: task.to(),
        glossary: glossary(task),
    }
}

fn glossary(task: &Task) -> &Glossary {
    match task {
        Task::Summarize(task) => &task.glossary,
        Task::Translate(task) => &task.glossary,
    }
}

/// The finding with the words it is about in place of their positions.
fn stored(finding: &checks::Finding, pair: &Pair) -> Finding {
    let record = finding.record(pair);
    Finding {
        check: record.check.to_owned(),
        severity: record.severity,
        message: record.message.to_owned(),
        source: record.source.map(str::to_owned),
        target: record.target.map(str::to_owned),
    }
}
