//! The engines that a run may use: rules always, models as they are installed, and whatever file `--engine` names.

use std::{path::Path, sync::Arc};

use zhaiyi::{engine::Loader, model::Manifest, pipeline::Choice, rules::Rules};

use super::{
    bytes,
    exit::Exit,
    failure::{Failure, Result},
    hub::Places,
    settings::Settings,
};

/// The model that is worth pulling first.
const FIRST: &str = "qwen3-1.7b";

/// The engines of a run.
pub struct Engines {
    /// All that may be tried.
    pub loaders: Vec<Arc<dyn Loader>>,
    /// What the user insists on.
    pub choice: Choice,
    /// What to tell somebody who has no model.
    pub advice: Option<String>,
}

/// Finds the engines that the settings name.
pub fn find(settings: &Settings) -> Result<Engines> {
    let rules = || Arc::new(Rules) as Arc<dyn Loader>;
    let seed = settings.parsed("seed")?;
    let place = models::place(settings)?;
    match settings.text("engine") {
        "auto" => {
            // Somebody without a home directory has no models, and no use for advice either.
            let Ok(places) = Places::find() else {
                return Ok(Engines { loaders: vec![rules()], choice: Choice::Auto, advice: None });
            };
            // Articles do not wait until a manifest is mended.
            let (mut loaders, advice) = match models::installed(&places, seed, &place) {
                Ok(loaders) if loaders.is_empty() => (loaders, advice(&places)),
                Ok(loaders) => (loaders, None),
                Err(failure) => (Vec::new(), Some(format!("models are left out: {}", failure.in_a_line()))),
            };
            loaders.push(rules());
            Ok(Engines { loaders, choice: Choice::Auto, advice })
        }
        "rules" => Ok(exactly(rules())),
        names if names.contains(',') && !Path::new(names).exists() => cascade(names, |name| match name {
            "rules" => Ok(rules()),
            name => models::named(name, seed, place.clone()),
        }),
        name => models::named(name, seed, place).map(exactly),
    }
}

/// One engine and no other. The rules are at hand all the same, for what no user reads: groups of a digest are compared by
/// what they make of both languages.
fn exactly(loader: Arc<dyn Loader>) -> Engines {
    let choice = Choice::Exactly(loader.id().to_owned());
    let is_rules = loader.id() == Rules.id();
    let mut loaders = vec![loader];
    if !is_rules {
        loaders.push(Arc::new(Rules));
    }
    Engines { loaders, choice, advice: None }
}

/// The engines of names with commas between: what one could not do well goes to the next.
fn cascade(names: &str, find: impl Fn(&str) -> Result<Arc<dyn Loader>>) -> Result<Engines> {
    let wrong = |why: String| {
        let hint = "names with commas between, the fastest first: opus-mt-zh-en,hy-mt2-1.8b,rules";
        Failure::usage(format!("engine cannot be {names:?}")).because(why).hint(hint)
    };
    let mut loaders: Vec<Arc<dyn Loader>> = Vec::new();
    for name in names.split(',').map(str::trim) {
        if ["", "auto"].contains(&name) {
            return Err(wrong("each engine in turn has a name of its own".to_owned()));
        }
        let loader = find(name)?;
        if loaders.iter().any(|known| known.id() == loader.id()) {
            return Err(wrong(format!("{} stands there twice", loader.id())));
        }
        loaders.push(loader);
    }
    let choice = Choice::InTurn(loaders.iter().map(|loader| loader.id().to_owned()).collect());
    if loaders.iter().all(|loader| loader.id() != Rules.id()) {
        loaders.push(Arc::new(Rules));
    }
    Ok(Engines { loaders, choice, advice: None })
}

/// Where models run, by which instructions: as the settings say, once and for all.
#[cfg(feature = "neural")]
pub use models::place;

/// What is known of the models of some names, files or folders; of all that are installed where none is given.
#[cfg(feature = "neural")]
pub fn profiles(names: &[String]) -> Result<Vec<zhaiyi::neural::Known>> {
    let places = Places::find()?;
    let mut all = names.to_vec();
    if names.is_empty() {
        let installed = places.catalog()?.installed(&places.hub);
        // What a translation model does in a second depends on its beams, not on tokens alone.
        let models = installed.into_iter().map(|model| model.manifest);
        all.extend(models.filter(|model| !model.architecture.is_translator()).map(|model| model.name));
    }
    if all.is_empty() {
        let hint = format!("zhaiyi models pull {FIRST}, or --model FILE");
        return Err(Failure::new("there is no model to measure").hint(hint).exit(Exit::NoModel));
    }
    all.iter().map(|name| models::profile(&places, name)).collect()
}

/// One line for those who have no model; nothing where the program could not use one.
fn advice(places: &Places) -> Option<String> {
    let told = |manifest: &Manifest| {
        let size = bytes::spoken(manifest.bytes());
        format!(
            "no model installed; for generated text: zhaiyi models pull {FIRST} ({size}, {})",
            manifest.licence
        )
    };
    let catalog = places.catalog().ok()?;
    catalog.get(FIRST).filter(|_| cfg!(all(feature = "neural", feature = "network"))).map(told)
}

