//! zhaiyi's forward pass and its peers, stock candle-transformers and llama.cpp, taken in turn on one machine in one run.
//! PEERS.md beside this package says which versions, and how they were built.
//!
//! ```sh
//! cargo run --release -- turns MODEL.gguf 5            # with stock candle: prefill and decoding, medians of 5 rounds
//! cargo run --release -- turns MODEL.gguf 1 64         # the same by prompts of 64 tokens, for plain code
//! cargo run --release -- llama MODEL.gguf TOOLS 5      # with llama.cpp, whose benchmarks lie in the folder TOOLS
//! cargo run --release -- together MODEL.gguf TOOLS 5 8 # the same, 8 sequences behind 512 tokens each
//! cargo run --release -- neighbour MODEL.gguf TOOLS 3  # beside a busy process, and without it
//! cargo run --release -- alone MODEL.gguf 5            # our side alone
//! cargo run --release -- forever MODEL.gguf 16 512     # for a profiler: 16 sequences behind 512 tokens each
//! cargo run --release -- forever HF marian 32 4        # the same of Marian's shape: 32 texts, four hypotheses each
//! cargo run --release -- memory MODEL.gguf             # load time, peak memory against the length of the file
//! cargo run --release -- lookup MODEL.gguf 5           # what guesses looked up in the text gain
//! cargo run --release -- bits MODEL.gguf               # one line; the same for every company and number of threads
//! cargo run --release -- accuracy MODEL.gguf           # how far the logits are from those of floats; outliers.py makes a harder model
//! cargo run --release -- marian HF marian.py CT2 PYTHON 5 # Marian's shape with CTranslate2, int8; marian.py makes both
//! ```
//!
//! The model is any Qwen3 GGUF; random weights do, as only time and bits count. Threads: `RAYON_NUM_THREADS`. Kernels:
//! `ZHAIYI_KERNEL` (auto, avx512, avx2, plain).

mod accuracy;
mod bits;
mod llama;
mod lookup;
mod marian;
mod memory;
mod neighbour;
mod rates;
mod turns;

use std::path::PathBuf;

use rates::Result;
use zhaiyi::neural::Level;

/// Tokens without pattern.
fn tokens(count: usize, seed: u32) -> Vec<u32> {
    (0..count as u32).map(|at| (at + seed * 4099).wrapping_mul(7919) % 4000 + 13).collect()
}

/// The place of the greatest number.
fn greatest(logits: &[f32]) -> u32 {
    logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at as u32)
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let Ok(level) = std::env::var("ZHAIYI_KERNEL") {
        level.parse::<Level>()?.choose()?;
    }
    let path = PathBuf::from;
    match args[..] {
        ["spin"] => neighbour::spin(),
        ["turns", model, rounds] => turns::run(&path(model), rounds.parse()?, 1024)?,
        ["turns", model, rounds, prompt] => turns::run(&path(model), rounds.parse()?, prompt.parse()?)?,
        ["llama", model, tools, rounds] => llama::one(&path(model), &path(tools), rounds.parse()?)?,
        ["together", model, tools, rounds, count] => {
            llama::many(&path(model), &path(tools), count.parse()?, rounds.parse()?)?;
        }
        ["neighbour", model, rounds] => neighbour::run(&path(model), None, rounds.parse()?)?,
        ["neighbour", model, tools, rounds] => {
            neighbour::run(&path(model), Some(&path(tools)), rounds.parse()?)?;
        }
        ["forever", model, "marian", batch, width] => {
            marian::forever(&path(model), batch.parse()?, width.parse()?)?;
        }
        ["forever", model, count, before] => {
            turns::forever(&path(model), count.parse()?, before.parse()?)?;
        }
        ["alone", model, rounds] => turns::alone(&path(model), rounds.parse()?)?,
        ["lookup", model, rounds] => lookup::measure(&path(model), rounds.parse()?)?,
        ["memory", model] => memory::run(&path(model))?,
        ["marian", model, script, converted, python, rounds] => {
            marian::run(&path(model), &path(script), &path(converted), python, rounds.parse()?)?;
        }
        ["accuracy", model] => accuracy::run(&path(model))?,
        ["logits", model, side] => accuracy::write(&path(model), side)?,
        ["bits", model] => bits::run(&path(model))?,
        _ => {
            return Err(
                "peers turns|llama|together|neighbour|alone|forever|lookup|memory|bits|accuracy|marian MODEL …".into(),
            );
        }
    }
    Ok(())
}
