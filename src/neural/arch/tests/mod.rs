//! Parity with PyPI `transformers`; nothing a sequence gets depends on its company.

mod accuracy;
mod invariance;
mod parity;
mod random;
mod refusals;

use std::path::PathBuf;

use super::{Causal, Logits, Sequence, Step, Want, load, load_on};
use crate::neural::weights::Weights;

/// The tiny models of `tests/reference`, by folder and architecture.
const TINY: [&str; 3] = ["qwen3", "llama", "hunyuan-dense"];

fn tiny(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny").join(name)
}

fn model(path: &str) -> Box<dyn Causal> {
    load(&Weights::open(&tiny(path)).unwrap()).unwrap()
}

/// Feeds some tokens to one sequence.
fn feed(model: &dyn Causal, sequence: &mut Sequence, tokens: &[u32], want: Want) -> Logits {
    model.forward(&mut [Step { sequence, tokens, want }]).unwrap().remove(0)
}

/// The place of the greatest number.
fn greatest(logits: &[f32]) -> u32 {
    logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0 as u32
}

/// Tokens without pattern.
fn tokens(count: usize, vocabulary: usize, seed: u32) -> Vec<u32> {
    (0..count as u32)
        .map(|at| (at + seed * 977).wrapping_mul(2_654_435_761) >> 7)
        .map(|x| x % vocabulary as u32)
        .collect()
}
