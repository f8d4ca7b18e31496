//! The hashes of recipes. A run asks the same few tasks of thousands of articles: each recipe is hashed once.

use std::sync::{PoisonError, RwLock};

use crate::{engine::Loader, fingerprint::Fingerprint, task::Task};

/// Recipes remembered at most: languages × tasks × engines of a run are fewer.
const MOST: usize = 64;

/// Hashes of the recipes that were asked for.
#[derive(Default)]
pub(super) struct Recipes(RwLock<Vec<Known>>);

struct Known {
    engine: String,
    task: Task,
    fingerprint: Fingerprint,
}

impl Recipes {
    /// The hash of `loader`'s recipe for `task`. Tasks with terms differ from article to article and are not kept.
    pub fn fingerprint(&self, loader: &dyn Loader, task: &Task) -> Fingerprint {
        if !task.glossary().terms().is_empty() {
            return loader.recipe(task).fingerprint();
        }
        let known = |known: &&Known| known.engine == loader.id() && known.task == *task;
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(known) {
            return known.fingerprint;
        }
        drop(all);
        let fingerprint = loader.recipe(task).fingerprint();
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() < MOST {
            all.push(Known { engine: loader.id().to_owned(), task: task.clone(), fingerprint });
        }
        fingerprint
    }
}
