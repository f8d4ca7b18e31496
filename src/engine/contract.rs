//! Loader, Engine, Draft, and how they fail.

use crate::{
    outcome::Method,
    segment::{Codes, Passage},
    task::Task,
};

use super::{Capability, Recipe};

/// How often an engine is asked for a draft that is good enough.
pub const ROUNDS: u32 = 3;

/// An engine that could be loaded.
pub trait Loader: Send + Sync {
    /// The name users know it by, and that records carry: `rules`, `qwen3-1.7b-q8_0`.
    fn id(&self) -> &str;

    /// How well it can do `task`.
    fn capability(&self, task: &Task) -> Capability;

    /// How good it is at `task` among engines that are fully able: the higher goes first. 0 for what is always there.
    fn rank(&self, task: &Task) -> u8 {
        let _ = task;
        0
    }

    /// Everything about this engine that can change what it makes of `task`.
    fn recipe(&self, task: &Task) -> Recipe;

    /// Makes it ready to run.
    ///
    /// # Errors
    /// When what it needs is missing or damaged.
    fn load(&self) -> Result<Box<dyn Engine>, LoadError>;
}

/// An engine that is ready to run.
pub trait Engine: Send {
    /// The size of the largest passage it takes for a task, in its own units.
    fn window(&self, task: &Task) -> usize;

    /// The size of a text in its own units.
    fn measure(&self, text: &str) -> usize;

    /// How it is shown the codes of a document with markup.
    fn codes(&self) -> Codes {
        Codes::Masks
    }

    /// How many rounds it may be asked in, retries included: [`ROUNDS`], or more where several engines take turns.
    fn rounds(&self) -> u32 {
        ROUNDS
    }

    /// The id of the engine that writes in a round, where that may differ from round to round.
    fn writer(&self, round: u32) -> Option<&str> {
        let _ = round;
        None
    }

    /// Makes one draft for each passage, in order. Blank passages are never given. `round` is 0 at first; a
    /// rejected draft is asked for again with 1, 2, …: an engine that has choices makes another one then.
    ///
    /// # Errors
    /// When no usable drafts can be made at all, or the watcher cancelled the work.
    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError>;
}

/// What an engine made of a passage. Not yet trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// How it came about.
    pub method: Method,
    /// Why it ended.
    pub stop: Stop,
}

/// Why a draft ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It was finished.
    Finished,
    /// The room for it was used up: its end is missing.
    Length,
}

/// Hears of progress and may cancel.
pub trait Watcher: Sync {
    /// Called when `done` of `all` passages are finished.
    fn progress(&self, done: usize, all: usize) {
        let _ = (done, all);
    }

    /// Called when a model has written `tokens` tokens.
    fn tokens(&self, tokens: usize) {
        let _ = tokens;
    }

    /// True when the work is no longer wanted.
    fn cancelled(&self) -> bool {
        false
    }
}

/// A watcher that watches nothing.
impl Watcher for () {}

/// Why an engine could not be made ready.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Something it needs is not there.
    #[error("{engine} is not installed: {missing} is missing")]
    Missing {
        /// The engine's id.
        engine: String,
        /// What is missing.
        missing: String,
    },
    /// Something it needs is damaged or of another kind.
    #[error("{engine} cannot be loaded: expected {expected}, found {found}")]
    Damaged {
        /// The engine's id.
        engine: String,
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
}

/// Why an engine made no drafts.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The watcher cancelled the work.
    #[error("cancelled")]
    Cancelled,
    /// The engine failed.
    #[error("{engine} failed: {why}")]
    Failed {
        /// The engine's id.
        engine: String,
        /// What went wrong.
        why: String,
    },
}
