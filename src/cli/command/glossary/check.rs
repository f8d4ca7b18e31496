//! `zhaiyi glossary check`

use std::path::PathBuf;

use serde_json::json;
use zhaiyi::{
    exchange::{Remark, review},
    outcome::Severity,
};

use super::files;
use crate::cli::{
    args::Manner, count::counted, exit::Exit, failure::Result, glossary, output::Output, report::Report,
    settings::Settings,
};

/// Look for terms that are there twice, contradict each other, hide in others, or are in the wrong script
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Glossaries: CSV, TSV or TBX; those of the settings where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    /// Exit with 5 when there is an error
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    manner: Manner,
}

/// A line for each remark, then a sentence. What cannot be read at all is an error of its file.
pub fn run(args: &Args) -> Result<Exit> {
    let settings = Settings::gather(Vec::new(), args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let files = files(&args.files, &args.manner)?;
    let (mut terms, mut unread) = (0, 0);
    let mut remarks: Vec<(String, Remark)> = Vec::new();
    for file in &files {
        let name = file.display().to_string();
        match glossary::one(file) {
            Ok(list) => {
                terms += list.pairs().len();
                remarks.extend(review(&list).into_iter().map(|remark| (name.clone(), remark)));
            }
            Err(why) => {
                unread += 1;
                let message = format!("it cannot be used: {why}.");
                remarks.push((name, Remark { severity: Severity::Error, message }));
            }
        }
    }
    let mut output = Output::open(None)?;
    if args.format == "json" {
        let record = |(file, remark): &(String, Remark)| json!({"file": file, "severity": remark.severity, "message": remark.message});
        output.put(&format!(
            "{:#}\n",
            json!({"terms": terms, "remarks": remarks.iter().map(record).collect::<Vec<_>>()})
        ))?;
    } else {
        for (file, Remark { severity, message }) in &remarks {
            let severity = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            output.put(&crate::cli::report::printable(&format!("{file}: {severity}: {message}\n")))?;
        }
    }
    output.finish()?;
    let errors = remarks.iter().filter(|(_, remark)| remark.severity == Severity::Error).count();
    let seen = match remarks.len() {
        0 => "nothing is wrong with them".to_owned(),
        all => format!("{}, {errors} of them errors", counted(all, "remark")),
    };
    report.note(&format!("{}: {seen}", counted(terms, "term")));
    Ok(match errors {
        _ if unread == files.len() => Exit::Failed,
        _ if unread > 0 => Exit::Partial,
        1.. if args.strict => Exit::Strict,
        _ => Exit::Done,
    })
}
