//! Beam search: the best of several translations that are written side by side, many texts at once.
//!
//! The steps are those of `transformers` 5 (`GenerationMixin._beam_search`), so that the same logits give the same tokens;
//! what goes beyond it is the guard against loops (`guard`). Texts are taken the longest source first, so that those
//! decoded together end together; a text joins as soon as there is room. Neither changes a token.

mod crew;
mod guard;
mod scores;
mod search;
#[cfg(test)]
mod tests;

pub use crew::{Found, Searches};

use super::{
    super::{NeuralError, arch::seq2seq::EncoderDecoder},
    Finish,
};

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
    let mut searches = Searches::new(together);
    for (key, sentence) in (0..).zip(sentences) {
        searches.add(model, key, sentence.clone())?;
    }
    let mut done: Vec<Vec<Written>> = vec![Vec::new(); sentences.len()];
    while !searches.is_idle() {
        if cancelled() {
            return Err(NeuralError::Cancelled);
        }
        for (key, found) in searches.step(model) {
            done[key as usize] = found?;
            on_done(key as usize);
        }
    }
    Ok(done)
}
