//! `zhaiyi glossary import`

use std::path::PathBuf;

use super::{Direction, distinct, table};
use crate::cli::{
    args::Manner, count::counted, exit::Exit, failure::Result, glossary, report::Report, settings::Settings,
};

/// Make one glossary of the term bases of other tools: TBX (ISO 30042, versions 2 and 3), CSV, TSV
///
/// The terms come out as CSV, for you to look through, change, and use with --glossary. What is there twice is dropped.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Term bases: TBX, CSV or TSV
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    direction: Direction,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    manner: Manner,
}

/// All terms of all files, in one table.
pub fn run(args: &Args) -> Result<Exit> {
    let settings = Settings::gather(Vec::new(), args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let (terms, dropped) = distinct(&args.direction.chosen(glossary::read(&args.files)?)?);
    table(&terms, false, args.output.as_deref())?;
    let twice = if dropped > 0 { format!(", {dropped} more were there twice") } else { String::new() };
    report.note(&format!("{}{twice}", counted(terms.pairs().len(), "term")));
    Ok(Exit::Done)
}
