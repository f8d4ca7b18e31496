//! Models as this user has them: where they lie, where they come from, by which environment.
//!
//! The variables are those of `huggingface_hub` (its reference "Environment variables") and of ModelScope, and mean what
//! they mean there.

use std::{env, path::PathBuf};

use zhaiyi::{
    assets::Assets,
    model::{Catalog, CatalogError, Hub},
};

use super::{
    exit::Exit,
    failure::{Failure, Result},
    paths,
    settings::Settings,
};

/// Where models lie.
pub struct Places {
    /// The Hugging Face cache.
    pub hub: Hub,
    /// What said where it is.
    pub origin: &'static str,
    /// The built-in files, overlaid by the user's own.
    pub assets: Assets,
}

impl Places {
    /// Finds them.
    pub fn find() -> Result<Self> {
        let nowhere = || {
            Failure::usage("there is no home directory to keep models in")
                .hint("HF_HOME=FOLDER in the environment")
        };
        let (folder, origin) = cache().ok_or_else(nowhere)?;
        // Without a home there is no place to remember hashes in: beside the models, then.
        let stamps = paths::default_stamps().unwrap_or_else(|| folder.join(".zhaiyi"));
        Ok(Self { hub: Hub::new(folder, stamps), origin, assets: Assets::new(paths::user_assets()) })
    }

    /// All models that we know.
    pub fn catalog(&self) -> Result<Catalog> {
        Catalog::load(&self.assets).map_err(|error| {
            let hint = match &error {
                CatalogError::Asset(_) => "check the file, or move it away",
                CatalogError::Manifest(_) => "mend the manifest, or move it away",
                CatalogError::Twice { .. } => {
                    "give one of them another name, or the file the name of the built-in one"
                }
            };
            Failure::usage("cannot use the manifests of models").because(error).hint(hint)
        })
    }
}

/// The model of this name.
pub fn named<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a zhaiyi::model::Manifest> {
    catalog.get(name).ok_or_else(|| unknown(catalog, name))
}

fn unknown(catalog: &Catalog, name: &str) -> Failure {
    let nearest = catalog.nearest(name);
    let hint = match nearest.as_slice() {
        [] => "zhaiyi models list shows all".to_owned(),
        names => format!("{}; zhaiyi models list shows all", names.join(", ")),
    };
    Failure::new(format!("there is no model {name:?}")).hint(hint).exit(Exit::Usage)
}

/// Where the Hugging Face cache is, and what said so.
fn cache() -> Option<(PathBuf, &'static str)> {
    for name in ["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"] {
        if let Some(folder) = variable(name) {
            return Some((folder.into(), name));
        }
    }
    let (home, origin) = hf_home()?;
    Some((home.join("hub"), origin))
}

fn hf_home() -> Option<(PathBuf, &'static str)> {
    if let Some(folder) = variable("HF_HOME") {
        return Some((folder.into(), "HF_HOME"));
    }
    if let Some(folder) = variable("XDG_CACHE_HOME") {
        return Some((PathBuf::from(folder).join("huggingface"), "XDG_CACHE_HOME"));
    }
    // The same on every platform, macOS and Windows included.
    Some((paths::home()?.join(".cache").join("huggingface"), "default"))
}

/// True when models must not be fetched: by the setting, or because `HF_HUB_OFFLINE` says so.
pub fn is_offline(settings: &Settings) -> Result<bool> {
    let said = |name| variable(name).is_some_and(|value| is_true(&value));
    Ok(settings.flag("offline")? || said("HF_HUB_OFFLINE") || said("TRANSFORMERS_OFFLINE"))
}

/// What `huggingface_hub` takes for true.
fn is_true(value: &str) -> bool {
    ["1", "on", "yes", "true"].contains(&value.to_ascii_lowercase().as_str())
}

/// The hub's address.
pub fn endpoint() -> String {
    variable("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".to_owned())
}

/// ModelScope's address. Its own variable has the name of the host alone.
#[cfg(feature = "network")]
pub fn modelscope() -> String {
    match variable("MODELSCOPE_DOMAIN") {
        Some(domain) if domain.contains("://") => domain,
        Some(domain) => format!("https://{domain}"),
        None => "https://modelscope.cn".to_owned(),
    }
}

/// The user's token, and what had it.
pub fn token() -> Option<(String, &'static str)> {
    for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] {
        if let Some(token) = variable(name) {
            return Some((token, name));
        }
    }
    if variable("HF_HUB_DISABLE_IMPLICIT_TOKEN").is_some_and(|value| is_true(&value)) {
        return None;
    }
    let file = variable("HF_TOKEN_PATH").map(PathBuf::from).or_else(|| Some(hf_home()?.0.join("token")))?;
    let token = std::fs::read_to_string(file).ok()?.trim().to_owned();
    (!token.is_empty()).then_some((token, "token file"))
}

/// A variable that says something.
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
