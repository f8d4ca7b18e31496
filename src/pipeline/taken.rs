//! Passages in, judged drafts out: who is asked how often, and which draft is taken.

use crate::{
    engine::{Draft, Engine, Watcher},
    outcome::{Escalated, Finding, Method},
    segment::Passage,
    task::Task,
};

use super::accept::Judged;

/// The drafts that were taken, one for each passage.
pub(super) struct Taken<T> {
    /// What was made of each.
    pub texts: Vec<T>,
    /// How they came about: of several ways the one to be trusted least.
    pub method: Method,
    /// What the checks saw in them.
    pub findings: Vec<Finding>,
    /// Those who wrote them, first to last, with commas between; where several take turns.
    pub engine: Option<String>,
    /// For each, who else than the first wrote it, and what was wrong before.
    pub turns: Vec<Option<Turn>>,
}

/// A passage that somebody further up a cascade wrote.
pub(super) struct Turn {
    engine: String,
    reason: String,
}

/// A draft that may be taken, as it was judged.
struct Candidate<T> {
    judged: Judged,
    text: T,
    method: Method,
    round: u32,
    turn: Option<Turn>,
}

/// Drafts of all passages, each as `judged` judges it and what it makes of it. Those that are not good enough are asked for
/// again; in the end the last one that may be taken is, unless it has lost more than the one before.
pub(super) fn drafts<T>(
    engine: &mut dyn Engine,
    task: &Task,
    passages: &[Passage],
    watcher: &dyn Watcher,
    judged: impl Fn(usize, &Draft) -> (Judged, T),
) -> Result<Taken<T>, String> {
    let mut taken: Vec<Option<Candidate<T>>> = passages.iter().map(|_| None).collect();
    // Passages that are not done, each with what is wrong with its last draft by this writer and by the one before.
    let mut open: Vec<(usize, String, String)> =
        (0..passages.len()).map(|i| (i, String::new(), String::new())).collect();
    let first = engine.writer(0).map(str::to_owned);
    let mut writer = first.clone();
    let mut rejected = String::new();
    for round in 0..engine.rounds() {
        if open.is_empty() {
            break;
        }
        let now = engine.writer(round).map(str::to_owned);
        if now != writer {
            open.iter_mut().for_each(|(_, last, before)| before.clone_from(last));
            writer = now;
        }
        let asked: Vec<Passage> = open.iter().map(|(i, ..)| passages[*i].clone()).collect();
        let drafts = engine.run(task, &asked, round, watcher).map_err(|error| error.to_string())?;
        if drafts.len() != asked.len() {
            return Err(format!("{} passages went in, {} drafts came out", asked.len(), drafts.len()));
        }
        let mut again = Vec::new();
        for ((i, _, before), draft) in open.into_iter().zip(drafts) {
            let (mut judged, text) = judged(i, &draft);
            let fault = judged.again.take();
            let worse = |last: &Candidate<T>| last.judged.broken < judged.broken;
            match &judged.rejected {
                Some(why) => rejected.clone_from(why),
                None if taken[i].as_ref().is_some_and(worse) => {}
                None => {
                    let other = writer.clone().filter(|_| writer != first);
                    let turn = other.map(|engine| Turn { engine, reason: before.clone() });
                    taken[i] = Some(Candidate { judged, text, method: draft.method, round, turn });
                }
            }
            if let Some(fault) = fault {
                again.push((i, fault, before));
            }
        }
        open = again;
    }
    let taken: Option<Vec<Candidate<T>>> = taken.into_iter().collect();
    let taken = taken.ok_or_else(|| format!("{rejected} (asked {} times)", engine.rounds()))?;
    Ok(told(engine, taken))
}

/// Everything there is to tell of the drafts that were taken.
fn told<T>(engine: &dyn Engine, taken: Vec<Candidate<T>>) -> Taken<T> {
    let mut rounds: Vec<u32> = taken.iter().map(|candidate| candidate.round).collect();
    rounds.sort_unstable();
    let mut writers: Vec<&str> = rounds.into_iter().filter_map(|round| engine.writer(round)).collect();
    writers.dedup();
    let mut all = Taken {
        texts: Vec::with_capacity(taken.len()),
        method: taken
            .iter()
            .map(|one| one.method)
            .max_by_key(|method| doubt(*method))
            .unwrap_or(Method::Verbatim),
        findings: Vec::new(),
        engine: (!writers.is_empty()).then(|| writers.join(",")),
        turns: Vec::with_capacity(taken.len()),
    };
    for Candidate { judged, text, turn, .. } in taken {
        all.texts.push(text);
        all.findings.extend(judged.findings);
        all.turns.push(turn);
    }
    all
}

/// How much a reader must doubt a text of this kind.
fn doubt(method: Method) -> u8 {
    match method {
        Method::Verbatim => 0,
        Method::Edited => 1,
        Method::Converted => 2,
        Method::Extracted => 3,
        Method::Generated => 4,
        Method::Glossed => 5,
    }
}

/// The passages that went up a cascade. `pairs` has the words of each passage and of what was made of it.
pub(super) fn escalated(
    turns: Vec<Option<Turn>>,
    pairs: impl Iterator<Item = (String, String)>,
) -> Vec<Escalated> {
    let told = |(turn, (source, target)): (Option<Turn>, (String, String))| {
        let Turn { engine, reason } = turn?;
        Some(Escalated { engine, source, target, reason })
    };
    turns.into_iter().zip(pairs).filter_map(told).collect()
}
