//! `zhaiyi cache verify`, `prune`, `export`, `import`, `clear`

use std::{
    fs::File,
    io::{self, BufReader},
    path::PathBuf,
};

use zhaiyi::cache::{CacheError, Limits, Problem, Pruned};

use super::{failed, open};
use crate::cli::{
    args::Manner,
    bytes::spoken as bytes,
    count::counted,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
};

/// Check every record; exits with 1 when something is wrong
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// Remove damaged records
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    manner: Manner,
}

/// Forget what was not used for long, or what is too much
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("limit").required(true).multiple(true))]
pub struct PruneArgs {
    /// Forget what was not used for so many days
    #[arg(long, value_name = "DAYS", group = "limit")]
    unused_for: Option<u64>,
    /// Keep at most so many megabytes of results, the last used ones
    #[arg(long, value_name = "MB", group = "limit")]
    max_size: Option<u64>,
    #[command(flatten)]
    manner: Manner,
}

/// Write all records as JSON lines
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    manner: Manner,
}

/// Add records from an export; what the cache has already stays as it is
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The export; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    manner: Manner,
}

/// Forget everything
#[derive(Debug, clap::Args)]
pub struct ClearArgs {
    /// Really
    #[arg(long, required = true)]
    yes: bool,
    #[command(flatten)]
    manner: Manner,
}

/// Checks.
pub fn verify(args: &VerifyArgs, place: Option<PathBuf>) -> Result<Exit> {
    let (cache, report) = open(place, &args.manner, false)?;
    let verified = cache.verify(args.repair).map_err(|error| failed(&error))?;
    for problem in &verified.problems {
        match problem {
            Problem::Database { why } => report.error("database", why),
            Problem::Record { key: Some(key), why } => {
                report.error(&format!("record {}/{}", key.source.short(), key.recipe.short()), why)
            }
            Problem::Record { key: None, why } => report.error("record", why),
        }
    }
    let mut text = format!(
        "{} checked, {}",
        counted(verified.checked, "record"),
        counted(verified.problems.len(), "problem")
    );
    if verified.removed > 0 {
        text.push_str(&format!(", {} removed", counted(verified.removed, "record")));
    }
    say(&(text + "\n"))?;
    let mended = verified.removed as usize == verified.problems.len();
    Ok(if mended { Exit::Done } else { Exit::Failed })
}

/// Forgets some.
pub fn prune(args: &PruneArgs, place: Option<PathBuf>) -> Result<Exit> {
    const DAY: u64 = 24 * 60 * 60;
    let (cache, _) = open(place, &args.manner, false)?;
    let limits = Limits {
        unused_for: args.unused_for.map(|days| days.saturating_mul(DAY)),
        max_bytes: args.max_size.map(|size| size.saturating_mul(1_000_000)),
    };
    told(&cache.prune(limits).map_err(|error| failed(&error))?)
}

/// Forgets all.
pub fn clear(args: &ClearArgs, place: Option<PathBuf>) -> Result<Exit> {
    let (cache, _) = open(place, &args.manner, false)?;
    told(&cache.clear().map_err(|error| failed(&error))?)
}

fn told(pruned: &Pruned) -> Result<Exit> {
    let Pruned { removed, freed, left, bytes: kept } = *pruned;
    say(&format!(
        "{} forgotten ({}), {left} left ({})\n",
        counted(removed, "record"),
        bytes(freed),
        bytes(kept)
    ))?;
    Ok(Exit::Done)
}

/// Exports.
pub fn export(args: &ExportArgs, place: Option<PathBuf>) -> Result<Exit> {
    let (cache, report) = open(place, &args.manner, false)?;
    let mut output = Output::open(args.output.as_deref())?;
    let exported = cache.export(output.writer()).map_err(|error| match &error {
        CacheError::Export { source } => Failure::writing(&output.name(), source),
        _ => failed(&error),
    })?;
    output.finish()?;
    report.note(&format!("{} written", counted(exported.written, "record")));
    if exported.damaged > 0 {
        report.warning(
            "cache",
            &format!(
                "{} left out; zhaiyi cache verify tells more",
                counted(exported.damaged, "damaged record")
            ),
        );
    }
    Ok(if exported.damaged > 0 { Exit::Partial } else { Exit::Done })
}

/// Imports.
pub fn import(args: &ImportArgs, place: Option<PathBuf>) -> Result<Exit> {
    let (cache, report) = open(place, &args.manner, true)?;
    let imported = if args.file.as_os_str() == "-" {
        cache.import(io::stdin().lock())
    } else {
        let file = File::open(&args.file)
            .map_err(|error| Failure::new(format!("cannot read {}", args.file.display())).because(error))?;
        cache.import(BufReader::new(file))
    };
    let imported = imported.map_err(|error| failed(&error))?;
    for bad in &imported.bad_lines {
        report.error(&format!("{}:{}", args.file.display(), bad.line), &bad.why);
    }
    say(&format!(
        "{} added, {} kept as they were, {}\n",
        counted(imported.added, "record"),
        imported.kept,
        counted(imported.bad, "bad line")
    ))?;
    Ok(if imported.bad > 0 { Exit::Partial } else { Exit::Done })
}

fn say(text: &str) -> Result<()> {
    let mut output = Output::open(None)?;
    output.put(text)?;
    output.finish()
}
