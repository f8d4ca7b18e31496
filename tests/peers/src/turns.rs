//! Seconds of either side, in turn.

use std::{collections::BTreeMap, error::Error, fs::File, path::Path, time::Instant};

use candle_core::{Device, Tensor, quantized::gguf_file::Content};
use candle_transformers::models::quantized_qwen3::ModelWeights;
use zhaiyi::neural::{
    arch::{Causal, Sequence, Step, Want, load},
    weights::Weights,
};

use crate::{greatest, tokens};

/// Tokens before decoding begins, and tokens decoded.
const BEFORE: usize = 64;
const DECODED: usize = 32;

/// Rates of our side alone, for a profiler.
pub fn alone(path: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let ours = load(&Weights::open(path)?)?;
    if rounds == 0 {
        loop {
            println!("decode 1 {:.1} tokens/s", DECODED as f64 / decode(&*ours, 1, BEFORE)?);
        }
    }
    for _ in 0..rounds {
        let prefill = 1024.0 / prefill(&*ours, 1024)?;
        let one = DECODED as f64 / decode(&*ours, 1, BEFORE)?;
        let eight = (8 * DECODED) as f64 / decode(&*ours, 8, BEFORE)?;
        println!("prefill 1024 {prefill:.1}, decode 1 {one:.1}, decode 8 {eight:.1} tokens/s");
    }
    Ok(())
}

pub fn run(path: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut file = File::open(path)?;
    let content = Content::read(&mut file)?;
    let mut stock = ModelWeights::from_gguf(content, &mut file, &Device::Cpu)?;
    let ours = load(&Weights::open(path)?)?;
    let mut rates: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    // The first round warms caches and packs stock's weights.
    for round in 0..=rounds {
        let mut add = |name, tokens: usize, seconds: f64| {
            if round > 0 {
                rates.entry(name).or_default().push(tokens as f64 / seconds);
            }
        };
        add("1 prefill 1024, stock", 1024, stock_prefill(&mut stock, 1024)?);
        add("1 prefill 1024, ours", 1024, prefill(&*ours, 1024)?);
        add("2 decode 1, stock", DECODED, stock_decode(&mut stock)?);
        add("2 decode 1, ours", DECODED, decode(&*ours, 1, BEFORE)?);
        add("3 decode 8, ours", 8 * DECODED, decode(&*ours, 8, BEFORE)?);
        add("4 decode 8 behind 512, ours", 8 * DECODED, decode(&*ours, 8, 512)?);
        add("4 decode 1 behind 512, ours", DECODED, decode(&*ours, 1, 512)?);
    }
    let mut median = |name: &str| {
        let rates = rates.get_mut(name).map(std::mem::take).unwrap_or_default();
        let mut sorted = rates;
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        println!("{name:30} {middle:8.1} tokens/s  {:?}", sorted.iter().map(|rate| rate.round()).collect::<Vec<_>>());
        middle
    };
    let [stock_prefill, prefill] = ["1 prefill 1024, stock", "1 prefill 1024, ours"].map(&mut median);
    let [stock_one, one, eight] = ["2 decode 1, stock", "2 decode 1, ours", "3 decode 8, ours"].map(&mut median);
    let [far_one, far_eight] = ["4 decode 1 behind 512, ours", "4 decode 8 behind 512, ours"].map(&mut median);
    println!("prefill 1024: {:.2} of stock", prefill / stock_prefill);
    println!("decode 1: {:.2} of stock", one / stock_one);
    println!("decode 8: {:.2} of one; behind 512 tokens {:.2}", eight / one, far_eight / far_one);
    Ok(())
}

fn stock_prefill(stock: &mut ModelWeights, count: usize) -> Result<f64, Box<dyn Error>> {
    stock.clear_kv_cache();
    let start = Instant::now();
    let input = Tensor::new(tokens(count, 1), &Device::Cpu)?.unsqueeze(0)?;
    stock.forward(&input, 0)?.flatten_all()?.to_vec1::<f32>()?;
    Ok(start.elapsed().as_secs_f64())
}

fn stock_decode(stock: &mut ModelWeights) -> Result<f64, Box<dyn Error>> {
    stock.clear_kv_cache();
    let input = Tensor::new(tokens(BEFORE, 1), &Device::Cpu)?.unsqueeze(0)?;
    let mut logits = stock.forward(&input, 0)?.flatten_all()?.to_vec1::<f32>()?;
    let start = Instant::now();
    for at in 0..DECODED {
        let input = Tensor::new(&[greatest(&logits)], &Device::Cpu)?.unsqueeze(0)?;
        logits = stock.forward(&input, BEFORE + at)?.flatten_all()?.to_vec1::<f32>()?;
    }
    Ok(start.elapsed().as_secs_f64())
}

fn prefill(model: &dyn Causal, count: usize) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    model.forward(&mut [Step { sequence: &mut model.empty(), tokens: &tokens(count, 1) }], Want::Last)?;
    Ok(start.elapsed().as_secs_f64())
}

/// Decodes so many sequences together; each has its own keys and values, computed once and copied.
fn decode(model: &dyn Causal, together: usize, before: usize) -> Result<f64, Box<dyn Error>> {
    let mut sequences: Vec<Sequence> = Vec::new();
    let mut next = Vec::new();
    for number in 0..together {
        let mut sequence = model.empty();
        let step = Step { sequence: &mut sequence, tokens: &tokens(before, number as u32) };
        let logits = model.forward(&mut [step], Want::Last)?;
        next.push([greatest(logits[0].last().unwrap_or_default())]);
        sequences.push(sequence);
    }
    let start = Instant::now();
    for _ in 0..DECODED {
        let mut batch: Vec<Step> =
            sequences.iter_mut().zip(&next).map(|(sequence, tokens)| Step { sequence, tokens }).collect();
        let logits = model.forward(&mut batch, Want::Last)?;
        next = logits.iter().map(|logits| [greatest(logits.last().unwrap_or_default())]).collect();
    }
    Ok(start.elapsed().as_secs_f64())
}
