//! A model that could be loaded.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use crate::{
    engine::{Capability, Engine, LoadError, Loader, Recipe},
    prompt::{Occasion, PromptCatalog},
    task::Task,
};

use super::super::Place;
use super::{Profile, engine::CausalEngine, speaker::Speaker};

/// A model that could be loaded; once it is, all its engines share the weights.
pub struct CausalLoader {
    profile: Arc<Profile>,
    prompts: Arc<PromptCatalog>,
    seed: u64,
    place: Place,
    speaker: Mutex<Option<Arc<Speaker>>>,
}

impl CausalLoader {
    /// A loader of this model, which speaks to it by these prompts and draws lots from this seed.
    pub fn new(profile: Profile, prompts: Arc<PromptCatalog>, seed: u64) -> Self {
        Self { profile: Arc::new(profile), prompts, seed, place: Place::Processor, speaker: Mutex::default() }
    }

    /// The same, but it runs somewhere else.
    #[must_use]
    pub fn on(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// What is known of the model.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The prompts that a task needs, by name, with the hashes of their texts.
    fn prompts(&self, task: &Task) -> Result<Vec<(String, String)>, String> {
        let first = Occasion::of(task);
        let combine = matches!(task, Task::Summarize(_)).then(|| Occasion::combine(task.to()));
        std::iter::once(first)
            .chain(combine)
            .map(|occasion| {
                let prompt = self.prompts.prompt(occasion, &self.profile.family);
                prompt
                    .map(|prompt| (prompt.name().to_owned(), prompt.digest().to_string()))
                    .map_err(|error| error.to_string())
            })
            .collect()
    }
}

impl Loader for CausalLoader {
    fn id(&self) -> &str {
        &self.profile.id
    }

    fn capability(&self, task: &Task) -> Capability {
        let unable = |reason: &str| Capability::Unable { reason: reason.to_owned() };
        let (from, to) = (task.from(), task.to());
        let [summarize, translate] = self.profile.ranks;
        let able = match task {
            Task::Summarize(_) => summarize.is_some(),
            Task::Translate(_) => translate.is_some(),
        };
        if !able {
            return unable("it was not made for this task");
        }
        if matches!(task, Task::Translate(_)) && from.is_chinese() == to.is_chinese() {
            return unable("changing the script is a matter of rules");
        }
        if let Some(other) =
            [from, to].into_iter().find(|language| !self.profile.languages.contains(language))
        {
            return unable(&format!("it does not know {other}"));
        }
        match self.prompts(task) {
            Ok(_) => Capability::Full,
            Err(reason) => Capability::Unable { reason },
        }
    }

    fn rank(&self, task: &Task) -> u8 {
        let [summarize, translate] = self.profile.ranks;
        match task {
            Task::Summarize(_) => summarize,
            Task::Translate(_) => translate,
        }
        .unwrap_or(0)
    }

    fn recipe(&self, task: &Task) -> Recipe {
        let Profile { family, identity, manifest, context, stops, sampling, .. } = self.profile.as_ref();
        Recipe::new(self.id(), task)
            .with("weights", json!(identity))
            .with("manifest", json!(manifest))
            .with("arithmetic", self.place.arithmetic())
            .with("prompts", json!(self.prompts(task).unwrap_or_default()))
            .with(
                "decoding",
                json!({
                    "family": family, "context": context, "stops": stops, "seed": self.seed,
                    "temperature": sampling.temperature, "top_p": sampling.top_p, "top_k": sampling.top_k,
                    "repetition_penalty": sampling.repetition_penalty,
                }),
            )
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        // Held while loading: two threads that both need the model must not load it twice.
        let mut loaded = self.speaker.lock().unwrap_or_else(PoisonError::into_inner);
        let speaker = match loaded.as_ref() {
            Some(speaker) => Arc::clone(speaker),
            None => {
                let speaker = Arc::new(Speaker::load(&self.profile, &self.place)?);
                *loaded = Some(Arc::clone(&speaker));
                speaker
            }
        };
        let (profile, prompts) = (Arc::clone(&self.profile), Arc::clone(&self.prompts));
        Ok(Box::new(CausalEngine { speaker, profile, prompts, seed: self.seed }))
    }
}