fn cannot_use(name: &str) -> Failure {
    Failure::new(format!("cannot use engine {name}")).exit(Exit::NoModel)
}

/// True for what can only be meant as a path.
fn is_path(name: &str) -> bool {
    let path = Path::new(name);
    path.exists() || path.components().count() > 1 || path.extension().is_some_and(|end| end == "gguf")
}

#[cfg(feature = "neural")]
mod models {
    use super::*;
    use zhaiyi::{
        model::local,
        neural::{Known, Level, Place},
        prompt::PromptCatalog,
    };

    /// Where models run, by which instructions: as the settings say, once and for all.
    pub fn place(settings: &Settings) -> Result<Place> {
        let level: Level = settings.parsed("kernel")?;
        level.choose().map_err(|error| {
            Failure::usage(format!("kernel cannot be {:?}", settings.text("kernel"))).because(error)
        })?;
        settings.parsed("device")
    }

    /// Every model that is installed.
    pub fn installed(places: &Places, seed: u64, place: &Place) -> Result<Vec<Arc<dyn Loader>>> {
        let installed = places.catalog()?.installed(&places.hub);
        if installed.is_empty() {
            return Ok(Vec::new());
        }
        let prompts = prompts(places)?;
        let loader = |model: zhaiyi::model::Installed| {
            let name = model.manifest.name.clone();
            let known = Known::installed(&places.hub, model)
                .map_err(|error| cannot_use(&name).because(error).hint(again(&name)))?;
            Ok(known.loader(&prompts, seed, place))
        };
        installed.into_iter().map(loader).collect()
    }

    /// The model of a name, or in a file or folder.
    pub fn named(name: &str, seed: u64, place: Place) -> Result<Arc<dyn Loader>> {
        let places = Places::find()?;
        Ok(profile(&places, name)?.loader(&prompts(&places)?, seed, &place))
    }

    /// What is known of the model of a name, or in a file or folder.
    pub fn profile(places: &Places, name: &str) -> Result<Known> {
        let catalog = places.catalog()?;
        let known = catalog.all().find(|model| model.name == name || model.engine() == name);
        match known {
            Some(manifest) => {
                let installed = places.hub.installed(manifest).ok_or_else(|| {
                    let hint = format!(
                        "zhaiyi models pull {}, or --engine rules to go on without it",
                        manifest.name
                    );
                    Failure::new(format!("cannot use model {name}"))
                        .because("it is not installed")
                        .hint(hint)
                        .exit(Exit::NoModel)
                })?;
                Known::installed(&places.hub, installed)
                    .map_err(|error| cannot_use(name).because(error).hint(again(&manifest.name)))
            }
            None if is_path(name) => {
                let wrong = |error: String| {
                    cannot_use(name).because(error).hint(
                        "a GGUF file or a Hugging Face folder of a covered architecture, or --engine rules",
                    )
                };
                let local = local(Path::new(name)).map_err(|error| wrong(error.to_string()))?;
                Known::local(&places.hub, &local).map_err(|error| wrong(error.to_string()))
            }
            None => {
                let installed: Vec<String> =
                    catalog.installed(&places.hub).into_iter().map(|model| model.manifest.name).collect();
                let there = if installed.is_empty() { "none".to_owned() } else { installed.join(", ") };
                let hint = match catalog.nearest(name).first() {
                    Some(near) => format!("--engine {near}; zhaiyi models list shows all"),
                    None => "zhaiyi models list, --engine auto, or --engine rules".to_owned(),
                };
                let why = format!("there is no model and no file of that name (installed models: {there})");
                Err(cannot_use(name).because(why).hint(hint))
            }
        }
    }

    fn prompts(places: &Places) -> Result<Arc<PromptCatalog>> {
        PromptCatalog::open(&places.assets).map(Arc::new).map_err(|error| {
            Failure::usage("cannot use the prompts").because(error).hint("mend the file, or move it away")
        })
    }

    fn again(name: &str) -> String {
        format!("zhaiyi models pull {name} --force, or --engine rules to go on without it")
    }
}

#[cfg(not(feature = "neural"))]
mod models {
    use super::*;

    /// Without models there is nothing to place.
    #[derive(Clone)]
    pub struct Nowhere;

    /// Without models there is nothing to place.
    pub fn place(_: &Settings) -> Result<Nowhere> {
        Ok(Nowhere)
    }

    /// This program cannot load models.
    pub fn installed(_: &Places, _: u64, _: &Nowhere) -> Result<Vec<Arc<dyn Loader>>> {
        Ok(Vec::new())
    }

    /// This program cannot load models.
    pub fn named(name: &str, _: u64, _: Nowhere) -> Result<Arc<dyn Loader>> {
        let why = if is_path(name) || Places::find()?.catalog()?.get(name).is_some() {
            "this program was built without the feature neural"
        } else {
            "there is no model and no file of that name"
        };
        Err(cannot_use(name).because(why).hint("--engine auto, or --engine rules"))
    }
}
