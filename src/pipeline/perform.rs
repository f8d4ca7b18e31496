//! One task on one source: from the cache, or by the first engine whose draft is accepted.

use std::{sync::Arc, time::Instant};

use crate::{
    cache::{Cache, CacheKey, Context, Entry},
    engine::{Loader, Recipe, Watcher},
    outcome::{Method, Outcome, Provenance},
    rules::script::simplified,
    segment::Source,
    task::{Glossary, Memory, Summarize, Task, Term, Translate},
    text::Language,
};

use super::{
    attempt::{Attempt, Verdict},
    documents,
    engines::Engines,
    plan::{Choice, plan},
    recall::Recollection,
    recipes::Recipes,
    work::work,
};

/// Engines, a cache, and what the user wants of them. Shared by all threads of a run.
pub struct Pipeline {
    loaders: Vec<Arc<dyn Loader>>,
    engines: Engines,
    recipes: Recipes,
    choice: Choice,
    cache: Cache,
    refresh: bool,
    memory: Arc<Memory>,
}

/// A finished task.
#[derive(Clone, Debug)]
pub struct Done {
    /// What was made.
    pub outcome: Outcome,
    /// True when nothing had to run.
    pub cached: bool,
    /// What was tried in this run, in order; the last one succeeded.
    pub attempts: Vec<Attempt>,
}

/// A task that nothing could do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is nothing to work on.
    #[error("the text is blank")]
    Blank,
    /// No engine can do the task, or none of the name that was asked for exists.
    #[error("no engine can do this: {}", because(.unable))]
    NoEngine {
        /// The engine that was insisted on.
        wanted: Option<String>,
        /// Engines that were considered, and why each is unable.
        unable: Vec<(String, String)>,
    },
    /// Every engine was tried.
    #[error("no usable text was made: {}", reasons(.attempts))]
    Exhausted {
        /// What was tried.
        attempts: Vec<Attempt>,
    },
}

impl Pipeline {
    /// A pipeline over `loaders`, listed in the order of preference.
    pub fn new(loaders: Vec<Arc<dyn Loader>>, choice: Choice, cache: Cache) -> Self {
        Self {
            loaders,
            engines: Engines::default(),
            recipes: Recipes::default(),
            choice,
            cache,
            refresh: false,
            memory: Arc::default(),
        }
    }

    /// Makes everything anew and overwrites what the cache has.
    pub fn refreshing(mut self, refresh: bool) -> Self {
        self.refresh = refresh;
        self
    }

    /// Uses what a person wrote wherever a translation has the very words that it was written for.
    pub fn remembering(mut self, memory: Arc<Memory>) -> Self {
        self.memory = memory;
        self
    }

    /// What the user's memory has in it.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The engines it was given.
    pub(super) fn loaders(&self) -> &[Arc<dyn Loader>] {
        &self.loaders
    }

    /// What the user asked for.
    pub(super) fn choice(&self) -> &Choice {
        &self.choice
    }

    /// What the cache has under a key; nothing while everything is made anew.
    pub(super) fn entry(&self, key: CacheKey) -> Entry {
        if self.refresh { Entry::Vacant(self.cache.refresh(key)) } else { self.cache.entry(key) }
    }

    /// The cache, for whoever wants to look into it.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The keys under which the result of `task` would be stored, one for each engine that may do it, best
    /// first, with the recipe.
    pub fn keys(&self, task: &Task, source: &Source) -> Vec<(CacheKey, Recipe)> {
        let task = relevant(task, source);
        let recalled = Recollection::of(&self.memory, &task, source);
        let key =
            |recipe: Recipe| (CacheKey { recipe: recipe.fingerprint(), source: source.fingerprint }, recipe);
        if recalled.is_whole {
            return vec![key(with(Recipe::new(MEMORY, &task), &recalled, source))];
        }
        let engines = plan(&task, &self.choice, &self.loaders).engines;
        engines.iter().map(|loader| key(with(loader.recipe(&task), &recalled, source))).collect()
    }

    /// Does `task` on `source`. `name` is what the source is called in the cache's own records.
    ///
    /// # Errors
    /// When the text is blank, no engine can do the task, or none made anything usable. What goes wrong in the
    /// cache is never an error: [`Cache::warnings`] tells of it.
    pub fn run(
        &self,
        task: &Task,
        source: &Source,
        name: &str,
        watcher: &dyn Watcher,
    ) -> Result<Done, Failure> {
        self.run_by(&self.choice, task, source, name, watcher)
    }

