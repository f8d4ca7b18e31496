//! How fast a translation model is on this machine.

use std::{path::Path, time::Instant};

use serde::Serialize;

use super::{
    super::{
        NeuralError,
        arch::seq2seq::{EncoderDecoder, Precision, load},
        decode::beam::{Beam, Sentence, Together, translate},
        kernels::{Level, pool},
        seq2seq::BEAMS,
        weights::Weights,
    },
    Ceilings, Read, ceilings, median,
};

/// Tokens of a sentence, and of its translation.
const TOKENS: usize = 30;
/// Sentences translated together.
const TOGETHER: usize = 32;

/// What a translation model does on this machine. Rates are medians, in tokens written a second.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// Threads of the kernels.
    pub threads: usize,
    /// The kernel in use.
    pub kernel: String,
    /// How most of the weights are written, by ggml's name. They are held in eight bits, whatever they come in.
    pub weights: &'static str,
    /// Bytes of all weights as they lie in the files.
    pub weight_bytes: u64,
    /// Resident bytes of this process with the model loaded; `None` where the system does not tell.
    pub memory_bytes: Option<u64>,
    /// From opening the file to the first pass, in seconds.
    pub load_seconds: f64,
    /// Tokens of each sentence, and of its translation.
    pub sentence_tokens: usize,
    /// Hypotheses that are followed, as the engine does.
    pub hypotheses: usize,
    /// Tokens a second of one sentence.
    pub translate: f64,
    /// Sentences of `translate_together`.
    pub sentences: usize,
    /// Tokens a second of several sentences, all together.
    pub translate_together: f64,
    /// What the machine can do.
    pub ceilings: Ceilings,
}

/// Measures the translation model in a folder, `rounds` times each (once at least); `beams` are the hypotheses followed, or
/// what its files say.
///
/// # Errors
/// When it cannot be loaded.
pub fn measure_translation(
    path: &Path,
    beams: Option<usize>,
    rounds: usize,
) -> Result<Translation, NeuralError> {
    let start = Instant::now();
    let weights = Weights::open(path)?;
    let model = load(&weights, Precision::Eight)?;
    let load_seconds = start.elapsed().as_secs_f64();
    let model = model.as_ref();
    let hypotheses = beams.or(model.shape().beams).unwrap_or(BEAMS).max(1);
    let sentence_tokens = TOKENS.min(model.shape().window - 1).max(1);
    let measure = |sentences| rate(model, sentences, sentence_tokens, hypotheses);
    // The first pass touches everything once.
    measure(1)?;
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..rounds.max(1) {
        rates[0].push(measure(1)?);
        rates[1].push(measure(TOGETHER)?);
    }
    let [translate, translate_together] = rates.map(median);
    let memory_bytes = memory_stats::memory_stats().map(|memory| memory.physical_mem as u64);
    let read = Read::of(&weights)?;
    Ok(Translation {
        threads: pool::threads(),
        kernel: Level::current().to_string(),
        weights: read.kind,
        weight_bytes: read.bytes,
        memory_bytes,
        load_seconds,
        sentence_tokens,
        hypotheses,
        translate,
        sentences: TOGETHER,
        translate_together,
        ceilings: ceilings::measure(rounds),
    })
}

/// Tokens a second of so many sentences, each as long as its translation: the end is banned.
fn rate(
    model: &dyn EncoderDecoder,
    sentences: usize,
    tokens: usize,
    hypotheses: usize,
) -> Result<f64, NeuralError> {
    let shape = model.shape();
    let banned = shape.banned.iter().copied().chain([shape.start, shape.end]).collect();
    let beam = Beam { width: hypotheses, guarded: false, banned, ..Beam::default() };
    let token = |number: usize, at: usize| ((at * 7919 + 11 + number * 31) % shape.vocabulary) as u32;
    let sentence = |number| Sentence {
        source: (0..tokens).map(|at| token(number, at)).collect(),
        beam: beam.clone(),
        budget: tokens,
    };
    let sentences: Vec<Sentence> = (0..sentences).map(sentence).collect();
    let start = Instant::now();
    let found = translate(model, &sentences, Together::default(), &|| false, &mut |_| ())?;
    let seconds = start.elapsed().as_secs_f64();
    let written: usize = found.iter().filter_map(|all| all.first()).map(|best| best.tokens.len()).sum();
    Ok(written as f64 / seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_model_is_measured() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/marian-zh-en");
        let measures = measure_translation(&path, None, 1).unwrap();
        assert!(measures.translate > 0.0 && measures.translate_together > 0.0, "{measures:?}");
        assert_eq!((measures.sentence_tokens, measures.sentences), (TOKENS, TOGETHER));
        let one = measure_translation(&path, Some(1), 3).unwrap();
        let eight = measure_translation(&path, Some(8), 3).unwrap();
        assert_eq!((one.hypotheses, eight.hypotheses), (1, 8));
    }
}
