//! A model of any kind, before its weights are touched.

use std::sync::Arc;

use crate::{
    engine::Loader,
    model::{Architecture, Hub, Installed, LocalModel, ModelError, Weights as Lying},
    prompt::PromptCatalog,
};

use super::{
    Place, ProfileError,
    causal::{self, CausalLoader},
    seq2seq::{self, TranslatorLoader, is_translator},
    weights::Weights,
};

/// What is known of a model.
#[derive(Clone, Debug)]
pub enum Known {
    /// It continues a text: it is told in words what to do.
    Language(causal::Profile),
    /// It translates, and does nothing else.
    Translation(seq2seq::Profile),
}

impl Known {
    /// A model with a manifest, whose files are all here.
    ///
    /// # Errors
    /// When a file that no hash is known of cannot be read.
    pub fn installed(hub: &Hub, installed: Installed) -> Result<Self, ModelError> {
        match installed.manifest.architecture {
            Architecture::Marian | Architecture::T5 => {
                seq2seq::Profile::installed(hub, installed).map(Self::Translation)
            }
            Architecture::Qwen3 | Architecture::Llama | Architecture::HunyuanDense => {
                causal::Profile::installed(hub, installed).map(Self::Language)
            }
        }
    }

    /// A model in any file or folder.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, or has an architecture that is not covered.
    pub fn local(hub: &Hub, local: &LocalModel) -> Result<Self, ProfileError> {
        let (Lying::Gguf(path) | Lying::Folder { folder: path, .. }) = &local.weights;
        if is_translator(&Weights::open(path)?) {
            seq2seq::Profile::local(hub, local).map(Self::Translation)
        } else {
            causal::Profile::local(hub, local).map(Self::Language)
        }
    }

    /// The name that records carry.
    pub fn id(&self) -> &str {
        match self {
            Self::Language(profile) => &profile.id,
            Self::Translation(profile) => &profile.id,
        }
    }

    /// Its loader. Translation models are told nothing, draw no lots, and run on the processor.
    pub fn loader(self, prompts: &Arc<PromptCatalog>, seed: u64, place: &Place) -> Arc<dyn Loader> {
        match self {
            Self::Language(profile) => {
                Arc::new(CausalLoader::new(profile, Arc::clone(prompts), seed).on(place.clone()))
            }
            Self::Translation(profile) => Arc::new(TranslatorLoader::new(profile)),
        }
    }
}
