//! Whether the files of a model are what they should be.

use crate::model::{Hub, Installed, ModelError, Trust};

/// How files are checked before they are loaded.
#[derive(Clone, Debug)]
pub(super) enum Checked {
    /// Against what the manifest and the hub say.
    Against(Box<(Hub, Installed)>),
    /// Not at all: the user named the file, and its hash is in the recipe.
    Never,
}

impl Checked {
    /// Of a model with a manifest.
    pub fn against(hub: &Hub, installed: &Installed) -> Self {
        Checked::Against(Box::new((hub.clone(), installed.clone())))
    }

    /// Holds the files against what they should be.
    pub fn check(&self) -> Result<(), ModelError> {
        match self {
            Checked::Never => Ok(()),
            Checked::Against(known) => known.0.verify(&known.1, Trust::Remembered, &mut |_| ()).map(drop),
        }
    }
}
