//! A loaded translation model as an engine.

use std::sync::Arc;

use crate::{
    engine::{Draft, Engine, RunError, Watcher},
    segment::Passage,
    task::Task,
};

use super::{interpreter::Interpreter, translate::translate};

/// The most tokens of a passage: passages are judged and tried again one by one, so small ones waste little.
const PASSAGE: usize = 256;

/// A loaded model. Engines of one loader share everything.
pub(super) struct TranslatorEngine {
    pub interpreter: Arc<Interpreter>,
}

impl Engine for TranslatorEngine {
    fn window(&self, _: &Task) -> usize {
        PASSAGE
    }

    fn measure(&self, text: &str) -> usize {
        self.interpreter.measure(text)
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        match task {
            Task::Translate(task) => translate(&self.interpreter, task, passages, round, watcher),
            Task::Summarize(_) => Err(RunError::Failed {
                engine: self.interpreter.id.clone(),
                why: "it translates and does nothing else".to_owned(),
            }),
        }
    }
}
