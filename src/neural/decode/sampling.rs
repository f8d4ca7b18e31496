//! Which token comes next: the likeliest by default, or one drawn by chance from the likeliest.
//!
//! The steps and their order are those of `transformers`: repetition penalty, temperature, top-k, top-p.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{super::NeuralError, random::Random};

/// How tokens are chosen. The default is greedy: always the likeliest.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoding {
    /// 0 for greedy; above, chance grows with it.
    pub temperature: f32,
    /// Only this many of the likeliest may be drawn; 0 for any number.
    pub top_k: usize,
    /// Only the likeliest that together have this probability may be drawn; 1 for all.
    pub top_p: f32,
    /// Makes tokens of the prompt and of the text so far less likely (Keskar et al., CTRL, 2019); 1 for not.
    pub repetition_penalty: f32,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for Decoding {
    fn default() -> Decoding {
        Decoding { temperature: 0.0, top_k: 0, top_p: 1.0, repetition_penalty: 1.0, seed: 0 }
    }
}

/// Chooses the tokens of one request.
#[derive(Debug)]
pub(super) struct Sampler {
    decoding: Decoding,
    random: Random,
    /// Tokens that were seen, where that matters.
    seen: BTreeSet<u32>,
}

impl Sampler {
    pub fn new(decoding: &Decoding, prompt: &[u32]) -> Sampler {
        let seen = if decoding.repetition_penalty == 1.0 {
            BTreeSet::new()
        } else {
            prompt.iter().copied().collect()
        };
        Sampler { decoding: decoding.clone(), random: Random::new(decoding.seed), seen }
    }

    /// The next token; of equal ones, the first.
    pub fn next(&mut self, logits: &[f32]) -> Result<u32, NeuralError> {
        // Without an early end, so that the loop becomes vector code.
        if logits.iter().fold(false, |found, logit| found | logit.is_nan()) {
            return Err(NeuralError::NotANumber);
        }
        let penalized;
        let logits = if self.seen.is_empty() {
            logits
        } else {
            penalized = self.penalized(logits);
            &penalized
        };
        let token = if self.decoding.temperature > 0.0 { self.draw(logits) } else { greatest(logits) };
        if self.decoding.repetition_penalty != 1.0 {
            self.seen.insert(token);
        }
        Ok(token)
    }

    fn penalized(&self, logits: &[f32]) -> Vec<f32> {
        let mut logits = logits.to_vec();
        let penalty = self.decoding.repetition_penalty;
        for token in &self.seen {
            if let Some(logit) = logits.get_mut(*token as usize) {
                *logit = if *logit > 0.0 { *logit / penalty } else { *logit * penalty };
            }
        }
        logits
    }

    fn draw(&mut self, logits: &[f32]) -> u32 {
        let likelier = |a: &u32, b: &u32| -> Ordering {
            logits[*b as usize].total_cmp(&logits[*a as usize]).then(a.cmp(b))
        };
        let mut tokens: Vec<u32> = (0..logits.len() as u32).collect();
        if self.decoding.top_k > 0 && self.decoding.top_k < tokens.len() {
            tokens.select_nth_unstable_by(self.decoding.top_k, likelier);
            tokens.truncate(self.decoding.top_k);
        }
        tokens.sort_unstable_by(likelier);
        let Some(first) = tokens.first().copied() else { return 0 };
        let greatest = f64::from(logits[first as usize]);
        let temperature = f64::from(self.decoding.temperature);
        let weight = |token: &u32| ((f64::from(logits[*token as usize]) - greatest) / temperature).exp();
        let weights: Vec<f64> = tokens.iter().map(weight).collect();
        let total: f64 = weights.iter().sum();
        // The fewest that reach the share asked for; the likeliest always.
        let (mut kept, mut reached) = (0, 0.0);
        while kept < weights.len() && (kept == 0 || reached < f64::from(self.decoding.top_p) * total) {
            reached += weights[kept];
            kept += 1;
        }
        let mut left = self.random.unit() * reached;
        for (token, weight) in tokens.iter().zip(&weights[..kept]) {
            left -= weight;
            if left < 0.0 {
                return *token;
            }
        }
        tokens[kept - 1]
    }
}

