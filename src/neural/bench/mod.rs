//! How fast a model is on this machine, and how near to what the machine can do at all.

mod ceilings;
mod translation;

use std::{path::Path, time::Instant};

use serde::Serialize;

use super::{
    NeuralError, Place,
    arch::{Causal, Sequence, Step, Want, load_on},
    kernels::{Level, pool},
    weights::{Kind, Weights},
};

pub use ceilings::{Ceilings, bandwidth};
pub use translation::{Translation, measure_translation};

/// Tokens of the prompt that prefill is measured by.
const PROMPT: usize = 512;
/// Tokens before decoding begins, and tokens decoded.
const BEFORE: usize = 64;
const DECODED: usize = 16;
/// Sequences decoded together.
const TOGETHER: usize = 8;

/// What a model does on this machine. Rates are medians.
#[derive(Clone, Debug, Serialize)]
pub struct Measures {
    /// Threads of the kernels.
    pub threads: usize,
    /// The kernel in use.
    pub kernel: String,
    /// How most of the weights are written, by ggml's name.
    pub weights: &'static str,
    /// Bytes of all weights as they lie in the files.
    pub weight_bytes: u64,
    /// Bytes of keys and values that each token of a sequence takes.
    pub cache_bytes_per_token: usize,
    /// Resident bytes of this process with the model loaded; `None` where the system does not tell.
    pub memory_bytes: Option<u64>,
    /// From opening the file to the first pass, in seconds.
    pub load_seconds: f64,
    /// Tokens of the prompt that `prefill` was measured with.
    pub prompt_tokens: usize,
    /// Prompt tokens a second.
    pub prefill: f64,
    /// Tokens a second of one sequence.
    pub decode: f64,
    /// Sequences of `decode_together`.
    pub sequences: usize,
    /// Tokens a second of several sequences, all together.
    pub decode_together: f64,
    /// What the machine can do.
    pub ceilings: Ceilings,
    /// Tokens a second at which reading the weights alone takes all of the memory's bandwidth.
    pub decode_ceiling: f64,
    /// Prompt tokens a second at which multiplying alone takes all of the processor.
    pub prefill_ceiling: f64,
}

/// Measures the model in a file or folder, `rounds` times each (once at least).
///
/// # Errors
/// When it cannot be loaded, or its window is too small to measure anything.
pub fn measure(path: &Path, place: &Place, rounds: usize) -> Result<Measures, NeuralError> {
    let start = Instant::now();
    let weights = Weights::open(path)?;
    let model = load_on(&weights, place)?;
    let load_seconds = start.elapsed().as_secs_f64();
    let model = model.as_ref();
    let context = model.config().context;
    let prompt_tokens = PROMPT.min(context);
    let before = BEFORE.min(context.saturating_sub(DECODED + 1));
    if before == 0 {
        return Err(NeuralError::Window { asked: DECODED + 2, window: context });
    }
    let rounds = rounds.max(1);
    // The first pass touches everything once.
    prefill(model, before)?;
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    // In turn, so that what disturbs the machine disturbs all alike.
    for _ in 0..rounds {
        rates[0].push(prompt_tokens as f64 / prefill(model, prompt_tokens)?);
        rates[1].push(DECODED as f64 / decode(model, 1, before)?);
        rates[2].push((TOGETHER * DECODED) as f64 / decode(model, TOGETHER, before)?);
    }
    let [prefill, decode, decode_together] = rates.map(median);
    let memory_bytes = memory_stats::memory_stats().map(|memory| memory.physical_mem as u64);
    let read = Read::of(&weights)?;
    let ceilings = ceilings::measure(rounds);
    Ok(Measures {
        threads: pool::threads(),
        kernel: Level::current().to_string(),
        weights: read.kind,
        weight_bytes: read.bytes,
        cache_bytes_per_token: model.empty().bytes_per_token(),
        memory_bytes,
        load_seconds,
        prompt_tokens,
        prefill,
        decode,
        sequences: TOGETHER,
        decode_together,
        decode_ceiling: ceilings.memory_bytes_per_second / read.a_token as f64,
        prefill_ceiling: ceilings.products_per_second / read.products as f64,
        ceilings,
    })
}

