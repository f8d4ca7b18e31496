//! `zhaiyi man`

use clap::CommandFactory;

use crate::cli::{
    args::Cli,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
};

/// Prints the manual: the page of the command, then those of its subcommands.
pub fn run() -> Result<Exit> {
    let mut command = Cli::command();
    // Builds the subcommands too: their names become "zhaiyi-summarize" and so on.
    command.build();
    let mut pages = Vec::new();
    let failed = |error: std::io::Error| Failure::writing("the manual", &error);
    clap_mangen::Man::new(command.clone()).render(&mut pages).map_err(failed)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut pages).map_err(failed)?;
    }
    let mut output = Output::open(None)?;
    output.put(&String::from_utf8_lossy(&pages))?;
    output.finish()?;
    Ok(Exit::Done)
}
