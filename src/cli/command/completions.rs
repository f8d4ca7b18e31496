//! `zhaiyi completions`

use clap::CommandFactory;

use crate::cli::{args::Cli, exit::Exit, failure::Result};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints it.
pub fn run(args: &Args) -> Result<Exit> {
    clap_complete::generate(args.shell, &mut Cli::command(), "zhaiyi", &mut std::io::stdout());
    Ok(Exit::Done)
}
