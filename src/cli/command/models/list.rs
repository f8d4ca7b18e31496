//! `zhaiyi models list`

use serde_json::json;
use zhaiyi::model::{Hub, Manifest};

use super::open;
use crate::cli::{args::Manner, bytes::spoken, exit::Exit, failure::Result, output::Output};

/// Show all models that zhaiyi knows, and which are here
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those that are here
    #[arg(long)]
    installed: bool,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Lists.
pub fn run(args: &Args) -> Result<Exit> {
    let (places, _) = open(&args.manner)?;
    let catalog = places.catalog()?;
    let mut models: Vec<&Manifest> = catalog.all().collect();
    models.retain(|manifest| !args.installed || places.hub.installed(manifest).is_some());
    let text =
        if args.format == "json" { in_json(&models, &places.hub) } else { in_words(&models, &places.hub) };
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(Exit::Done)
}

fn in_words(models: &[&Manifest], hub: &Hub) -> String {
    let width = models.iter().map(|manifest| manifest.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for manifest in models {
        let installed = hub.installed(manifest);
        let state = if installed.is_some() { "installed" } else { "-" };
        let bytes = installed.map_or(manifest.bytes(), |installed| installed.bytes());
        text.push_str(&format!(
            "{:<width$}  {:>8}  {:<10}  {state:<9}  {}\n",
            manifest.name,
            if bytes == 0 { "?".to_owned() } else { spoken(bytes) },
            manifest.licence,
            manifest.note.as_deref().unwrap_or(&manifest.title)
        ));
    }
    if models.is_empty() {
        text.push_str("none\n");
    }
    text
}

fn in_json(models: &[&Manifest], hub: &Hub) -> String {
    let models: Vec<_> = models.iter().map(|manifest| super::show::value(manifest, hub)).collect();
    format!("{:#}\n", json!({ "schema": "zhaiyi-models/1", "models": models }))
}
