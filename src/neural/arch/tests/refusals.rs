//! Batches and settings that cannot be served are refused, and change nothing.

use super::{Step, Want, feed, model, tokens};
use crate::neural::NeuralError;

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
