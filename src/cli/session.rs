//! What a command that works on articles needs: settings, engines, the cache, and a voice.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use zhaiyi::{
    article::{Input, ReadOptions},
    cache::{self, Cache, CacheError, SystemClock},
    pipeline::{Pipeline, Target},
    task::TermList,
    text::Language,
};

use super::{
    args::{Common, Inputs},
    engines::{self, Engines},
    failure::{Failure, Result},
    glossary, memory, paths,
    report::Report,
    settings::Settings,
    web,
};

/// More threads than any machine that articles are read on; keeps a slip of the finger from starting thousands.
const MOST_THREADS: usize = 256;

/// Articles at once when models are there: as many as they decode together.
const WITH_MODELS: usize = 16;

/// One run of one command.
pub struct Session {
    /// The settings in force.
    pub settings: Settings,
    /// The voice on stderr.
    pub report: Report,
    /// Engines and cache.
    pub pipeline: Pipeline,
    /// The user's terms.
    pub terms: Arc<TermList>,
    /// Articles at once.
    pub threads: usize,
    /// True under `--strict`.
    pub strict: bool,
    /// What to tell somebody who has no model.
    pub advice: Option<String>,
}

impl Session {
    /// Gathers the settings from `common` and the command's own flags, and opens the cache.
    pub fn open(common: &Common, own: Vec<(&'static str, Option<String>)>) -> Result<Self> {
        let flags = common.flags().into_iter().chain(own).collect();
        let settings = Settings::gather(flags, common.manner.config.as_deref())?;
        let report = Report::new(&common.manner, &settings);
        // Side by side: reading the manifests takes a millisecond, and so does opening the database.
        let (engines, cache) = thread::scope(|scope| {
            let engines = scope.spawn(|| engines::find(&settings));
            let cache = open_cache(&settings, &report);
            (engines.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), cache)
        });
        let (Engines { loaders, choice, advice }, cache) = (engines?, cache?);
        // A slip in the setting is one even where there is no address to fetch.
        settings.flag("offline")?;
        let files = |typed: &[PathBuf], key| match typed {
            [] => settings.files(key),
            typed => typed.to_vec(),
        };
        let memory = memory::read(&files(&common.memory, "memory"))?;
        let terms = glossary::read(&files(&common.glossary, "glossary"))?;
        let models = loaders.iter().any(|loader| loader.id() != "rules");
        let threads = match settings.parsed("threads")? {
            // A model decodes many articles together for little more than one.
            0 if models => WITH_MODELS,
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
        .min(MOST_THREADS);
        Ok(Self {
            pipeline: Pipeline::new(loaders, choice, cache)
                .refreshing(common.refresh)
                .remembering(Arc::new(memory)),
            terms: Arc::new(terms),
            threads,
            strict: settings.flag("strict")?,
            advice,
            report,
            settings,
        })
    }

    /// The languages asked for, or `default` when nobody asked.
    pub fn targets(&self, default: &[Target]) -> Result<Vec<Target>> {
        let text = self.settings.text("to");
        let mut targets = Vec::new();
        for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            let target = if tag == "same" { Target::Same } else { Target::Language(language("--to", tag)?) };
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        if targets.is_empty() {
            // An empty setting is none; an empty flag is a slip, such as a variable of a script that is not set.
            return match self.settings.is_typed("to") {
                true => {
                    Err(Failure::usage("--to names no language").hint("--to zh, --to zh-Hant or --to en"))
                }
                false => Ok(default.to_vec()),
            };
        }
        Ok(targets)
    }

    /// Tells of everything that went wrong in the cache. It never changes how the run ends.
    pub fn close(&self) {
        self.pipeline.cache().flush();
        for warning in self.pipeline.cache().warnings() {
            tell(&self.report, &warning);
        }
    }
}

/// A language tag that was typed.
pub fn language(flag: &str, tag: &str) -> Result<Language> {
    tag.parse().map_err(|error| Failure::usage(format!("{flag} {tag}")).because(error))
}

/// The inputs that were typed; nothing means stdin. What the run itself writes, `output` and the cache, is no input.
pub fn inputs(
    args: &Inputs,
    output: Option<&Path>,
    settings: &Settings,
) -> Result<(Vec<Input>, ReadOptions)> {
    let stdin = PathBuf::from("-");
    let typed = if args.inputs.is_empty() { std::slice::from_ref(&stdin) } else { &args.inputs[..] };
    let web = web::fetcher(settings)?;
    if let (Some(address), None) = (typed.iter().find_map(|path| address(path)), &web) {
        let failure = Failure::usage(format!("cannot read {address}"));
        return Err(match settings.flag("offline")? {
            true => failure.because("the network is not used under --offline").hint("without --offline"),
            false => failure
                .because("this zhaiyi was built without the network (feature network)")
                .hint("fetch the page first, for example: curl -sL ADDRESS | zhaiyi read -"),
        });
    }
    if let Some(odd) = typed.iter().find(|path| is_foreign(path)) {
        return Err(Failure::usage(format!("cannot read {}", odd.display()))
            .because("only http:// and https:// addresses are fetched"));
    }
    let options = ReadOptions {
        language: args.from.as_deref().map(|tag| language("--from", tag)).transpose()?,
        leave_out: own_files(output, settings),
        web,
        follow: args.follow,
        ..ReadOptions::default()
    };
    // A pipe or a terminal may be both.
    let written = output.filter(|output| output.is_file()).map(canonical);
    if let Some(both) = typed.iter().find(|path| written.is_some() && path.canonicalize().ok() == written) {
        return Err(Failure::usage(format!("{} is an input and the output", both.display()))
            .because("the results would replace the article")
            .hint("-o with another name"));
    }
    let input = |path: &PathBuf| match address(path) {
        Some(address) => Input::Address(address),
        None if *path == stdin => Input::Stdin,
        None => Input::Path(path.clone()),
    };
    Ok((typed.iter().map(input).collect(), options))
}

/// An address of the web that was typed in place of a path.
fn address(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let is = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (is("http://") || is("https://")).then(|| text.to_owned())
}

/// An address of another kind.
fn is_foreign(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    }) && address(path).is_none()
        && !path.exists()
}

