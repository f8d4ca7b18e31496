//! Prompts and greedy answers against PyPI `transformers` on the trained models of `tests/models`.

use std::{
    path::Path,
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use serde_json::Value;

use crate::{
    assets::Assets,
    model::{Hub, local},
    prompt::{Occasion, PromptCatalog, Step},
    text::Language,
};

use super::{
    ask::{Ask, Question},
    engine::CausalEngine,
    profile::Profile,
    speaker::Speaker,
};
use crate::neural::{
    NeuralError, Place, arch,
    decode::{Decoding, Limits, Request, Scheduler, Stops},
    weights::Weights,
};

fn engine(family: &str) -> CausalEngine {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models");
    let stamps = std::env::temp_dir().join("zhaiyi-test-stamps");
    let hub = Hub::new(stamps.join("hub"), stamps);
    let profile = Profile::local(&hub, &local(&root.join(family)).unwrap()).unwrap();
    let prompts = PromptCatalog::open(&Assets::new(None)).unwrap();
    let speaker = Speaker::load(&profile, &Place::Processor).unwrap();
    CausalEngine {
        speaker: Arc::new(speaker),
        profile: Arc::new(profile),
        prompts: Arc::new(prompts),
        seed: 0,
    }
}

fn ids(value: &Value) -> Option<Vec<u32>> {
    value.as_array()?.iter().map(|id| u32::try_from(id.as_u64()?).ok()).collect()
}

#[test]
fn prompts_and_greedy_answers_are_those_of_transformers() {
    for family in ["qwen3", "llama", "hunyuan"] {
        let engine = engine(family);
        let path = format!("{}/tests/models/expected/{family}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let (mut compared, mut same) = (0, 0);
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let (Some(prompt), Some(greedy)) = (ids(&record["prompt_ids"]), ids(&record["greedy_ids"]))
            else {
                continue;
            };
            let language = |key: &str| record[key].as_str().unwrap().parse::<Language>().unwrap();
            let step = match record["step"].as_str().unwrap() {
                "translate" => Step::Translate,
                "summarize" => Step::Summarize,
                _ => Step::Combine,
            };
            let question = Question {
                occasion: Occasion { step, from: language("source_lang"), to: language("target_lang") },
                text: record["source"].as_str().unwrap(),
                context: String::new(),
                terms: Vec::new(),
                sentences: 2,
                budget: 0,
            };
            let ask = Ask { engine: &engine, round: 0, watcher: &() };
            assert_eq!(ask.tokens(&question).unwrap(), prompt, "{family} {}", record["id"]);
            let request = Request {
                prompt,
                prefix: 0,
                decoding: Decoding::default(),
                stops: Stops { tokens: engine.speaker.stops.clone(), ..Stops::default() },
                budget: greedy.len() + 8,
            };
            let made = engine.speaker.desk.answer(vec![request], &mut Nobody).unwrap();
            compared += 1;
            same += usize::from(made[0].tokens == greedy);
        }
        if family == "llama" {
            assert_eq!(same, compared, "float weights");
        }
        // Q8_0 rounds activations to 8 bits as well, which the reference does not: where two tokens are all but equal,
        // either may win.
        assert!(compared >= 8 && same * 10 >= compared * 8, "{family}: {same} of {compared} the same");
    }
}

/// The first prompt of the trained model, to be gone on from for so many tokens, whatever comes.
fn endless(engine: &CausalEngine, budget: usize) -> Request {
    let question = Question {
        occasion: Occasion { step: Step::Translate, from: Language::English, to: Language::Chinese },
        text: "The forum was held on June 9.",
        context: String::new(),
        terms: Vec::new(),
        sentences: 1,
        budget: 0,
    };
    let prompt = Ask { engine, round: 0, watcher: &() }.tokens(&question).unwrap();
    // Drawn by chance, so that no loop is guessed.
    let decoding = Decoding { temperature: 2.0, ..Decoding::default() };
    Request { prompt, prefix: 0, decoding, stops: Stops::default(), budget }
}

/// Gives up when it is told to; writes down when something is done.
struct Told<'a> {
    over: &'a AtomicBool,
    done: Vec<usize>,
}

