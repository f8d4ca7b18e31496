//! Throughput beside a process that never rests, and without it, in turn: ours, stock candle-transformers' and
//! llama.cpp's.

use std::{
    path::Path,
    process::{Child, Command},
};

use zhaiyi::neural::{arch::load, weights::Weights};

use crate::{
    llama::bench,
    rates::{BEFORE, DECODED, Result, Stock, decode, prefill, sequences},
    turns::Table,
};

/// A process that never rests, on the first processor where `taskset` can hold it there. Ends with the value.
struct Neighbour(Child);

impl Neighbour {
    fn start() -> Result<Neighbour> {
        let me = std::env::current_exe()?;
        let pinned = Command::new("taskset").args(["-c", "0"]).arg(&me).arg("spin").spawn();
        Ok(Neighbour(pinned.or_else(|_| Command::new(me).arg("spin").spawn())?))
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).map(drop).unwrap_or_else(|error| eprintln!("{error}"));
    }
}

/// What the neighbour does, for five minutes at most.
pub fn spin() {
    let start = std::time::Instant::now();
    while start.elapsed().as_secs() < 300 {
        std::hint::black_box((0..1_000_000_u64).fold(0, u64::wrapping_add));
    }
}

pub fn run(path: &Path, tools: Option<&Path>, rounds: usize) -> Result<()> {
    let mut stock = Stock::load(path)?;
    let ours = load(&Weights::open(path)?)?;
    let near = sequences(&*ours, 1, BEFORE)?;
    stock.prefill(64)?;
    let mut table = Table::default();
    for _ in 0..rounds {
        for beside in ["alone", "beside"] {
            let neighbour = if beside == "beside" { Some(Neighbour::start()?) } else { None };
            table.add(&format!("ours, prefill 512, {beside}"), prefill(&*ours, 512)?);
            table.add(&format!("ours, decode 1, {beside}"), decode(&*ours, &near)?);
            table.add(&format!("stock, prefill 128, {beside}"), stock.prefill(128)?);
            table.add(&format!("stock, decode 1, {beside}"), stock.decode()?);
            if let Some(tools) = tools {
                let decoded = DECODED.to_string();
                let rate = bench(path, tools, &["-p", "128", "-n", "0"])?;
                table.add(&format!("llama.cpp, prefill 128, {beside}"), rate);
                let rate = bench(path, tools, &["-p", "0", "-n", &decoded])?;
                table.add(&format!("llama.cpp, decode 1, {beside}"), rate);
            }
            drop(neighbour);
        }
    }
    table.print();
    let mut all = vec!["ours, prefill 512", "ours, decode 1", "stock, prefill 128", "stock, decode 1"];
    if tools.is_some() {
        all.extend(["llama.cpp, prefill 128", "llama.cpp, decode 1"]);
    }
    for what in all {
        table.ratio(&format!("{what}, beside"), &format!("{what}, alone"));
    }
    Ok(())
}
