//! The rule-based engine behind the engine contract.

use crate::{
    engine::{Capability, Draft, Engine, LoadError, Loader, Recipe, RunError, Stop, Watcher},
    outcome::Method,
    segment::Passage,
    task::{Summarize, Task, Translate},
    text::{Language, sentence},
};

use super::{extract, translate};

/// The hash of the rules' code, their lists and the compiled dictionaries: part of every recipe.
pub const DATA: &str = env!("ZHAIYI_RULES_DIGEST");

/// The rule-based engine. Always installed; its data are part of the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules;

impl Loader for Rules {
    fn id(&self) -> &str {
        "rules"
    }

    fn capability(&self, task: &Task) -> Capability {
        match task {
            Task::Summarize(_) if task.from().is_chinese() == task.to().is_chinese() => Capability::Full,
            Task::Translate(task) if task.from.is_chinese() == task.to.is_chinese() => Capability::Full,
            _ => Capability::Degraded { reason: "translated word by word, by rules and a dictionary".into() },
        }
    }

    fn recipe(&self, task: &Task) -> Recipe {
        Recipe::new(self.id(), task).with("data", DATA)
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        Ok(Box::new(*self))
    }
}

impl Engine for Rules {
    fn window(&self, _: &Task) -> usize {
        usize::MAX
    }

    fn measure(&self, text: &str) -> usize {
        text.len()
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        _round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        let mut drafts = Vec::with_capacity(passages.len());
        for passage in passages {
            if watcher.cancelled() {
                return Err(RunError::Cancelled);
            }
            drafts.push(match task {
                Task::Summarize(task) => summarize(task, passage),
                Task::Translate(task) => gloss(task, passage),
            });
            watcher.progress(drafts.len(), passages.len());
        }
        Ok(drafts)
    }
}

fn summarize(task: &Summarize, passage: &Passage) -> Draft {
    let chosen = extract::extract(passage.title.as_deref(), &passage.text, task.from, task.length);
    let summary = chosen.join(if task.from == Language::English { " " } else { "" });
    let segments = sentence::sentences(&summary, Some(task.from));
    Draft {
        text: translate(&summary, &segments, task.from, task.to, &task.glossary),
        method: if task.from.is_chinese() == task.to.is_chinese() {
            Method::Extracted
        } else {
            Method::Glossed
        },
        stop: Stop::Finished,
    }
}

fn gloss(task: &Translate, passage: &Passage) -> Draft {
    let text = translate(&passage.text, &passage.segments, task.from, task.to, &task.glossary);
    let method = match (task.from, task.to) {
        (from, to) if from == to => Method::Verbatim,
        (from, to) if from.is_chinese() && to.is_chinese() => Method::Converted,
        _ => Method::Glossed,
    };
    Draft { text, method, stop: Stop::Finished }
}
