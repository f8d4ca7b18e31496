//! Loaded engines, kept warm between tasks and lent to one thread at a time.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::engine::{Engine, LoadError, Loader};

/// Engines that nobody is using at the moment, by id.
#[derive(Default)]
pub struct Engines {
    idle: Mutex<BTreeMap<String, Vec<Box<dyn Engine>>>>,
}

impl Engines {
    /// Runs `work` with an idle engine, or with a newly loaded one, and keeps it for the next caller.
    pub fn with<T>(
        &self,
        loader: &dyn Loader,
        work: impl FnOnce(&mut dyn Engine) -> T,
    ) -> Result<T, LoadError> {
        let idle = self.lock().get_mut(loader.id()).and_then(Vec::pop);
        let mut engine = match idle {
            Some(engine) => engine,
            None => loader.load()?,
        };
        let made = work(engine.as_mut());
        self.lock().entry(loader.id().to_owned()).or_default().push(engine);
        Ok(made)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<Box<dyn Engine>>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
