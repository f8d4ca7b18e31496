//! What the user typed, and nothing of what it means.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::command;

/// Summarize articles, translate them between Chinese and English, bind them into digests
#[derive(Debug, Parser)]
#[command(name = "zhaiyi", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "\
Exit codes: 0 done; 1 failed; 2 usage; 3 some inputs failed, the rest is done; 4 no such model;
5 a check failed under --strict; 130 interrupted.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Summarize(command::summarize::Args),
    Translate(command::translate::Args),
    Digest(command::digest::Args),
    Archive(command::archive::Args),
    Merge(command::merge::Args),
    Worker(command::worker::Args),
    Read(command::read::Args),
    Check(command::check::Args),
    Models(command::models::Args),
    Cache(command::cache::Args),
    Prompts(command::prompts::Args),
    Glossary(command::glossary::Args),
    #[cfg(feature = "neural")]
    Bench(command::bench::Args),
    Doctor(command::doctor::Args),
    Completions(command::completions::Args),
    /// Print the manual page
    Man,
}

/// Options of every command that works on articles. What is not typed comes from the settings.
#[derive(Debug, Default, Args)]
pub struct Common {
    /// Engine: auto, rules, the name of a model, or several in turn with commas between
    #[arg(long, visible_alias = "model", value_name = "NAME", help_heading = "Engine")]
    pub engine: Option<String>,
    /// File of your terms (TBX, or CSV or TSV: source, target); repeatable
    #[arg(long, value_name = "FILE", help_heading = "Engine")]
    pub glossary: Vec<PathBuf>,
    /// File of your translations (TMX, or corrected XLIFF); repeatable
    #[arg(long, value_name = "FILE", help_heading = "Engine")]
    pub memory: Vec<PathBuf>,
    /// Seed of engines that draw lots; the rules draw none
    #[arg(long, value_name = "N", help_heading = "Engine")]
    pub seed: Option<u64>,
    /// Articles at once; 0 for one a processor
    #[arg(long, value_name = "N", help_heading = "Engine")]
    pub threads: Option<usize>,
    /// Where models run: auto, cpu, cuda, metal
    #[arg(long, value_name = "DEVICE", help_heading = "Engine", value_parser = ["auto", "cpu", "cuda", "metal"])]
    pub device: Option<String>,
    /// Never use the network
    #[arg(long, help_heading = "Engine")]
    pub offline: bool,
    /// Neither read nor write the cache
    #[arg(long, help_heading = "Cache", conflicts_with = "refresh")]
    pub no_cache: bool,
    /// Make everything anew and remember that
    #[arg(long, help_heading = "Cache")]
    pub refresh: bool,
    /// Cache file to use
    #[arg(long, value_name = "FILE", help_heading = "Cache")]
    pub cache: Option<PathBuf>,
    /// Exit with 5 when a check finds an error
    #[arg(long, help_heading = "Output")]
    pub strict: bool,
    #[command(flatten)]
    pub manner: Manner,
}

/// How the program talks.
#[derive(Clone, Debug, Default, Args)]
pub struct Manner {
    /// Say nothing but errors
    #[arg(short, long, help_heading = "Output", conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: a line for each article
    #[arg(short, long, help_heading = "Output")]
    pub verbose: bool,
    /// Colours: auto, always, never
    #[arg(long, value_name = "WHEN", help_heading = "Output")]
    pub color: Option<String>,
    /// Settings file to read in place of yours and the project's
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub config: Option<PathBuf>,
}

/// What to read.
#[derive(Debug, Default, Args)]
pub struct Inputs {
    /// Files, folders, archives, web addresses, or - for standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Language of the articles, where you know better: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    pub from: Option<String>,
    /// Fetch the pages behind the entries of feeds too
    #[arg(long)]
    pub follow: bool,
}

/// How summaries are made.
#[derive(Debug, Default, Args)]
pub struct Summaries {
    /// How long summaries are: short, medium, long, story
    #[arg(long, value_name = "LENGTH", value_parser = ["short", "medium", "long", "story"])]
    length: Option<String>,
    /// How many sentences summaries have
    #[arg(long, value_name = "N", conflicts_with = "length", value_parser = clap::value_parser!(u8).range(1..))]
    sentences: Option<u8>,
    /// How summaries get into another language: direct, translated
    #[arg(long, value_name = "ROUTE", value_parser = ["direct", "translated"])]
    route: Option<String>,
}

impl Summaries {
    /// The flags by the key of their setting.
    pub fn flags(self) -> [(&'static str, Option<String>); 2] {
        [("length", self.sentences.map(|count| count.to_string()).or(self.length)), ("route", self.route)]
    }
}

/// Where results go, and how they look.
#[derive(Debug, Default, Args)]
pub struct Results {
    /// Format: text, markdown, html, json, jsonl
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

impl Common {
    /// The flags by the key of their setting.
    pub fn flags(&self) -> Vec<(&'static str, Option<String>)> {
        let on = |flag: bool| flag.then(|| "true".to_owned());
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        vec![
            ("engine", self.engine.clone()),
            ("seed", self.seed.map(|seed| seed.to_string())),
            ("threads", self.threads.map(|threads| threads.to_string())),
            ("device", self.device.clone()),
            ("offline", on(self.offline)),
            ("no-cache", on(self.no_cache)),
            ("cache", self.cache.as_ref().map(path)),
            ("strict", on(self.strict)),
            ("color", self.manner.color.clone()),
        ]
    }
}
