//! Several engines in turn: the fast one first, and only what it could not do well goes up to the next.
//!
//! A cascade is an engine like any other. Translations go through it a segment a passage, so that what goes up is a sentence
//! and not a page; each segment is asked for as often as of a single engine before the next one gets it. Engines further up
//! are loaded when something reaches them, and not before.
//!
//! The idea is that of FrugalGPT (Chen, Zaharia, Zou 2023, arXiv:2305.05176): answer with the cheapest model whose answer
//! is good enough. What is good enough is judged by the checks.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    engine::{Capability, Draft, Engine, LoadError, Loader, ROUNDS, Recipe, RunError, Watcher},
    segment::Passage,
    task::Task,
};

/// Engines that are asked in turn, first to last.
pub struct Cascade {
    id: String,
    steps: Vec<Arc<dyn Loader>>,
}

impl Cascade {
    /// A cascade of these engines, all of which can do what it will be asked for.
    pub fn new(steps: Vec<Arc<dyn Loader>>) -> Self {
        let id = steps.iter().map(|step| step.id()).collect::<Vec<_>>().join(",");
        Self { id, steps }
    }
}

impl Loader for Cascade {
    fn id(&self) -> &str {
        &self.id
    }

    fn capability(&self, _: &Task) -> Capability {
        Capability::Full
    }

    fn recipe(&self, task: &Task) -> Recipe {
        let steps: Vec<Value> = self.steps.iter().map(|step| step.recipe(task).value()).collect();
        Recipe::new(&self.id, task).with("cascade", steps)
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        let step = |loader: &Arc<dyn Loader>| Step { loader: Arc::clone(loader), engine: None };
        let mut running = Running { steps: self.steps.iter().map(step).collect() };
        // Nothing is done without the first one.
        running.step(0)?;
        Ok(Box::new(running))
    }
}

/// A cascade at work.
struct Running {
    steps: Vec<Step>,
}

struct Step {
    loader: Arc<dyn Loader>,
    engine: Option<Box<dyn Engine>>,
}

impl Running {
    /// The engine of a step, loaded.
    fn step(&mut self, number: usize) -> Result<&mut dyn Engine, LoadError> {
        let step = &mut self.steps[number];
        let engine = match step.engine.take() {
            Some(engine) => engine,
            None => step.loader.load()?,
        };
        Ok(step.engine.insert(engine).as_mut())
    }

    /// The first engine, which is always loaded.
    fn first(&self) -> Option<&dyn Engine> {
        self.steps.first()?.engine.as_deref()
    }
}

/// The step whose turn a round is.
fn turn(round: u32) -> usize {
    (round / ROUNDS) as usize
}

impl Engine for Running {
    fn window(&self, task: &Task) -> usize {
        match task {
            Task::Translate(_) => 0,
            Task::Summarize(_) => self.first().map_or(usize::MAX, |engine| engine.window(task)),
        }
    }

    fn measure(&self, text: &str) -> usize {
        self.first().map_or(text.len(), |engine| engine.measure(text))
    }

    fn rounds(&self) -> u32 {
        ROUNDS * u32::try_from(self.steps.len()).unwrap_or(u32::MAX / ROUNDS)
    }

    fn writer(&self, round: u32) -> Option<&str> {
        Some(self.steps[turn(round)].loader.id())
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        let number = turn(round);
        let engine = self.steps[number].loader.id().to_owned();
        let failed = |error: LoadError| RunError::Failed { engine, why: error.to_string() };
        self.step(number).map_err(failed)?.run(task, passages, round % ROUNDS, watcher)
    }
}
