//! The same rows and logits as PyPI `transformers` 5.24.0; `tests/reference/tiny_translators.py` makes the models and the
//! values.

use super::{super::Next, EncoderDecoder, Golden, Precision, TINY, golden, model, relative_l2};

/// The encoder's rows; the logits of every position of every target, all sources in one batch.
fn run(model: &dyn EncoderDecoder, golden: &Golden) -> (Vec<f32>, Vec<Vec<Vec<f32>>>) {
    let sources: Vec<&[u32]> = golden.sources.iter().map(Vec::as_slice).collect();
    let rows = model.encode(&sources).unwrap();
    let memories = model.remember(&sources, &rows).unwrap();
    let mut histories: Vec<_> = sources.iter().map(|_| model.begin()).collect();
    let mut logits = vec![Vec::new(); sources.len()];
    for at in 0..golden.targets[0].len() {
        let mut batch: Vec<Next> = histories
            .iter_mut()
            .zip(&memories)
            .zip(&golden.targets)
            .map(|((history, memory), target)| Next { memory, history, tokens: &target[at..=at] })
            .collect();
        let found = model.step(&mut batch).unwrap();
        for (logits, row) in logits.iter_mut().zip(found.chunks_exact(model.shape().vocabulary)) {
            logits.push(row.to_vec());
        }
    }
    (rows, logits)
}

/// Distances of encoder and decoder.
fn distances(name: &str, precision: Precision) -> (f64, f64) {
    let golden = golden(name);
    let (rows, logits) = run(&*model(name, precision), &golden);
    let encoder = relative_l2(&rows, &golden.encoder);
    let decoder = logits
        .iter()
        .zip(&golden.logits)
        .map(|(found, wanted)| relative_l2(&found.concat(), &wanted.concat()))
        .fold(0.0, f64::max);
    println!("{name} {precision:?}: encoder {encoder:.2e}, decoder {decoder:.2e} (of the worst source)");
    (encoder, decoder)
}

#[test]
fn floats_give_the_logits_of_transformers() {
    for name in TINY {
        let (encoder, decoder) = distances(name, Precision::Stored);
        assert!(encoder < 1e-5 && decoder < 1e-5, "{name}: {encoder} {decoder}");
    }
}

#[test]
fn eight_bits_are_near() {
    for name in TINY {
        let (encoder, decoder) = distances(name, Precision::Eight);
        // Rows of 32 numbers, where errors average out over few; see the comparison with peers for models of full width.
        assert!(encoder < 3e-2 && decoder < 8e-2, "{name}: {encoder} {decoder}");
        assert!(encoder > 1e-6, "{name}: it is rounded indeed");
    }
}

#[test]
fn pytorch_files_of_both_formats_give_the_same_as_safetensors() {
    let golden = golden("marian");
    let wanted = run(&*model("marian", Precision::Stored), &golden);
    for name in ["marian-old", "marian-zip"] {
        let found = run(&*model(name, Precision::Stored), &golden);
        assert!(found == wanted, "{name}");
    }
}
