//! What every engine promises, checked on the rules and on a scripted engine by the same suite.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use zhaiyi::{
    engine::{Capability, Draft, Engine, LoadError, Loader, Recipe, RunError, Stop, Watcher},
    outcome::Method,
    rules::Rules,
    segment::{Passage, Source, pack},
    task::{Glossary, Length, Summarize, Task, Term, Translate},
    text::Language,
};

/// Three lines, one of them empty: an engine keeps them when it translates.
const ENGLISH: &str = "The 2023 forum on port standards was held in Dalian on May 16. More than 420 people from 31 \
countries took part.\n\nISO and SAC signed a memorandum of understanding. The next forum will be held in 2026.";
const CHINESE: &str = "2023年港口标准论坛5月16日在大连举行。来自31个国家的420多人参加。\n\n\
国际标准化组织和国家标准化管理委员会签署了谅解备忘录。下一届论坛将于2026年举行。";
const TRADITIONAL: &str = "2023年港口標準論壇5月16日在大連舉行。來自31個國家的420多人參加。\n\n\
國際標準化組織和國家標準化管理委員會簽署了諒解備忘錄。下一屆論壇將於2026年舉行。";

fn text(language: Language) -> &'static str {
    match language {
        Language::English => ENGLISH,
        Language::Chinese => CHINESE,
        Language::TraditionalChinese => TRADITIONAL,
    }
}

/// A summary and a translation for every pair of languages.
fn tasks() -> Vec<Task> {
    let glossary = Arc::new(Glossary::default());
    let mut tasks = Vec::new();
    for from in Language::ALL {
        for to in Language::ALL {
            let summarize = Summarize { from, to, length: Length::Medium, glossary: Arc::clone(&glossary) };
            tasks.push(Task::Summarize(summarize));
            tasks.push(Task::Translate(Translate { from, to, glossary: Arc::clone(&glossary) }));
        }
    }
    tasks
}

fn passages(text: &str, task: &Task, engine: &dyn Engine) -> Vec<Passage> {
    let segments = Source::line(text).segments(task.from());
    pack(None, text, &segments, engine.window(task), |part| engine.measure(part))
}

/// Several passages of one language.
fn batch(task: &Task, engine: &dyn Engine) -> Vec<Passage> {
    let language = task.from();
    let lines = text(language).lines().filter(|line| !line.is_empty());
    let texts = [text(language)].into_iter().chain(lines);
    texts.flat_map(|text| passages(text, task, engine)).collect()
}

/// A watcher that counts, and cancels after so many passages.
struct Counting {
    seen: AtomicUsize,
    last: usize,
}

impl Counting {
    fn up_to(last: usize) -> Self {
        Self { seen: AtomicUsize::new(0), last }
    }
}

impl Watcher for Counting {
    fn progress(&self, done: usize, all: usize) {
        assert!(done <= all, "{done} of {all}");
        self.seen.fetch_max(done, Ordering::SeqCst);
    }

    fn cancelled(&self) -> bool {
        self.seen.load(Ordering::SeqCst) >= self.last
    }
}

/// The suite. `loads` counts how often the engine was loaded so far, where that can be known.
fn keeps_its_promises(loader: &dyn Loader, loads: impl Fn() -> usize) {
    is_known_before_it_is_loaded(loader);
    assert_eq!(loads(), 0, "what is known of an engine is known without loading it");
    recipes_differ_by_task(loader);
    assert_eq!(loads(), 0);
    let mut engine = loader.load().expect("an engine of this suite loads");
    assert!(tasks().iter().all(|task| engine.window(task) > 0));
    assert!(engine.measure(ENGLISH) > engine.measure("ISO"));
    for task in tasks().iter().filter(|task| loader.capability(task).can()) {
        drafts_are_sound(engine.as_mut(), task);
        a_batch_changes_nothing(loader, engine.as_mut(), task);
        cancels(engine.as_mut(), task);
    }
}

fn is_known_before_it_is_loaded(loader: &dyn Loader) {
    let id = loader.id();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
    assert!(!id.is_empty() && id.chars().all(plain), "{id:?} can be typed and be part of a file name");
    for task in tasks() {
        assert_eq!(loader.capability(&task), loader.capability(&task));
        match loader.capability(&task) {
            Capability::Full => {}
            Capability::Degraded { reason } | Capability::Unable { reason } => assert!(!reason.is_empty()),
        }
        let recipe = loader.recipe(&task);
        assert_eq!(recipe, loader.recipe(&task), "a recipe is stable");
        assert_eq!(recipe.value()["engine"], id, "a recipe names its engine");
    }
}

fn recipes_differ_by_task(loader: &dyn Loader) {
    let mut tasks = tasks();
    let glossary =
        |target: &str| Arc::new(Glossary::new(vec![Term { source: "forum".into(), target: target.into() }]));
    let (from, to) = (Language::English, Language::Chinese);
    for target in ["论坛", "讲坛"] {
        tasks.push(Task::Translate(Translate { from, to, glossary: glossary(target) }));
    }
    for length in [Length::Short, Length::Long, Length::Sentences(3)] {
        tasks.push(Task::Summarize(Summarize { from, to, length, glossary: Arc::default() }));
    }
    let mut fingerprints: Vec<String> =
        tasks.iter().map(|task| loader.recipe(task).fingerprint().to_string()).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), tasks.len(), "no two tasks share a recipe");
}

