//! `zhaiyi models verify`, `remove`

use serde_json::{Value, json};
use zhaiyi::model::{Manifest, Trust};

use super::{failed, open};
use crate::cli::{
    args::Manner,
    bytes::spoken,
    exit::Exit,
    failure::{Failure, Result},
    hub::named,
    output::Output,
};

/// Read every byte of models that are here, and compare; exits with 1 when something is wrong
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// Names of models; without, all that are here
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Remove the files of models, and nothing else
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    /// Names of models
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Reads again.
pub fn verify(args: &VerifyArgs) -> Result<Exit> {
    let (places, report) = open(&args.manner)?;
    let catalog = places.catalog()?;
    let models: Vec<&Manifest> = if args.names.is_empty() {
        catalog.all().filter(|manifest| places.hub.installed(manifest).is_some()).collect()
    } else {
        args.names.iter().map(|name| named(&catalog, name)).collect::<Result<_>>()?
    };
    let mut values = Vec::new();
    let mut text = String::new();
    let mut exit = Exit::Done;
    for manifest in models {
        let name = &manifest.name;
        let Some(installed) = places.hub.installed(manifest) else {
            return Err(Failure::new(format!("model {name} is not installed"))
                .hint(format!("zhaiyi models pull {name}")));
        };
        match places.hub.verify(&installed, Trust::Nothing, &mut |_| ()) {
            Ok(hashes) => {
                let hashes: Vec<String> = hashes.iter().map(ToString::to_string).collect();
                text.push_str(&format!(
                    "{name}: right, {}, sha256 {}\n",
                    spoken(installed.bytes()),
                    hashes.join(", ")
                ));
                values
                    .push(json!({ "name": name, "ok": true, "bytes": installed.bytes(), "sha256": hashes }));
            }
            Err(error) => {
                crate::cli::report::say(failed(name, &error));
                values.push(json!({ "name": name, "ok": false, "message": error.to_string() }));
                exit = Exit::Failed;
            }
        }
    }
    if values.is_empty() {
        report.note("no model is installed");
    }
    say(&args.format, &text, values)?;
    Ok(exit)
}

/// Removes.
pub fn remove(args: &RemoveArgs) -> Result<Exit> {
    let (places, report) = open(&args.manner)?;
    let catalog = places.catalog()?;
    let models: Vec<&Manifest> =
        args.names.iter().map(|name| named(&catalog, name)).collect::<Result<_>>()?;
    let mut values = Vec::new();
    let mut text = String::new();
    let together: Vec<&str> = args.names.iter().map(String::as_str).collect();
    for manifest in models {
        let name = &manifest.name;
        let removed =
            places.hub.remove(manifest, &catalog, &together).map_err(|error| failed(name, &error))?;
        for (other, path) in &removed.kept {
            report.warning(name, &format!("{path} stays: {other} has it too; name both to remove it"));
        }
        text.push_str(&match removed.files {
            0 => format!("{name}: nothing was here\n"),
            _ => format!("{name}: removed, {} ({} bytes) free now\n", spoken(removed.bytes), removed.bytes),
        });
        values.push(json!({ "name": name, "files": removed.files, "bytes": removed.bytes }));
    }
    say(&args.format, &text, values)?;
    Ok(Exit::Done)
}

fn say(format: &str, text: &str, values: Vec<Value>) -> Result<()> {
    let mut output = Output::open(None)?;
    let json = || format!("{:#}\n", Value::Array(values));
    output.put(&if format == "json" { json() } else { text.to_owned() })?;
    output.finish()
}
