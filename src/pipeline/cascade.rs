//! Several engines in turn: the fast one first, and only what it could not do well goes up to the next.
//!
//! A cascade is an engine like any other. Translations go through it a segment a passage, so that what goes up is a sentence
//! and not a page; each segment is asked for as often as of a single engine before the next one gets it. Engines further up
//! are loaded when something reaches them, and not before. All of them are shown the codes of a document as masks, which is
//! the one way that each understands; that makes a line of a document a sentence, too.
//!
//! The idea is that of FrugalGPT (Chen, Zaharia, Zou 2023, arXiv:2305.05176): answer with the cheapest model whose answer
//! is good enough. What is good enough is judged by the checks.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    engine::{Capability, Draft, Engine, LoadError, Loader, ROUNDS, Recipe, RunError, Watcher},
    segment::Passage,
    task::Task,
};

/// Engines that are asked in turn, first to last.
pub struct Cascade {
    id: String,
    steps: Vec<Arc<dyn Loader>>,
}

impl Cascade {
    /// A cascade of these engines, all of which can do what it will be asked for.
    pub fn new(steps: Vec<Arc<dyn Loader>>) -> Self {
        let id = steps.iter().map(|step| step.id()).collect::<Vec<_>>().join(",");
        Self { id, steps }
    }
}

impl Loader for Cascade {
    fn id(&self) -> &str {
        &self.id
    }

    fn capability(&self, _: &Task) -> Capability {
        Capability::Full
    }

    fn recipe(&self, task: &Task) -> Recipe {
        let steps: Vec<Value> = self.steps.iter().map(|step| step.recipe(task).value()).collect();
        Recipe::new(&self.id, task).with("cascade", steps)
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        let step = |loader: &Arc<dyn Loader>| Step { loader: Arc::clone(loader), engine: None };
        let mut running = Running { steps: self.steps.iter().map(step).collect() };
        // Nothing is done without the first one.
        running.step(0)?;
        Ok(Box::new(running))
    }
}

/// A cascade at work.
struct Running {
    steps: Vec<Step>,
}

struct Step {
    loader: Arc<dyn Loader>,
    engine: Option<Box<dyn Engine>>,
}

impl Running {
    /// The engine of a step, loaded.
    fn step(&mut self, number: usize) -> Result<&mut dyn Engine, LoadError> {
        let step = &mut self.steps[number];
        let engine = match step.engine.take() {
            Some(engine) => engine,
            None => step.loader.load()?,
        };
        Ok(step.engine.insert(engine).as_mut())
    }

    /// The first engine, which is always loaded.
    fn first(&self) -> Option<&dyn Engine> {
        self.steps.first()?.engine.as_deref()
    }
}

/// The step whose turn a round is.
fn turn(round: u32) -> usize {
    (round / ROUNDS) as usize
}

impl Engine for Running {
    fn window(&self, task: &Task) -> usize {
        match task {
            Task::Translate(_) => 0,
            Task::Summarize(_) => self.first().map_or(usize::MAX, |engine| engine.window(task)),
        }
    }

    fn measure(&self, text: &str) -> usize {
        self.first().map_or(text.len(), |engine| engine.measure(text))
    }

    fn rounds(&self) -> u32 {
        ROUNDS * u32::try_from(self.steps.len()).unwrap_or(u32::MAX / ROUNDS)
    }

