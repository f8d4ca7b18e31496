//! The hypotheses of one text.

use super::{
    super::{super::arch::seq2seq::Shape, Finish},
    Sentence, Written, guard,
    scores::{Best, Candidate},
};

/// What is followed and what is found of one text.
pub(super) struct Search {
    sentence: Sentence,
    start: u32,
    end: u32,
    budget: usize,
    running: Vec<Hypothesis>,
    /// Finished ones, the best first, no more than are followed.
    finished: Vec<Written>,
    over: bool,
}

/// A translation in the making.
#[derive(Clone)]
struct Hypothesis {
    tokens: Vec<u32>,
    score: f32,
    /// For each length so far the score that it would have had if it had ended there.
    endings: Vec<f32>,
}

impl Search {
    pub fn new(mut sentence: Sentence, shape: &Shape) -> Search {
        sentence.beam.banned.sort_unstable();
        Search {
            budget: sentence.budget.min(shape.window - 1).max(1),
            sentence,
            start: shape.start,
            end: shape.end,
            running: vec![Hypothesis { tokens: Vec::new(), score: 0.0, endings: Vec::new() }],
            finished: Vec::new(),
            over: false,
        }
    }

    /// The last token of each hypothesis.
    pub fn next(&self) -> Vec<u32> {
        self.running.iter().map(|one| one.tokens.last().copied().unwrap_or(self.start)).collect()
    }

    /// Are there enough?
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Candidates that a step is to give: with twice as many as are followed, enough of them go on even if half end.
    pub fn wanted(&self) -> usize {
        if self.is_greedy() { 1 } else { 2 * self.width() }
    }

    /// The likeliest token alone counts, whatever the probabilities.
    pub fn is_greedy(&self) -> bool {
        self.width() == 1
    }

    /// The token that ends a text.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The score of a hypothesis.
    pub fn score(&self, hypothesis: usize) -> f32 {
        self.running[hypothesis].score
    }

    /// Hypotheses that go on.
    pub fn hypotheses(&self) -> usize {
        self.running.len()
    }

    /// Tokens that no hypothesis may take, sorted.
    pub fn banned(&self) -> &[u32] {
        &self.sentence.beam.banned
    }

    /// Tokens that would make a hypothesis repeat itself.
    pub fn repeats(&self, hypothesis: usize) -> Vec<u32> {
        let size = self.sentence.beam.no_repeat;
        if size == 0 {
            Vec::new()
        } else {
            guard::repeats(self.start, &self.running[hypothesis].tokens, size)
        }
    }

    /// Hypotheses followed.
    pub fn width(&self) -> usize {
        self.sentence.beam.width.max(1)
    }

    /// A score with the penalty of a length.
    fn penalized(&self, score: f32, length: usize) -> f32 {
        score / (length as f32).powf(self.sentence.beam.length_penalty)
    }

    /// Takes the candidates of a step, the best first; which hypotheses go on, by their former numbers.
    pub fn take(&mut self, best: Best) -> Vec<usize> {
        for (one, ending) in self.running.iter_mut().zip(&best.endings) {
            one.endings.push(*ending);
        }
        let length = self.running.first().map_or(0, |one| one.tokens.len()) + 1;
        let width = self.width();
        let (mut next, mut parents) = (Vec::new(), Vec::new());
        for (rank, Candidate { parent, token, score }) in best.candidates.into_iter().enumerate() {
            let from = &self.running[parent];
            if token == self.end {
                if rank < width {
                    let tokens = from.tokens.clone();
                    self.finish(tokens, self.penalized(score, length), Finish::Token);
                }
                continue;
            }
            if next.len() == width {
                continue;
            }
            let mut one = Hypothesis { score, ..from.clone() };
            one.tokens.push(token);
            if let Some(kept) = self.sentence.beam.guarded.then(|| guard::circle(&one.tokens)).flatten() {
                let score = self.penalized(one.endings.get(kept).copied().unwrap_or(score), kept + 1);
                one.tokens.truncate(kept);
                self.finish(one.tokens, score, Finish::Token);
                continue;
            }
            next.push(one);
            parents.push(parent);
        }
        self.running = next;
        self.over = self.is_settled(length) || length >= self.budget || self.running.is_empty();
        parents
    }

    /// Can nothing better come, as far as that can be told?
    fn is_settled(&self, length: usize) -> bool {
        if self.finished.len() < self.width() {
            return false;
        }
        let (Some(worst), Some(best)) = (self.finished.last(), self.running.first()) else { return true };
        self.is_greedy()
            || self.sentence.beam.early_stopping
            || self.penalized(best.score, length) <= worst.score
    }

    fn finish(&mut self, tokens: Vec<u32>, score: f32, finish: Finish) {
        let at = self.finished.partition_point(|other| other.score >= score);
        self.finished.insert(at, Written { tokens, score, finish });
        self.finished.truncate(self.width());
    }

    /// The translations found, the best first; where none was finished, what there is of the best one.
    pub fn found(self) -> Vec<Written> {
        if !self.finished.is_empty() {
            return self.finished;
        }
        let best = self.running.into_iter().next();
        let unfinished =
            |one: Hypothesis| Written { tokens: one.tokens, score: one.score, finish: Finish::Budget };
        let nothing = || Written { tokens: Vec::new(), score: f32::MIN, finish: Finish::Budget };
        vec![best.map_or_else(nothing, unfinished)]
    }
}
