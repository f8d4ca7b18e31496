//! A stream of pairs.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    ops::ControlFlow,
    path::Path,
};

use serde::Deserialize;
use serde_json::{Value, json};
use zhaiyi::{
    checks::{Pair, Severity, Work, check},
    pipeline::in_order,
    task::TermList,
    text::Language,
};

use crate::cli::{
    args::Common,
    count::counted,
    exit::Exit,
    failure::{Failure, Result},
    lines::Lines,
    output::Output,
    session::Session,
};

/// A pair as it is read.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    task: TaskName,
    source: String,
    target: String,
    source_lang: String,
    target_lang: String,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TaskName {
    #[default]
    Translate,
    Summarize,
}

/// Reads, checks, answers in order.
pub fn run(common: &Common, records: &Path) -> Result<Exit> {
    let session = Session::open(common, Vec::new())?;
    let input: Box<dyn Read + Send> = if records.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        let failed = |error| Failure::new(format!("cannot read {}", records.display())).because(error);
        Box::new(File::open(records).map_err(failed)?)
    };
    let mut output = Output::open(None)?;
    let (mut done, mut failed, mut wrong) = (0, 0, 0);
    let mut trouble = None;
    in_order(
        Lines::new(BufReader::new(input)),
        session.threads,
        |(number, line)| match line {
            Ok(line) => answer(&line, number, &session.terms),
            Err(error) => Err(Bad { id: number.into(), why: error.to_string() }),
        },
        |answer| {
            let line = match answer {
                Ok((line, ok)) => {
                    done += 1;
                    wrong += usize::from(!ok);
                    line
                }
                Err(Bad { id, why }) => {
                    failed += 1;
                    session.report.error(&format!("record {id}"), &why);
                    json!({"id": id, "error": why})
                }
            };
            match output.put(&format!("{line}\n")).and_then(|()| output.flush()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    trouble = Some(failure);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(failure) = trouble {
        return Err(failure);
    }
    output.finish()?;
    session.report.note(&format!("{} checked, {wrong} with errors", counted(done, "pair")));
    Ok(match (done, failed) {
        (0, 1..) => Exit::Failed,
        (_, 1..) => Exit::Partial,
        _ if session.strict && wrong > 0 => Exit::Strict,
        _ => Exit::Done,
    })
}

/// A line without an answer.
struct Bad {
    /// The record's id, or the number of the line.
    id: Value,
    /// What is wrong with it.
    why: String,
}

/// The answer to one line, and whether the pair is in order.
fn answer(line: &str, number: usize, terms: &TermList) -> std::result::Result<(Value, bool), Bad> {
    let value: Value =
        serde_json::from_str(line).map_err(|error| Bad { id: number.into(), why: error.to_string() })?;
    let id = value.get("id").cloned().unwrap_or_else(|| number.into());
    let bad = |why: String| Bad { id: id.clone(), why };
    let record: Record = serde_json::from_value(value).map_err(|error| bad(error.to_string()))?;
    let language = |tag: &str| tag.parse::<Language>().map_err(|error| bad(error.to_string()));
    let (source_lang, target_lang) = (language(&record.source_lang)?, language(&record.target_lang)?);
    let glossary = terms.glossary(source_lang, target_lang);
    let pair = Pair {
        task: match record.task {
            TaskName::Translate => Work::Translation,
            TaskName::Summarize => Work::Summary,
        },
        source: &record.source,
        target: &record.target,
        source_lang,
        target_lang,
        glossary: &glossary,
    };
    let findings = check(&pair);
    let ok = findings.iter().all(|finding| finding.severity() != Severity::Error);
    let findings: Vec<_> = findings.iter().map(|finding| finding.record(&pair)).collect();
    Ok((json!({"id": id, "ok": ok, "findings": findings}), ok))
}
