//! The same tokens as `transformers`; company changes none; circles end.

use std::path::PathBuf;

use serde_json::Value;

use super::{Beam, Sentence, Together, Written, translate};
use crate::neural::{
    NeuralError,
    arch::seq2seq::{EncoderDecoder, Precision, load},
    decode::Finish,
    weights::Weights,
};

fn tiny(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny").join(name)
}

fn model(name: &str, precision: Precision) -> Box<dyn EncoderDecoder> {
    load(&Weights::open(&tiny(name)).unwrap(), precision).unwrap()
}

fn sources(name: &str) -> Vec<Vec<u32>> {
    use candle_core::{DType, Device, safetensors};
    let read = safetensors::load(tiny(name).join("golden.safetensors"), &Device::Cpu).unwrap();
    let ids = |name: &str| read[name].to_dtype(DType::U32).unwrap().to_vec1::<u32>().unwrap();
    let (mut all, mut sources) = (ids("sources"), Vec::new());
    for length in ids("lengths") {
        let rest = all.split_off(length as usize);
        sources.push(std::mem::replace(&mut all, rest));
    }
    sources
}

fn run(model: &dyn EncoderDecoder, sentences: &[Sentence], together: Together) -> Vec<Vec<Written>> {
    let mut told = Vec::new();
    let found = translate(model, sentences, together, &|| false, &mut |number| told.push(number)).unwrap();
    told.sort_unstable();
    assert_eq!(told, (0..sentences.len()).collect::<Vec<_>>(), "each is told once");
    found
}

#[test]
fn beams_find_what_those_of_transformers_find() {
    for name in ["marian", "t5", "t5-first"] {
        let (model, sources) = (model(name, Precision::Stored), sources(name));
        let golden: Vec<Value> =
            serde_json::from_slice(&std::fs::read(tiny(name).join("beams.json")).unwrap()).unwrap();
        let (mut wanted, mut sentences) = (Vec::new(), Vec::new());
        for one in golden.iter().filter(|one| one["ended"] == true) {
            let number = |key: &str| one[key].as_u64().unwrap_or_default() as usize;
            let tokens: Vec<u32> =
                one["tokens"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap() as u32).collect();
            let mut tokens = tokens;
            assert_eq!(tokens.pop(), Some(model.shape().end));
            wanted.push((tokens, one["score"].as_f64()));
            sentences.push(Sentence {
                source: sources[number("source")].clone(),
                beam: Beam {
                    width: number("num_beams"),
                    length_penalty: one["length_penalty"].as_f64().unwrap_or(1.0) as f32,
                    early_stopping: one["early_stopping"] == true,
                    no_repeat: number("no_repeat_ngram_size"),
                    guarded: false,
                    banned: model.shape().banned.clone(),
                },
                budget: 60,
            });
        }
        assert!(wanted.len() >= 18, "{name}: {}", wanted.len());
        for (number, (found, (tokens, score))) in
            run(&*model, &sentences, Together::default()).iter().zip(&wanted).enumerate()
        {
            assert_eq!(&found[0].tokens, tokens, "{name} {:?}", golden[number]);
            assert_eq!(found[0].finish, Finish::Token);
            if let Some(score) = score {
                assert!(
                    (f64::from(found[0].score) - score).abs() < 1e-3,
                    "{name}: {} for {score}",
                    found[0].score
                );
            }
        }
        println!("{name}: {} searches the same", wanted.len());
    }
}

fn sentence(source: &[u32], width: usize) -> Sentence {
    Sentence { source: source.to_vec(), beam: Beam { width, ..Beam::default() }, budget: 40 }
}

#[test]
fn company_changes_no_bit() {
    for name in ["marian", "t5"] {
        for precision in [Precision::Stored, Precision::Eight] {
            let (model, sources) = (model(name, precision), sources(name));
            let sentences: Vec<Sentence> = (0..30).map(|at| sentence(&sources[at % 5], 1 + at % 4)).collect();
            let alone: Vec<Vec<Written>> = sentences
                .iter()
                .map(|one| run(&*model, std::slice::from_ref(one), Together::default()).remove(0))
                .collect();
            for (hypotheses, sources) in [(1, 1), (7, 20), (40, 1000), (1000, 1000)] {
                let found = run(&*model, &sentences, Together { hypotheses, sources });
                assert!(found == alone, "{name} {precision:?}: {hypotheses} together");
            }
        }
    }
}

#[test]
fn several_are_found_the_best_first() {
    let (model, sources) = (model("t5", Precision::Stored), sources("t5"));
    for found in run(&*model, &[sentence(&sources[1], 4), sentence(&sources[2], 4)], Together::default()) {
        assert!(found.len() == 4 && found.is_sorted_by(|one, other| one.score >= other.score));
        assert!(found.iter().all(|one| one.finish == Finish::Token));
    }
}

#[test]
fn what_never_ends_is_bounded_and_circles_are_said_once() {
    let (model, sources) = (model("marian", Precision::Stored), sources("marian"));
    let end = model.shape().end;
    for width in [1, 4] {
        // Without its end token the model has to go on and on.
        let mut free = sentence(&sources[1], width);
        free.beam = Beam { banned: vec![end], guarded: false, ..free.beam };
        let found = run(&*model, std::slice::from_ref(&free), Together::default()).remove(0);
        assert_eq!((found.len(), found[0].finish, found[0].tokens.len()), (1, Finish::Budget, 40));
        let longer = Sentence { budget: 1000, ..free.clone() };
        let found = run(&*model, &[longer], Together::default()).remove(0);
        assert_eq!(found[0].tokens.len(), 63, "the window of 64 bounds it");
        let guarded = Sentence { beam: Beam { guarded: true, ..free.beam.clone() }, budget: 1000, ..free };
        let kept = run(&*model, &[guarded], Together::default()).remove(0);
        assert!(kept[0].finish == Finish::Token && kept[0].tokens.len() < 63, "{kept:?}");
    }
}

#[test]
fn long_sources_are_refused_before_anything_runs_and_cancellation_is_heard() {
    let model = model("marian", Precision::Stored);
    let never = |_: usize| panic!("nothing is done");
    let long = [sentence(&[3; 10], 2), sentence(&[3; 65], 2)];
    let refused = translate(&*model, &long, Together::default(), &|| false, &mut { never });
    assert!(matches!(refused, Err(NeuralError::Window { asked: 65, .. })));
    let cancelled = translate(&*model, &long[..1], Together::default(), &|| true, &mut { never });
    assert!(matches!(cancelled, Err(NeuralError::Cancelled)));
    assert!(run(&*model, &[], Together::default()).is_empty());
}
