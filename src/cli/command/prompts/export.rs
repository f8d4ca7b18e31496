//! `zhaiyi prompts export`

use std::{fs, path::PathBuf};

use super::{catalog, named};
use crate::cli::{
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    paths,
};

/// Write prompts into files, for you to change
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names of prompts, as in `zhaiyi prompts list`; all where none is given
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Folder to write to, in place of the one where your prompts are looked for
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
}

/// A file each. Nothing is written when one of them is there already.
pub fn run(args: &Args) -> Result<Exit> {
    let catalog = catalog()?;
    let own = || paths::user_assets().map(|folder| folder.join("prompts"));
    let folder = args
        .output
        .clone()
        .or_else(own)
        .ok_or_else(|| Failure::usage("there is no home directory to keep prompts in").hint("-o DIR"))?;
    let prompts = named(&catalog, &args.names)?;
    let place = |name: &str| folder.join(format!("{name}.toml"));
    if let Some(there) =
        prompts.iter().map(|prompt| place(prompt.name())).find(|path| path.exists() && !args.force)
    {
        return Err(Failure::new(format!("{} is there already", there.display()))
            .because("nothing was written")
            .hint("--force, or another folder with -o DIR"));
    }
    let mut listed = String::new();
    for prompt in &prompts {
        let path = place(prompt.name());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| Failure::new(format!("cannot make {}", parent.display())).because(error))?;
        }
        let mut file = Output::open(Some(&path))?;
        file.put(&prompt.asset().text)?;
        file.finish()?;
        listed.push_str(&format!("{}\n", path.display()));
    }
    let mut output = Output::open(None)?;
    output.put(&listed)?;
    output.finish()?;
    Ok(Exit::Done)
}
