//! `zhaiyi cache`

mod explain;
mod keep;
mod stats;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use zhaiyi::cache::{Cache, CacheError, SystemClock};

use crate::cli::{
    args::Manner,
    exit::Exit,
    failure::{Failure, Result},
    report::Report,
    session,
    settings::Settings,
};

/// Look after the cache: what is in it, why a run missed, and whether it is sound
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    /// Cache file to use
    #[arg(long, value_name = "FILE", global = true)]
    cache: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Stats(stats::Args),
    Explain(Box<explain::Args>),
    Verify(keep::VerifyArgs),
    Prune(keep::PruneArgs),
    Export(keep::ExportArgs),
    Import(keep::ImportArgs),
    Clear(keep::ClearArgs),
}

/// Does what the subcommand says.
pub fn run(args: Args) -> Result<Exit> {
    match args.command {
        Command::Stats(own) => stats::run(&own, args.cache),
        Command::Explain(own) => explain::run(*own, args.cache),
        Command::Verify(own) => keep::verify(&own, args.cache),
        Command::Prune(own) => keep::prune(&own, args.cache),
        Command::Export(own) => keep::export(&own, args.cache),
        Command::Import(own) => keep::import(&own, args.cache),
        Command::Clear(own) => keep::clear(&own, args.cache),
    }
}

/// The cache that the settings name. Here it is what the user asked about, so it has to open.
fn open(place: Option<PathBuf>, manner: &Manner, creating: bool) -> Result<(Cache, Report)> {
    let flag = place.map(|path| path.to_string_lossy().into_owned());
    let settings =
        Settings::gather(vec![("cache", flag), ("color", manner.color.clone())], manner.config.as_deref())?;
    let report = Report::new(manner, &settings);
    let path = session::cache_path(&settings).ok_or_else(|| {
        Failure::usage("there is no home directory to keep a cache in").hint("--cache FILE")
    })?;
    if !creating && !path.exists() {
        return Err(Failure::new(format!("there is no cache at {}", path.display()))
            .hint("any run of summarize or translate makes one"));
    }
    let cache = Cache::open(path, SystemClock).map_err(|error| failed(&error))?;
    for warning in cache.warnings() {
        report.warning("cache", &format!("{warning}; {}", warning.hint()));
    }
    Ok((cache, report))
}

fn failed(error: &CacheError) -> Failure {
    Failure::new("the cache cannot be used").because(error).hint(error.hint())
}

/// A moment as people write it, in universal time.
fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .map_or_else(|_| format!("{seconds} s"), |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
}
