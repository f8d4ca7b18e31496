//! `zhaiyi completions`

use clap::CommandFactory;

use crate::cli::{args::Cli, exit::Exit, failure::Result, output::Output};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints it.
pub fn run(args: &Args) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "zhaiyi", &mut script);
    let mut output = Output::open(None)?;
    output.put(&String::from_utf8_lossy(&script))?;
    output.finish()?;
    Ok(Exit::Done)
}
