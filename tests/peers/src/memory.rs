//! Peak memory of loading and of a first use, as Linux counts it.

use std::{error::Error, fs, path::Path, time::Instant};

use zhaiyi::neural::{
    arch::{Step, Want, load},
    weights::Weights,
};

use crate::tokens;

/// The most bytes this process ever held.
fn peak() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? * 1024.0)
}

pub fn run(path: &Path) -> Result<(), Box<dyn Error>> {
    let file = fs::metadata(path)?.len() as f64;
    let start = Instant::now();
    let model = load(&Weights::open(path)?)?;
    println!(
        "loaded in {:.2} s, peak {:.2} of the file's {file} bytes",
        start.elapsed().as_secs_f64(),
        peak()? / file
    );
    let mut sequence = model.empty();
    model.forward(&mut [Step { sequence: &mut sequence, tokens: &tokens(256, 1), want: Want::Last }])?;
    println!("after 256 tokens, {} bytes each: peak {:.2}", sequence.bytes_per_token(), peak()? / file);
    Ok(())
}
