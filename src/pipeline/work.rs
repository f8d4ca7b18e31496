//! One engine on one task: passages in, judged drafts, one text out.

use crate::{
    engine::{Draft, Engine, Watcher},
    outcome::{Finding, Method},
    segment::{Passage, Source, pack, stitch},
    task::Task,
    text::Language,
};

use super::{
    accept::{RETRIES, judge},
    recall::{self, Recalled},
};

/// An accepted text.
pub struct Made {
    /// The text.
    pub text: String,
    /// How it came about.
    pub method: Method,
    /// What the checks saw in it.
    pub findings: Vec<Finding>,
}

/// Runs `engine` on all passages of `source`; drafts that are not good enough are asked for again, and the last one without
/// errors is taken. What was recalled is not asked for. Nothing partial comes out: if one passage has none in the end, the reason is returned.
pub fn work(
    engine: &mut dyn Engine,
    task: &Task,
    source: &Source,
    recalled: &[Recalled],
    watcher: &dyn Watcher,
) -> Result<Made, String> {
    let mut segments = source.segments(task.from());
    segments.retain(|segment| !recall::covers(recalled, segment));
    let passages =
        pack(source.title, &source.text, &segments, engine.window(task), |text| engine.measure(text));
    let mut taken: Vec<Option<(Draft, Vec<Finding>)>> = passages.iter().map(|_| None).collect();
    let mut open: Vec<usize> = (0..passages.len()).collect();
    let mut reason = String::new();
    for round in 0..=RETRIES {
        let asked: Vec<Passage> = open.iter().map(|&i| passages[i].clone()).collect();
        let drafts = engine.run(task, &asked, round, watcher).map_err(|error| error.to_string())?;
        if drafts.len() != asked.len() {
            return Err(format!("{} passages went in, {} drafts came out", asked.len(), drafts.len()));
        }
        let mut again = Vec::new();
        for (i, draft) in open.into_iter().zip(drafts) {
            let judged = judge(task, &passages[i], &draft);
            match judged.rejected {
                None => taken[i] = Some((draft, judged.findings)),
                Some(why) => reason = why,
            }
            if judged.again {
                again.push(i);
            }
        }
        open = again;
        if open.is_empty() {
            break;
        }
    }
    let taken: Option<Vec<_>> = taken.into_iter().collect();
    let taken = taken.ok_or_else(|| format!("{reason} (asked {} times)", RETRIES + 1))?;
    Ok(assemble(task, source, &passages, taken, recalled))
}

/// Puts the drafts together.
fn assemble(
    task: &Task,
    source: &Source,
    passages: &[Passage],
    taken: Vec<(Draft, Vec<Finding>)>,
    recalled: &[Recalled],
) -> Made {
    let method = taken.first().map_or(Method::Verbatim, |(draft, _)| draft.method);
    let (drafts, findings): (Vec<String>, Vec<Vec<Finding>>) =
        taken.into_iter().map(|(draft, findings)| (draft.text, findings)).unzip();
    let text = match task {
        Task::Translate(_) if !recalled.is_empty() => {
            recall::joined(source, task.to(), passages, &drafts, recalled)
        }
        Task::Translate(_) => stitch(&source.text, passages, &drafts),
        Task::Summarize(_) => drafts.join(if task.to() == Language::English { " " } else { "" }),
    };
    let mut findings = findings.concat();
    findings.extend(recall::findings(task, source, recalled, true));
    Made { text, method, findings }
}
