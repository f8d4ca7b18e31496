//! `zhaiyi doctor`

use zhaiyi::{
    assets::{Kind, Origin as Asset},
    engine::Loader,
    prompt::PromptCatalog,
    rules::Rules,
};

use crate::cli::{
    args::Manner,
    count::counted,
    exit::Exit,
    failure::Result,
    hub::{self, Places},
    output::Output,
    report::Report,
    session,
    settings::{Origin, Settings},
};

/// Show what is in force and whether everything works: settings, cache, engines
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    manner: Manner,
}

/// Looks around.
pub fn run(args: Args) -> Result<Exit> {
    let flags = vec![("color", args.manner.color.clone())];
    let settings = Settings::gather(flags, args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let mut text = format!("zhaiyi {}\n\nsettings\n", env!("CARGO_PKG_VERSION"));
    for (key, setting) in settings.all() {
        let value = if setting.value.is_empty() { "-" } else { &setting.value };
        let origin = if setting.origin == Origin::Default {
            String::new()
        } else {
            format!("   from {}", setting.origin)
        };
        text.push_str(&format!("  {key:<10} {value}{origin}\n"));
    }
    let (cache, well) = cache(&settings, &report)?;
    text.push_str(&format!("\ncache\n{cache}\nengines\n"));
    text.push_str(&format!("  {:<10} built in, no download; data {}\n", Rules.id(), zhaiyi::rules::DATA));
    let (models, in_order) = models(&settings)?;
    text.push_str(&models);
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(if well && in_order { Exit::Done } else { Exit::Failed })
}

/// What there is to say of the cache, and whether it works.
fn cache(settings: &Settings, report: &Report) -> Result<(String, bool)> {
    let place =
        session::cache_path(settings).map_or_else(|| "nowhere".into(), |path| path.display().to_string());
    let cache = session::open_cache(settings, report)?;
    let mut text = format!("  file       {place}\n");
    let warnings = cache.warnings();
    for warning in &warnings {
        text.push_str(&format!("  trouble    {warning}\n  try        {}\n", warning.hint()));
    }
    if settings.flag("no-cache")? {
        text.push_str("  state      switched off\n");
    } else if let Ok(stats) = cache.stats() {
        text.push_str(&format!(
            "  state      {}, {} bytes\n",
            counted(stats.total.entries, "result"),
            stats.file_bytes
        ));
    }
    Ok((text, warnings.is_empty()))
}

/// What there is to say of models, and whether their manifests can be used.
fn models(settings: &Settings) -> Result<(String, bool)> {
    let mut text = "\nmodels\n".to_owned();
    let mut line = |key: &str, value: String| text.push_str(&format!("  {key:<10} {value}\n"));
    let from = |origin: &str| if origin == "default" { String::new() } else { format!("   from {origin}") };
    let places = Places::find()?;
    line("folder", format!("{}{}", places.hub.folder().display(), from(places.origin)));
    if let Some(folder) = places.assets.folder(Kind::Models) {
        line("manifests", format!("built in, and {}", folder.display()));
    }
    let network = if hub::is_offline(settings)? { "switched off".to_owned() } else { hub::endpoint() };
    line("network", network);
    line("token", hub::token().map_or("-".to_owned(), |(_, origin)| format!("set   from {origin}")));
    let catalog = match places.catalog() {
        Ok(catalog) => catalog,
        Err(failure) => {
            text.push_str(&format!("  trouble    {failure}\n"));
            return Ok((text, false));
        }
    };
    let installed = catalog.installed(&places.hub);
    let (prompts, in_order) = prompts(&places);
    let names: Vec<&str> = installed.iter().map(|installed| installed.manifest.name.as_str()).collect();
    let names = if names.is_empty() {
        "none; zhaiyi models list shows what there is".into()
    } else {
        names.join(", ")
    };
    line("installed", names);
    line("prompts", prompts);
    Ok((text, in_order))
}

/// What there is to say of the prompts, and whether they can be used.
fn prompts(places: &Places) -> (String, bool) {
    match PromptCatalog::open(&places.assets) {
        Ok(catalog) => {
            let own = catalog.all().filter(|prompt| matches!(prompt.origin(), Asset::User(_))).count();
            let own = if own == 0 { String::new() } else { format!(", {own} of them yours") };
            (format!("{}{own}", catalog.all().count()), true)
        }
        Err(error) => (format!("cannot be used: {error}; mend the file or move it away"), false),
    }
}
