//! Must hold bit for bit: a sequence alone, among strangers, cut into passes, forked from a shared prefix.

use std::process::Command;

use candle_core::quantized::GgmlDType::{self, BF16, F16, F32, Q4K, Q5K, Q6K, Q8_0};

use super::{Causal, Sequence, Step, Want, feed, greatest, random, tokens};
use crate::neural::Level;

/// Bits of the logits of the prompt's last token and of each decoded step.
type Bits = Vec<Vec<u32>>;

fn bits(logits: &[f32]) -> Vec<u32> {
    logits.iter().map(|x| x.to_bits()).collect()
}

const STEPS: usize = 2;

/// Decodes greedily the sequence at `own` of a batch; the others go along.
fn decode(model: &dyn Causal, sequences: &mut [Sequence], prompts: &[&[u32]], own: usize) -> Bits {
    let mut next: Vec<Vec<u32>> = prompts.iter().map(|prompt| prompt.to_vec()).collect();
    let mut found = Vec::new();
    for _ in 0..=STEPS {
        let mut batch: Vec<Step> = sequences
            .iter_mut()
            .zip(&next)
            .map(|(sequence, tokens)| Step { sequence, tokens, want: Want::Last })
            .collect();
        let logits = model.forward(&mut batch).unwrap();
        found.push(bits(logits[own].last().unwrap()));
        next = logits.iter().map(|logits| vec![greatest(logits.last().unwrap())]).collect();
    }
    found
}

fn alone(model: &dyn Causal, prompt: &[u32]) -> Bits {
    decode(model, &mut [model.empty()], &[prompt], 0)
}

/// The mixtures that files come in: the values' matrices are often written finer.
const KINDS: [(GgmlDType, GgmlDType); 8] =
    [(F32, F32), (F16, F16), (BF16, BF16), (Q8_0, Q8_0), (Q6K, Q6K), (Q5K, Q5K), (Q4K, Q6K), (Q4K, Q4K)];

#[test]
fn strangers_change_no_bit() {
    for (kind, value_kind) in KINDS {
        let model = random::model(kind, value_kind);
        let prompt = tokens(37, random::VOCABULARY, 1);
        let wanted = alone(&*model, &prompt);
        for size in [2, 8, 32] {
            let others: Vec<Vec<u32>> =
                (0..size).map(|n| tokens(1 + n as usize * 5 % 40, random::VOCABULARY, 2 + n)).collect();
            let own = size as usize / 2;
            let mut prompts: Vec<&[u32]> = others.iter().map(Vec::as_slice).collect();
            prompts[own] = &prompt;
            let mut sequences: Vec<Sequence> = prompts.iter().map(|_| model.empty()).collect();
            let found = decode(&*model, &mut sequences, &prompts, own);
            assert!(found == wanted, "{kind:?} with {value_kind:?} among {size}");
        }
    }
}

#[test]
fn a_prefix_computed_before_changes_no_bit() {
    for (kind, value_kind) in KINDS {
        let model = random::model(kind, value_kind);
        let prompt = tokens(70, random::VOCABULARY, 3);
        let wanted = alone(&*model, &prompt);
        for cut in [1, 63, 64, 65, 69] {
            let mut prefix = model.empty();
            feed(&*model, &mut prefix, &prompt[..cut], Want::Nothing);
            // Two forks go on by themselves; the second must not feel the first, nor the prefix either.
            let other = tokens(20, random::VOCABULARY, 4);
            decode(&*model, &mut [prefix.fork(cut)], &[&other], 0);
            let found = decode(&*model, &mut [prefix.fork(cut)], &[&prompt[cut..]], 0);
            assert!(found == wanted, "{kind:?} with {value_kind:?} cut at {cut}");
        }
        // A longer sequence forked in the middle is a prefix too.
        let mut longer = model.empty();
        feed(&*model, &mut longer, &prompt, Want::Nothing);
        let found = decode(&*model, &mut [longer.fork(50)], &[&prompt[50..]], 0);
        assert!(found == wanted, "{kind:?} forked at 50 of 70");
    }
}

#[test]
fn quantized_products_are_close_to_the_dequantized_ones() {
    // Guards the lending of blocks to Candle: whatever path it took, the numbers are those of the weights.
    let prompt = tokens(40, random::VOCABULARY, 9);
    let exact = random::model(F32, F32);
    let wanted = feed(&*exact, &mut exact.empty(), &prompt, Want::Last);
    for (kind, most) in [(F16, 1e-2), (BF16, 5e-2), (Q8_0, 0.1), (Q6K, 0.2), (Q5K, 0.4), (Q4K, 0.6)] {
        let model = random::model(kind, kind);
        let found = feed(&*model, &mut model.empty(), &prompt, Want::Last);
        let pairs = || found.last().unwrap().iter().zip(wanted.last().unwrap());
        let distance: f32 = pairs().map(|(a, b)| (a - b).powi(2)).sum();
        let length: f32 = pairs().map(|(_, b)| b * b).sum();
        let relative = (distance / length).sqrt();
        println!("{kind:?}: {relative:.4}");
        assert!(relative < most, "{kind:?}: {relative}");
    }
}

/// Threads and instructions belong to the process: this test runs itself in others, which print a hash of the bits.
#[test]
fn neither_threads_nor_instructions_change_a_bit() {
    const LEVEL: &str = "ZHAIYI_TEST_PRINTS_BITS_BY";
    const LINE: &str = "bits of all kinds: ";
    if let Ok(level) = std::env::var(LEVEL) {
        level.parse::<Level>().unwrap().choose().unwrap();
        let mut hash = blake3::Hasher::new();
        for (kind, value_kind) in [(F16, F16), (Q8_0, Q8_0), (Q4K, Q6K)] {
            let model = random::model(kind, value_kind);
            let bits = alone(&*model, &tokens(100, random::VOCABULARY, 5));
            for bits in bits.iter().flatten() {
                hash.update(&bits.to_le_bytes());
            }
        }
        println!("{LINE}{}", hash.finalize());
        return;
    }
    let print = |threads: &str, level: &str| {
        let name = "neural::arch::tests::invariance::neither_threads_nor_instructions_change_a_bit";
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .envs([(LEVEL, level), ("RAYON_NUM_THREADS", threads)])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().find(|line| line.contains(LINE)).map(str::to_owned).unwrap_or_else(|| panic!("{text}"))
    };
    let one = print("1", "auto");
    assert_eq!(one, print("2", "auto"));
    assert_eq!(one, print("3", "auto"));
    if Level::best() == Level::Avx512 {
        assert_eq!(one, print("2", "avx2"));
    }
    // Where the plain code rounds twice a step, its bits are its own, and as steady.
    let plain = print("1", "plain");
    assert_eq!(plain, print("2", "plain"));
    assert_eq!(plain == one, Level::Plain.is_fused() == Level::best().is_fused());
}
