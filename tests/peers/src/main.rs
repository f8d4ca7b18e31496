//! zhaiyi's forward pass and stock candle-transformers, taken in turn on one machine in one run.
//!
//! ```sh
//! cargo run --release -- turns MODEL.gguf 5    # prefill and decoding, medians of 5 rounds, and their ratios
//! cargo run --release -- alone MODEL.gguf 5    # our side alone, for a profiler
//! cargo run --release -- memory MODEL.gguf     # peak memory against the length of the file
//! cargo run --release -- bits MODEL.gguf       # one line; the same for every company and number of threads
//! ```
//!
//! The model is any Qwen3 GGUF; random weights do, as only time and bits count. Threads: `RAYON_NUM_THREADS`.

mod bits;
mod memory;
mod turns;

use std::{error::Error, path::PathBuf};

/// Tokens without pattern.
fn tokens(count: usize, seed: u32) -> Vec<u32> {
    (0..count as u32).map(|at| (at + seed * 4099).wrapping_mul(7919) % 4000 + 13).collect()
}

/// The place of the greatest number.
fn greatest(logits: &[f32]) -> u32 {
    logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at as u32)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (task, model) = (args.next().unwrap_or_default(), args.next().map(PathBuf::from));
    match (task.as_str(), model) {
        ("turns", Some(model)) => turns::run(&model, args.next().map_or(Ok(5), |rounds| rounds.parse())?),
        ("alone", Some(model)) => turns::alone(&model, args.next().map_or(Ok(5), |rounds| rounds.parse())?),
        ("memory", Some(model)) => memory::run(&model),
        ("bits", Some(model)) => bits::run(&model),
        _ => Err("peers turns|alone|memory|bits MODEL.gguf [ROUNDS]".into()),
    }
}
