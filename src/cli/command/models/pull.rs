//! `zhaiyi models pull`

use serde_json::{Value, json};
use zhaiyi::model::Manifest;

use crate::cli::{
    args::Manner,
    bytes::spoken,
    exit::Exit,
    failure::{Failure, Result},
    hub::{self, Places, named},
    output::Output,
    report::{self, Report},
    settings::Settings,
};

/// Fetch models into the Hugging Face cache; what was begun earlier goes on from there
///
/// HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE mean what they mean elsewhere.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names of models; zhaiyi models list shows them
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Where from: auto (the hub, then ModelScope when it cannot be reached), huggingface, modelscope
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Fetch what is here already
    #[arg(long)]
    force: bool,
    /// Never use the network
    #[arg(long)]
    offline: bool,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"], default_value = "text")]
    format: String,
    #[command(flatten)]
    manner: Manner,
}

/// Fetches.
pub fn run(args: &Args) -> Result<Exit> {
    let flags = vec![
        ("source", args.source.clone()),
        ("offline", args.offline.then(|| "true".to_owned())),
        ("color", args.manner.color.clone()),
    ];
    let settings = Settings::gather(flags, args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let places = Places::find()?;
    let catalog = places.catalog()?;
    let models: Vec<&Manifest> =
        args.names.iter().map(|name| named(&catalog, name)).collect::<Result<_>>()?;
    let puller = Fetcher::new(args, &settings, &places)?;
    let (mut values, mut text, mut failures) = (Vec::new(), String::new(), Vec::new());
    for manifest in models {
        let name = &manifest.name;
        match puller.pull(manifest, &report) {
            Ok(Fetched { bytes, came, sha256, source }) => {
                let how =
                    source.as_ref().map_or("was here".to_owned(), |source| format!("came from {source}"));
                text.push_str(&format!(
                    "{name}: {how}, {} · {} · sha256 {}\n",
                    spoken(bytes),
                    manifest.licence,
                    sha256.join(", ")
                ));
                values.push(json!({
                    "name": name, "ok": true, "bytes": bytes, "fetched": came, "source": source,
                    "licence": manifest.licence, "sha256": sha256,
                }));
            }
            Err(failure) => {
                values.push(json!({ "name": name, "ok": false, "message": failure.to_string() }));
                failures.push(failure);
            }
        }
    }
    let done = failures.len() < values.len();
    let mut output = Output::open(None)?;
    output.put(&if args.format == "json" { format!("{:#}\n", Value::Array(values)) } else { text })?;
    output.finish()?;
    match failures.pop() {
        None => Ok(Exit::Done),
        Some(last) => {
            failures.iter().for_each(report::say);
            Err(if done { last.exit(Exit::Partial) } else { last })
        }
    }
}

/// What a pull came to.
struct Fetched {
    bytes: u64,
    /// The bytes of the files that were not here.
    came: u64,
    sha256: Vec<String>,
    source: Option<String>,
}

#[cfg(feature = "network")]
use fetcher::Fetcher;

#[cfg(feature = "network")]
mod fetcher {
    //! Fetching over the network.

    use zhaiyi::model::{
        Manifest,
        pull::{Network, PullError, Puller, Source},
    };

    use super::{Args, Failure, Fetched, Places, Report, Result, Settings, hub};
    use crate::cli::{progress::Progress, web};

    /// Everything that a pull needs.
    pub struct Fetcher<'a> {
        places: &'a Places,
        network: Network,
        source: Option<Source>,
        force: bool,
        quiet: bool,
    }

    impl<'a> Fetcher<'a> {
        pub fn new(args: &Args, settings: &Settings, places: &'a Places) -> Result<Self> {
            let source = match settings.text("source") {
                "auto" => None,
                _ => Some(settings.parsed("source")?),
            };
            let network = Network {
                endpoint: hub::endpoint(),
                modelscope: hub::modelscope(),
                token: hub::token().map(|(token, _)| token),
                proxy: web::proxy(),
                offline: hub::is_offline(settings)?,
            };
            Ok(Self { places, network, source, force: args.force, quiet: args.manner.quiet })
        }

        pub fn pull(&self, manifest: &Manifest, report: &Report) -> Result<Fetched> {
            let progress = Progress::new(&manifest.name, *report, self.quiet);
            let puller = Puller {
                hub: &self.places.hub,
                network: &self.network,
                source: self.source,
                force: self.force,
                watcher: &progress,
            };
            let pulled = puller.pull(manifest);
            progress.finish();
            let (installed, files) = pulled.map_err(|error| self.failed(manifest, &error))?;
            Ok(Fetched {
                bytes: installed.bytes(),
                came: files.iter().filter(|file| file.source.is_some()).map(|file| file.bytes).sum(),
                sha256: files.iter().map(|file| file.sha256.to_string()).collect(),
                source: files.iter().find_map(|file| file.source).map(|source| source.to_string()),
            })
        }

        fn failed(&self, manifest: &Manifest, error: &PullError) -> Failure {
            let name = &manifest.name;
            let failure = Failure::new(format!("cannot pull model {name}"));
            failure.because(error).hint(error.hint(manifest, self.source))
        }
    }
}

/// A program that was built without the network has only what is here.
#[cfg(not(feature = "network"))]
struct Fetcher<'a> {
    places: &'a Places,
    force: bool,
}

#[cfg(not(feature = "network"))]
impl<'a> Fetcher<'a> {
    fn new(args: &Args, settings: &Settings, places: &'a Places) -> Result<Self> {
        hub::is_offline(settings).map(|_| Self { places, force: args.force })
    }

    fn pull(&self, manifest: &Manifest, _: &Report) -> Result<Fetched> {
        let name = &manifest.name;
        let Some(installed) = self.places.hub.installed(manifest).filter(|_| !self.force) else {
            let repository = &manifest.source.repository;
            return Err(Failure::new(format!("cannot pull model {name}"))
                .because("this zhaiyi was built without the network (feature network)")
                .hint(format!("any other program that fills the Hugging Face cache, from {repository}")));
        };
        let hashes = self.places.hub.verify(&installed, zhaiyi::model::Trust::Remembered, &mut |_| ());
        let hashes = hashes.map_err(|error| super::failed(name, &error))?;
        let sha256 = hashes.iter().map(ToString::to_string).collect();
        Ok(Fetched { bytes: installed.bytes(), came: 0, sha256, source: None })
    }
}
