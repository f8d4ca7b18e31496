//! Completions do not depend on company; every way a text can end.

use std::{
    cell::Cell,
    collections::BTreeMap,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{Completion, Decoding, Finish, Limits, Request, Scheduler, Spelling, Stops, decode};
use crate::neural::{
    NeuralError,
    arch::{Causal, Config, Logits, Step, load},
    weights::Weights,
};

/// Each token is a letter; a token past the letters, a byte of a Chinese character.
struct Letters;

impl Spelling for Letters {
    fn piece(&self, token: u32) -> &[u8] {
        const BYTES: [u8; 256] = {
            let mut bytes = [0; 256];
            let mut at = 0;
            while at < 256 {
                bytes[at] = at as u8;
                at += 1;
            }
            bytes
        };
        match token {
            0..128 => std::slice::from_ref(&BYTES[32 + token as usize % 95]),
            _ => "标准化".as_bytes().chunks(1).nth(token as usize % 9).unwrap_or_default(),
        }
    }
}

fn model() -> Box<dyn Causal> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny/qwen3/q8_0.gguf");
    load(&Weights::open(&path).unwrap()).unwrap()
}

fn request(seed: u32, length: u32) -> Request {
    let mut prompt: Vec<u32> = (0..30).collect();
    prompt.extend((0..length).map(|at| (at * 31 + seed * 57) % 190));
    let (decoding, stops) = (Decoding::default(), Stops::default());
    Request { prompt, prefix: 30, decoding, stops, budget: 20 }
}

fn run(requests: &[Request], limits: Limits) -> Vec<Completion> {
    decode(&*model(), &Letters, requests, limits, &|| false, &mut |_| {}).unwrap()
}

fn one(request: Request) -> Completion {
    run(&[request], Limits::default()).remove(0)
}

#[test]
fn company_limits_and_shared_beginnings_change_no_token() {
    let mut requests: Vec<Request> = (0..9).map(|seed| request(seed, seed * 3 % 17 + 1)).collect();
    for (number, request) in requests.iter_mut().enumerate() {
        request.budget = 3 + number * 7 % 8;
        if number % 3 == 0 {
            request.decoding =
                Decoding { temperature: 1.0, top_k: 20, seed: number as u64, ..Decoding::default() };
        }
        if number % 4 == 1 {
            request.prefix = 0;
        }
    }
    let alone: Vec<Completion> = requests.iter().map(|request| one(request.clone())).collect();
    for (together, pass, cache_bytes) in [
        (1, 256, usize::MAX),
        (2, 7, usize::MAX),
        (5, 0, usize::MAX),
        (32, 1, usize::MAX),
        (32, 256, 40_000),
        (32, 20, 0),
        (32, 256, usize::MAX),
    ] {
        let found = run(&requests, Limits { together, pass, cache_bytes });
        assert!(found == alone, "{together} together, {pass} a pass, {cache_bytes} bytes");
    }
    let mut backwards = requests.clone();
    backwards.reverse();
    let mut found = run(&backwards, Limits::default());
    found.reverse();
    assert!(found == alone);
}

#[test]
fn a_text_ends_by_token_by_string_by_budget_or_by_the_window() {
    let free = one(request(1, 5));
    assert_eq!((free.finish, free.tokens.len()), (Finish::Budget, 20));

    let mut stopped = request(1, 5);
    stopped.stops.tokens = vec![free.tokens[7]];
    let first = free.tokens.iter().position(|token| *token == free.tokens[7]).unwrap();
    let found = one(stopped);
    assert_eq!((found.finish, &found.tokens[..]), (Finish::Token, &free.tokens[..first]));

    let mut cut = request(1, 5);
    let middle: String = free.text.chars().skip(4).take(3).collect();
    let at = free.text.find(&middle).unwrap();
    cut.stops.texts = vec![middle];
    let found = one(cut);
    assert_eq!((found.finish, found.text.as_str()), (Finish::Text, &free.text[..at]));

    let mut long = request(1, 470);
    long.budget = 1000;
    let found = one(long.clone());
    assert_eq!(
        (found.finish, found.tokens.len()),
        (Finish::Budget, 12),
        "500 of the window's 512 were taken"
    );
    long.budget = 0;
    assert!(one(long).tokens.is_empty());
}

#[test]
fn a_prompt_that_fills_the_window_or_is_empty_is_refused_before_anything_runs() {
    let model = model();
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        false
    };
    let try_one = |request: Request| {
        decode(&*model, &Letters, &[self::request(0, 1), request], Limits::default(), &cancelled, &mut |_| {})
    };
    let error = try_one(request(1, 482)).unwrap_err();
    assert_eq!(error.to_string(), "513 tokens do not fit the model's window of 512");
    let error = try_one(Request { prompt: vec![], ..request(1, 1) }).unwrap_err();
    assert!(matches!(error, NeuralError::Step { .. }));
    assert_eq!(asked.get(), 0);
}

