//! One engine on one task: passages in, judged drafts, one text out.

use crate::{
    engine::{Engine, Watcher},
    outcome::{Escalated, Finding, Method},
    segment::{Source, pack},
    task::Task,
    text::Language,
};

use super::{
    accept::judge,
    documents,
    recall::Recollection,
    taken::{drafts, escalated},
};

/// An accepted text.
pub struct Made {
    /// The text.
    pub text: String,
    /// How it came about.
    pub method: Method,
    /// What the checks saw in it.
    pub findings: Vec<Finding>,
    /// Those who wrote it, with commas between, where several took turns.
    pub engine: Option<String>,
    /// The segments that went up a cascade.
    pub escalated: Vec<Escalated>,
}

/// Runs `engine` on all passages of `source`; drafts that are not good enough are asked for again, and the last one without
/// errors is taken. What was recalled is not asked for. Nothing partial comes out: if one passage has none in the end, the reason is returned.
pub fn work(
    engine: &mut dyn Engine,
    task: &Task,
    source: &Source,
    recalled: &Recollection,
    watcher: &dyn Watcher,
) -> Result<Made, String> {
    if let (Task::Translate(task), Some(document)) = (task, source.document(task.from())) {
        return documents::translate(engine, task, source, &document, recalled, watcher);
    }
    let mut segments = source.segments(task.from());
    segments.retain(|segment| !recalled.covers(segment));
    let passages =
        pack(source.title, &source.text, &segments, engine.window(task), |text| engine.measure(text));
    let taken = drafts(engine, task, &passages, watcher, |number, draft| {
        (judge(task, &passages[number], draft), draft.text.clone())
    })?;
    let text = match task {
        Task::Translate(_) => recalled.joined(task, source, &passages, &taken.texts),
        Task::Summarize(_) => taken.texts.join(if task.to() == Language::English { " " } else { "" }),
    };
    let mut findings = taken.findings;
    findings.extend(recalled.findings(task, source, true));
    let pairs = passages.into_iter().map(|passage| passage.text).zip(taken.texts);
    let escalated = escalated(taken.turns, pairs);
    Ok(Made { text, engine: taken.engine, method: taken.method, findings, escalated })
}
