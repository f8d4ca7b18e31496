//! Is a draft good enough to be stored and shown?

use crate::{
    engine::{Draft, Stop},
    outcome::{Finding, Method, Severity},
    segment::Passage,
    task::Task,
};

/// How often a rejected draft is asked for again.
pub const RETRIES: u32 = 2;

/// A draft as it was judged.
pub struct Judged {
    /// What the checks saw.
    pub findings: Vec<Finding>,
    /// Why it cannot be taken, if it cannot.
    pub rejected: Option<String>,
}

/// Judges a draft against its passage.
///
/// What a model wrote must be free of errors. What rules made is taken with its findings: it is the same every
/// time, and there is nothing to fall back to.
pub fn judge(task: &Task, passage: &Passage, draft: &Draft) -> Judged {
    let findings = Vec::new();
    let flaw = flaw(task, passage, draft);
    let error = findings.iter().find(|finding: &&Finding| finding.severity == Severity::Error);
    let rejected = match (flaw, error) {
        (Some(flaw), _) => Some(flaw.to_owned()),
        (None, Some(error)) if draft.method == Method::Generated => Some(error.message.clone()),
        _ => None,
    };
    Judged { findings, rejected }
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
    } else {
        None
    }
}
