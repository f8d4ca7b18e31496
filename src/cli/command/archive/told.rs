//! What is said of an archive: of bad inputs as they come, of the whole at the end.

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use serde_json::json;
use zhaiyi::{
    outcome::Method,
    pipeline::archive::{Entry, Fate, Manifest, Shard, Totals},
};

use super::{
    counts::Counts,
    progress::{Manner, Progress},
    work::Done,
};
use crate::cli::{
    count::{counted, grouped},
    exit::Exit,
    interrupt,
    report::{self, Report, spoken},
    session::Session,
};

/// So many messages of a kind are told one by one; all of them stand in the archive.
const TOLD: u64 = 20;

/// The voice of a run.
pub struct Told {
    report: Report,
    progress: Option<Progress>,
    counts: Arc<Counts>,
    failed: u64,
    /// Articles for which an engine was passed over.
    passed_over: u64,
    /// Articles of which nothing had to be made.
    cached: u64,
    done: u64,
}

impl Told {
    /// The voice of a run of this session.
    pub fn new(session: &Session, manner: Manner, counts: &Arc<Counts>) -> Self {
        let counts = Arc::clone(counts);
        let progress = Progress::start(manner, Arc::clone(&counts), session.report);
        let (finished, kept) = (Arc::clone(&counts), session.pipeline.cache().is_enabled());
        let clear = progress.clear();
        interrupt::last_words(move || {
            clear();
            let finished = grouped(finished.done.load(Ordering::Relaxed));
            match kept {
                true => {
                    format!("interrupted: {finished} finished and kept. The same command goes on from here.")
                }
                false => "interrupted: nothing is kept without a cache".to_owned(),
            }
        });
        let (report, progress) = (session.report, Some(progress));
        Self { report, progress, counts, failed: 0, passed_over: 0, cached: 0, done: 0 }
    }

    /// True when somebody wants to know how much there is to do.
    pub fn wants_total(&self) -> bool {
        self.progress.as_ref().is_some_and(Progress::is_told)
    }

    /// Nothing more is under way.
    pub fn end_progress(&mut self) {
        self.progress = None;
    }

    /// Says something, above the bar where there is one.
    fn say(&self, say: impl FnOnce(&Report)) {
        match &self.progress {
            Some(progress) => progress.above(|| say(&self.report)),
            None => say(&self.report),
        }
    }

    /// An input is in another part.
    pub fn passed(&self) {
        self.counts.passed.fetch_add(1, Ordering::Relaxed);
    }

    /// An article has its record.
    pub fn done_with(&mut self, done: &Done) {
        self.done += 1;
        self.cached += u64::from(done.cached);
        self.counts.hits.fetch_add(u64::from(done.cached), Ordering::Relaxed);
        self.counts.done.fetch_add(1, Ordering::Relaxed);
        self.passed_over += u64::from(!done.passed_over.is_empty());
        if !done.passed_over.is_empty() && (self.passed_over <= TOLD || self.report.is_verbose()) {
            let each = |report: &Report| {
                done.passed_over.iter().for_each(|reason| report.warning(&done.place, reason));
            };
            self.say(each);
        }
        if self.report.is_verbose() {
            self.say(|report| {
                done.warnings.iter().for_each(|warning| report.warning(&done.place, warning));
                let cached = if done.cached { " · cached" } else { "" };
                report.detail(&format!("{}: {}{cached}", done.place, done.row.texts().made.join(" · ")));
            });
        }
    }

    /// What the index says of it.
    pub fn entered(&self, entry: &Entry) {
        if let Fate::Repeated { first, .. } = entry.fate
            && self.report.is_verbose()
        {
            let same = format!("{}: the same as input {}", entry.id, grouped(first + 1));
            self.say(|report| report.detail(&same));
        }
    }

    /// An input failed.
    pub fn failed(&mut self, place: &str, message: &str) {
        self.failed += 1;
        self.counts.failed.fetch_add(1, Ordering::Relaxed);
        self.counts.done.fetch_add(1, Ordering::Relaxed);
        if self.failed <= TOLD || self.report.is_verbose() {
            self.say(|report| report.error(place, message));
        }
    }

    /// Nothing was done at all.
    pub fn nothing_done(&self) {
        let all = match self.failed {
            1 => "the only input".to_owned(),
            many => format!("all {} inputs", grouped(many)),
        };
        self.report.note(&format!("{all} failed: nothing was written"));
    }

    /// Everything was done: the counts, where it is, and who wrote it.
    pub fn done(&self, manifest: &Manifest, place: &Path, took: Duration) {
        let at = |file: usize| place.join(&manifest.outputs[file].file).display().to_string();
        let totals = &manifest.totals;
        if totals.failed > TOLD && !self.report.is_verbose() {
            let more = counted(grouped(totals.failed - TOLD), "more failure");
            self.report.note(&format!("{more} in {}; -v tells all", at(1)));
        }
        let part = match manifest.shard {
            Shard::WHOLE => String::new(),
            shard => format!("shard {shard}: "),
        };
        self.report.note(&format!("{part}{}", reconciled(manifest, place)));
        let mut parts: Vec<String> = totals.texts.keys().cloned().collect();
        parts.push(spoken(took));
        match self.cached {
            0 => {}
            all if all == self.done => parts.push("cached".to_owned()),
            some => parts.push(format!("{} of {} cached", grouped(some), grouped(self.done))),
        }
        self.report.note(&parts.join(" · "));
        let tokens = self.counts.tokens.load(Ordering::Relaxed);
        if report::in_events() {
            report::say(json!({
                "event": "done", "totals": totals, "hits": self.cached, "tokens": tokens,
                "seconds": took.as_secs_f64(), "folder": place, "shard": manifest.shard,
            }));
        }
    }

    /// Tells somebody without a model what one would do for them, when rules wrote something anew.
    pub fn advise(&self, totals: &Totals, advice: Option<&str>) {
        let by_rules = |made: &String| {
            [Method::Extracted, Method::Glossed].iter().any(|method| made.contains(method.name()))
        };
        if let Some(advice) = advice.filter(|_| self.cached < self.done && totals.texts.keys().any(by_rules))
        {
            self.report.note(advice);
        }
    }
}

/// "20,000 in = 19,996 written + 4 failed (out/errors.jsonl) · 211 with warnings · out/articles.jsonl".
pub fn reconciled(manifest: &Manifest, place: &Path) -> String {
    let at = |file: usize| place.join(&manifest.outputs[file].file).display().to_string();
    let totals = &manifest.totals;
    let all = grouped(totals.inputs + manifest.missing);
    let mut line = format!("{all} in = {} written", grouped(totals.written));
    let mut add = |number: u64, what: &str| {
        if number > 0 {
            line.push_str(&format!(" + {} {what}", grouped(number)));
        }
    };
    add(totals.failed, &format!("failed ({})", at(1)));
    add(totals.repeated, "repeated");
    add(manifest.missing, "missing");
    if totals.same_id > 0 {
        line.push_str(&format!(" · {} with the id of another", grouped(totals.same_id)));
    }
    if totals.with_warnings > 0 {
        line.push_str(&format!(" · {} with warnings", grouped(totals.with_warnings)));
    }
    format!("{line} · {}", at(0))
}

/// How a run with these sums ends.
pub fn exit(totals: &Totals, shard: Shard, strict: bool) -> Exit {
    match (totals.written, totals.failed) {
        (0, 1..) if shard.is_whole() => Exit::Failed,
        (_, 1..) => Exit::Partial,
        _ if strict && totals.with_errors > 0 => Exit::Strict,
        _ => Exit::Done,
    }
}
