//! One pair of files.

use std::{io::IsTerminal, path::Path};

use serde_json::json;
use zhaiyi::{
    article::{self, Input, ReadOptions},
    checks::{Pair, Severity, Work, check},
    render::{Placed, html_check},
    text::{Language, language::detect},
};

use super::{
    Args,
    in_place::{Style, Teller},
};
use crate::cli::{
    args::Common,
    count::counted,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    printer, report,
    session::{self, Session},
};

/// A target in the language of its source that has at most this part of its length is taken for a summary.
const SUMMARY: f64 = 0.6;

/// Checks the pair and tells what was found.
pub fn run(common: &Common, args: &Args, source: &Path, target: &Path) -> Result<Exit> {
    let session = Session::open(common, Vec::new())?;
    let (source_text, target_text) = (text(source)?, text(target)?);
    let source_lang = spoken(args.from.as_deref(), "--from", &source_text, source)?;
    let target_lang = match args.to.as_deref() {
        Some(tag) => session::language("--to", tag)?,
        None => spoken(None, "--to", &target_text, target)?,
    };
    let task = match args.task.as_deref() {
        Some("summarize") => Work::Summary,
        Some(_) => Work::Translation,
        None if source_lang == target_lang
            && (target_text.len() as f64) < source_text.len() as f64 * SUMMARY =>
        {
            Work::Summary
        }
        None => Work::Translation,
    };
    let glossary = session.terms.glossary(source_lang, target_lang);
    let pair = Pair {
        task,
        source: &source_text,
        target: &target_text,
        source_lang,
        target_lang,
        glossary: &glossary,
    };
    let findings = check(&pair);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let mut output = Output::open(None)?;
    match args.format.as_str() {
        "json" => {
            let records: Vec<_> = findings.iter().map(|finding| finding.record(&pair)).collect();
            output.put(&format!("{:#}\n", json!({"ok": errors == 0, "findings": records})))?;
        }
        "html" => {
            let title = format!("{} beside {}", target.display(), source.display());
            let findings: Vec<_> = findings.iter().map(Placed::from).collect();
            output.put(&html_check(&title, &pair, &findings))?;
        }
        _ => {
            let teller = Teller::new(&pair, target, style(&session, args));
            for finding in &findings {
                output.put(&teller.tell(finding))?;
            }
        }
    }
    output.finish()?;
    session.report.note(&format!("{}, {errors} of them errors", counted(findings.len(), "finding")));
    Ok(if session.strict && errors > 0 { Exit::Strict } else { Exit::Done })
}

/// The columns of findings in a pipe: those of a wide terminal.
const PIPE_WIDTH: usize = 100;

/// On a terminal the findings are shown in their lines; a pipe gets a line for each, unless more was asked for.
fn style(session: &Session, args: &Args) -> Style {
    let terminal = std::io::stdout().is_terminal();
    let shown = terminal && !args.manner.quiet || args.manner.verbose;
    Style {
        width: shown.then(|| if terminal { printer::terminal_width() } else { PIPE_WIDTH }),
        color: report::color(session.settings.text("color"), terminal),
    }
}

/// The whole text of a file, line by line as it is.
fn text(path: &Path) -> Result<String> {
    let input = if path.as_os_str() == "-" { Input::Stdin } else { Input::Path(path.to_owned()) };
    let failed = || Failure::new(format!("cannot check {}", path.display()));
    let item = article::items(vec![input], ReadOptions::default()).next().ok_or_else(failed)?;
    item.result.map(|reading| reading.article.text).map_err(|error| failed().because(error))
}

fn spoken(tag: Option<&str>, flag: &str, text: &str, path: &Path) -> Result<Language> {
    if let Some(tag) = tag {
        return session::language(flag, tag);
    }
    detect(text).ok_or_else(|| {
        Failure::usage(format!("cannot tell the language of {}", path.display()))
            .hint(format!("{flag} zh, or {flag} en"))
    })
}
