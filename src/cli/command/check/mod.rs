//! `zhaiyi check`

mod in_place;
mod jsonl;
mod pair;

use std::path::PathBuf;

use crate::cli::{
    args::{Common, Manner},
    exit::Exit,
    failure::{Failure, Result},
};

/// Check a summary or a translation against its source, whoever made it
///
/// On a terminal, and with -v, the words of each finding are marked in their lines; the format html marks them in a
/// page with both texts.
///
/// With --jsonl, records {"id","task","source","target","source_lang","target_lang"} are read, and for each
/// {"id","ok","findings"} is written, in order. `ok` is false when a finding is an error.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The source, a file or - for standard input
    #[arg(value_name = "SOURCE", required_unless_present = "jsonl")]
    source: Option<PathBuf>,
    /// What was made of it
    #[arg(value_name = "TARGET", required_unless_present = "jsonl")]
    target: Option<PathBuf>,
    /// Records of pairs, a JSON line each; - or no FILE for standard input
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with_all = ["source", "target"])]
    jsonl: Option<PathBuf>,
    /// What was made: translate or summarize; without, a target that is much shorter in the same language is a summary
    #[arg(long, value_name = "TASK", value_parser = ["translate", "summarize"])]
    task: Option<String>,
    /// Language of the source: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    from: Option<String>,
    /// Language asked for: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    to: Option<String>,
    /// Format: text, html, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "html", "json"], default_value = "text")]
    format: String,
    /// File of your terms (CSV or TSV: source, target); repeatable
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// Exit with 5 when a check finds an error
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    manner: Manner,
}

/// Checks one pair, or a stream of pairs.
pub fn run(args: Args) -> Result<Exit> {
    // The same settings as everywhere: glossary, strict and colours may come from the environment or a file.
    let common = Common {
        glossary: args.glossary.clone(),
        strict: args.strict,
        no_cache: true,
        manner: args.manner.clone(),
        ..Common::default()
    };
    match (&args.jsonl, &args.source, &args.target) {
        (Some(records), ..) => jsonl::run(&common, records),
        (None, Some(source), Some(target)) => pair::run(&common, &args, source, target),
        (None, ..) => Err(Failure::usage("two files are needed").hint("zhaiyi check SOURCE TARGET")),
    }
}
