//! A translation model that could be loaded.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use crate::{
    engine::{Capability, Engine, LoadError, Loader, Recipe},
    neural::Place,
    task::Task,
};

use super::{Profile, engine::TranslatorEngine, interpreter::Interpreter};

/// A translation model that could be loaded; once it is, all its engines share the weights. It runs on the processor, by
/// our kernels.
pub struct TranslatorLoader {
    profile: Arc<Profile>,
    interpreter: Mutex<Option<Arc<Interpreter>>>,
}

impl TranslatorLoader {
    /// A loader of this model.
    pub fn new(profile: Profile) -> Self {
        Self { profile: Arc::new(profile), interpreter: Mutex::default() }
    }

    /// What is known of the model.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}

impl Loader for TranslatorLoader {
    fn id(&self) -> &str {
        &self.profile.id
    }

    fn capability(&self, task: &Task) -> Capability {
        let unable = |reason: String| Capability::Unable { reason };
        let (from, to) = (task.from(), task.to());
        if matches!(task, Task::Summarize(_)) {
            return unable("it was not made for this task".to_owned());
        }
        if from.is_chinese() == to.is_chinese() {
            return unable("changing the script is a matter of rules".to_owned());
        }
        if !self.profile.from.contains(&from) {
            return unable(format!("it does not read {from}"));
        }
        if !self.profile.to.contains(&to) {
            return unable(format!("it does not write {to}"));
        }
        Capability::Full
    }

    fn rank(&self, _: &Task) -> u8 {
        self.profile.rank
    }

    fn recipe(&self, task: &Task) -> Recipe {
        let Profile { identity, manifest, beams, .. } = self.profile.as_ref();
        Recipe::new(self.id(), task)
            .with("weights", json!(identity))
            .with("manifest", json!(manifest))
            .with("arithmetic", Place::Processor.arithmetic())
            .with("decoding", json!({"search": 1, "beams": beams, "weights": "Q8_0"}))
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        // Held while loading: two threads that both need the model must not load it twice.
        let mut loaded = self.interpreter.lock().unwrap_or_else(PoisonError::into_inner);
        let interpreter = match loaded.as_ref() {
            Some(interpreter) => Arc::clone(interpreter),
            None => {
                let interpreter = Arc::new(Interpreter::load(&self.profile)?);
                *loaded = Some(Arc::clone(&interpreter));
                interpreter
            }
        };
        Ok(Box::new(TranslatorEngine { interpreter }))
    }
}