/// What a pass reads and multiplies.
struct Read {
    kind: &'static str,
    bytes: u64,
    /// Bytes that decoding a token reads.
    a_token: u64,
    /// Products of a prompt's token: every weight of a layer's matrices once. (The head is for the last one only.)
    products: u64,
}

impl Read {
    fn of(weights: &Weights) -> Result<Read, NeuralError> {
        let (mut bytes, mut products, mut looked_up) = (0, 0, 0);
        let mut most: Option<(u64, Kind)> = None;
        let mut has_head = false;
        for name in weights.names() {
            let (kind, shape) = weights.shape(name)?;
            let numbers = shape.iter().product::<usize>() as u64;
            let size = numbers / kind.block() as u64 * kind.block_bytes() as u64;
            bytes += size;
            if most.is_none_or(|(most, _)| numbers > most) {
                most = Some((numbers, kind));
            }
            match name {
                "token_embd.weight" | "model.embed_tokens.weight" => looked_up = size,
                "output.weight" | "lm_head.weight" => has_head = true,
                _ if shape.len() == 2 => products += numbers,
                _ => {}
            }
        }
        let kind = most.map_or("none", |(_, kind)| kind.name());
        let a_token = bytes - if has_head { looked_up } else { 0 };
        Ok(Read { kind, bytes, a_token: a_token.max(1), products: products.max(1) })
    }
}

/// The median of what was measured.
fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// Tokens without pattern, all of the vocabulary.
fn tokens(model: &dyn Causal, count: usize, seed: u32) -> Vec<u32> {
    let vocabulary = model.config().vocabulary as u32;
    (0..count as u32).map(|at| (at + seed * 4099).wrapping_mul(7919) % vocabulary).collect()
}

/// Seconds that a prompt takes.
fn prefill(model: &dyn Causal, count: usize) -> Result<f64, NeuralError> {
    let tokens = tokens(model, count, 1);
    let start = Instant::now();
    model.forward(&mut [Step { sequence: &mut model.empty(), tokens: &tokens, want: Want::Last }])?;
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds that decoding so many sequences together takes; each is its own.
fn decode(model: &dyn Causal, together: usize, before: usize) -> Result<f64, NeuralError> {
    let mut sequences: Vec<Sequence> = (0..together).map(|_| model.empty()).collect();
    for (number, sequence) in sequences.iter_mut().enumerate() {
        let tokens = tokens(model, before, number as u32);
        model.forward(&mut [Step { sequence, tokens: &tokens, want: Want::Nothing }])?;
    }
    let start = Instant::now();
    for at in 0..DECODED {
        let next = tokens(model, together, at as u32);
        let mut batch: Vec<Step> = sequences
            .iter_mut()
            .zip(next.chunks(1))
            .map(|(sequence, tokens)| Step { sequence, tokens, want: Want::Last })
            .collect();
        model.forward(&mut batch)?;
    }
    Ok(start.elapsed().as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_measured_against_the_machine() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/qwen3/tiny-qwen3-q8_0.gguf");
        let measures = measure(&path, &Place::Processor, 1).unwrap();
        assert_eq!(measures.weights, "Q8_0");
        let file = std::fs::metadata(&path).unwrap().len();
        assert!(measures.weight_bytes < file && measures.weight_bytes * 2 > file, "{measures:?}");
        for rate in [measures.prefill, measures.decode, measures.decode_together, measures.load_seconds] {
            assert!(rate.is_finite() && rate > 0.0, "{measures:?}");
        }
        // No machine multiplies faster than it can: kernels reach less than the bare instructions.
        assert!(measures.prefill < measures.prefill_ceiling, "{measures:?}");
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
    }
}
