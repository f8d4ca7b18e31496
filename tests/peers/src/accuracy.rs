//! How far our logits and stock candle-transformers', whose products are ggml's, are from those of the floats that the weights
//! stand for. Each side has a process of its own: how Candle multiplies is for a whole process to say, and one model's memory
//! is enough.

use std::{
    io::{Write, stdout},
    path::Path,
    process::Command,
};

use zhaiyi::neural::{
    arch::{Step, Want, load},
    weights::Weights,
};

use crate::{
    rates::{Result, Stock},
    tokens,
};

/// Tokens of each prompt, and how many prompts.
const TOKENS: usize = 96;
const PROMPTS: u32 = 4;

/// Writes the logits behind each prompt, as bytes.
pub fn write(path: &Path, side: &str) -> Result<()> {
    let prompts = (0..PROMPTS).map(|seed| tokens(TOKENS, seed));
    let mut all = Vec::new();
    if side == "ours" {
        let model = load(&Weights::open(path)?)?;
        for tokens in prompts {
            let (mut sequence, want) = (model.empty(), Want::Last);
            let logits = model.forward(&mut [Step { sequence: &mut sequence, tokens: &tokens, want }])?;
            all.extend_from_slice(logits[0].last().unwrap_or_default());
        }
    } else {
        let mut stock = Stock::load(path)?;
        for tokens in prompts {
            all.extend(stock.logits(&tokens)?);
        }
    }
    let bytes: Vec<u8> = all.iter().flat_map(|logit| logit.to_le_bytes()).collect();
    Ok(stdout().write_all(&bytes)?)
}

/// The logits of one side.
fn read(path: &Path, side: &str, floats: bool) -> Result<Vec<f64>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("logits").arg(path).arg(side);
    if floats {
        command.env("CANDLE_DEQUANTIZE_ALL", "1");
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let floats = output.stdout.as_chunks().0.iter();
    Ok(floats.map(|bytes| f64::from(f32::from_le_bytes(*bytes))).collect())
}

pub fn run(path: &Path) -> Result<()> {
    let wanted = read(path, "stock", true)?;
    let distance = |found: &[f64]| {
        let length: f64 = wanted.iter().map(|x| x * x).sum();
        let squares: f64 = found.iter().zip(&wanted).map(|(a, b)| (a - b).powi(2)).sum();
        (squares / length).sqrt()
    };
    let (ours, stock) = (distance(&read(path, "ours", false)?), distance(&read(path, "stock", false)?));
    println!("relative L2 of the logits: ours {ours:.5}, stock {stock:.5}, {:.2} times", ours / stock);
    Ok(())
}
