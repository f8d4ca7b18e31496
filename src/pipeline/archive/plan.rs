//! What an archive is asked for, and by which recipes: what all its parts must have in common.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Form, Shard};
use crate::{
    fingerprint::{Fingerprint, Hasher},
    pipeline::{Pipeline, Target, Wishes, plan::plan, task_label},
    text::Language,
};

/// What an archive is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The languages of summaries, as they are typed: `same`, `zh`.
    pub summaries: Vec<String>,
    /// The languages of translations.
    pub translations: Vec<String>,
    /// How long summaries may be.
    pub length: String,
    /// How they get into another language.
    pub route: String,
    /// How the articles are written.
    pub form: Form,
}

impl Asked {
    /// The first thing in which another archive differs.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let list = |languages: &[String]| languages.join(",");
        let things = [
            ("summaries", list(&self.summaries), list(&other.summaries)),
            ("translations", list(&self.translations), list(&other.translations)),
            ("length", self.length.clone(), other.length.clone()),
            ("route", self.route.clone(), other.route.clone()),
            ("form", self.form.to_string(), other.form.to_string()),
        ];
        let differs = things.into_iter().find(|(_, one, other)| one != other);
        differs.map(|(name, one, other)| format!("{name} {one:?} and {other:?}"))
    }
}

/// What an archive is asked for, and by which recipes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is asked for.
    pub asked: Asked,
    /// The hash of this and of all recipes: where it is the same, the same articles give the same archive.
    pub recipe: Fingerprint,
    /// The recipes of the engines that may do each task, the first choice first: "summarize/zh of en" by "rules blake3:…".
    /// Of a user's terms, a recipe in the cache has only those that occur in its article; these have all.
    pub recipes: BTreeMap<String, Vec<String>>,
}

impl Plan {
    /// What `wishes` ask of `pipeline`.
    pub fn new(pipeline: &Pipeline, wishes: &Wishes, form: Form) -> Self {
        let tags = |targets: &[Target]| targets.iter().map(ToString::to_string).collect();
        let asked = Asked {
            summaries: tags(&wishes.summaries),
            translations: tags(&wishes.translations),
            length: wishes.length.to_string(),
            route: wishes.route.to_string(),
            form,
        };
        let mut recipes = BTreeMap::new();
        let tasks = Language::ALL.into_iter().flat_map(|from| wishes.tasks(from));
        for task in tasks {
            let engines = plan(&task, pipeline.choice(), pipeline.loaders()).engines;
            let recipe = |engine: &std::sync::Arc<dyn crate::engine::Loader>| {
                format!("{} {}", engine.id(), engine.recipe(&task).fingerprint())
            };
            let label = format!("{} of {}", task_label(&task), task.from());
            recipes.insert(label, engines.iter().map(recipe).collect::<Vec<_>>());
        }
        // As of the terms, all of it, whatever its words occur in.
        if let Some(digest) = pipeline.memory().digest() {
            recipes.insert("memory".to_owned(), vec![format!("memory {digest}")]);
        }
        let text = serde_json::to_string(&(&asked, &recipes)).unwrap_or_default();
        Self { asked, recipe: Hasher::new().field("archive").field(text).finish(), recipes }
    }
}

/// The files of a part of an archive, by what is in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The records: a file, or a folder of files.
    pub articles: String,
    /// The inputs that failed.
    pub errors: String,
    /// What became of each input.
    pub index: String,
    /// What is known of the part as a whole.
    pub manifest: String,
}

impl Names {
    /// Those of a part.
    pub fn of(shard: Shard, form: Form) -> Self {
        Self {
            articles: form.articles(shard),
            errors: shard.file("errors", ".jsonl"),
            index: shard.file("index", ".jsonl"),
            manifest: shard.file("manifest", ".json"),
        }
    }
}