#[test]
fn cancellation_is_heard_between_passes_and_everyone_done_was_told() {
    let model = model();
    let requests: Vec<Request> =
        (0..4).map(|seed| Request { budget: seed as usize * 5 + 1, ..request(seed, 3) }).collect();
    let mut told = Vec::new();
    let passes = Cell::new(0);
    let cancelled = || {
        passes.set(passes.get() + 1);
        passes.get() > 9
    };
    let error = decode(&*model, &Letters, &requests, Limits::default(), &cancelled, &mut |n| told.push(n))
        .unwrap_err();
    assert!(matches!(error, NeuralError::Cancelled));
    assert_eq!(told, [0, 1]);
}

/// A model that counts its passes and the rows that went through them.
struct Counting {
    model: Box<dyn Causal>,
    passes: AtomicUsize,
}

impl Causal for Counting {
    fn config(&self) -> &Config {
        self.model.config()
    }

    fn forward(&self, batch: &mut [Step<'_>]) -> Result<Vec<Logits>, NeuralError> {
        self.passes.fetch_add(1, Ordering::Relaxed);
        self.model.forward(batch)
    }

    /// Guesses are made, whatever the processor.
    fn cheap_rows(&self) -> usize {
        12
    }
}

/// All outcomes by key, and the passes that they took.
fn outcomes(
    requests: &[Request],
    limits: Limits,
    guessing: bool,
) -> (BTreeMap<u64, Result<Completion, NeuralError>>, usize) {
    let model = Counting { model: model(), passes: AtomicUsize::new(0) };
    let mut scheduler = Scheduler::new(limits).with_guessing(guessing);
    let mut done = BTreeMap::new();
    for (key, request) in (0..).zip(requests) {
        scheduler.add(&model, key, request.clone()).unwrap();
    }
    while !scheduler.is_idle() {
        done.extend(scheduler.step(&model, &Letters, &|| false));
    }
    (done, model.passes.into_inner())
}

#[test]
fn guesses_save_passes_and_change_no_token() {
    // Greedy texts of a random model run in circles sooner or later; drawn ones do not.
    let mut requests: Vec<Request> = (0..6).map(|seed| request(seed, 40)).collect();
    for (number, request) in requests.iter_mut().enumerate() {
        request.budget = 120;
        if number % 3 == 2 {
            request.decoding = Decoding { temperature: 0.8, seed: 7, ..Decoding::default() };
        }
    }
    for (together, count) in [(1, 1), (4, 4), (6, 6)] {
        let limits = Limits { together, ..Limits::default() };
        let (plain, most) = outcomes(&requests[..count], limits, false);
        let (guessed, fewer) = outcomes(&requests[..count], limits, true);
        println!("{together} together: {most} passes, {fewer} with guesses");
        for (key, outcome) in &plain {
            assert_eq!(outcome.as_ref().unwrap(), guessed[key].as_ref().unwrap(), "request {key}");
        }
        assert!(fewer < most, "{together} together: {fewer} passes of {most}");
    }
}

#[test]
fn a_request_that_fails_fails_alone() {
    let mut requests: Vec<Request> = (0..3).map(|seed| request(seed, 5)).collect();
    requests[1].prompt[33] = 100_000;
    let (found, _) = outcomes(&requests, Limits::default(), true);
    assert!(matches!(found[&1], Err(NeuralError::Token { id: 100_000, .. })));
    for number in [0, 2] {
        assert_eq!(found[&(number as u64)].as_ref().unwrap(), &one(requests[number].clone()));
    }
}

#[test]
fn who_joins_late_and_who_leaves_early_change_nothing_for_the_others() {
    let model = model();
    let requests: Vec<Request> = (0..4).map(|seed| request(seed, 9)).collect();
    let alone: Vec<Completion> = requests.iter().map(|request| one(request.clone())).collect();
    let mut scheduler = Scheduler::new(Limits { together: 3, ..Limits::default() });
    let mut done = BTreeMap::new();
    let mut step = |scheduler: &mut Scheduler| done.extend(scheduler.step(&*model, &Letters, &|| false));
    scheduler.add(&*model, 0, requests[0].clone()).unwrap();
    (0..5).for_each(|_| step(&mut scheduler));
    (1..4).for_each(|key| scheduler.add(&*model, key, requests[key as usize].clone()).unwrap());
    (0..3).for_each(|_| step(&mut scheduler));
    // One that decodes, and one that still waits for a place.
    scheduler.remove(&|key| key == 1 || key == 3);
    while !scheduler.is_idle() {
        step(&mut scheduler);
    }
    assert_eq!(done.keys().copied().collect::<Vec<_>>(), [0, 2]);
    for key in [0, 2] {
        assert_eq!(done[&key].as_ref().unwrap(), &alone[key as usize]);
    }
}
