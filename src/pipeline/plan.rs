//! Which engines are tried for a task, and in what order. Pure.

use std::{cmp::Reverse, sync::Arc};

use crate::{
    engine::{Capability, Loader},
    task::Task,
};

use super::cascade::Cascade;

/// What the user asked for with `--engine`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The best engine installed, then the next one.
    #[default]
    Auto,
    /// This engine and no other.
    Exactly(String),
    /// These engines as a cascade, and no others: what one could not do well goes to the next.
    InTurn(Vec<String>),
}

/// The engines to try, best first.
pub struct Plan {
    /// Those that can do the task.
    pub engines: Vec<Arc<dyn Loader>>,
    /// Engines that were left out, and why.
    pub unable: Vec<(String, String)>,
}

/// Orders `loaders` for `task`: those with full capability first, by their rank, then the degraded ones; equals stay as they
/// are listed. With [`Choice::Exactly`] only the engine of that name is considered; with [`Choice::InTurn`] the plan is one
/// cascade of those that are able.
pub fn plan(task: &Task, choice: &Choice, loaders: &[Arc<dyn Loader>]) -> Plan {
    if let Choice::InTurn(names) = choice {
        return in_turn(task, names, loaders);
    }
    let mut full = Vec::new();
    let mut degraded = Vec::new();
    let mut unable = Vec::new();
    for loader in loaders {
        if matches!(choice, Choice::Exactly(name) if name != loader.id()) {
            continue;
        }
        match loader.capability(task) {
            Capability::Full => full.push(Arc::clone(loader)),
            Capability::Degraded { .. } => degraded.push(Arc::clone(loader)),
            Capability::Unable { reason } => unable.push((loader.id().to_owned(), reason)),
        }
    }
    full.sort_by_key(|loader| Reverse(loader.rank(task)));
    full.append(&mut degraded);
    Plan { engines: full, unable }
}

/// The cascade of those of `names` that can do `task`; where one alone can, it is that one, with its own recipe.
fn in_turn(task: &Task, names: &[String], loaders: &[Arc<dyn Loader>]) -> Plan {
    let mut steps = Vec::new();
    let mut unable = Vec::new();
    for loader in names.iter().filter_map(|name| loaders.iter().find(|loader| loader.id() == name)) {
        match loader.capability(task) {
            Capability::Full | Capability::Degraded { .. } => steps.push(Arc::clone(loader)),
            Capability::Unable { reason } => unable.push((loader.id().to_owned(), reason)),
        }
    }
    let engines =
        if steps.len() > 1 { vec![Arc::new(Cascade::new(steps)) as Arc<dyn Loader>] } else { steps };
    Plan { engines, unable }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pipeline::scripted::Scripted,
        task::{Glossary, Translate},
        text::Language,
    };

    fn order(choice: Choice, capabilities: &[(&str, Capability)]) -> Vec<String> {
        let loaders: Vec<Arc<dyn Loader>> = capabilities
            .iter()
            .map(|(id, capability)| {
                Arc::new(Scripted::new(id).capable(capability.clone())) as Arc<dyn Loader>
            })
            .collect();
        let task = Task::Translate(Translate {
            from: Language::English,
            to: Language::Chinese,
            glossary: Arc::new(Glossary::default()),
        });
        plan(&task, &choice, &loaders).engines.iter().map(|loader| loader.id().to_owned()).collect()
    }

    #[test]
    fn the_best_comes_first_and_the_unable_not_at_all() {
        let degraded = Capability::Degraded { reason: "rules".into() };
        let unable = Capability::Unable { reason: "summaries only".into() };
        let all = [
            ("rules", degraded.clone()),
            ("qwen", Capability::Full),
            ("sum", unable.clone()),
            ("hy", Capability::Full),
        ];
        assert_eq!(order(Choice::Auto, &all), ["qwen", "hy", "rules"]);
        assert_eq!(order(Choice::Exactly("rules".into()), &all), ["rules"]);
        assert_eq!(order(Choice::Exactly("sum".into()), &all), Vec::<String>::new());
        assert_eq!(order(Choice::Exactly("nobody".into()), &all), Vec::<String>::new());
        assert_eq!(order(Choice::Auto, &[]), Vec::<String>::new());
        let in_turn = |names: &[&str]| Choice::InTurn(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(order(in_turn(&["hy", "sum", "qwen", "rules"]), &all), ["hy,qwen,rules"]);
        assert_eq!(order(in_turn(&["sum", "qwen"]), &all), ["qwen"]);
        assert_eq!(order(in_turn(&["sum"]), &all), Vec::<String>::new());
    }
}
