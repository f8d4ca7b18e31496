//! `zhaiyi prompts show`

use serde_json::Value;

use super::{catalog, named, record};
use crate::cli::{exit::Exit, failure::Result, output::Output};

/// Print a prompt as it stands in its file
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the prompt, as in `zhaiyi prompts list`
    #[arg(value_name = "NAME")]
    name: String,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
}

/// The file in force.
pub fn run(args: &Args) -> Result<Exit> {
    let catalog = catalog()?;
    let mut output = Output::open(None)?;
    for prompt in named(&catalog, std::slice::from_ref(&args.name))? {
        let text = if args.format == "json" {
            let mut record = record(prompt);
            record["text"] = Value::from(prompt.asset().text.as_ref());
            format!("{record:#}\n")
        } else {
            prompt.asset().text.to_string()
        };
        output.put(&text)?;
    }
    output.finish()?;
    Ok(Exit::Done)
}
