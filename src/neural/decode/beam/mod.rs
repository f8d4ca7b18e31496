//! Beam search: the best of several translations that are written side by side, many texts at once.
//!
//! The steps are those of `transformers` 5 (`GenerationMixin._beam_search`), so that the same logits give the same tokens;
//! what goes beyond it is the guard against loops (`guard`). Texts are taken the longest source first, so that those
//! decoded together end together; a text joins as soon as there is room. Neither changes a token.

mod guard;
mod scores;
mod search;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use super::{
    super::{
        NeuralError,
        arch::seq2seq::{EncoderDecoder, History, Memory, Next},
    },
    Finish,
};
use search::Search;

/// How a translation is searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Beam {
    /// Hypotheses followed; with 1 the likeliest token is always taken.
    pub width: usize,
    /// Scores are divided by the length to this power (Wu and others, 2016): above 0 longer translations gain.
    pub length_penalty: f32,
    /// Ends as soon as there are as many finished hypotheses as are followed, whatever better ones might come.
    pub early_stopping: bool,
    /// No sequence of so many tokens comes twice; 0 for no such rule.
    pub no_repeat: usize,
    /// A hypothesis that goes round in circles ends where it began to.
    pub guarded: bool,
    /// Tokens that are never taken.
    pub banned: Vec<u32>,
}

impl Default for Beam {
    fn default() -> Beam {
        Beam {
            width: 4,
            length_penalty: 1.0,
            early_stopping: false,
            no_repeat: 0,
            guarded: true,
            banned: Vec::new(),
        }
    }
}

/// One text to be translated.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// At least one token.
    pub source: Vec<u32>,
    /// How it is searched for.
    pub beam: Beam,
    /// The most tokens to write, the end included; the model's window bounds them too.
    pub budget: usize,
}

/// One translation.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its tokens without the end.
    pub tokens: Vec<u32>,
    /// The logarithm of its probability, divided by its length to the power of the penalty; 0 where nobody computed it.
    pub score: f32,
    /// How it ended.
    pub finish: Finish,
}

/// Bounds on what runs at once. They change time and memory, never a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// Hypotheses of all texts that are decoded together.
    pub hypotheses: usize,
    /// Tokens of sources that are read together; one source alone may have more.
    pub sources: usize,
}

impl Default for Together {
    fn default() -> Together {
        // The multipliers are busy with a hundred rows; more only take memory (260 KB of logits each at 65,000 tokens).
        Together { hypotheses: 128, sources: 1024 }
    }
}

/// A text on its way.
struct Running<'a> {
    number: usize,
    search: Search<'a>,
    memory: Memory,
    history: History,
}

/// Translates all texts, many at once: for each the translations found, the best first, at least one. `on_done` hears the
/// number of each as it is finished; `cancelled` is asked before every step.
///
/// # Errors
/// [`NeuralError::Cancelled`]; [`NeuralError::Window`] for a source that does not fit, before anything is computed; what the
/// model gives.
pub fn translate(
    model: &dyn EncoderDecoder,
    sentences: &[Sentence],
    together: Together,
    cancelled: &dyn Fn() -> bool,
    on_done: &mut dyn FnMut(usize),
) -> Result<Vec<Vec<Written>>, NeuralError> {
    let window = model.shape().window;
    if let Some(long) = sentences.iter().map(|sentence| sentence.source.len()).find(|length| *length > window)
    {
        return Err(NeuralError::Window { asked: long, window });
    }
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by_key(|number| std::cmp::Reverse(sentences[*number].source.len()));
    let mut waiting = VecDeque::from(order);
    let mut running: Vec<Running> = Vec::new();
    let mut done: Vec<Vec<Written>> = vec![Vec::new(); sentences.len()];
    while !(waiting.is_empty() && running.is_empty()) {
        if cancelled() {
            return Err(NeuralError::Cancelled);
        }
        join(model, sentences, together, &mut waiting, &mut running)?;
        step(model, &mut running)?;
        let mut still = Vec::new();
        for one in running {
            if !one.search.is_over() {
                still.push(one);
                continue;
            }
            done[one.number] = one.search.found();
            on_done(one.number);
        }
        running = still;
    }
    Ok(done)
}

/// Lets texts join while there is room: several at once, for sources that are read together are read faster.
fn join<'a>(
    model: &dyn EncoderDecoder,
    sentences: &'a [Sentence],
    together: Together,
    waiting: &mut VecDeque<usize>,
    running: &mut Vec<Running<'a>>,
) -> Result<(), NeuralError> {
    let width = |number: &usize| sentences[*number].beam.width.max(1);
    let mut used: usize = running.iter().map(|one| width(&one.number)).sum();
    if !running.is_empty() && used > together.hypotheses / 4 * 3 {
        return Ok(());
    }
    loop {
        let (mut numbers, mut tokens) = (Vec::new(), 0);
        while let Some(number) = waiting.front() {
            let length = sentences[*number].source.len();
            let fits = used + width(number) <= together.hypotheses || used == 0;
            let short = tokens + length <= together.sources || tokens == 0;
            if !(fits && short) {
                break;
            }
            used += width(number);
            tokens += length;
            numbers.extend(waiting.pop_front());
        }
        if numbers.is_empty() {
            return Ok(());
        }
        let sources: Vec<&[u32]> =
            numbers.iter().map(|number| sentences[*number].source.as_slice()).collect();
        let memories = model.read(&sources)?;
        for (number, memory) in numbers.into_iter().zip(memories) {
            let search = Search::new(&sentences[number], model.shape());
            running.push(Running { number, search, memory, history: model.begin() });
        }
    }
}

/// Takes all texts one token further.
fn step(model: &dyn EncoderDecoder, running: &mut [Running<'_>]) -> Result<(), NeuralError> {
    let tokens: Vec<Vec<u32>> = running.iter().map(|one| one.search.next()).collect();
    let mut batch: Vec<Next> = running
        .iter_mut()
        .zip(&tokens)
        .map(|(one, tokens)| Next { memory: &one.memory, history: &mut one.history, tokens })
        .collect();
    let logits = model.step(&mut batch)?;
    let vocabulary = model.shape().vocabulary;
    let counts: Vec<usize> = tokens.iter().map(Vec::len).collect();
    let searches: Vec<&Search> = running.iter().map(|one| &one.search).collect();
    let best = scores::best(&logits, vocabulary, &counts, &searches)?;
    for (one, best) in running.iter_mut().zip(best) {
        let parents = one.search.take(best);
        one.history.fork(&parents);
    }
    Ok(())
}
