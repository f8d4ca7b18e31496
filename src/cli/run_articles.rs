//! The course of every command that makes one record an article.

use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use zhaiyi::{
    article::{Id, Item, Reading, Unread},
    engine::Watcher,
    outcome::{Method, Severity},
    pipeline::{Attempt, Failure as TaskFailure, NoRecord, Told, Verdict, Wishes, in_order},
    render::{EDITED, LeftOut, Record},
};

use super::{
    count::counted,
    exit::Exit,
    failure::Result,
    printer::Printer,
    report::{Report, spoken},
    session::Session,
};

/// An article that was dealt with, or why it could not be.
struct Dealt {
    id: Id,
    source: Option<String>,
    told: std::result::Result<Told, String>,
}

/// Reads every item, makes what is wished for, prints the records in the order of the items, and says on stderr what
/// was done. One bad input does not stop the run.
pub fn run(
    session: &Session,
    items: impl Iterator<Item = Unread> + Send,
    wishes: &Wishes,
    mut printer: Printer,
) -> Result<Exit> {
    let start = Instant::now();
    let mut tally = Tally::default();
    let mut trouble = None;
    in_order(
        items,
        session.threads,
        |unread| deal(session, wishes, unread.read()),
        |dealt| {
            let refused = |told: Told| match printer.refuses(&told.record) {
                Some(why) => Err(why),
                None => Ok(told),
            };
            let written = match dealt.told.and_then(refused) {
                Ok(told) => {
                    tally.count(&session.report, &told);
                    printer.record(&told.record)
                }
                Err(message) => {
                    tally.fail();
                    session.report.error(&place(&dealt.id, dealt.source.as_deref(), &message), &message);
                    printer.error(&dealt.id, dealt.source.as_deref(), &message)
                }
            };
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    trouble = Some(failure);
                    ControlFlow::Break(())
                }
            }
        },
    );
    session.close();
    if let Some(failure) = trouble {
        return Err(failure);
    }
    let exit = tally.exit(session.strict);
    printer.finish(exit)?;
    tally.rest(&session.report);
    if tally.done > 0 || tally.failed != 1 {
        session.report.note(&tally.sentence(start.elapsed()));
    }
    if let Some(advice) = session.advice.as_deref().filter(|_| tally.is_second_best()) {
        session.report.note(advice);
    }
    Ok(exit)
}

/// Where the article is that a message is about; the file alone where the message says the rest.
pub fn place(id: &Id, source: Option<&str>, message: &str) -> String {
    source.filter(|source| message.contains(source)).map_or_else(|| id.at(source), str::to_owned)
}

fn deal(session: &Session, wishes: &Wishes, item: Item) -> Dealt {
    let Item { id, source, result } = item;
    let told =
        result.map_err(|error| error.to_string()).and_then(|reading| tell(session, wishes, &reading, &()));
    Dealt { id, source, told }
}

/// Makes what is wished for. An article that breaks the program is one bad article, not the end of the run.
pub fn tell(
    session: &Session,
    wishes: &Wishes,
    reading: &Reading,
    watcher: &dyn Watcher,
) -> std::result::Result<Told, String> {
    let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
    let tell = || session.pipeline.tell(&reading.article, warnings, wishes, watcher);
    match catch_unwind(AssertUnwindSafe(tell)) {
        Ok(Ok(told)) => Ok(told),
        Ok(Err(NoRecord::Failure(TaskFailure::Blank))) => Err(LeftOut::Blank.sentence().to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it broke the program (the message above); please report it".to_owned()),
    }
}

/// Findings told one by one on stderr; the records have them all.
const FINDINGS_TOLD: usize = 10;

/// Counts for the last line, in which a user sees who wrote what.
#[derive(Default)]
pub struct Tally {
    done: usize,
    failed: usize,
    texts: usize,
    cached: usize,
    errors: usize,
    findings: usize,
    edited: usize,
    kinds: Vec<(&'static str, Method, String)>,
}

impl Tally {
    /// Counts an article that was done, and tells what a user should know of it.
    pub fn count(&mut self, report: &Report, told: &Told) {
        self.done += 1;
        let record = &told.record;
        let place = record.place();
        for warning in &record.warnings {
            report.warning(&place, warning);
        }
        for Attempt { engine, verdict } in &told.attempts {
            if let Verdict::PassedOver { reason } = verdict {
                report.warning(&place, &format!("{engine} was passed over: {reason}"));
            }
        }
        self.texts(report, &place, record);
    }

    fn texts(&mut self, report: &Report, place: &str, record: &Record) {
        for (language, made) in record.summaries.iter().chain(record.translations.iter()) {
            self.texts += 1;
            let is_cached = made.cached.unwrap_or(false);
            self.cached += usize::from(is_cached);
            let kind = (language.tag(), made.method, made.engine.clone());
            let cached = if is_cached { " · cached" } else { "" };
            report.detail(&format!("{place}: {}{cached}", told(&kind)));
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
            for finding in &made.findings {
                self.errors += usize::from(finding.severity == Severity::Error);
                self.edited += usize::from(finding.check == EDITED);
                if finding.severity != Severity::Note {
                    self.findings += 1;
                    if self.findings <= FINDINGS_TOLD || report.is_verbose() {
                        report.warning(place, &finding.message);
                    }
                }
            }
        }
    }

    /// "5 articles · en extracted by rules · zh glossed by rules · 9 ms · cached".
    fn sentence(&self, took: std::time::Duration) -> String {
        let mut parts = Vec::new();
        if self.done + self.failed != 1 {
            let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
            let all = self.done + self.failed;
            parts.push(format!("{}{failed}", counted(all, "article")));
        }
        parts.extend(self.kinds.iter().map(told));
        if self.edited > 0 {
            parts.push(format!("{} from your memory", counted(self.edited, "segment")));
        }
        parts.push(spoken(took));
        match self.cached {
            0 => {}
            all if all == self.texts => parts.push("cached".into()),
            some => parts.push(format!("{some} of {} cached", self.texts)),
        }
        parts.join(" · ")
    }

    /// True when rules wrote something anew that a model would write better.
    fn is_second_best(&self) -> bool {
        let by_rules = |kind: &(&str, Method, String)| matches!(kind.1, Method::Extracted | Method::Glossed);
        self.cached < self.texts && self.kinds.iter().any(by_rules)
    }

    /// Says how many findings were not told one by one.
    pub fn rest(&self, report: &Report) {
        if self.findings > FINDINGS_TOLD && !report.is_verbose() {
            let more = self.findings - FINDINGS_TOLD;
            let stand = if more == 1 { "stands" } else { "stand" };
            report.note(&format!("{} {stand} in the records; -v tells all", counted(more, "more finding")));
        }
    }

    /// Counts an input that failed.
    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// How a run with these counts ends.
    pub fn exit(&self, strict: bool) -> Exit {
        match (self.done, self.failed) {
            (0, failed) if failed > 0 => Exit::Failed,
            (_, 1..) => Exit::Partial,
            _ if strict && self.errors > 0 => Exit::Strict,
            _ => Exit::Done,
        }
    }
}

fn told((tag, method, engine): &(&'static str, Method, String)) -> String {
    if *method == Method::Edited {
        return format!("{tag} edited, from your memory");
    }
    format!("{tag} {} by {engine}", method.name())
}