    /// As [`Pipeline::run`], by the engines of this choice and not of the user's.
    pub(super) fn run_by(
        &self,
        choice: &Choice,
        task: &Task,
        source: &Source,
        name: &str,
        watcher: &dyn Watcher,
    ) -> Result<Done, Failure> {
        if source.text.trim().is_empty() {
            return Err(Failure::Blank);
        }
        let task = relevant(task, source);
        let recalled = Recollection::of(&self.memory, &task, source);
        if recalled.is_whole {
            return Ok(self.edited(&task, source, &recalled, name));
        }
        let plan = plan(&task, choice, &self.loaders);
        if plan.engines.is_empty() {
            let wanted = match choice {
                Choice::Exactly(name) => Some(name.clone()),
                Choice::InTurn(names) => Some(names.join(",")),
                Choice::Auto => None,
            };
            return Err(Failure::NoEngine { wanted, unable: plan.unable });
        }
        let mut attempts = Vec::new();
        for loader in &plan.engines {
            let recipe = match recalled.is_empty() {
                true => self.recipes.fingerprint(loader.as_ref(), &task),
                false => with(loader.recipe(&task), &recalled, source).fingerprint(),
            };
            let key = CacheKey { recipe, source: source.fingerprint };
            let vacant = match self.entry(key) {
                Entry::Vacant(vacant) => vacant,
                Entry::Hit(outcome) => {
                    attempts.push(Attempt { engine: loader.id().to_owned(), verdict: Verdict::Hit });
                    return Ok(Done { outcome, cached: true, attempts });
                }
            };
            let start = Instant::now();
            let made = self
                .engines
                .with(loader.as_ref(), |engine| work(engine, &task, source, &recalled, watcher))
                .unwrap_or_else(|error| Err(error.to_string()));
            let engine = loader.id().to_owned();
            match made {
                Ok(made) => {
                    let outcome = Outcome {
                        text: made.text,
                        provenance: Provenance {
                            engine: made.engine.unwrap_or_else(|| engine.clone()),
                            method: made.method,
                            recipe: key.recipe,
                            source: key.source,
                            findings: made.findings,
                            escalated: made.escalated,
                        },
                    };
                    let recipe = with(loader.recipe(&task), &recalled, source).value();
                    // What the cache cannot keep costs speed only; it tells of it by itself.
                    vacant.save(&outcome, &Context { recipe: &recipe, name, task: &task_label(&task) });
                    attempts.push(Attempt { engine, verdict: Verdict::Ran { took: start.elapsed() } });
                    return Ok(Done { outcome, cached: false, attempts });
                }
                Err(reason) => attempts.push(Attempt { engine, verdict: Verdict::PassedOver { reason } }),
            }
        }
        Err(Failure::Exhausted { attempts })
    }

    /// A text that a person wrote from beginning to end.
    fn edited(&self, task: &Task, source: &Source, recalled: &Recollection, name: &str) -> Done {
        let recipe = with(Recipe::new(MEMORY, task), recalled, source);
        let key = CacheKey { recipe: recipe.fingerprint(), source: source.fingerprint };
        let start = Instant::now();
        let attempt = |verdict| vec![Attempt { engine: MEMORY.to_owned(), verdict }];
        let vacant = match self.entry(key) {
            Entry::Hit(outcome) => return Done { outcome, cached: true, attempts: attempt(Verdict::Hit) },
            Entry::Vacant(vacant) => vacant,
        };
        let outcome = Outcome {
            text: documents::remembered(task, source, recalled),
            provenance: Provenance {
                engine: MEMORY.to_owned(),
                method: Method::Edited,
                recipe: key.recipe,
                source: key.source,
                findings: recalled.findings(task, source, false),
                escalated: Vec::new(),
            },
        };
        vacant.save(&outcome, &Context { recipe: &recipe.value(), name, task: &task_label(task) });
        Done { outcome, cached: false, attempts: attempt(Verdict::Ran { took: start.elapsed() }) }
    }
}

/// What stands in place of an engine where a person wrote everything.
const MEMORY: &str = "memory";

/// The recipe, with what was recalled.
fn with(recipe: Recipe, recalled: &Recollection, source: &Source) -> Recipe {
    if recalled.is_empty() { recipe } else { recipe.with(MEMORY, recalled.described(source)) }
}

/// The same task with only those terms of the glossary that occur in the source, in capitals or not: the others
/// cannot change the result, so they must not change the key either.
fn relevant(task: &Task, source: &Source) -> Task {
    let keep = |glossary: &Arc<Glossary>| {
        if glossary.terms().is_empty() {
            return Arc::clone(glossary);
        }
        let text = source.text.to_lowercase();
        let text = if task.from() == Language::TraditionalChinese { simplified(&text) + &text } else { text };
        let occurs = |term: &&Term| text.contains(&term.source.to_lowercase());
        let terms: Vec<Term> = glossary.terms().iter().filter(occurs).cloned().collect();
        if terms.len() == glossary.terms().len() {
            Arc::clone(glossary)
        } else {
            Arc::new(Glossary::new(terms))
        }
    };
    match task {
        Task::Summarize(task) => {
            Task::Summarize(Summarize { glossary: keep(&task.glossary), ..task.clone() })
        }
        Task::Translate(task) => {
            Task::Translate(Translate { glossary: keep(&task.glossary), ..task.clone() })
        }
    }
}

/// What a task is called in the cache's own records: `summarize/zh`.
pub fn task_label(task: &Task) -> String {
    let kind = match task {
        Task::Summarize(_) => "summarize",
        Task::Translate(_) => "translate",
    };
    format!("{kind}/{}", task.to())
}

fn because(unable: &[(String, String)]) -> String {
    if unable.is_empty() {
        return "there is no engine of that name".into();
    }
    unable.iter().map(|(id, reason)| format!("{id}: {reason}")).collect::<Vec<_>>().join("; ")
}

fn reasons(attempts: &[Attempt]) -> String {
    let reason = |attempt: &Attempt| match &attempt.verdict {
        Verdict::PassedOver { reason } => Some(format!("{}: {reason}", attempt.engine)),
        Verdict::Hit | Verdict::Ran { .. } => None,
    };
    attempts.iter().filter_map(reason).collect::<Vec<_>>().join("; ")
}