/// Where pages that were fetched are kept: beside the cache.
pub fn web_store(settings: &Settings) -> Option<PathBuf> {
    cache_path(settings).map(|path| path.with_extension("web.sqlite"))
}

/// What this run and earlier ones write: the output and the files of the cache.
fn own_files(output: Option<&Path>, settings: &Settings) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = output.map(canonical).into_iter().collect();
    if let Some(path) = cache_path(settings) {
        // Of a linked cache some files lie beside the link, others beside the file.
        let mut parts = [cache::files(&path), cache::files(&canonical(&path))].concat();
        // And the pages beside it.
        parts.extend(web_store(settings).iter().flat_map(|store| cache::files(store)));
        files.extend(parts.iter().map(|part| canonical(part)));
    }
    files
}

/// The path without links; of a file that is not there yet, the path it will have.
pub fn canonical(path: &Path) -> PathBuf {
    let absent = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(absent).unwrap_or_else(|| path.to_owned())
}

/// Opens the cache that the settings name. Trouble with it costs speed only, and is told at the end.
pub fn open_cache(settings: &Settings, report: &Report) -> Result<Cache> {
    if settings.flag("no-cache")? {
        return Ok(Cache::disabled());
    }
    let Some(path) = cache_path(settings) else {
        report.warning("cache", "there is no home directory to keep it in; --cache FILE names a place");
        return Ok(Cache::disabled());
    };
    Ok(Cache::open_or_disabled(path, SystemClock))
}

/// Where the cache is.
pub fn cache_path(settings: &Settings) -> Option<PathBuf> {
    match settings.text("cache") {
        "" => paths::default_cache(),
        path => Some(PathBuf::from(path)),
    }
}

/// One line about trouble with the cache.
fn tell(report: &Report, trouble: &CacheError) {
    report.warning("cache", &format!("{trouble}; {}", trouble.hint()));
}
