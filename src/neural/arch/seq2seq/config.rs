//! The shape of a translation model, from the `config.json` and `generation_config.json` of its folder.

use serde_json::Value;

use super::{
    super::{
        super::{
            NeuralError,
            weights::{Settings, Weights},
        },
        lanes::LANES,
    },
    activation::Activation,
};

/// The families of translation models with a forward pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Marian as `transformers` keeps it: opus-mt.
    Marian,
    /// T5, versions 1.0 and 1.1: MADLAD-400.
    T5,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 2] = [Family::Marian, Family::T5];

    /// `model_type` of a `config.json`.
    pub fn model_type(self) -> &'static str {
        match self {
            Family::Marian => "marian",
            Family::T5 => "t5",
        }
    }

    /// The family that a `config.json` names, if it is one of these.
    pub fn of(config: &Value) -> Option<Family> {
        let name = config["model_type"].as_str()?;
        Family::ALL.into_iter().find(|family| family.model_type() == name)
    }
}

/// Positions of T5 that are used: it has no limit of its own, but was trained on as many.
const T5_WINDOW: usize = 512;

/// The shape of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its family.
    pub family: Family,
    /// Tokens of both languages.
    pub vocabulary: usize,
    /// Width of a row between layers.
    pub hidden: usize,
    /// Layers that read.
    pub encoder_layers: usize,
    /// Layers that write.
    pub decoder_layers: usize,
    /// Heads of every attention.
    pub heads: usize,
    /// Width of a head; a multiple of 16.
    pub head_dim: usize,
    /// Width within the feed-forward parts of either side.
    pub feed_forward: [usize; 2],
    /// The most tokens of a source, and of a translation.
    pub window: usize,
    /// The token that a translation begins behind.
    pub start: u32,
    /// The token that ends it.
    pub end: u32,
    /// Tokens that no translation may have.
    pub banned: Vec<u32>,
    /// Hypotheses that the makers advise to follow.
    pub beams: Option<usize>,
    /// The exponent of the length that scores are divided by, as the makers advise.
    pub length_penalty: Option<f32>,
    pub(super) activation: Activation,
    pub(super) gated: bool,
    pub(super) scale_embedding: bool,
    pub(super) scale_output: bool,
    pub(super) epsilon: f32,
    pub(super) relative: [usize; 2],
}

fn unfit(key: &str, value: &Value, why: &'static str) -> NeuralError {
    NeuralError::Setting { key: key.into(), value: value.to_string().chars().take(60).collect(), why }
}

fn count(config: &Value, key: &str) -> Result<usize, NeuralError> {
    let value = &config[key];
    if value.is_null() {
        return Err(NeuralError::Missing { key: key.into() });
    }
    let found = value.as_u64().and_then(|value| usize::try_from(value).ok());
    found.filter(|value| (1..1 << 24).contains(value)).ok_or_else(|| unfit(key, value, "a number is needed"))
}

fn count_or(config: &Value, key: &str, default: usize) -> Result<usize, NeuralError> {
    if config[key].is_null() { Ok(default) } else { count(config, key) }
}

impl Shape {
    /// Reads the shape from the settings beside the tensors.
    ///
    /// # Errors
    /// [`NeuralError::Architecture`], [`NeuralError::Missing`], [`NeuralError::Setting`].
    pub fn read(weights: &Weights) -> Result<Shape, NeuralError> {
        let Settings::Folder { config, generation } = weights.settings() else {
            return Err(NeuralError::Missing { key: "config.json".into() });
        };
        let shape = match Family::of(config) {
            Some(Family::Marian) => marian(config, generation)?,
            Some(Family::T5) => t5(config, generation)?,
            None => {
                let name = config["model_type"].as_str().unwrap_or_default().chars().take(60).collect();
                let covered = Family::ALL.map(Family::model_type).join(", ");
                return Err(NeuralError::Architecture { name, covered });
            }
        };
        if !shape.head_dim.is_multiple_of(LANES) || shape.heads * shape.head_dim >= 1 << 24 {
            let value = Value::from(shape.head_dim);
            return Err(unfit("head size", &value, "only multiples of 16 are served"));
        }
        Ok(shape)
    }
}

/// A token that one of the two files names.
fn token(config: &Value, generation: &Value, key: &str) -> Result<u32, NeuralError> {
    let value = if generation[key].is_null() { &config[key] } else { &generation[key] };
    // A list of several, where it is one of them.
    let first = value.as_array().and_then(|all| all.first()).unwrap_or(value);
    let found = first.as_u64().and_then(|id| u32::try_from(id).ok());
    found.ok_or_else(|| NeuralError::Missing { key: key.into() })
}

/// The tokens that translations must not have: `bad_words_ids` of one token each.
fn banned(config: &Value, generation: &Value) -> Vec<u32> {
    let listed = [&generation["bad_words_ids"], &config["bad_words_ids"]];
    let words = listed.into_iter().find_map(Value::as_array).into_iter().flatten();
    let single = |word: &Value| match word.as_array()?.as_slice() {
        [id] => u32::try_from(id.as_u64()?).ok(),
        _ => None,
    };
    words.filter_map(single).collect()
}

