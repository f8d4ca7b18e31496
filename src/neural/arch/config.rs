//! The shape of a model, read from either form of settings and checked before any tensor is.

use super::{
    super::{
        NeuralError,
        weights::{Kind, Settings, Weights},
    },
    keys_values::Precision,
    lanes::LANES,
    rotary::Rotary,
    settings_gguf, settings_json,
};

/// The families with a forward pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// Qwen3 dense: RMSNorm on queries and keys before the rotary embedding.
    Qwen3,
    /// Llama and all that share its form: SmolLM2, MiniCPM5.
    Llama,
    /// Hunyuan dense (Hy-MT2): RMSNorm on queries and keys after the rotary embedding.
    HunyuanDense,
}

impl Architecture {
    /// All of them.
    pub const ALL: [Architecture; 3] = [Architecture::Qwen3, Architecture::Llama, Architecture::HunyuanDense];

    /// `general.architecture` of a GGUF file.
    pub fn gguf(self) -> &'static str {
        match self {
            Architecture::Qwen3 => "qwen3",
            Architecture::Llama => "llama",
            Architecture::HunyuanDense => "hunyuan-dense",
        }
    }

    /// `model_type` of a `config.json`.
    pub fn model_type(self) -> &'static str {
        match self {
            Architecture::Qwen3 => "qwen3",
            Architecture::Llama => "llama",
            Architecture::HunyuanDense => "hunyuan_v1_dense",
        }
    }

    pub(super) fn find(
        name: &str,
        by: fn(Architecture) -> &'static str,
    ) -> Result<Architecture, NeuralError> {
        Architecture::ALL.into_iter().find(|known| by(*known) == name).ok_or_else(|| {
            NeuralError::Architecture {
                name: name.chars().take(60).collect(),
                covered: Architecture::ALL.map(by).join(", "),
            }
        })
    }
}

/// The shape of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Its family.
    pub architecture: Architecture,
    /// Layers, one upon the other.
    pub layers: usize,
    /// Width of a row between layers.
    pub hidden: usize,
    /// Width within the feed-forward part.
    pub feed_forward: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads; divides `heads`.
    pub kv_heads: usize,
    /// Width of a head; a multiple of 16.
    pub head_dim: usize,
    /// Tokens.
    pub vocabulary: usize,
    /// The window: the most tokens of a sequence.
    pub context: usize,
    /// Added under the root of RMSNorm.
    pub epsilon: f32,
    /// Tokens that end a text by the model's own settings.
    pub eos: Vec<u32>,
    pub(super) rotary: Rotary,
    pub(super) precision: Precision,
}

impl Config {
    /// Reads the shape from the settings beside the tensors.
    ///
    /// # Errors
    /// [`NeuralError::Architecture`], [`NeuralError::Missing`], [`NeuralError::Setting`].
    pub fn read(weights: &Weights) -> Result<Config, NeuralError> {
        let mut config = match weights.settings() {
            Settings::Gguf(metadata) => settings_gguf::read(metadata, weights)?,
            Settings::Folder { config, generation } => settings_json::read(config, generation)?,
        };
        config.check()?;
        for name in weights.names() {
            if matches!(weights.shape(name)?.0, Kind::Quantized(_)) {
                config.precision = Precision::Half;
            }
        }
        Ok(config)
    }

    /// Are these figures of a model at all? What remains is held against the shapes of the tensors.
    fn check(&self) -> Result<(), NeuralError> {
        let figures: [(&str, usize, bool, &'static str); 8] = [
            ("layers", self.layers, self.layers > 0, "at least one is needed"),
            ("hidden size", self.hidden, self.hidden > 0, "it cannot be empty"),
            ("feed-forward size", self.feed_forward, self.feed_forward > 0, "it cannot be empty"),
            ("vocabulary", self.vocabulary, self.vocabulary > 0, "it cannot be empty"),
            ("context length", self.context, self.context > 0, "it cannot be empty"),
            (
                "key-value heads",
                self.kv_heads,
                self.kv_heads > 0 && self.heads > 0 && self.heads.is_multiple_of(self.kv_heads),
                "the query heads must divide among them",
            ),
            (
                "head size",
                self.head_dim,
                self.head_dim > 0 && self.head_dim.is_multiple_of(LANES),
                "only multiples of 16 are served",
            ),
            (
                "heads",
                self.heads,
                self.heads.checked_mul(self.head_dim).is_some_and(|width| width < 1 << 24),
                "queries this wide are of no model",
            ),
        ];
        for (key, value, holds, why) in figures {
            if !holds {
                return Err(NeuralError::Setting { key: key.into(), value: value.to_string(), why });
            }
        }
        if !(self.epsilon.is_finite() && self.epsilon >= 0.0) {
            let (key, value) = ("RMSNorm epsilon".into(), self.epsilon.to_string());
            return Err(NeuralError::Setting { key, value, why: "it must be a small positive number" });
        }
        Ok(())
    }

    /// Width of the queries of a row.
    pub(super) fn queries(&self) -> usize {
        self.heads * self.head_dim
    }

    /// Width of the keys of a row, and of its values.
    pub(super) fn keys(&self) -> usize {
        self.kv_heads * self.head_dim
    }
}
