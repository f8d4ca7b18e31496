//! How far quantized passes are from the floats that their weights stand for, beside Candle's, whose kernels are ggml's:
//! with channels like each other, and with some that are a hundred times as great, as those of real models are.

use candle_core::{
    Device,
    quantized::GgmlDType::{Q4K, Q5K, Q6K, Q8_0},
};

use super::{
    Causal, Want, feed, random,
    random::{Manner, model_in},
    tokens,
};
use crate::neural::Place;

/// The logits of all positions of a passage.
fn logits(model: &dyn Causal) -> Vec<f32> {
    let logits = feed(model, &mut model.empty(), &tokens(90, random::VOCABULARY, 3), Want::Every);
    (0..logits.rows()).flat_map(|row| logits.row(row).unwrap().to_vec()).collect()
}

fn relative_l2(found: &[f32], wanted: &[f32]) -> f64 {
    let square = |x: f32| f64::from(x).powi(2);
    let distance: f64 = found.iter().zip(wanted).map(|(a, b)| square(a - b)).sum();
    (distance / wanted.iter().map(|x| square(*x)).sum::<f64>()).sqrt()
}

#[test]
fn our_kernels_are_as_near_to_the_floats_as_those_of_ggml() {
    for outlier in [1.0, 100.0] {
        for (kind, value_kind) in [(Q8_0, Q8_0), (Q6K, Q6K), (Q5K, Q5K), (Q4K, Q6K)] {
            let manner = Manner { width: 1024, outlier, exact: false };
            let exact = Manner { exact: true, ..manner };
            let wanted = logits(&*model_in(kind, value_kind, exact, &Place::Processor));
            let ours = relative_l2(&logits(&*model_in(kind, value_kind, manner, &Place::Processor)), &wanted);
            let candle = Place::Candle(Device::Cpu);
            let candles = relative_l2(&logits(&*model_in(kind, value_kind, manner, &candle)), &wanted);
            println!("{kind:?}, outliers of {outlier}: ours {ours:.5}, Candle's {candles:.5}");
            assert!(ours < 1.2 * candles && ours < 0.1, "{kind:?}, outliers of {outlier}: {ours}, {candles}");
        }
    }
}
