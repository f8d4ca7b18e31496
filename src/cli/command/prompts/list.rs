//! `zhaiyi prompts list`

use serde_json::Value;
use zhaiyi::assets::Origin;

use super::{catalog, record};
use crate::cli::{exit::Exit, failure::Result, output::Output};

/// List the prompts: what each is for, and whose it is
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
}

/// A line each.
pub fn run(args: &Args) -> Result<Exit> {
    let catalog = catalog()?;
    let text = if args.format == "json" {
        let records: Vec<Value> = catalog.all().map(record).collect();
        format!("{:#}\n", Value::from(records))
    } else {
        let width = catalog.all().map(|prompt| prompt.name().len()).max().unwrap_or_default();
        let line = |prompt: &zhaiyi::prompt::Prompt| {
            let own = match prompt.origin() {
                Origin::BuiltIn => String::new(),
                Origin::User(path) => format!(" · {}", path.display()),
            };
            format!("{:<width$}   {}{own}\n", prompt.name(), prompt.about())
        };
        catalog.all().map(line).collect()
    };
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(Exit::Done)
}
