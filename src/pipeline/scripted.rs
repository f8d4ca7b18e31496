//! An engine for tests that does what it is told.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    engine::{Capability, Draft, Engine, LoadError, Loader, Recipe, RunError, Stop, Watcher},
    outcome::Method,
    segment::{Codes, Passage},
    task::Task,
};

/// What the next run does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers every passage with this text.
    Say(&'static str),
    /// Answers, but breaks off.
    BreakOff(&'static str),
    /// Fails.
    Fail,
}

#[derive(Clone)]
pub struct Scripted {
    id: String,
    capability: Capability,
    codes: Codes,
    loads: bool,
    acts: Arc<Mutex<Vec<Act>>>,
    /// How often it was loaded.
    pub loaded: Arc<AtomicUsize>,
    /// How often it was run.
    pub runs: Arc<AtomicUsize>,
}

impl Scripted {
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            capability: Capability::Full,
            codes: Codes::Masks,
            loads: true,
            acts: Arc::default(),
            loaded: Arc::default(),
            runs: Arc::default(),
        }
    }

    pub fn capable(mut self, capability: Capability) -> Self {
        self.capability = capability;
        self
    }

    pub fn with_tags(mut self) -> Self {
        self.codes = Codes::Tags;
        self
    }

    pub fn not_installed(mut self) -> Self {
        self.loads = false;
        self
    }

    /// The acts of its runs, in order; the last one goes on for ever.
    pub fn acts(self, acts: &[Act]) -> Self {
        *self.acts.lock().unwrap() = acts.to_vec();
        self
    }
}

impl Loader for Scripted {
    fn id(&self) -> &str {
        &self.id
    }

    fn capability(&self, _: &Task) -> Capability {
        self.capability.clone()
    }

    fn recipe(&self, task: &Task) -> Recipe {
        Recipe::new(&self.id, task)
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        self.loaded.fetch_add(1, Ordering::SeqCst);
        if self.loads {
            Ok(Box::new(self.clone()))
        } else {
            Err(LoadError::Missing { engine: self.id.clone(), missing: "its weights".into() })
        }
    }
}

impl Engine for Scripted {
    fn window(&self, _: &Task) -> usize {
        1000
    }

    fn measure(&self, text: &str) -> usize {
        text.len()
    }

    fn codes(&self) -> Codes {
        self.codes
    }

    fn run(
        &mut self,
        _: &Task,
        passages: &[Passage],
        _: u32,
        _: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let act = {
            let mut acts = self.acts.lock().unwrap();
            if acts.len() > 1 { acts.remove(0) } else { acts.first().cloned().unwrap_or(Act::Fail) }
        };
        let (text, stop) = match act {
            Act::Say(text) => (text, Stop::Finished),
            Act::BreakOff(text) => (text, Stop::Length),
            Act::Fail => return Err(RunError::Failed { engine: self.id.clone(), why: "told to".into() }),
        };
        let draft = Draft { text: text.into(), method: Method::Generated, stop };
        Ok(vec![draft; passages.len()])
    }
}
