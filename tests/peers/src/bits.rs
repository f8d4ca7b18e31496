//! A hash of the logits' bits of one passage, prefilled and decoded in every company.

use std::{error::Error, path::Path};

use zhaiyi::neural::{
    arch::{Causal, Sequence, Step, Want, load},
    weights::Weights,
};

use crate::{greatest, tokens};

/// Tokens of the passage, of its shared beginning, and tokens decoded.
const PASSAGE: usize = 150;
const SHARED: usize = 100;
const DECODED: usize = 8;

/// FNV-1a over the bits.
fn hash(state: u64, values: &[f32]) -> u64 {
    values
        .iter()
        .fold(state, |state, value| (state ^ u64::from(value.to_bits())).wrapping_mul(0x100_0000_01b3))
}

pub fn run(path: &Path) -> Result<(), Box<dyn Error>> {
    let model = load(&Weights::open(path)?)?;
    let passage = tokens(PASSAGE, 1);
    let alone = decode(&*model, vec![model.empty()], vec![passage.clone()], 0)?;
    for size in [2, 8, 32] {
        let own = size / 2;
        let mut prompts: Vec<Vec<u32>> = (0..size).map(|n| tokens(1 + n * 3, 2 + n as u32)).collect();
        prompts[own] = passage.clone();
        let found = decode(&*model, prompts.iter().map(|_| model.empty()).collect(), prompts, own)?;
        println!("among {size}: {}", if found == alone { "the same bits" } else { "OTHER BITS" });
    }
    let mut prefix = model.empty();
    model.forward(&mut [Step { sequence: &mut prefix, tokens: &passage[..SHARED], want: Want::Nothing }])?;
    let found = decode(&*model, vec![prefix.fork(SHARED)], vec![passage[SHARED..].to_vec()], 0)?;
    println!("forked from a prefix: {}", if found == alone { "the same bits" } else { "OTHER BITS" });
    println!("{alone:016x}");
    Ok(())
}

fn decode(
    model: &dyn Causal,
    mut sequences: Vec<Sequence>,
    mut next: Vec<Vec<u32>>,
    own: usize,
) -> Result<u64, Box<dyn Error>> {
    let mut state = 0xcbf2_9ce4_8422_2325;
    for _ in 0..=DECODED {
        let mut batch: Vec<Step> = sequences
            .iter_mut()
            .zip(&next)
            .map(|(sequence, tokens)| Step { sequence, tokens, want: Want::Last })
            .collect();
        let logits = model.forward(&mut batch)?;
        state = hash(state, logits[own].last().unwrap_or_default());
        next = logits.iter().map(|logits| vec![greatest(logits.last().unwrap_or_default())]).collect();
    }
    Ok(state)
}
