//! Our side and llama.cpp, in turn: its own `llama-bench` and `llama-batched-bench` as processes, on as many threads.

use std::{fs, path::Path, process::Command};

use zhaiyi::neural::{arch::load, bench::bandwidth, weights::Weights};

use crate::{
    rates::{BEFORE, DECODED, Result, decode, median, prefill, sequences, threads},
    turns::Table,
};

/// Bytes read for the bandwidth: several times the caches of large servers.
const READ: usize = 1 << 30;

/// Prompts of 512 and 1024 tokens, and decoding one sequence.
pub fn one(path: &Path, tools: &Path, rounds: usize) -> Result<()> {
    let ours = load(&Weights::open(path)?)?;
    let near = sequences(&*ours, 1, BEFORE)?;
    let mut read = Vec::new();
    let mut table = Table::default();
    for _ in 0..rounds {
        // By as many threads as decode, of memory of the kind that weights lie in.
        read.push(bandwidth(READ, 3));
        for count in [512, 1024] {
            table.add(&format!("ours, prefill {count}"), prefill(&*ours, count)?);
            let count = count.to_string();
            let rate = bench(path, tools, &["-p", &count, "-n", "0"])?;
            table.add(&format!("llama.cpp, prefill {count}"), rate);
        }
        table.add("ours, decode 1", decode(&*ours, &near)?);
        // Decoding begins behind as many tokens as ours.
        let (before, decoded) = (BEFORE.to_string(), DECODED.to_string());
        let rate = bench(path, tools, &["-p", "0", "-n", &decoded, "-d", &before])?;
        table.add("llama.cpp, decode 1", rate);
    }
    table.print();
    for what in ["prefill 512", "prefill 1024", "decode 1"] {
        table.ratio(&format!("ours, {what}"), &format!("llama.cpp, {what}"));
    }
    // A token reads every weight once; with tied embeddings the table is the head.
    let (own, most) = (table.median("ours, decode 1") * fs::metadata(path)?.len() as f64, median(&read));
    println!("decoding reads {:.1} GB/s of {:.1}: {:.0} %", own / 1e9, most / 1e9, 100.0 * own / most);
    Ok(())
}

/// So many sequences together, behind 512 tokens each.
pub fn many(path: &Path, tools: &Path, count: usize, rounds: usize) -> Result<()> {
    let ours = load(&Weights::open(path)?)?;
    let far = sequences(&*ours, count, 512)?;
    let mut table = Table::default();
    for _ in 0..rounds {
        table.add("ours", decode(&*ours, &far)?);
        table.add("llama.cpp", batched(path, tools, count)?);
    }
    println!("{count} sequences behind 512 tokens each, total:");
    table.print();
    table.ratio("ours", "llama.cpp");
    Ok(())
}

/// Tokens a second by `llama-bench`, one run after its warm-up.
pub fn bench(path: &Path, tools: &Path, what: &[&str]) -> Result<f64> {
    let mut command = Command::new(tools.join("llama-bench"));
    command.arg("-m").arg(path).args(["-t", &threads(), "-r", "1", "-o", "jsonl"]).args(what);
    number(&mut command, "avg_ts")
}

/// Tokens a second of decoding by `llama-batched-bench`.
fn batched(path: &Path, tools: &Path, count: usize) -> Result<f64> {
    let (all, context) = (count.to_string(), (count * (512 + DECODED)).to_string());
    let mut command = Command::new(tools.join("llama-batched-bench"));
    command.arg("-m").arg(path).args(["-t", &threads(), "-c", &context, "-b", "512", "-ub", "512"]);
    command.args(["-npp", "512", "-ntg", &DECODED.to_string(), "-npl", &all, "--output-format", "jsonl"]);
    number(&mut command, "speed_tg")
}

/// The number behind a key in the JSON that a command prints.
fn number(command: &mut Command, key: &str) -> Result<f64> {
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let found = text.rsplit_once(&format!("\"{key}\":")).map(|(_, rest)| rest.trim_start());
    let digits: String = found
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_ascii_digit() || ['.', '-', 'e', '+'].contains(c))
        .collect();
    digits.parse().map_err(|_| format!("{command:?} printed no {key}: {text}").into())
}
