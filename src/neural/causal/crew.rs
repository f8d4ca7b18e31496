//! The scheduler of a language model at its desk.

use std::sync::Arc;

use crate::neural::{
    NeuralError,
    arch::Causal,
    decode::{Completion, Limits, Request, Scheduler, Spelling},
    desk::{Crew, Outcome},
    tokens::{Chat, Vocabulary},
};

/// A model and how its tokens are spelled.
pub(super) struct Spoken {
    pub model: Box<dyn Causal>,
    pub chat: Arc<Chat>,
}

/// The requests that a model decodes together.
pub(super) struct Talk(Scheduler);

impl Crew for Talk {
    type Model = Spoken;
    type Request = Request;
    type Answer = Completion;

    fn new() -> Self {
        Talk(Scheduler::new(Limits::default()))
    }

    fn add(&mut self, model: &Spoken, key: u64, request: Request) -> Result<(), NeuralError> {
        self.0.add(model.model.as_ref(), key, request)
    }

    fn remove(&mut self, told: &dyn Fn(u64) -> bool) {
        self.0.remove(told);
    }

    fn is_idle(&self) -> bool {
        self.0.is_idle()
    }

    fn step(&mut self, model: &Spoken, cancelled: &dyn Fn() -> bool) -> Vec<Outcome<Completion>> {
        self.0.step(model.model.as_ref(), model.chat.vocabulary(), cancelled)
    }
}

impl Spelling for Vocabulary {
    fn piece(&self, token: u32) -> &[u8] {
        if self.is_control(token) { &[] } else { Vocabulary::piece(self, token) }
    }
}