fn beams(config: &Value, generation: &Value) -> Option<usize> {
    let told = [&generation["num_beams"], &config["num_beams"]].into_iter().find_map(Value::as_u64)?;
    usize::try_from(told).ok()
}

fn length_penalty(config: &Value, generation: &Value) -> Option<f32> {
    let told =
        [&generation["length_penalty"], &config["length_penalty"]].into_iter().find_map(Value::as_f64)?;
    Some(told as f32).filter(|penalty| penalty.is_finite())
}

fn marian(config: &Value, generation: &Value) -> Result<Shape, NeuralError> {
    // What would change the forward pass must be as it is written here.
    for (key, served) in [
        ("normalize_before", Value::from(false)),
        ("normalize_embedding", false.into()),
        ("add_final_layer_norm", false.into()),
        ("static_position_embeddings", true.into()),
        ("share_encoder_decoder_embeddings", true.into()),
        ("quantization_config", Value::Null),
    ] {
        if !config[key].is_null() && config[key] != served {
            return Err(unfit(key, &config[key], "this variant is not served"));
        }
    }
    let hidden = count(config, "d_model")?;
    let heads = count(config, "encoder_attention_heads")?;
    if count(config, "decoder_attention_heads")? != heads || !hidden.is_multiple_of(heads) {
        return Err(unfit(
            "decoder_attention_heads",
            &config["decoder_attention_heads"],
            "as many as the encoder's are served",
        ));
    }
    let vocabulary = count(config, "vocab_size")?;
    if count_or(config, "decoder_vocab_size", vocabulary)? != vocabulary {
        return Err(unfit(
            "decoder_vocab_size",
            &config["decoder_vocab_size"],
            "one vocabulary for both is served",
        ));
    }
    Ok(Shape {
        family: Family::Marian,
        vocabulary,
        hidden,
        encoder_layers: count(config, "encoder_layers")?,
        decoder_layers: count(config, "decoder_layers")?,
        heads,
        head_dim: hidden / heads,
        feed_forward: [count(config, "encoder_ffn_dim")?, count(config, "decoder_ffn_dim")?],
        window: count(config, "max_position_embeddings")?.min(1 << 14),
        start: token(config, generation, "decoder_start_token_id")?,
        end: token(config, generation, "eos_token_id")?,
        banned: banned(config, generation),
        beams: beams(config, generation),
        length_penalty: length_penalty(config, generation),
        activation: activation(&config["activation_function"], "activation_function")?,
        gated: false,
        scale_embedding: config["scale_embedding"] == true,
        scale_output: false,
        epsilon: 0.0,
        relative: [0, 0],
    })
}

fn t5(config: &Value, generation: &Value) -> Result<Shape, NeuralError> {
    let kind = config["feed_forward_proj"].as_str().unwrap_or("relu");
    let (gated, function) = match kind.strip_prefix("gated-") {
        // In T5 this name has always meant the approximation.
        Some("gelu") => (true, "gelu_new"),
        Some(function) => (true, function),
        None => (false, kind),
    };
    let layers = count(config, "num_layers")?;
    let epsilon = config["layer_norm_epsilon"].as_f64().unwrap_or(1e-6);
    let relative = [
        count_or(config, "relative_attention_num_buckets", 32)?,
        count_or(config, "relative_attention_max_distance", 128)?,
    ];
    if relative[0] < 4 || relative[1] <= relative[0] / 2 || relative[1] > 1 << 14 {
        return Err(unfit(
            "relative_attention_max_distance",
            &Value::from(relative[1]),
            "it does not go with the buckets",
        ));
    }
    let feed_forward = count(config, "d_ff")?;
    Ok(Shape {
        family: Family::T5,
        vocabulary: count(config, "vocab_size")?,
        hidden: count(config, "d_model")?,
        encoder_layers: layers,
        decoder_layers: count_or(config, "num_decoder_layers", layers)?,
        heads: count(config, "num_heads")?,
        head_dim: count(config, "d_kv")?,
        feed_forward: [feed_forward; 2],
        window: T5_WINDOW,
        start: token(config, generation, "decoder_start_token_id")?,
        end: token(config, generation, "eos_token_id")?,
        banned: banned(config, generation),
        beams: beams(config, generation),
        length_penalty: length_penalty(config, generation),
        activation: activation(&Value::from(function), "feed_forward_proj")?,
        gated,
        scale_embedding: false,
        // Version 1.0 scales, 1.1 does not, and tells so by this key alone.
        scale_output: config["tie_word_embeddings"] != false,
        epsilon: epsilon as f32,
        relative,
    })
}

fn activation(value: &Value, key: &str) -> Result<Activation, NeuralError> {
    let found = value.as_str().and_then(Activation::named);
    found.ok_or_else(|| unfit(key, value, "only relu, swish and gelu_new are served"))
}

#[cfg(test)]
pub(super) fn shape_for_tests() -> Shape {
    let config = serde_json::json!({
        "model_type": "marian", "vocab_size": 10, "d_model": 32, "encoder_layers": 1, "decoder_layers": 2,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 8, "decoder_ffn_dim": 8,
        "max_position_embeddings": 16, "decoder_start_token_id": 9, "eos_token_id": 0, "activation_function": "relu",
    });
    marian(&config, &Value::Null).expect("a shape")
}
