//! `zhaiyi prompts`

mod export;
mod list;
mod show;

use clap::{Args as ClapArgs, Subcommand};
use serde_json::{Value, json};
use zhaiyi::{
    assets::{Assets, Origin},
    prompt::{Prompt, PromptCatalog},
};

use crate::cli::{
    exit::Exit,
    failure::{Failure, Result},
    paths,
};

/// Show what language models are told, and make it your own
///
/// Every prompt is a file. One of yours takes the place of the built-in one of the same name; `export` puts the
/// files where they are looked for.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Export(export::Args),
}

/// Does what the subcommand says.
pub fn run(args: Args) -> Result<Exit> {
    match args.command {
        Command::List(own) => list::run(&own),
        Command::Show(own) => show::run(&own),
        Command::Export(own) => export::run(&own),
    }
}

/// All prompts, the user's among them.
fn catalog() -> Result<PromptCatalog> {
    let assets = Assets::new(paths::user_assets());
    PromptCatalog::open(&assets)
        .map_err(|error| Failure::usage(error.to_string()).hint("mend the file or take it away"))
}

/// The prompts of these names; of all where there is no name.
fn named<'a>(catalog: &'a PromptCatalog, names: &[String]) -> Result<Vec<&'a Prompt>> {
    if names.is_empty() {
        return Ok(catalog.all().collect());
    }
    let find = |name: &String| {
        let name = name.strip_suffix(".toml").unwrap_or(name);
        catalog.get(name).ok_or_else(|| {
            let hint = match catalog.nearest(name) {
                Some(near) => format!("{near}; zhaiyi prompts list shows all"),
                None => "zhaiyi prompts list".to_owned(),
            };
            Failure::usage(format!("there is no prompt {name}")).hint(hint)
        })
    };
    names.iter().map(find).collect()
}

/// What there is to say of a prompt.
fn record(prompt: &Prompt) -> Value {
    let occasion = prompt.occasion();
    let path = match prompt.origin() {
        Origin::BuiltIn => None,
        Origin::User(path) => Some(path.display().to_string()),
    };
    json!({
        "name": prompt.name(), "step": occasion.step, "from": occasion.from.tag(), "to": occasion.to.tag(),
        "family": prompt.family(), "about": prompt.about(), "path": path, "digest": prompt.digest().to_string(),
    })
}
