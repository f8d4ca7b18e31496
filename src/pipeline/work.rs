//! One engine on one task: passages in, judged drafts, one text out.

use crate::{
    engine::{Draft, Engine, Watcher},
    outcome::{Finding, Method},
    segment::{Passage, Source, pack, stitch},
    task::Task,
    text::Language,
};

use super::{
    accept::{Judged, RETRIES, judge},
    documents,
    recall::Recollection,
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
        Task::Translate(_) if !recalled.is_empty() => {
            recalled.joined(source, task.to(), &passages, &taken.texts)
        }
        Task::Translate(_) => stitch(&source.text, &passages, &taken.texts),
        Task::Summarize(_) => taken.texts.join(if task.to() == Language::English { " " } else { "" }),
    };
    let mut findings = taken.findings;
    findings.extend(recalled.findings(task, source, true));
    Ok(Made { text, method: taken.method, findings })
}

/// The drafts that were taken, one for each passage.
pub(super) struct Taken<T> {
    /// What was made of each.
    pub texts: Vec<T>,
    /// How they came about.
    pub method: Method,
    /// What the checks saw in them.
    pub findings: Vec<Finding>,
}

/// Drafts of all passages, each as `judged` judges it and what it makes of it.
pub(super) fn drafts<T>(
    engine: &mut dyn Engine,
    task: &Task,
    passages: &[Passage],
    watcher: &dyn Watcher,
    judged: impl Fn(usize, &Draft) -> (Judged, T),
) -> Result<Taken<T>, String> {
    let mut taken: Vec<Option<(Judged, T)>> = passages.iter().map(|_| None).collect();
    let mut open: Vec<usize> = (0..passages.len()).collect();
    let mut method = Method::Verbatim;
    let mut reason = String::new();
    for round in 0..=RETRIES {
        if open.is_empty() {
            break;
        }
        let asked: Vec<Passage> = open.iter().map(|&i| passages[i].clone()).collect();
        let drafts = engine.run(task, &asked, round, watcher).map_err(|error| error.to_string())?;
        if drafts.len() != asked.len() {
            return Err(format!("{} passages went in, {} drafts came out", asked.len(), drafts.len()));
        }
        let mut again = Vec::new();
        for (i, draft) in open.into_iter().zip(drafts) {
            let (judged, text) = judged(i, &draft);
            if judged.again {
                again.push(i);
            }
            let worse = |last: &(Judged, T)| last.0.broken < judged.broken;
            match &judged.rejected {
                Some(why) => reason.clone_from(why),
                None if taken[i].as_ref().is_some_and(worse) => {}
                None => {
                    method = draft.method;
                    taken[i] = Some((judged, text));
                }
            }
        }
        open = again;
    }
    let taken: Option<Vec<_>> = taken.into_iter().collect();
    let taken = taken.ok_or_else(|| format!("{reason} (asked {} times)", RETRIES + 1))?;
    let (findings, texts): (Vec<_>, Vec<_>) =
        taken.into_iter().map(|(judged, text)| (judged.findings, text)).unzip();
    Ok(Taken { texts, method, findings: findings.concat() })
}
