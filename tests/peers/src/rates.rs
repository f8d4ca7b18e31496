//! What is measured, on our side and on stock Candle's: seconds of prefill and of decoding.

use std::{error::Error, fs::File, num::NonZero, path::Path, time::Instant};

use candle_core::{Device, Tensor, quantized::gguf_file::Content};
use candle_transformers::models::quantized_qwen3::ModelWeights;
use zhaiyi::neural::arch::{Causal, Sequence, Step, Want};

use crate::tokens;

/// Tokens before decoding begins, and tokens decoded.
pub const BEFORE: usize = 64;
pub const DECODED: usize = 32;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Threads of either side, as the command lines of peers take them.
pub fn threads() -> String {
    let all = || std::thread::available_parallelism().map_or(1, NonZero::get).to_string();
    std::env::var("RAYON_NUM_THREADS").unwrap_or_else(|_| all())
}

/// The median of some rates.
pub fn median(rates: &[f64]) -> f64 {
    let mut sorted = rates.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Tokens a second of a prompt of `count`.
pub fn prefill(model: &dyn Causal, count: usize) -> Result<f64> {
    let start = Instant::now();
    let mut sequence = model.empty();
    model.forward(&mut [Step { sequence: &mut sequence, tokens: &tokens(count, 1), want: Want::Last }])?;
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

/// So many sequences with `before` tokens each, all their own.
pub fn sequences(model: &dyn Causal, together: usize, before: usize) -> Result<Vec<Sequence>> {
    (0..together as u32)
        .map(|number| {
            let mut sequence = model.empty();
            let tokens = tokens(before, number);
            model.forward(&mut [Step { sequence: &mut sequence, tokens: &tokens, want: Want::Nothing }])?;
            Ok(sequence)
        })
        .collect()
}

/// Tokens a second, all sequences together; they go on by themselves and stay as they were. No token is chosen: the next
/// ones are known, as in llama.cpp's benchmarks.
pub fn decode(model: &dyn Causal, sequences: &[Sequence]) -> Result<f64> {
    let mut own: Vec<Sequence> = sequences.iter().map(|sequence| sequence.fork(sequence.len())).collect();
    // The first token copies the pages that forks share.
    step(model, &mut own, 0)?;
    let start = Instant::now();
    for at in 0..DECODED {
        step(model, &mut own, at as u32)?;
    }
    Ok((sequences.len() * DECODED) as f64 / start.elapsed().as_secs_f64())
}

/// Milliseconds of a pass that checks `count` tokens of one sequence: a token and its guesses.
pub fn check(model: &dyn Causal, sequence: &Sequence, count: usize) -> Result<f64> {
    let tokens = tokens(count, 5);
    let mut own = sequence.fork(sequence.len());
    model.forward(&mut [Step { sequence: &mut own, tokens: &tokens, want: Want::Every }])?;
    own.truncate(sequence.len());
    let start = Instant::now();
    for _ in 0..8 {
        model.forward(&mut [Step { sequence: &mut own, tokens: &tokens, want: Want::Every }])?;
        own.truncate(sequence.len());
    }
    Ok(start.elapsed().as_secs_f64() / 8.0 * 1e3)
}

fn step(model: &dyn Causal, sequences: &mut [Sequence], at: u32) -> Result<()> {
    let next = tokens(sequences.len(), at);
    let steps = sequences.iter_mut().zip(next.chunks(1));
    let mut batch: Vec<Step> =
        steps.map(|(sequence, tokens)| Step { sequence, tokens, want: Want::Last }).collect();
    model.forward(&mut batch)?;
    Ok(())
}

/// Stock candle-transformers.
pub struct Stock(ModelWeights);

impl Stock {
    pub fn load(path: &Path) -> Result<Stock> {
        let mut file = File::open(path)?;
        let content = Content::read(&mut file)?;
        Ok(Stock(ModelWeights::from_gguf(content, &mut file, &Device::Cpu)?))
    }

    pub fn prefill(&mut self, count: usize) -> Result<f64> {
        self.0.clear_kv_cache();
        let start = Instant::now();
        let input = Tensor::new(tokens(count, 1), &Device::Cpu)?.unsqueeze(0)?;
        self.0.forward(&input, 0)?.flatten_all()?.to_vec1::<f32>()?;
        Ok(count as f64 / start.elapsed().as_secs_f64())
    }

    /// The logits behind a prompt.
    pub fn logits(&mut self, tokens: &[u32]) -> Result<Vec<f32>> {
        self.0.clear_kv_cache();
        let input = Tensor::new(tokens, &Device::Cpu)?.unsqueeze(0)?;
        Ok(self.0.forward(&input, 0)?.flatten_all()?.to_vec1()?)
    }

    pub fn decode(&mut self) -> Result<f64> {
        self.0.clear_kv_cache();
        let input = Tensor::new(tokens(BEFORE, 1), &Device::Cpu)?.unsqueeze(0)?;
        self.0.forward(&input, 0)?.flatten_all()?.to_vec1::<f32>()?;
        let start = Instant::now();
        for at in 0..DECODED {
            let input = Tensor::new(tokens(1, at as u32), &Device::Cpu)?.unsqueeze(0)?;
            self.0.forward(&input, BEFORE + at)?.flatten_all()?.to_vec1::<f32>()?;
        }
        Ok(DECODED as f64 / start.elapsed().as_secs_f64())
    }
}
