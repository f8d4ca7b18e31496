//! Tokens a second of either side, in turn.

use std::{collections::BTreeMap, path::Path};

use zhaiyi::neural::{arch::load, weights::Weights};

use crate::rates::{BEFORE, Result, Stock, check, decode, median, prefill, sequences};

/// Rates by name, told as they are and as medians.
#[derive(Default)]
pub struct Table(BTreeMap<String, Vec<f64>>);

impl Table {
    pub fn add(&mut self, name: &str, rate: f64) {
        self.0.entry(name.to_owned()).or_default().push(rate);
    }

    pub fn median(&self, name: &str) -> f64 {
        median(self.0.get(name).map(Vec::as_slice).unwrap_or_default())
    }

    pub fn print(&self) {
        for (name, rates) in &self.0 {
            let all: Vec<String> = rates.iter().map(|rate| format!("{rate:.1}")).collect();
            println!("{name:36} {:8.1} tokens/s of {}", median(rates), all.join(" "));
        }
    }

    /// Says how many times as fast one is as the other.
    pub fn ratio(&self, one: &str, other: &str) {
        println!("{one} / {other}: {:.2}", self.median(one) / self.median(other));
    }
}

/// Decoding of so many sequences behind so many tokens each, for ever, for a profiler.
pub fn forever(path: &Path, count: usize, before: usize) -> Result<()> {
    let ours = load(&Weights::open(path)?)?;
    let own = sequences(&*ours, count, before)?;
    loop {
        println!("{:.1} tokens/s", decode(&*ours, &own)?);
    }
}

/// Rates of our side alone.
pub fn alone(path: &Path, rounds: usize) -> Result<()> {
    let ours = load(&Weights::open(path)?)?;
    let near = sequences(&*ours, 1, BEFORE)?;
    let far = sequences(&*ours, 16, 512)?;
    let mut table = Table::default();
    for _ in 0..rounds {
        table.add("prefill 512", prefill(&*ours, 512)?);
        table.add("prefill 1024", prefill(&*ours, 1024)?);
        table.add("decode 1", decode(&*ours, &near)?);
        for count in [1, 4, 8, 16] {
            table.add(&format!("decode {count} behind 512"), decode(&*ours, &far[..count])?);
        }
    }
    table.print();
    for count in [1, 2, 3, 4, 6, 8, 12] {
        let times: Vec<f64> = (0..rounds).map(|_| check(&*ours, &far[0], count)).collect::<Result<_>>()?;
        println!("a pass of {count} tokens of one sequence behind 512: {:.1} ms", median(&times));
    }
    Ok(())
}

/// Our side and stock candle-transformers, by prompts of so many tokens; those of a few hundred are for kernels so slow that
/// eight sequences together would take minutes.
pub fn run(path: &Path, rounds: usize, prompt: usize) -> Result<()> {
    let mut stock = Stock::load(path)?;
    let ours = load(&Weights::open(path)?)?;
    let together = if prompt < 512 { 1 } else { 8 };
    let near = sequences(&*ours, together, BEFORE)?;
    let mut table = Table::default();
    // The first round warms caches and packs stock's weights.
    for round in 0..=rounds {
        let mut add = |name, rate: f64| {
            if round > 0 {
                table.add(name, rate);
            }
        };
        add("stock, prefill", stock.prefill(prompt)?);
        add("ours, prefill", prefill(&*ours, prompt)?);
        add("stock, decode 1", stock.decode()?);
        add("ours, decode 1", decode(&*ours, &near[..1])?);
        if together > 1 {
            add("ours, decode 8", decode(&*ours, &near)?);
        }
    }
    println!("prompts of {prompt} tokens:");
    table.print();
    table.ratio("ours, prefill", "stock, prefill");
    table.ratio("ours, decode 1", "stock, decode 1");
    if together > 1 {
        table.ratio("ours, decode 8", "ours, decode 1");
    }
    Ok(())
}
