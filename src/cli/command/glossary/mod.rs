//! `zhaiyi glossary`

mod check;
mod export;
mod import;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use zhaiyi::{exchange, task::TermList, text::Language};

use crate::cli::{
    args::Manner,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    session,
    settings::Settings,
};

/// Look after your terms: check them, and bring them from and to other tools
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Import(import::Args),
    Export(export::Args),
}

/// Does what the subcommand says.
pub fn run(args: Args) -> Result<Exit> {
    match args.command {
        Command::Check(own) => check::run(&own),
        Command::Import(own) => import::run(&own),
        Command::Export(own) => export::run(&own),
    }
}

/// The files that were typed; those of the settings where none was.
fn files(typed: &[PathBuf], manner: &Manner) -> Result<Vec<PathBuf>> {
    if !typed.is_empty() {
        return Ok(typed.to_vec());
    }
    let settings = Settings::gather(Vec::new(), manner.config.as_deref())?;
    let files = settings.files("glossary");
    match files.is_empty() {
        true => Err(Failure::usage("there is no glossary")
            .because("no file was named, and the setting glossary names none")
            .hint("zhaiyi glossary check terms.csv")),
        false => Ok(files),
    }
}

/// The languages to keep.
#[derive(Debug, ClapArgs)]
struct Direction {
    /// Keep the terms of two languages only: one of them
    #[arg(long, value_name = "LANG", requires = "to")]
    from: Option<String>,
    /// The other one
    #[arg(long, value_name = "LANG", requires = "from")]
    to: Option<String>,
}

impl Direction {
    /// The terms in these two languages, each with its translation in the direction asked for; all where nobody asked.
    fn chosen(&self, terms: TermList) -> Result<TermList> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(terms) };
        let (from, to) = (session::language("--from", from)?, session::language("--to", to)?);
        if from.is_chinese() == to.is_chinese() {
            return Err(Failure::usage(format!("--from {from} --to {to}"))
                .because("terms lead from Chinese to English or back"));
        }
        let mut chosen = TermList::default();
        for term in terms.glossary(from, to).terms() {
            chosen.push(zhaiyi::task::TermPair {
                languages: Some((from, to)),
                source: term.source.clone(),
                target: term.target.clone(),
            });
        }
        Ok(chosen)
    }
}

/// The terms without those that were there before, and how many these were.
fn distinct(terms: &TermList) -> (TermList, usize) {
    let mut known: std::collections::HashSet<(Option<(Language, Language)>, &str, &str)> = Default::default();
    let mut kept = TermList::default();
    for term in terms.pairs() {
        if known.insert((term.languages, &term.source, &term.target)) {
            kept.push(term.clone());
        }
    }
    let dropped = terms.pairs().len() - kept.pairs().len();
    (kept, dropped)
}

/// Writes terms as a table.
fn table(terms: &TermList, tabs: bool, output: Option<&std::path::Path>) -> Result<()> {
    let text = exchange::write_csv(terms, tabs).map_err(|error| {
        Failure::usage("cannot write the terms").because(error).hint("--from and --to choose two languages")
    })?;
    put(&text, output)
}

fn put(text: &str, place: Option<&std::path::Path>) -> Result<()> {
    let mut output = Output::open(place)?;
    output.put(text)?;
    output.finish()
}
