//! A model's shape from the `config.json` and `generation_config.json` of a Hugging Face folder.

use serde_json::Value;

use super::{
    super::NeuralError,
    config::{Architecture, Config},
    keys_values::Precision,
    rotary::{Pairs, Rotary, Stretch},
};

/// The default of `transformers` where `config.json` has no `rope_theta`.
const BASE: f64 = 10_000.0;

fn count(config: &Value, key: &str) -> Result<Option<usize>, NeuralError> {
    match &config[key] {
        Value::Null => Ok(None),
        value => match value.as_u64().and_then(|value| usize::try_from(value).ok()) {
            Some(value) => Ok(Some(value)),
            None => Err(unfit(key, value, "a whole number is needed")),
        },
    }
}

fn unfit(key: &str, value: &Value, why: &'static str) -> NeuralError {
    NeuralError::Setting { key: key.into(), value: value.to_string().chars().take(60).collect(), why }
}

fn missing(key: &str) -> NeuralError {
    NeuralError::Missing { key: key.into() }
}

pub(super) fn read(config: &Value, generation: &Value) -> Result<Config, NeuralError> {
    let name = config["model_type"].as_str().ok_or_else(|| missing("model_type"))?;
    let architecture = Architecture::find(name, Architecture::model_type)?;
    // What would change the forward pass must be as it is written here.
    for (key, served) in [
        ("hidden_act", Value::from("silu")),
        ("attention_bias", false.into()),
        ("mlp_bias", false.into()),
        ("use_sliding_window", false.into()),
        ("quantization_config", Value::Null),
    ] {
        if !config[key].is_null() && config[key] != served {
            return Err(unfit(key, &config[key], "this variant is not served"));
        }
    }
    let needed = |key| count(config, key)?.ok_or_else(|| missing(key));
    let (hidden, heads) = (needed("hidden_size")?, needed("num_attention_heads")?);
    let head_dim = match count(config, "head_dim")? {
        Some(size) => size,
        None => hidden.checked_div(heads).unwrap_or_default(),
    };
    let epsilon = config["rms_norm_eps"].as_f64().ok_or_else(|| missing("rms_norm_eps"))?;
    Ok(Config {
        architecture,
        layers: needed("num_hidden_layers")?,
        hidden,
        feed_forward: needed("intermediate_size")?,
        heads,
        kv_heads: count(config, "num_key_value_heads")?.unwrap_or(heads),
        head_dim,
        vocabulary: needed("vocab_size")?,
        context: needed("max_position_embeddings")?,
        epsilon: epsilon as f32,
        eos: eos(config, generation),
        precision: Precision::Single,
        rotary: rotary(config, head_dim)?,
    })
}

/// End tokens of both files: one number or several.
fn eos(config: &Value, generation: &Value) -> Vec<u32> {
    let mut all = Vec::new();
    for value in [&generation["eos_token_id"], &config["eos_token_id"]] {
        let listed = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        all.extend(listed.iter().filter_map(|id| u32::try_from(id.as_u64()?).ok()));
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|id| seen.insert(*id));
    all
}

/// `rope_theta` and `rope_scaling`, or `rope_parameters`, which holds both since transformers 5.
fn rotary(config: &Value, head_dim: usize) -> Result<Rotary, NeuralError> {
    let parameters = &config["rope_parameters"];
    let scaling = if parameters.is_null() { &config["rope_scaling"] } else { parameters };
    let number = |key: &str| {
        let value = scaling[key].as_f64().filter(|value| value.is_finite() && *value > 0.0);
        value.ok_or_else(|| missing(&format!("rope_scaling.{key}")))
    };
    let base = parameters["rope_theta"].as_f64().or(config["rope_theta"].as_f64()).unwrap_or(BASE);
    let kind = scaling["rope_type"].as_str().or(scaling["type"].as_str());
    let plain = Rotary::new(base, head_dim, Pairs::Halves)?;
    match kind {
        None | Some("default") => Ok(plain),
        Some("linear") => Ok(plain.slowed(number("factor")?)),
        Some("llama3") => Ok(plain.stretched(&Stretch {
            factor: number("factor")?,
            low: number("low_freq_factor")?,
            high: number("high_freq_factor")?,
            original_context: number("original_max_position_embeddings")?,
        })),
        // Hunyuan calls it dynamic, yet a fixed alpha makes it static.
        Some("dynamic") if !scaling["alpha"].is_null() => {
            Rotary::ntk_alpha(base, number("alpha")?, head_dim, Pairs::Halves)
        }
        Some(_) => Err(unfit("rope_type", &Value::from(kind), "this scaling is not served")),
    }
}
