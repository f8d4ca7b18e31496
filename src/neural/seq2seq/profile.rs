//! What is known of a translation model before its weights are touched.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{
    model::{Hub, Installed, LocalModel, Manifest, ModelError, Purpose, Weights as Lying},
    neural::{
        NeuralError, ProfileError,
        arch::seq2seq::{Family, Shape},
        checked::Checked,
        tokens::Bilingual,
        weights::{Settings, Weights},
    },
    text::Language,
};

use super::interpreter::mark;

/// What is known of a translation model before its weights are touched.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name that records carry: `opus-mt-zh-en-f32`.
    pub id: String,
    /// The Hugging Face folder.
    pub path: PathBuf,
    /// The hashes of its files, in a fixed order: what it writes depends on nothing else of it.
    pub identity: Vec<String>,
    /// The hash of what its manifest says beside; `None` without a manifest.
    pub manifest: Option<String>,
    /// The languages that it reads.
    pub from: Vec<Language>,
    /// The languages that it writes.
    pub to: Vec<Language>,
    /// Its rank among translators.
    pub rank: u8,
    /// Hypotheses that are followed; `None` for what its files say.
    pub beams: Option<usize>,
    pub(super) checked: Checked,
}

/// Is the model in this file or folder one of those that translate and do nothing else?
#[must_use]
pub fn is_translator(weights: &Weights) -> bool {
    matches!(weights.settings(), Settings::Folder { config, .. } if Family::of(config).is_some())
}

impl Profile {
    /// Of a model with a manifest, whose files are all here. Nothing is read of them: their names tell their hashes.
    ///
    /// # Errors
    /// When a file that no hash is known of cannot be read.
    pub fn installed(hub: &Hub, installed: Installed) -> Result<Self, ModelError> {
        let identity = hub.identity(&installed)?.iter().map(ToString::to_string).collect();
        let Manifest { languages, translation, .. } = &installed.manifest;
        let path = installed.files.first().and_then(|file| file.path.parent()).map(Path::to_owned);
        let told = translation.as_ref();
        Ok(Self {
            id: installed.manifest.engine(),
            path: path.unwrap_or_default(),
            identity,
            manifest: Some(installed.manifest.digest().to_string()),
            from: told.map_or(languages, |told| &told.from).clone(),
            to: told.map_or(languages, |told| &told.to).clone(),
            rank: installed.manifest.rank(Purpose::Translate).unwrap_or(0),
            beams: told.and_then(|told| told.beams.as_ref()).map(|beams| beams.value as usize),
            checked: Checked::against(hub, &installed),
        })
    }

    /// Of any folder. Its settings and vocabulary are read for its languages, and all of it for its hash, once.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, has an architecture that is not covered, or does not translate between Chinese
    /// and English.
    pub fn local(hub: &Hub, local: &LocalModel) -> Result<Self, ProfileError> {
        let (Lying::Gguf(path) | Lying::Folder { folder: path, .. }) = &local.weights;
        let shape = Shape::read(&Weights::open(path)?)?;
        let tokens = Bilingual::open(path)?;
        let (from, to) = match shape.family {
            Family::Marian => directions(path, &tokens)?,
            Family::T5 => (Language::ALL.to_vec(), writes(&Language::ALL, &tokens)),
        };
        if to.is_empty() {
            let key = "<2zh> and <2en>".into();
            return Err(NeuralError::Missing { key }.into());
        }
        Ok(Self {
            id: local.name.clone(),
            path: path.clone(),
            identity: local.identity(hub)?.iter().map(ToString::to_string).collect(),
            manifest: None,
            from,
            to,
            rank: 1,
            beams: None,
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

/// The languages that the vocabulary has marks for.
fn writes(languages: &[Language], tokens: &Bilingual) -> Vec<Language> {
    languages.iter().copied().filter(|language| mark(tokens, *language).is_some()).collect()
}

/// What a Marian model reads and writes: `tokenizer_config.json` says so. Without marks in its vocabulary it writes one
/// Chinese script, which is the simplified one in all models that anyone has.
fn directions(folder: &Path, tokens: &Bilingual) -> Result<(Vec<Language>, Vec<Language>), NeuralError> {
    const FILE: &str = "tokenizer_config.json";
    let text = std::fs::read(folder.join(FILE)).unwrap_or_default();
    let config: Value = serde_json::from_slice(&text).unwrap_or_default();
    let side = |key: &str| {
        let told =
            config[key].as_str().ok_or_else(|| NeuralError::Missing { key: format!("{key} in {FILE}") })?;
        match told {
            "zh" | "zho" | "chi" | "cmn" => Ok(vec![Language::Chinese, Language::TraditionalChinese]),
            "en" | "eng" => Ok(vec![Language::English]),
            other => Err(NeuralError::Setting {
                key: key.to_owned(),
                value: other.chars().take(20).collect(),
                why: "only translations between Chinese and English are served",
            }),
        }
    };
    let (from, to) = (side("source_lang")?, side("target_lang")?);
    let marked = writes(&to, tokens);
    let to = if marked.is_empty() { to.into_iter().take(1).collect() } else { marked };
    Ok((from, to))
}
