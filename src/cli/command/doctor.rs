//! `zhaiyi doctor`

use zhaiyi::{engine::Loader, rules::Rules};

use crate::cli::{
    args::Manner,
    exit::Exit,
    failure::Result,
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
    let mut output = Output::open(None)?;
    output.put(&text)?;
    output.finish()?;
    Ok(if well { Exit::Done } else { Exit::Failed })
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
        text.push_str(&format!("  state      {} results, {} bytes\n", stats.total.entries, stats.file_bytes));
    }
    Ok((text, warnings.is_empty()))
}