    fn writer(&self, round: u32) -> Option<&str> {
        Some(self.steps[turn(round)].loader.id())
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        let number = turn(round);
        let engine = self.steps[number].loader.id().to_owned();
        let failed = |error: LoadError| RunError::Failed { engine, why: error.to_string() };
        self.step(number).map_err(failed)?.run(task, passages, round % ROUNDS, watcher)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::{
        cache::{Cache, SystemClock},
        outcome::{Escalated, Method},
        pipeline::{
            Choice, Done, Failure, Pipeline,
            scripted::{Act, Scripted},
        },
        segment::Source,
        task::Translate,
        text::Language,
    };

    const TEXT: &str = "The forum was held on June 9. It ended.\nIt ended.";

    fn run(engines: &[&Scripted], text: &str, cache: Cache) -> Result<Done, Failure> {
        let loaders: Vec<Arc<dyn Loader>> =
            engines.iter().map(|engine| Arc::new((*engine).clone()) as Arc<dyn Loader>).collect();
        let names = loaders.iter().map(|loader| loader.id().to_owned()).collect();
        let task = Task::Translate(Translate {
            from: Language::English,
            to: Language::Chinese,
            glossary: Arc::default(),
        });
        let pipeline = Pipeline::new(loaders, Choice::InTurn(names), cache);
        pipeline.run(&task, &Source::line(text), "test", &())
    }

    #[test]
    fn only_what_failed_goes_up_and_the_outcome_says_so() {
        // The first engine says the same of every segment: right for one of them, a date too many for the others.
        let small = Scripted::new("small").acts(&[Act::Say("论坛于6月9日举行。")]);
        let large = Scripted::new("large").acts(&[Act::Say("论坛结束了。")]);
        let outcome = run(&[&small, &large], TEXT, Cache::disabled()).unwrap().outcome;
        assert_eq!(outcome.text, "论坛于6月9日举行。论坛结束了。\n论坛结束了。");
        assert_eq!(outcome.provenance.engine, "small,large");
        let [first, second] = &outcome.provenance.escalated[..] else {
            panic!("{:?}", outcome.provenance.escalated)
        };
        let Escalated { engine, source, target, reason } = first;
        assert_eq!([engine, source, target], ["large", "It ended.", "论坛结束了。"]);
        assert!(reason.contains("June 9") || reason.contains("6月9日"), "{reason}");
        assert_eq!(first, second);
        assert_eq!([&small, &large].map(|engine| engine.runs.load(Ordering::SeqCst)), [3, 1]);
    }

    #[test]
    fn an_engine_that_nothing_reaches_is_not_loaded() {
        let small = Scripted::new("small").acts(&[Act::Say("论坛结束了。")]);
        let large = Scripted::new("large").not_installed();
        let outcome = run(&[&small, &large], "It ended.", Cache::disabled()).unwrap().outcome;
        assert_eq!((outcome.provenance.engine.as_str(), outcome.provenance.escalated.len()), ("small", 0));
        assert_eq!(large.loaded.load(Ordering::SeqCst), 0);

        let failure = run(&[&small, &large], "It ended on June 9.", Cache::disabled()).unwrap_err();
        assert!(failure.to_string().contains("large is not installed"), "{failure}");
    }

    #[test]
    fn a_text_is_doubted_as_much_as_the_least_of_its_segments() {
        let small = Scripted::new("small").acts(&[Act::Say("论坛于6月9日举行。")]);
        let outcome = |text| {
            let loaders: Vec<Arc<dyn Loader>> = vec![Arc::new(small.clone()), Arc::new(crate::rules::Rules)];
            let task = Task::Translate(Translate {
                from: Language::English,
                to: Language::Chinese,
                glossary: Arc::default(),
            });
            let choice = Choice::InTurn(vec!["small".to_owned(), "rules".to_owned()]);
            Pipeline::new(loaders, choice, Cache::disabled())
                .run(&task, &Source::line(text), "test", &())
                .unwrap()
                .outcome
        };
        assert_eq!(outcome("The forum was held on June 9.").provenance.method, Method::Generated);
        let mixed = outcome("The forum was held on June 9. It was held on July 2.");
        assert_eq!(
            (mixed.provenance.method, mixed.provenance.engine.as_str()),
            (Method::Glossed, "small,rules")
        );
        assert!(
            mixed.text.starts_with("论坛于6月9日举行。") && mixed.text.contains("7月2日"),
            "{}",
            mixed.text
        );
    }

    #[test]
    fn the_key_holds_every_engine_and_a_hit_says_who_wrote_what() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().join("cache.sqlite"), SystemClock).unwrap();
        let small = Scripted::new("small").acts(&[Act::Say("论坛于6月9日举行。")]);
        let large = Scripted::new("large").acts(&[Act::Say("论坛结束了。")]);
        let other = Scripted::new("other").acts(&[Act::Say("论坛闭幕了。")]);
        let first = run(&[&small, &large], TEXT, cache.clone()).unwrap();
        let again = run(&[&small, &large], TEXT, cache.clone()).unwrap();
        assert_eq!((first.cached, again.cached, &first.outcome), (false, true, &again.outcome));
        let another = run(&[&small, &other], TEXT, cache.clone()).unwrap();
        assert!(!another.cached && another.outcome.text.contains("闭幕"));
        assert!(!run(&[&small], "The forum was held on June 9.", cache).unwrap().cached);
    }
}