impl crate::neural::desk::Patience for Told<'_> {
    fn done(&mut self, number: usize) {
        self.done.push(number);
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

#[test]
fn who_comes_to_a_busy_desk_joins_the_batch_and_may_leave_it() {
    let engine = engine("qwen3");
    let desk = &engine.speaker.desk;
    let alone = desk.answer(vec![endless(&engine, 3)], &mut Nobody).unwrap();
    let (long_is_over, short_is_over, busy) =
        (AtomicBool::new(false), AtomicBool::new(false), Barrier::new(3));
    let window = engine.speaker.window;
    thread::scope(|scope| {
        // Would go on for a thousand tokens: it ends when the others have what they came for.
        let long = scope.spawn(|| {
            busy.wait();
            let mut told = Told { over: &long_is_over, done: Vec::new() };
            desk.answer(vec![endless(&engine, window)], &mut told)
        });
        let leaving = scope.spawn(|| {
            busy.wait();
            short_is_over.store(true, Ordering::Relaxed);
            let mut told = Told { over: &short_is_over, done: Vec::new() };
            desk.answer(vec![endless(&engine, window)], &mut told)
        });
        busy.wait();
        assert!(matches!(leaving.join().unwrap(), Err(NeuralError::Cancelled)));
        let mut told = Told { over: &short_is_over, done: Vec::new() };
        short_is_over.store(false, Ordering::Relaxed);
        let requests = vec![endless(&engine, 3), endless(&engine, 4)];
        let joined = desk.answer(requests, &mut told).unwrap();
        assert_eq!(joined[0], alone[0]);
        told.done.sort_unstable();
        assert_eq!(told.done, [0, 1]);
        // One bad request fails its own order only.
        let mut bad = endless(&engine, 3);
        bad.prompt[0] = u32::MAX;
        let failed = desk.answer(vec![endless(&engine, 3), bad], &mut Nobody);
        assert!(matches!(failed, Err(NeuralError::Token { .. })));
        long_is_over.store(true, Ordering::Relaxed);
        assert!(matches!(long.join().unwrap(), Err(NeuralError::Cancelled) | Ok(_)));
    });
    assert_eq!(desk.answer(vec![endless(&engine, 3)], &mut Nobody).unwrap(), alone);
}

#[test]
fn a_model_that_copies_its_source_is_guessed_right() {
    let engine = engine("qwen3");
    let model = arch::load(&Weights::open(&engine.profile.path).unwrap()).unwrap();
    let spelling = engine.speaker.chat.vocabulary();
    let path = format!("{}/tests/models/expected/qwen3.jsonl", env!("CARGO_MANIFEST_DIR"));
    let (mut passes, mut texts) = ([0, 0], 0);
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let Some(prompt) = ids(&record["prompt_ids"]).filter(|_| record["step"] == "summarize") else {
            continue;
        };
        texts += 1;
        let made = [false, true].map(|guessing| {
            let stops = Stops { tokens: engine.speaker.stops.clone(), ..Stops::default() };
            let decoding = Decoding::default();
            let request = Request { prompt: prompt.clone(), prefix: 0, decoding, stops, budget: 80 };
            let mut scheduler = Scheduler::new(Limits::default()).with_guessing(guessing);
            scheduler.add(&*model, 0, request).unwrap();
            let mut made = None;
            while !scheduler.is_idle() {
                passes[usize::from(guessing)] += 1;
                made = scheduler.step(&*model, spelling, &|| false).pop();
            }
            made.unwrap().1.unwrap()
        });
        assert_eq!(made[0], made[1]);
    }
    let [plain, guessed] = passes;
    println!("{texts} summaries in {plain} passes, {guessed} with guesses");
    assert!(texts > 0 && guessed <= plain, "{plain} passes, {guessed} with guesses");
    // Where rows are cheap; elsewhere fewer are guessed, or none.
    assert!(model.cheap_rows() < 12 || guessed * 10 < plain * 9, "{plain} passes, {guessed} with guesses");
}

struct Nobody;

impl crate::neural::desk::Patience for Nobody {
    fn done(&mut self, _: usize) {}

    fn is_over(&self) -> bool {
        false
    }
}
