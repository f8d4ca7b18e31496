//! `zhaiyi models show`

use serde_json::{Value, json};
use zhaiyi::{
    assets::Origin,
    model::{Hub, Manifest, Place, Translation},
    text::Language,
};

use super::open;
use crate::cli::{args::Manner, bytes::spoken, exit::Exit, failure::Result, hub::named, output::Output};

/// Show everything that is known of a model
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model
    #[arg(value_name = "NAME")]
    name: String,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Shows.
pub fn run(args: &Args) -> Result<Exit> {
    let (places, _) = open(&args.manner)?;
    let catalog = places.catalog()?;
    let manifest = named(&catalog, &args.name)?;
    let text = if args.format == "json" {
        format!("{:#}\n", value(manifest, &places.hub))
    } else {
        in_words(manifest, &places.hub)
    };
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(Exit::Done)
}

fn in_words(manifest: &Manifest, hub: &Hub) -> String {
    let installed = hub.installed(manifest);
    let bytes = installed.as_ref().map_or(manifest.bytes(), |installed| installed.bytes());
    let mut text = format!("{} · {} · {}\n", manifest.title, size(bytes), manifest.licence);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {key:<12} {value}\n"));
        }
    };
    let ranks = [("summarize", manifest.tasks.summarize), ("translate", manifest.tasks.translate)];
    let ranks: Vec<String> =
        ranks.iter().filter_map(|(name, rank)| Some(format!("{name} {} of 9", (*rank)?))).collect();
    line("note", manifest.note.as_deref().unwrap_or(""));
    line("good for", &ranks.join(", "));
    line("languages", &tags(&manifest.languages).join(", "));
    if let Some(Translation { from, to, .. }) = &manifest.translation {
        line("translates", &format!("{} into {}", tags(from).join(", "), tags(to).join(", ")));
    }
    line("engine", &manifest.engine());
    line("weights", &format!("{}, {}", manifest.architecture, manifest.quantization));
    line("context", &format!("{} tokens", manifest.context));
    line("attribution", manifest.attribution.as_deref().unwrap_or(""));
    line("card", manifest.card.as_deref().unwrap_or(""));
    line("repository", &format!("{} at {}", manifest.source.repository, manifest.revision()));
    line("modelscope", manifest.source.modelscope.as_deref().unwrap_or(""));
    line("manifest", &manifest.origin.to_string());
    for (number, file) in manifest.files.iter().enumerate() {
        let here = installed.as_ref().and_then(|installed| installed.files.get(number));
        let hash = file
            .sha256
            .or(here.and_then(|place| place.named))
            .map_or("sha256 not known before the first pull".into(), |hash| format!("sha256 {hash}"));
        line("file", &format!("{}   {}", file.path, size(here.map_or(file.size(), |place| place.bytes))));
        line("", &hash);
    }
    let files = installed.iter().flat_map(|installed| &installed.files);
    files.for_each(|place| line("here", &place.path.display().to_string()));
    if installed.is_none() {
        line("here", &format!("no; zhaiyi models pull {}", manifest.name));
    }
    text
}

/// A size, which is 0 where the manifest does not say it.
fn size(bytes: u64) -> String {
    if bytes == 0 { "size not known before the first pull".to_owned() } else { spoken(bytes) }
}

/// Everything as JSON.
pub fn value(manifest: &Manifest, hub: &Hub) -> Value {
    let installed = hub.installed(manifest);
    let here = |place: &Place| json!({ "path": place.path, "bytes": place.bytes, "named": place.named });
    json!({
        "name": manifest.name, "title": manifest.title, "note": manifest.note,
        "engine": manifest.engine(), "family": manifest.family,
        "architecture": manifest.architecture, "quantization": manifest.quantization,
        "context": manifest.context,
        "languages": tags(&manifest.languages),
        "licence": manifest.licence, "attribution": manifest.attribution, "card": manifest.card, "tasks": manifest.tasks,
        "source": manifest.source, "bytes": manifest.bytes(), "files": manifest.files,
        "chat": manifest.chat, "translation": manifest.translation.as_ref().map(directions), "decoding": manifest.decoding,
        "manifest": match &manifest.origin { Origin::BuiltIn => Value::Null, Origin::User(path) => json!(path) },
        "installed": installed.map(|installed| installed.files.iter().map(here).collect::<Vec<_>>()),
    })
}

fn tags(languages: &[Language]) -> Vec<&str> {
    languages.iter().map(|language| language.tag()).collect()
}

fn directions(translation: &Translation) -> Value {
    let Translation { from, to, beams } = translation;
    json!({ "from": tags(from), "to": tags(to), "beams": beams })
}
