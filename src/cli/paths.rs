//! Where the platform keeps things, and where the project keeps its settings.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The user's settings file (XDG on Unix, the usual folders elsewhere).
pub fn user_settings() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("zhaiyi").join("config.toml"))
}

/// The folder with the user's own manifests of models, prompts and templates, beside the settings file.
pub fn user_assets() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("zhaiyi"))
}

/// Where hashes of models are remembered.
pub fn default_stamps() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("zhaiyi").join("models"))
}

/// The user's own folder.
pub fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The cache file when no setting names one.
pub fn default_cache() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("zhaiyi").join("cache.sqlite"))
}

/// The folder where it is remembered what bulletins told.
pub fn default_published() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("zhaiyi").join("published"))
}

/// `zhaiyi.toml` in this folder or the nearest one above it.
pub fn project_settings() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("zhaiyi.toml")).find(|path: &PathBuf| Path::is_file(path))
}
