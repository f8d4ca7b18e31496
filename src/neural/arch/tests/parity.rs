//! The same logits as PyPI `transformers` 5.23.0; `tests/reference/tiny_models.py` makes the models and the values.

use std::{collections::BTreeMap, fs};

use candle_core::{DType, Device, safetensors};

use super::{Causal, Step, TINY, Want, feed, greatest, model, tiny};
use crate::neural::{
    Place,
    arch::{
        load_on,
        rotary::{Pairs, Rotary, Stretch},
    },
    weights::Weights,
};

/// What `transformers` computed.
struct Golden {
    prompt: Vec<u32>,
    tokens: Vec<u32>,
    /// A row for every position of the prompt and of the decoded tokens.
    logits: Vec<Vec<f32>>,
}

fn golden(path: &str) -> Golden {
    let read = safetensors::load(tiny(path), &Device::Cpu).unwrap();
    let tokens = |name: &str| read[name].to_dtype(DType::U32).unwrap().to_vec1().unwrap();
    Golden { prompt: tokens("prompt"), tokens: tokens("tokens"), logits: read["logits"].to_vec2().unwrap() }
}

/// |a - b| / |b|
fn relative_l2(found: &[f32], wanted: &[f32]) -> f64 {
    assert_eq!(found.len(), wanted.len());
    let square = |x: f32| f64::from(x).powi(2);
    let distance: f64 = found.iter().zip(wanted).map(|(a, b)| square(a - b)).sum();
    (distance / wanted.iter().map(|x| square(*x)).sum::<f64>()).sqrt()
}

/// How far the logits are from those of `transformers`.
struct Distance {
    /// Relative L2 over all positions of the prompt.
    prefill: f64,
    /// Over all decoded steps.
    decoded: f64,
    /// Of the worst position.
    worst: f64,
    /// Greedy tokens that differ, of 64.
    tokens: usize,
}

fn compare(model_path: &str, golden_path: &str) -> Distance {
    compare_with(&*model(model_path), model_path, golden_path)
}

fn compare_with(model: &dyn Causal, model_path: &str, golden_path: &str) -> Distance {
    let golden = golden(golden_path);
    let mut sequence = model.empty();
    let logits = feed(model, &mut sequence, &golden.prompt, Want::Every);
    assert_eq!((logits.rows(), golden.tokens.len()), (golden.prompt.len(), 64));
    let mut found: Vec<Vec<f32>> = (0..logits.rows()).map(|row| logits.row(row).unwrap().to_vec()).collect();
    let mut tokens = 0;
    for token in &golden.tokens {
        tokens += usize::from(greatest(found.last().unwrap()) != *token);
        found.push(feed(model, &mut sequence, &[*token], Want::Last).last().unwrap().to_vec());
    }
    let (prompt, all) = (golden.prompt.len(), golden.logits.len());
    let over = |rows: std::ops::Range<usize>| {
        relative_l2(&found[rows.clone()].concat(), &golden.logits[rows].concat())
    };
    let worst = (0..all).map(|row| over(row..row + 1)).fold(0.0, f64::max);
    let distance = Distance { prefill: over(0..prompt), decoded: over(prompt..all), worst, tokens };
    let Distance { prefill, decoded, .. } = distance;
    println!(
        "{model_path}: prefill {prefill:.2e}, decoded {decoded:.2e}, worst {worst:.2e}, {tokens} tokens differ"
    );
    distance
}

#[test]
fn safetensors_give_the_logits_of_transformers() {
    // BF16 in one file, F16 in two, F32 in one.
    for name in TINY {
        let distance = compare(name, &format!("{name}/golden.safetensors"));
        assert!(distance.worst < 1e-5, "{name}");
        assert_eq!(distance.tokens, 0, "{name}");
    }
}

#[test]
fn gguf_at_q8_0_gives_the_logits_of_the_dequantized_weights() {
    for name in TINY {
        let distance = compare(&format!("{name}/q8_0.gguf"), &format!("{name}/golden-q8_0.safetensors"));
        assert!(distance.prefill < 2e-2 && distance.decoded < 2e-2 && distance.tokens < 4, "{name}");
    }
}

