//! Marian's shape against CTranslate2 in eight bits: 30 tokens in, 30 out, one text and 32 texts at once, with one hypothesis
//! a text and with four.
//!
//! `marian.py` beside this package makes the model of random weights, in both formats, and serves the other side: it stays
//! loaded and answers a line with the seconds that a batch took.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use zhaiyi::neural::{
    arch::seq2seq::{EncoderDecoder, Precision, load},
    decode::beam::{Beam, Sentence, Together, translate},
    weights::Weights,
};

use crate::rates::{Result, median, threads};

/// Tokens of a source, and of its translation.
const TOKENS: usize = 30;

/// Takes both in turn, `rounds` times behind a first one that does not count.
pub fn run(model: &Path, script: &Path, converted: &Path, python: &str, rounds: usize) -> Result<()> {
    let own = load(&Weights::open(model)?, Precision::Eight)?;
    let mut peer = Command::new(python)
        .args([script.as_os_str(), "serve".as_ref(), converted.as_os_str(), threads().as_ref()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut asked = peer.stdin.take().ok_or("no way in")?;
    let mut told = BufReader::new(peer.stdout.take().ok_or("no way out")?).lines();
    for (batch, width) in [(1, 1), (32, 1), (1, 4), (32, 4)] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let mine = rate(own.as_ref(), batch, width)?;
            writeln!(asked, "{batch} {width}")?;
            let seconds: f64 = told.next().ok_or("the peer went away")??.trim().parse()?;
            if round > 0 {
                ours.push(mine);
                theirs.push((batch * TOKENS) as f64 / seconds);
            }
        }
        let (ours, theirs) = (median(&ours), median(&theirs));
        println!(
            "batch {batch}, beam {width}: ours {ours:.1}, CTranslate2 int8 {theirs:.1} tokens/s, {:.2} times",
            ours / theirs
        );
    }
    drop(asked);
    peer.wait()?;
    Ok(())
}

/// Tokens a second of a batch.
fn rate(model: &dyn EncoderDecoder, batch: usize, width: usize) -> Result<f64> {
    // The end is banned, as the peer is told a least length: both write as many tokens as they may.
    let beam = Beam { width, guarded: false, banned: vec![model.shape().end], ..Beam::default() };
    let source =
        |number: usize| (0..TOKENS).map(|at| ((at * 7919 + 11 + number * 31) % 60_000) as u32).collect();
    let sentence = |number| Sentence { source: source(number), beam: beam.clone(), budget: TOKENS };
    let sentences: Vec<Sentence> = (0..batch).map(sentence).collect();
    let start = Instant::now();
    let found = translate(model, &sentences, Together::default(), &|| false, &mut |_| ())?;
    let seconds = start.elapsed().as_secs_f64();
    if found.iter().any(|found| found[0].tokens.len() != TOKENS) {
        return Err("a translation has another length".into());
    }
    Ok((batch * TOKENS) as f64 / seconds)
}

/// For ever, for a profiler.
pub fn forever(model: &Path, batch: usize, width: usize) -> Result<()> {
    let own = load(&Weights::open(model)?, Precision::Eight)?;
    loop {
        println!("{:.1} tokens/s", rate(own.as_ref(), batch, width)?);
    }
}
