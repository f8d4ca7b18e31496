//! `zhaiyi cache stats`

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::json;
use zhaiyi::cache::{Share, Stats};

use super::{failed, moment, open};
use crate::cli::{
    args::Manner, bytes::spoken as bytes, count::counted, exit::Exit, failure::Result, output::Output,
};

/// Show what is in the cache
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Counts.
pub fn run(args: &Args, place: Option<PathBuf>) -> Result<Exit> {
    // A slip in a name that was typed makes no cache; the usual one need not be there yet.
    let creating = place.is_none();
    let (cache, _) = open(place, &args.manner, creating)?;
    let stats = cache.stats().map_err(|error| failed(&error))?;
    let text = if args.format == "json" { in_json(&stats) } else { in_words(&stats) };
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(Exit::Done)
}

fn in_words(stats: &Stats) -> String {
    let mut text = format!(
        "{}   {}\n{} in {}, made by {}\n",
        stats.path.display(),
        bytes(stats.file_bytes),
        counted(stats.total.entries, "result"),
        bytes(stats.total.bytes),
        counted(stats.recipes, "recipe")
    );
    if let (Some(oldest), Some(newest)) = (stats.oldest, stats.newest) {
        text.push_str(&format!("from {} to {}\n", moment(oldest), moment(newest)));
    }
    for (name, shares) in [("engine", &stats.engines), ("method", &stats.methods), ("task", &stats.tasks)] {
        for (kind, share) in shares {
            text.push_str(&format!("  {name:<7} {kind:<20} {:>8}   {}\n", share.entries, bytes(share.bytes)));
        }
    }
    text
}

fn in_json(stats: &Stats) -> String {
    let shares = |shares: &BTreeMap<String, Share>| -> serde_json::Value {
        shares
            .iter()
            .map(|(kind, share)| (kind.clone(), json!({"entries": share.entries, "bytes": share.bytes})))
            .collect()
    };
    let value = json!({
        "path": stats.path, "file_bytes": stats.file_bytes, "entries": stats.total.entries, "bytes": stats.total.bytes,
        "recipes": stats.recipes, "oldest": stats.oldest, "newest": stats.newest,
        "engines": shares(&stats.engines), "methods": shares(&stats.methods), "tasks": shares(&stats.tasks),
    });
    format!("{value:#}\n")
}
