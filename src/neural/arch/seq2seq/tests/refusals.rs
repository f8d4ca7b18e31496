//! Models and texts that cannot be served.

use std::fs;

use serde_json::{Value, json};

use super::{super::Next, Precision, golden, load, model, tiny};
use crate::neural::{NeuralError, weights::Weights};

/// A copy of a tiny model with another setting.
fn with(name: &str, key: &str, value: Value) -> String {
    let folder = tempfile::tempdir().unwrap();
    for file in ["config.json", "model.safetensors"] {
        fs::copy(tiny(name).join(file), folder.path().join(file)).unwrap();
    }
    let path = folder.path().join("config.json");
    let mut config: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    config[key] = value;
    fs::write(&path, config.to_string()).unwrap();
    let weights = Weights::open(folder.path()).unwrap();
    load(&weights, Precision::Stored).err().map_or("none".into(), |error| error.to_string())
}

#[test]
fn settings_that_are_not_served_are_named() {
    for (name, key, value, says) in [
        ("marian", "normalize_before", json!(true), "normalize_before"),
        ("marian", "share_encoder_decoder_embeddings", json!(false), "share_encoder_decoder_embeddings"),
        ("marian", "activation_function", json!("tanh"), "activation_function"),
        ("marian", "d_model", json!(40), "head size"),
        ("marian", "d_model", json!(64), "has the shape"),
        ("marian", "d_model", Value::Null, "d_model"),
        ("marian", "decoder_attention_heads", json!(1), "decoder_attention_heads"),
        ("marian", "encoder_layers", json!(3), "model.encoder.layers.2"),
        ("marian", "model_type", json!("bart"), "bart"),
        ("marian", "max_position_embeddings", json!(-1), "max_position_embeddings"),
        ("t5", "feed_forward_proj", json!("gated-tanh"), "feed_forward_proj"),
        ("t5", "relative_attention_max_distance", json!(2), "relative_attention_max_distance"),
        ("t5", "num_heads", json!(3), "has the shape"),
        ("t5", "decoder_start_token_id", Value::Null, "decoder_start_token_id"),
    ] {
        let told = with(name, key, value.clone());
        assert!(told.contains(says), "{key} = {value}: {told}");
    }
}

#[test]
fn texts_that_do_not_fit_are_refused_and_nothing_is_taken_further() {
    let model = model("marian", Precision::Stored);
    let long = vec![5; 65];
    assert!(matches!(model.read(&[&long]), Err(NeuralError::Window { asked: 65, window: 64 })));
    assert!(matches!(model.read(&[&[]]), Err(NeuralError::Step { .. })));
    assert!(matches!(model.read(&[&[500]]), Err(NeuralError::Token { id: 500, .. })));
    let memory = model.read(&[&golden("marian").sources[0]]).unwrap().remove(0);
    let mut history = model.begin();
    for tokens in [&[500][..], &[1, 2], &[]] {
        assert!(model.step(&mut [Next { memory: &memory, history: &mut history, tokens }]).is_err());
        assert_eq!(history.length(), 0);
    }
    for _ in 0..64 {
        model.step(&mut [Next { memory: &memory, history: &mut history, tokens: &[3] }]).unwrap();
    }
    let next = Next { memory: &memory, history: &mut history, tokens: &[3] };
    assert!(matches!(model.step(&mut [next]), Err(NeuralError::Window { asked: 65, .. })));
}
