//! The command line: what the user typed, what it means, and how results and troubles are told.
//!
//! Only this room sees the environment, the home directory and the terminal. One file a subcommand, in `command`.

mod args;
mod bytes;
mod command;
mod count;
mod engines;
mod exchange_file;
mod exit;
mod failure;
mod glossary;
mod hub;
mod interrupt;
mod lines;
mod memory;
mod output;
mod paths;
mod printer;
#[cfg(feature = "network")]
mod progress;
mod report;
mod run_articles;
mod session;
mod settings;
mod unfinished;
mod wanted;
mod web;

use clap::Parser;

use args::{Cli, Command};

/// Parses the command line, does what it says, tells of failure, and returns the exit code.
pub fn run() -> std::process::ExitCode {
    interrupt::handle();
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Summarize(args) => command::summarize::run(args),
        Command::Translate(args) => command::translate::run(args),
        Command::Digest(args) => command::digest::run(args),
        Command::Archive(args) => command::archive::run(args),
        Command::Merge(args) => command::merge::run(args),
        Command::Worker(args) => command::worker::run(args),
        Command::Read(args) => command::read::run(args),
        Command::Check(args) => command::check::run(args),
        Command::Cache(args) => command::cache::run(args),
        Command::Models(args) => command::models::run(args),
        Command::Prompts(args) => command::prompts::run(args),
        Command::Glossary(args) => command::glossary::run(args),
        #[cfg(feature = "neural")]
        Command::Bench(args) => command::bench::run(&args),
        Command::Doctor(args) => command::doctor::run(args),
        Command::Completions(args) => command::completions::run(&args),
        Command::Man => command::man::run(),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}
