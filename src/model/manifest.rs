//! What is known of a model, before any of its files is here.
//!
//! A manifest is a TOML file; `schema` reads and checks it. A key that is unknown is refused, with the file and the key
//! in the message. Hashes and revisions that nobody knew for certain are left out: then the first pull takes what the
//! hub says, and it is held from then on.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Sha256, schema};
use crate::{assets::Origin, fingerprint::Fingerprint, text::Language};

pub use super::schema::ManifestError;

/// The revision of a repository that is meant where a manifest pins none.
pub const MAIN: &str = "main";

/// A model.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The name that users type: `qwen3-1.7b`.
    pub name: String,
    /// The name as its makers write it.
    pub title: String,
    /// Models of one family are prompted alike: `qwen3`, `hy-mt2`.
    pub family: String,
    /// The forward pass it needs.
    pub architecture: Architecture,
    /// How its weights are stored: `Q8_0`, `Q4_K_M`, `BF16`.
    pub quantization: String,
    /// Tokens that it reads and writes at most.
    pub context: usize,
    /// Languages that it reads and writes.
    pub languages: Vec<Language>,
    /// Its licence, by SPDX identifier (<https://spdx.org/licenses/>).
    pub licence: String,
    /// Whom to name where its texts are published, for licences that ask for it.
    pub attribution: Option<String>,
    /// Where its makers describe it.
    pub card: Option<String>,
    /// What there is to know in a line.
    pub note: Option<String>,
    /// What it is good for.
    pub tasks: Tasks,
    /// Where it comes from.
    pub source: Remote,
    /// Its files: the weights, and what they need beside them.
    pub files: Vec<ModelFile>,
    /// How one talks to it; translation models are told nothing.
    pub chat: Option<Chat>,
    /// From what to what it translates; of translation models.
    pub translation: Option<Translation>,
    /// What its makers advise for sampling.
    pub decoding: Decoding,
    /// Whose manifest this is.
    pub origin: Origin,
}

impl Manifest {
    /// Reads a manifest; `place` is what it is called in messages.
    ///
    /// # Errors
    /// When it is no TOML, a key is unknown or missing, or a value makes no sense.
    pub fn parse(text: &str, place: &str, origin: Origin) -> Result<Self, ManifestError> {
        schema::parse(text, place, origin)
    }

    /// The name that records carry: `qwen3-1.7b-q8_0`.
    pub fn engine(&self) -> String {
        format!("{}-{}", self.name, self.quantization.to_ascii_lowercase())
    }

    /// How good it is at something, from 1 to 9; `None` when it was not made for it.
    pub fn rank(&self, purpose: Purpose) -> Option<u8> {
        match purpose {
            Purpose::Summarize => self.tasks.summarize,
            Purpose::Translate => self.tasks.translate,
        }
    }

    /// The bytes of all files, exactly or nearly.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(ModelFile::size).sum()
    }

    /// The revision to fetch.
    pub fn revision(&self) -> &str {
        self.source.revision.as_deref().unwrap_or(MAIN)
    }

    /// The hash of everything in the manifest that can change what the model writes. The weights have hashes of their
    /// own ([`super::Hub::identity`]).
    pub fn digest(&self) -> Fingerprint {
        let mut told = serde_json::json!({
            "family": self.family, "architecture": self.architecture, "context": self.context,
            "chat": self.chat, "decoding": self.decoding,
        });
        if let Some(Translation { beams, .. }) = &self.translation {
            told["beams"] = serde_json::json!(beams);
        }
        Fingerprint::of(told.to_string().as_bytes())
    }
}

/// What somebody wants of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A few sentences that say what an article says.
    Summarize,
    /// The article in another language.
    Translate,
}

/// A forward pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// Qwen3, dense.
    Qwen3,
    /// Llama, and all that is built like it.
    Llama,
    /// Hunyuan, dense.
    HunyuanDense,
    /// Marian: an encoder-decoder for translation.
    Marian,
    /// T5, an encoder-decoder too.
    T5,
}

impl Architecture {
    /// Does it translate and do nothing else?
    pub fn is_translator(self) -> bool {
        matches!(self, Self::Marian | Self::T5)
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Qwen3 => "qwen3",
            Self::Llama => "llama",
            Self::HunyuanDense => "hunyuan-dense",
            Self::Marian => "marian",
            Self::T5 => "t5",
        })
    }
}

/// What a model is good for: a rank from 1 to 9 among the models that we know, by their makers' figures and size. The
/// best that is installed is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    /// Its rank for summaries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summarize: Option<u8>,
    /// Its rank for translations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translate: Option<u8>,
}

/// Where a model comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remote {
    /// The repository on the Hugging Face hub: `organisation/name`.
    pub repository: String,
    /// The commit (40 hexadecimal digits), or a branch or tag; without one, [`MAIN`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The repository on ModelScope, where it is known to be there too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modelscope: Option<String>,
}

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Its path in the repository.
    pub path: String,
    /// Its exact length in bytes, where known: another length is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its length as far as known, to be shown; nothing is held against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<u64>,
    /// The hash of its contents, where known: other contents are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256>,
}

impl ModelFile {
    /// Its length in bytes, exactly or nearly; 0 where nothing is known.
    pub fn size(&self) -> u64 {
        self.bytes.or(self.about).unwrap_or(0)
    }
}

/// From what to what a translation model translates.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// The languages that it reads.
    pub from: Vec<Language>,
    /// The languages that it writes.
    pub to: Vec<Language>,
    /// Translations that its makers advise to follow side by side; without them, what its files say.
    pub beams: Option<Sourced<u32>>,
}

/// How one talks to a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chat {
    /// Where its chat template stands.
    pub template: Template,
    /// What it does about thinking.
    pub thinking: Thinking,
    /// Tokens that end an answer, beside those that the weights name themselves.
    pub stop: Vec<String>,
}

/// Where a chat template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// With the weights: in the metadata of a GGUF file, or in `tokenizer_config.json` beside safetensors.
    Weights,
}

/// What a model does about thinking before it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thinking {
    /// It never thinks.
    Never,
    /// It would: its template takes `enable_thinking`, which is set to false.
    Off,
}

/// What the makers of a model advise for sampling, each with where they say so. The first try is greedy all the same;
/// these are for the tries after it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decoding {
    /// Divides the logits: above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<Sourced<f64>>,
    /// The least probability mass to draw from: above 0, at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<Sourced<f64>>,
    /// The number of tokens to draw from: at least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_k: Option<Sourced<u32>>,
    /// Divides the logits of tokens that were there before: at least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repetition_penalty: Option<Sourced<f64>>,
}

/// A value and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// A model card, a paper.
    pub source: String,
}