/// The place of the greatest number; of equal ones, the first.
fn greatest(logits: &[f32]) -> u32 {
    /// Numbers whose greatest is found by vector code before anyone asks where it is.
    const CHUNK: usize = 1024;
    let (mut best, mut place) = (f32::NEG_INFINITY, 0);
    for (number, chunk) in logits.chunks(CHUNK).enumerate() {
        let mut lanes = [f32::NEG_INFINITY; 16];
        let (lines, rest) = chunk.as_chunks::<16>();
        for line in lines {
            for (lane, logit) in lanes.iter_mut().zip(line) {
                *lane = if *logit > *lane { *logit } else { *lane };
            }
        }
        let here = lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |best, logit| best.max(*logit));
        if here > best {
            best = here;
            place = number * CHUNK + chunk.iter().position(|logit| *logit == here).unwrap_or_default();
        }
    }
    place as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGITS: [f32; 5] = [1.0, 3.0, 2.0, 3.0, -1.0];

    fn drawn(decoding: &Decoding, count: usize) -> Vec<usize> {
        let mut times = vec![0; LOGITS.len()];
        let mut sampler = Sampler::new(decoding, &[]);
        (0..count).for_each(|_| times[sampler.next(&LOGITS).unwrap() as usize] += 1);
        times
    }

    #[test]
    fn greedy_takes_the_first_of_the_likeliest() {
        assert_eq!(Sampler::new(&Decoding::default(), &[]).next(&LOGITS).unwrap(), 1);
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        let logits = [0.0, f32::NAN];
        let error = Sampler::new(&Decoding::default(), &[]).next(&logits).unwrap_err();
        assert!(matches!(error, NeuralError::NotANumber));
    }

    #[test]
    fn a_penalty_moves_the_choice_off_what_was_seen() {
        let decoding = Decoding { repetition_penalty: 1.3, ..Decoding::default() };
        let mut sampler = Sampler::new(&decoding, &[]);
        let chosen: Vec<u32> = (0..3).map(|_| sampler.next(&LOGITS).unwrap()).collect();
        // 3.0, then the other 3.0, then 3.0 / 1.3 = 2.31 is still above 2.0.
        assert_eq!(chosen, [1, 3, 1]);
        let decoding = Decoding { repetition_penalty: 2.0, ..decoding };
        assert_eq!(Sampler::new(&decoding, &[1, 3]).next(&LOGITS).unwrap(), 2, "the prompt counts");
        assert_eq!(
            Sampler::new(&decoding, &[1]).next(&[-1.0, -0.9]).unwrap(),
            0,
            "a negative one becomes more so"
        );
    }

    #[test]
    fn chance_follows_the_probabilities_within_top_k_and_top_p() {
        let all = drawn(&Decoding { temperature: 1.0, ..Decoding::default() }, 20_000);
        let total: f64 = LOGITS.iter().map(|logit| f64::from(*logit).exp()).sum();
        for (times, logit) in all.iter().zip(LOGITS) {
            let wanted = f64::from(logit).exp() / total;
            assert!((*times as f64 / 20_000.0 - wanted).abs() < 0.01, "{all:?}");
        }
        let two = drawn(&Decoding { temperature: 1.0, top_k: 2, ..Decoding::default() }, 1000);
        assert!(two[1] > 400 && two[3] > 400 && two[0] + two[2] + two[4] == 0, "{two:?}");
        // 0.40 + 0.40 reach 0.7; the third is never drawn.
        let most = drawn(&Decoding { temperature: 1.0, top_p: 0.7, ..Decoding::default() }, 1000);
        assert_eq!(most[0] + most[2] + most[4], 0, "{most:?}");
        let one = drawn(&Decoding { temperature: 1.0, top_p: 0.0, ..Decoding::default() }, 100);
        assert_eq!(one[1], 100);
    }

    #[test]
    fn a_seed_gives_the_same_tokens_and_another_gives_others() {
        let tokens = |seed| {
            let mut sampler = Sampler::new(&Decoding { temperature: 1.0, seed, ..Decoding::default() }, &[]);
            (0..50).map(|_| sampler.next(&LOGITS).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(tokens(1), tokens(1));
        assert_ne!(tokens(1), tokens(2));
    }
}
