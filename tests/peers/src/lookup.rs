//! What guesses looked up in the text gain: one text decoded with them and without, in turn, by the scheduler that serves
//! summaries. Random weights soon go round in circles, which is the most that can be gained; `pause` shows what is lost
//! where no guess is right.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Instant,
};

use zhaiyi::neural::{
    NeuralError,
    arch::{Causal, Config, Logits, Step, load},
    decode::{Completion, Decoding, Limits, Request, Scheduler, Spelling, Stops},
    weights::Weights,
};

use crate::{
    rates::{Result, median},
    tokens,
};

/// Tokens of the prompt's passage, how often it stands there, and tokens written.
const PASSAGE: usize = 60;
const TIMES: usize = 4;
const WRITTEN: usize = 96;

/// A model whose passes are counted.
struct Counted(Box<dyn Causal>, AtomicUsize);

impl Causal for Counted {
    fn config(&self) -> &Config {
        self.0.config()
    }

    fn forward(&self, batch: &mut [Step<'_>]) -> std::result::Result<Vec<Logits>, NeuralError> {
        self.1.fetch_add(1, Relaxed);
        self.0.forward(batch)
    }

    fn cheap_rows(&self) -> usize {
        self.0.cheap_rows()
    }
}

/// Tokens that stand for nothing.
struct Silent;

impl Spelling for Silent {
    fn piece(&self, _: u32) -> &[u8] {
        &[]
    }
}

/// Decodes a text; the completion, its passes, and tokens a second behind the prompt.
fn run(model: &Counted, prompt: &[u32], guessing: bool) -> Result<(Completion, usize, f64)> {
    let mut scheduler = Scheduler::new(Limits::default()).with_guessing(guessing);
    let (decoding, stops) = (Decoding::default(), Stops::default());
    let request = Request { prompt: prompt.to_vec(), prefix: 0, decoding, stops, budget: WRITTEN };
    scheduler.add(model, 0, request)?;
    model.1.store(0, Relaxed);
    // The prompt is one pass.
    let mut start = Instant::now();
    let mut first = true;
    loop {
        let mut outcomes = scheduler.step(model, &Silent, &|| false);
        if let Some((_, outcome)) = outcomes.pop() {
            let rate = (WRITTEN - 1) as f64 / start.elapsed().as_secs_f64();
            return Ok((outcome?, model.1.load(Relaxed) - 1, rate));
        }
        if first {
            (start, first) = (Instant::now(), false);
        }
    }
}

pub fn measure(path: &Path, rounds: usize) -> Result<()> {
    let model = Counted(load(&Weights::open(path)?)?, AtomicUsize::new(0));
    for (what, times) in [("a prompt that repeats itself", TIMES), ("a prompt without repetition", 1)] {
        let prompt = tokens(PASSAGE * TIMES / times, 3).repeat(times);
        let (mut with, mut without, mut passes) = (Vec::new(), Vec::new(), [0; 2]);
        for _ in 0..rounds {
            let (text, count, rate) = run(&model, &prompt, true)?;
            with.push(rate);
            passes[0] = count;
            let (same, count, rate) = run(&model, &prompt, false)?;
            without.push(rate);
            passes[1] = count;
            if text != same {
                return Err("guesses changed a token".into());
            }
        }
        let (with, without) = (median(&with), median(&without));
        println!(
            "{what}: with guesses {with:.1} tokens/s in {} passes, without {without:.1} in {}: {:.2} times",
            passes[0],
            passes[1],
            with / without
        );
    }
    Ok(())
}
