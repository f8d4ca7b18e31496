//! The searches of a translation model at its desk.

use crate::neural::{
    NeuralError,
    arch::seq2seq::EncoderDecoder,
    decode::beam::{Searches, Sentence, Together, Written},
    desk::{Crew, Outcome},
};

/// The sentences that a model translates together.
pub(super) struct Booth(Searches);

impl Crew for Booth {
    type Model = Box<dyn EncoderDecoder>;
    type Request = Sentence;
    type Answer = Vec<Written>;

    fn new() -> Self {
        Booth(Searches::new(Together::default()))
    }

    fn add(&mut self, model: &Self::Model, key: u64, sentence: Sentence) -> Result<(), NeuralError> {
        self.0.add(model.as_ref(), key, sentence)
    }

    fn remove(&mut self, told: &dyn Fn(u64) -> bool) {
        self.0.remove(told);
    }

    fn is_idle(&self) -> bool {
        self.0.is_idle()
    }

    fn step(&mut self, model: &Self::Model, _cancelled: &dyn Fn() -> bool) -> Vec<Outcome<Vec<Written>>> {
        // A step is a token of each hypothesis: short enough to be waited for.
        self.0.step(model.as_ref())
    }
}
