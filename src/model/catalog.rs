//! All models that we know: the built-in ones and the user's own.

use std::collections::BTreeMap;

use super::{Hub, Installed, Manifest, ManifestError, Purpose};
use crate::{
    assets::{AssetError, Assets, Kind, Origin},
    text::alike,
};

/// A catalog that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A file cannot be read.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A manifest cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// Two manifests have one name.
    #[error("{first} and {second} both describe {name}")]
    Twice {
        /// The name.
        name: String,
        /// One manifest.
        first: String,
        /// The other one.
        second: String,
    },
}

/// The models, sorted by name.
#[derive(Clone, Debug)]
pub struct Catalog(BTreeMap<String, Manifest>);

impl Catalog {
    /// Reads all manifests: TOML files in `models/`.
    ///
    /// # Errors
    /// When one of them cannot be read or used, or two have one name.
    pub fn load(assets: &Assets) -> Result<Self, CatalogError> {
        let mut places: BTreeMap<String, String> = BTreeMap::new();
        let mut models = BTreeMap::new();
        for asset in assets.list(Kind::Models)? {
            if !asset.name.ends_with(".toml") {
                continue;
            }
            let place = match &asset.origin {
                Origin::BuiltIn => format!("the built-in {}", asset.name),
                Origin::User(path) => path.display().to_string(),
            };
            let manifest = Manifest::parse(&asset.text, &place, asset.origin)?;
            if let Some(first) = places.insert(manifest.name.clone(), place.clone()) {
                return Err(CatalogError::Twice { name: manifest.name, first, second: place });
            }
            models.insert(manifest.name.clone(), manifest);
        }
        Ok(Self(models))
    }

    /// The model of this name.
    pub fn get(&self, name: &str) -> Option<&Manifest> {
        self.0.get(name)
    }

    /// All models.
    pub fn all(&self) -> impl Iterator<Item = &Manifest> {
        self.0.values()
    }

    /// The names most like a name that is none, the most alike first; at most 3.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        alike(name, self.0.keys().map(String::as_str))
    }

    /// All models whose files are here.
    pub fn installed(&self, hub: &Hub) -> Vec<Installed> {
        self.0.values().filter_map(|manifest| hub.installed(manifest)).collect()
    }

    /// The models that are here and good for something, the best first; of equals the smaller one.
    pub fn best_for(&self, purpose: Purpose, hub: &Hub) -> Vec<Installed> {
        let mut able: Vec<(u8, Installed)> = self
            .installed(hub)
            .into_iter()
            .filter_map(|installed| Some((installed.manifest.rank(purpose)?, installed)))
            .collect();
        able.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.bytes().cmp(&other.1.bytes())));
        able.into_iter().map(|(_, installed)| installed).collect()
    }
}
