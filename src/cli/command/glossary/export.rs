//! `zhaiyi glossary export`

use std::path::PathBuf;

use zhaiyi::exchange;

use super::{Direction, distinct, files, put, table};
use crate::cli::{
    args::Manner,
    count::counted,
    exit::Exit,
    failure::{Failure, Result},
    glossary,
    report::Report,
    settings::Settings,
};

/// Write your terms for other tools: TBX (ISO 30042, version 2, TBX-Basic), CSV or TSV
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Glossaries; those of the settings where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format: tbx, csv, tsv
    #[arg(long, value_name = "FORMAT", value_parser = ["tbx", "csv", "tsv"], default_value = "tbx")]
    format: String,
    #[command(flatten)]
    direction: Direction,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    manner: Manner,
}

/// All terms of all files, in one file.
pub fn run(args: &Args) -> Result<Exit> {
    let settings = Settings::gather(Vec::new(), args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let files = files(&args.files, &args.manner)?;
    let (terms, _) = distinct(&args.direction.chosen(glossary::read(&files)?)?);
    let output = args.output.as_deref();
    match args.format.as_str() {
        "tbx" => {
            let text = exchange::write_tbx(&terms).map_err(|pair| {
                Failure::usage(format!("in which languages are “{}” and “{}”?", pair.source, pair.target))
                    .because("every term of a TBX file is in a language, and their script does not tell")
                    .hint("a first line in the glossary that names them: en,zh")
            })?;
            put(&text, output)?;
        }
        format => table(&terms, format == "tsv", output)?,
    }
    report.note(&counted(terms.pairs().len(), "term"));
    Ok(Exit::Done)
}