fn drafts_are_sound(engine: &mut dyn Engine, task: &Task) {
    let passages = batch(task, engine);
    let watcher = Counting::up_to(usize::MAX);
    let drafts = engine.run(task, &passages, 0, &watcher).expect("drafts");
    assert_eq!(drafts.len(), passages.len(), "one draft a passage: {task:?}");
    assert_eq!(watcher.seen.load(Ordering::SeqCst), passages.len(), "it tells how far it is");
    for (draft, passage) in drafts.iter().zip(&passages) {
        assert!(!draft.text.trim().is_empty(), "no blank draft: {task:?} of {:?}", passage.text);
        assert_eq!(draft.stop, Stop::Finished);
        let Task::Translate(Translate { from, to, .. }) = task else { continue };
        assert_eq!(draft.text.lines().count(), passage.text.lines().count(), "lines stay: {}", draft.text);
        for (made, given) in draft.text.lines().zip(passage.text.lines()) {
            assert_eq!(made.trim().is_empty(), given.trim().is_empty(), "empty lines stay empty");
        }
        if from == to {
            assert_eq!(draft.text, passage.text, "nothing to translate");
            assert_eq!(draft.method, Method::Verbatim);
        }
    }
    assert!(engine.run(task, &[], 0, &()).expect("no drafts").is_empty());
}

/// No outcome depends on what else is in the batch, or on what the engine did before.
fn a_batch_changes_nothing(loader: &dyn Loader, engine: &mut dyn Engine, task: &Task) {
    let passages = batch(task, engine);
    let together = engine.run(task, &passages, 0, &()).expect("drafts");
    let mut fresh = loader.load().expect("it loads twice");
    for (passage, draft) in passages.iter().zip(&together).rev() {
        let alone = fresh.run(task, std::slice::from_ref(passage), 0, &()).expect("a draft");
        assert_eq!(&alone[0], draft, "{task:?}");
    }
}

fn cancels(engine: &mut dyn Engine, task: &Task) {
    let passages = batch(task, engine);
    for last in 0..passages.len().min(2) {
        let watcher = Counting::up_to(last);
        let result = engine.run(task, &passages, 0, &watcher);
        assert!(matches!(result, Err(RunError::Cancelled)), "cancelled after {last}: {result:?}");
        assert!(watcher.seen.load(Ordering::SeqCst) <= last + 1, "it stops soon");
    }
    engine.run(task, &passages, 0, &()).expect("a cancelled engine can be used again");
}

/// An engine that answers each line with a line that says what it saw.
#[derive(Clone, Default)]
struct Echo {
    loaded: Arc<AtomicUsize>,
}

impl Loader for Echo {
    fn id(&self) -> &str {
        "echo-0.1"
    }

    fn capability(&self, task: &Task) -> Capability {
        match task {
            Task::Summarize(_) => Capability::Unable { reason: "it only translates".into() },
            Task::Translate(_) => Capability::Full,
        }
    }

    fn recipe(&self, task: &Task) -> Recipe {
        Recipe::new(self.id(), task).with("weights", "none")
    }

    fn load(&self) -> Result<Box<dyn Engine>, LoadError> {
        self.loaded.fetch_add(1, Ordering::SeqCst);
        Ok(Box::new(self.clone()))
    }
}

impl Engine for Echo {
    fn window(&self, _: &Task) -> usize {
        60
    }

    fn measure(&self, text: &str) -> usize {
        text.chars().count()
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        _round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        let mut drafts = Vec::new();
        for passage in passages {
            if watcher.cancelled() {
                return Err(RunError::Cancelled);
            }
            let same = task.from() == task.to();
            let line = |line: &str| if line.is_empty() || same { line.into() } else { format!("<{line}>") };
            let text = passage.text.split('\n').map(line).collect::<Vec<_>>().join("\n");
            let method = if same { Method::Verbatim } else { Method::Generated };
            drafts.push(Draft { text, method, stop: Stop::Finished });
            watcher.progress(drafts.len(), passages.len());
        }
        Ok(drafts)
    }
}

#[test]
fn the_rules_keep_their_promises() {
    keeps_its_promises(&Rules, || 0);
}

#[test]
fn a_scripted_engine_keeps_its_promises() {
    let echo = Echo::default();
    keeps_its_promises(&echo, || echo.loaded.load(Ordering::SeqCst));
}

#[cfg(feature = "neural")]
#[test]
fn a_translation_model_keeps_its_promises() {
    use zhaiyi::{
        model::{Hub, local},
        neural::seq2seq::{Profile, TranslatorLoader},
    };
    let stamps = tempfile::tempdir().expect("a folder");
    let hub = Hub::new(stamps.path().join("hub"), stamps.path().to_owned());
    for way in ["marian-zh-en", "marian-en-zh"] {
        let folder = crate::stage::project().join("tests/models").join(way);
        let profile = Profile::local(&hub, &local(&folder).expect("a model")).expect("a model");
        keeps_its_promises(&TranslatorLoader::new(profile), || 0);
    }
}

#[test]
fn the_rules_say_how_a_text_came_about() {
    let mut engine = Rules.load().expect("rules load");
    for task in tasks() {
        let passages = batch(&task, engine.as_ref());
        let draft = &engine.run(&task, &passages[..1], 0, &()).expect("a draft")[0];
        let (from, to) = (task.from(), task.to());
        let expected = match task {
            _ if from.is_chinese() != to.is_chinese() => Method::Glossed,
            Task::Summarize(_) => Method::Extracted,
            Task::Translate(_) if from == to => Method::Verbatim,
            Task::Translate(_) => Method::Converted,
        };
        assert_eq!(draft.method, expected, "{task:?}");
        let degraded = matches!(Rules.capability(&task), Capability::Degraded { .. });
        assert_eq!(degraded, expected == Method::Glossed, "what is glossed is told beforehand: {task:?}");
    }
}
