//! `zhaiyi models`

mod keep;
mod list;
mod pull;
mod show;

use clap::{Args as ClapArgs, Subcommand};
use zhaiyi::model::ModelError;

use crate::cli::{
    args::Manner,
    exit::Exit,
    failure::{Failure, Result},
    hub::Places,
    report::Report,
    settings::Settings,
};

/// Look after models: which there are, which are here, fetch them, check them, remove them
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Pull(pull::Args),
    Verify(keep::VerifyArgs),
    Remove(keep::RemoveArgs),
}

/// Does what the subcommand says.
pub fn run(args: Args) -> Result<Exit> {
    match args.command {
        Command::List(own) => list::run(&own),
        Command::Show(own) => show::run(&own),
        Command::Pull(own) => pull::run(&own),
        Command::Verify(own) => keep::verify(&own),
        Command::Remove(own) => keep::remove(&own),
    }
}

/// Where models lie, and a voice.
fn open(manner: &Manner) -> Result<(Places, Report)> {
    let settings = Settings::gather(vec![("color", manner.color.clone())], manner.config.as_deref())?;
    Ok((Places::find()?, Report::new(manner, &settings)))
}

/// A failure with the files of a model.
fn failed(model: &str, error: &ModelError) -> Failure {
    let hint = match error {
        ModelError::Damaged { .. } => {
            format!("zhaiyi models pull {model} --force, or --engine rules to go on without it")
        }
        ModelError::Busy { .. } => "wait for it, or end it".to_owned(),
        _ => "check the permissions of the file".to_owned(),
    };
    Failure::new(format!("cannot use model {model}")).because(error).hint(hint)
}
