//! Batches and settings that cannot be served are refused, and change nothing.

use serde_json::{Value, json};

use super::{Step, Want, feed, model, tokens};
use crate::neural::{NeuralError, arch::settings_json};

#[test]
fn what_cannot_be_fed_is_refused_and_the_sequence_stays() {
    let model = model("qwen3");
    let mut sequence = model.empty();
    let before = feed(&*model, &mut sequence, &[5, 6, 7], Want::Last);
    for (tokens, wanted) in [
        (vec![], "a step of the batch cannot be taken: it has no tokens"),
        (vec![192], "token 192 is not among the model's 192 tokens"),
        (tokens(510, 192, 1), "513 tokens do not fit the model's window of 512"),
    ] {
        let error = model
            .forward(&mut [Step { sequence: &mut sequence, tokens: &tokens, want: Want::Last }])
            .unwrap_err();
        assert_eq!(error.to_string(), wanted);
        assert_eq!(sequence.len(), 3);
    }
    let again = feed(&*model, &mut sequence.fork(2), &[7], Want::Last);
    assert_eq!(again, before);
    let other =
        super::random::model(candle_core::quantized::GgmlDType::F32, candle_core::quantized::GgmlDType::F32);
    let mut foreign = other.empty();
    let error =
        model.forward(&mut [Step { sequence: &mut foreign, tokens: &[1], want: Want::Last }]).unwrap_err();
    assert!(matches!(error, NeuralError::Step { .. }));
}

/// A size of a few digits must not cost memory: the speeds of a head are computed before anything is held against the
/// tensors.
#[test]
fn a_head_of_no_model_is_refused_before_it_takes_memory() {
    let whole = json!({
        "model_type": "llama", "hidden_size": 64, "num_attention_heads": 2, "rms_norm_eps": 1e-5, "num_hidden_layers": 1,
        "intermediate_size": 64, "vocab_size": 8, "max_position_embeddings": 16
    });
    let read = |config: &Value| settings_json::read(config, &Value::Null);
    assert!(read(&whole).is_ok());
    for size in [4_000_000_000_000_000_000_u64, 1_000_000_000, 8192] {
        let with = |key: &str, value: u64| {
            let mut config = whole.clone();
            config[key] = value.into();
            config
        };
        for config in [with("head_dim", size), with("hidden_size", size.saturating_mul(2))] {
            let error = read(&config).unwrap_err().to_string();
            assert!(error.contains("head size") && error.contains("of no model"), "{error}");
        }
    }
}
