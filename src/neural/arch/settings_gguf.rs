//! A model's shape from the key-value pairs of a GGUF file.

use super::{
    super::{
        NeuralError,
        weights::{Kind, Metadata, Value, Weights},
    },
    config::{Architecture, Config},
    keys_values::Precision,
    names::Names,
    rotary::{Pairs, Rotary},
};

/// llama.cpp's default where a file has no `rope.freq_base`.
const BASE: f64 = 10_000.0;

/// The settings that begin with the architecture's name.
struct Prefixed<'a> {
    metadata: &'a Metadata,
    prefix: &'static str,
}

impl Prefixed<'_> {
    fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.prefix)
    }

    fn value<T>(&self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, NeuralError> {
        let key = self.key(key);
        let Some(value) = self.metadata.get(&key) else { return Ok(None) };
        match read(value) {
            Some(read) => Ok(Some(read)),
            None => {
                let value = format!("{value:?}").chars().take(60).collect();
                Err(NeuralError::Setting { key, value, why: "a number of another kind is needed" })
            }
        }
    }

    fn count(&self, key: &str) -> Result<Option<usize>, NeuralError> {
        self.value(key, |value| value.unsigned().and_then(|value| usize::try_from(value).ok()))
    }

    fn needed<T>(&self, key: &str, value: Option<T>) -> Result<T, NeuralError> {
        value.ok_or_else(|| NeuralError::Missing { key: self.key(key) })
    }
}

pub(super) fn read(metadata: &Metadata, weights: &Weights) -> Result<Config, NeuralError> {
    const NAME: &str = "general.architecture";
    let name = metadata.get(NAME).and_then(Value::text);
    let name = name.ok_or_else(|| NeuralError::Missing { key: NAME.into() })?;
    let architecture = Architecture::find(name, Architecture::gguf)?;
    let settings = Prefixed { metadata, prefix: architecture.gguf() };
    let count = |key| settings.needed(key, settings.count(key)?);

    let (hidden, heads) = (count("embedding_length")?, count("attention.head_count")?);
    let head_dim = match settings.count("attention.key_length")? {
        Some(length) => length,
        None => hidden.checked_div(heads).unwrap_or_default(),
    };
    for key in ["attention.value_length", "rope.dimension_count"] {
        if let Some(other) = settings.count(key)?.filter(|other| *other != head_dim) {
            let (key, value) = (settings.key(key), other.to_string());
            return Err(NeuralError::Setting { key, value, why: "only the size of a whole head is served" });
        }
    }
    let epsilon = "attention.layer_norm_rms_epsilon";
    let epsilon = settings.needed(epsilon, settings.value(epsilon, Value::float)?)?;
    let eos = ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"];
    let eos =
        eos.iter().filter_map(|key| metadata.get(*key)?.unsigned()).filter_map(|id| u32::try_from(id).ok());
    let mut seen = std::collections::BTreeSet::new();
    let eos: Vec<u32> = eos.filter(|id| seen.insert(*id)).collect();
    Ok(Config {
        architecture,
        layers: count("block_count")?,
        hidden,
        feed_forward: count("feed_forward_length")?,
        heads,
        kv_heads: settings.count("attention.head_count_kv")?.unwrap_or(heads),
        head_dim,
        vocabulary: weights.shape(Names::EMBEDDING_GGUF)?.1.first().copied().unwrap_or_default(),
        context: count("context_length")?,
        epsilon: epsilon as f32,
        eos,
        precision: Precision::Single,
        rotary: rotary(&settings, architecture, head_dim, weights)?,
    })
}

fn rotary(
    settings: &Prefixed,
    architecture: Architecture,
    head_dim: usize,
    weights: &Weights,
) -> Result<Rotary, NeuralError> {
    let pairs = match architecture {
        Architecture::Llama => Pairs::Neighbours,
        Architecture::Qwen3 | Architecture::HunyuanDense => Pairs::Halves,
    };
    let base = settings.value("rope.freq_base", Value::float)?.unwrap_or(BASE);
    let mut rotary = Rotary::new(base, head_dim, pairs)?;
    let scaling = settings.value("rope.scaling.type", |value| value.text().map(str::to_owned))?;
    match scaling.as_deref() {
        None | Some("none") => {}
        Some("linear") => {
            let factor = settings.value("rope.scaling.factor", Value::float)?;
            let factor = settings.needed("rope.scaling.factor", factor.filter(|factor| *factor > 0.0))?;
            rotary = rotary.slowed(factor);
        }
        Some(other) => {
            let (key, value) = (settings.key("rope.scaling.type"), other.chars().take(60).collect());
            return Err(NeuralError::Setting { key, value, why: "only none and linear are served" });
        }
    }
    if weights.has(Names::ROTARY_FACTORS_GGUF) {
        let raw = weights.tensor(Names::ROTARY_FACTORS_GGUF)?;
        if raw.kind != Kind::F32 {
            let (key, value) = (Names::ROTARY_FACTORS_GGUF.into(), raw.kind.name().into());
            return Err(NeuralError::Setting { key, value, why: "only F32 is served" });
        }
        let factors: Vec<f32> =
            raw.bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        rotary = rotary.divided(&factors)?;
    }
    Ok(rotary)
}
