//! Where the platform keeps things, and where the project keeps its settings.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The user's settings file (XDG on Unix, the usual folders elsewhere).
pub fn user_settings() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("zhaiyi").join("config.toml"))
}

/// The user's own folder: `models/` and `prompts/` in it go before the built-in files.
pub fn user_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("zhaiyi"))
}

/// The cache file when no setting names one.
pub fn default_cache() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("zhaiyi").join("cache.sqlite"))
}

/// `zhaiyi.toml` in this folder or the nearest one above it.
pub fn project_settings() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("zhaiyi.toml")).find(|path: &PathBuf| Path::is_file(path))
}