#[test]
fn a_prompt_in_pieces_gives_the_bits_of_the_whole() {
    for name in TINY {
        let model = model(name);
        let prompt = golden(&format!("{name}/golden.safetensors")).prompt;
        let whole = feed(&*model, &mut model.empty(), &prompt, Want::Every);
        for cut in 1..prompt.len() {
            let mut sequence = model.empty();
            let first = feed(&*model, &mut sequence, &prompt[..cut], Want::Every);
            let second = feed(&*model, &mut sequence, &prompt[cut..], Want::Every);
            let pieces: Vec<_> = (0..cut).map(|row| first.row(row)).collect();
            let rest = (0..prompt.len() - cut).map(|row| second.row(row));
            for (row, piece) in pieces.into_iter().chain(rest).enumerate() {
                assert!(piece.is_some() && piece == whole.row(row), "{name} cut at {cut}, row {row}");
            }
        }
    }
}

#[test]
fn a_ragged_batch_gives_each_its_own() {
    let model = model("qwen3");
    let golden = golden("qwen3/golden.safetensors");
    let (mut a, mut b) = (model.empty(), model.empty());
    feed(&*model, &mut a, &golden.prompt[..10], Want::Nothing);
    let mut batch = [
        Step { sequence: &mut a, tokens: &golden.prompt[10..], want: Want::Every },
        Step { sequence: &mut b, tokens: &golden.prompt[..3], want: Want::Every },
    ];
    let logits = model.forward(&mut batch).unwrap();
    assert_eq!((logits[0].rows(), logits[1].rows()), (golden.prompt.len() - 10, 3));
    assert!(relative_l2(logits[0].last().unwrap(), &golden.logits[golden.prompt.len() - 1]) < 1e-4);
    assert!(relative_l2(logits[1].last().unwrap(), &golden.logits[2]) < 1e-4);
    assert_eq!((a.len(), b.len()), (golden.prompt.len(), 3));
}

#[test]
fn rotary_angles_are_exact_at_position_8000() {
    let text = fs::read_to_string(tiny("rotary.json")).unwrap();
    let wanted: BTreeMap<String, BTreeMap<String, [Vec<f64>; 2]>> = serde_json::from_str(&text).unwrap();
    let stretch = Stretch { factor: 8.0, low: 1.0, high: 4.0, original_context: 8192.0 };
    for (name, positions) in wanted {
        let rotary = match name.as_str() {
            "qwen3" => Rotary::new(1e6, 128, Pairs::Halves).unwrap(),
            "llama" => Rotary::new(500_000.0, 128, Pairs::Halves).unwrap().stretched(&stretch),
            _ => Rotary::ntk_alpha(10_000.0, 1000.0, 128, Pairs::Halves).unwrap(),
        };
        for (position, [cos, sin]) in positions {
            // Turning (1, 0) gives the cosine and the sine.
            let mut x: Vec<f32> = (0..128).map(|at| if at < 64 { 1.0 } else { 0.0 }).collect();
            rotary.turn(&rotary.angles(&[position.parse().unwrap()]), &mut x);
            for (found, wanted) in x.iter().zip(cos.iter().chain(&sin)) {
                assert!(
                    (f64::from(*found) - wanted).abs() < 1e-6,
                    "{name} at {position}: {found} for {wanted}"
                );
            }
        }
    }
}

#[test]
fn candles_operations_give_the_logits_of_transformers() {
    for name in TINY {
        for (path, golden_path, most) in [
            (name.to_owned(), format!("{name}/golden.safetensors"), 1e-4),
            (format!("{name}/q8_0.gguf"), format!("{name}/golden-q8_0.safetensors"), 2e-2),
        ] {
            let weights = Weights::open(&tiny(&path)).unwrap();
            let model = load_on(&weights, &Place::Candle(Device::Cpu)).unwrap();
            let distance = compare_with(&*model, &path, &golden_path);
            assert!(distance.prefill < most && distance.decoded < most, "{path}");
        }
        // Several together, cut in pieces, and forked: what each gets alone, to the rounding of sums.
        let model = load_on(&Weights::open(&tiny(name)).unwrap(), &Place::Candle(Device::Cpu)).unwrap();
        let golden = golden(&format!("{name}/golden.safetensors"));
        let (mut a, mut b) = (model.empty(), model.empty());
        feed(&*model, &mut a, &golden.prompt[..10], Want::Nothing);
        let mut fork = a.fork(7);
        let mut batch = [
            Step { sequence: &mut a, tokens: &golden.prompt[10..], want: Want::Last },
            Step { sequence: &mut b, tokens: &golden.prompt[..3], want: Want::Every },
            Step { sequence: &mut fork, tokens: &golden.prompt[7..12], want: Want::Last },
        ];
        let logits = model.forward(&mut batch).unwrap();
        for (logits, row) in logits.iter().zip([golden.prompt.len() - 1, 2, 11]) {
            assert!(relative_l2(logits.last().unwrap(), &golden.logits[row]) < 1e-4, "{name}");
        }
    }
}
