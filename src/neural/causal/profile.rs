//! What is known of a model before its weights are touched.

use std::path::PathBuf;

use crate::{
    model::{Hub, Installed, LocalModel, Manifest, ModelError, Purpose, Weights as Lying},
    neural::{
        NeuralError,
        arch::{Architecture, Config},
        checked::Checked,
        weights::{Weights, WeightsError},
    },
    text::Language,
};

/// What is known of a model before its weights are touched.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name that records carry: `qwen3-1.7b-q8_0`.
    pub id: String,
    /// Models of one family are prompted alike.
    pub family: String,
    /// The GGUF file, or the Hugging Face folder.
    pub path: PathBuf,
    /// The hashes of its files, in a fixed order: what it writes depends on nothing else of it.
    pub identity: Vec<String>,
    /// The hash of what its manifest says beside; `None` without a manifest.
    pub manifest: Option<String>,
    /// Tokens that are used of its window at most; `None` for all of it.
    pub context: Option<usize>,
    /// Languages that it reads and writes.
    pub languages: Vec<Language>,
    /// Its ranks for summaries and translations; `None` where it was not made for it.
    pub ranks: [Option<u8>; 2],
    /// Texts of tokens that end an answer, beside those that the weights name.
    pub stops: Vec<String>,
    /// How it draws when it is asked again.
    pub sampling: Sampling,
    /// How its files are checked before they are loaded.
    pub(super) checked: Checked,
}

/// How an engine draws lots when it is asked again. The first try is greedy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Divides the logits.
    pub temperature: f64,
    /// The least probability mass to draw from.
    pub top_p: f64,
    /// Tokens to draw from at most.
    pub top_k: usize,
    /// Divides the logits of tokens that were said before; 1 for none.
    pub repetition_penalty: f64,
}

impl Default for Sampling {
    /// What the cards of Qwen3 advise without thinking; others advise much the same.
    fn default() -> Self {
        Self { temperature: 0.7, top_p: 0.8, top_k: 20, repetition_penalty: 1.0 }
    }
}

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Its files cannot be read, or are none.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Its weights cannot be used.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Its architecture is not covered.
    #[error(transparent)]
    Neural(#[from] NeuralError),
}

impl Profile {
    /// Of a model with a manifest, whose files are all here. Nothing is read of them: their names tell their hashes.
    ///
    /// # Errors
    /// When a file that no hash is known of cannot be read.
    pub fn installed(hub: &Hub, installed: Installed) -> Result<Self, ModelError> {
        let identity = hub.identity(&installed)?.iter().map(ToString::to_string).collect();
        let Manifest { family, context, languages, chat, decoding, .. } = &installed.manifest;
        let usual = Sampling::default();
        let path = match installed.files.as_slice() {
            [only] => only.path.clone(),
            files => files[0].path.parent().map_or_else(PathBuf::new, PathBuf::from),
        };
        Ok(Self {
            id: installed.manifest.engine(),
            family: family.clone(),
            path,
            identity,
            manifest: Some(installed.manifest.digest().to_string()),
            context: Some(*context),
            languages: languages.clone(),
            ranks: [Purpose::Summarize, Purpose::Translate].map(|purpose| installed.manifest.rank(purpose)),
            stops: chat.stop.clone(),
            sampling: Sampling {
                temperature: decoding.temperature.as_ref().map_or(usual.temperature, |told| told.value),
                top_p: decoding.top_p.as_ref().map_or(usual.top_p, |told| told.value),
                top_k: decoding.top_k.as_ref().map_or(usual.top_k, |told| told.value as usize),
                repetition_penalty: decoding
                    .repetition_penalty
                    .as_ref()
                    .map_or(usual.repetition_penalty, |told| told.value),
            },
            checked: Checked::against(hub, &installed),
        })
    }

    /// Of any file or folder. Its header is read for its architecture, and all of it for its hash, once.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, or has an architecture that is not covered.
    pub fn local(hub: &Hub, local: &LocalModel) -> Result<Self, ProfileError> {
        let path = match &local.weights {
            Lying::Gguf(path) => path.clone(),
            Lying::Folder { folder, .. } => folder.clone(),
        };
        let architecture = Config::read(&Weights::open(&path)?)?.architecture;
        let identity = local.identity(hub)?.iter().map(ToString::to_string).collect();
        // The only models of this architecture that anyone has are Hy-MT2, which translate and do nothing else.
        let translates_only = architecture == Architecture::HunyuanDense;
        Ok(Self {
            id: local.name.clone(),
            family: if translates_only { "hy-mt2".into() } else { architecture.gguf().into() },
            path,
            identity,
            manifest: None,
            context: None,
            languages: Language::ALL.to_vec(),
            ranks: [(!translates_only).then_some(1), Some(1)],
            stops: Vec::new(),
            sampling: Sampling::default(),
            checked: Checked::Never,
        })
    }

    /// Holds its files against what they should be: to be done before they are loaded.
    ///
    /// # Errors
    /// When a file is missing, or not the one that its hash says.
    pub fn check(&self) -> Result<(), ModelError> {
        self.checked.check()
    }
}
