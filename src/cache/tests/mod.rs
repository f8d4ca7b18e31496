//! Tests of the cache as a whole, each over a folder of its own.

mod damage;
mod everyday;
mod explaining;
mod faults;
mod processes;
mod pruning;
mod transfers;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use serde_json::{Value, json};

use super::*;
use crate::{
    fingerprint::Fingerprint,
    outcome::{Escalated, Finding, Method, Outcome, Provenance, Severity},
};

/// One day in seconds.
const DAY: i64 = 86_400;

/// A folder with a cache in it, and a clock that stands still.
struct Bench {
    dir: tempfile::TempDir,
    now: Arc<AtomicI64>,
}

impl Bench {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), now: Arc::new(AtomicI64::new(1_700_000_000)) }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("cache.sqlite")
    }

    fn open(&self) -> Cache {
        self.try_open().unwrap()
    }

    fn try_open(&self) -> Result<Cache, CacheError> {
        Cache::open(self.path(), self.clock())
    }

    fn clock(&self) -> impl Clock + 'static {
        let now = Arc::clone(&self.now);
        move || now.load(Ordering::Relaxed)
    }

    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Files whose name holds this.
    fn files(&self, part: &str) -> Vec<String> {
        let names = std::fs::read_dir(self.dir.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains(part)).collect()
    }

    /// The database by hand, as someone else would see it.
    fn by_hand(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

fn recipe(number: u32) -> Value {
    json!({"engine": "rules", "task": {"kind": "summarize", "length": number}})
}

fn key(recipe_number: u32, source: u32) -> CacheKey {
    CacheKey {
        recipe: Fingerprint::of(recipe(recipe_number).to_string().as_bytes()),
        source: Fingerprint::of(&source.to_le_bytes()),
    }
}

/// The one right outcome under a key: a hit with any other is a fault.
fn outcome(key: CacheKey) -> Outcome {
    Outcome {
        text: format!("国家标准 {} was published.\n", key.source.short()).repeat(20),
        provenance: Provenance {
            engine: "rules".to_owned(),
            method: Method::Extracted,
            recipe: key.recipe,
            source: key.source,
            findings: vec![Finding {
                check: "numbers".to_owned(),
                severity: Severity::Note,
                message: "a number is spelt out".to_owned(),
                source: Some("three".to_owned()),
                target: None,
            }],
            escalated: vec![Escalated {
                engine: "large".to_owned(),
                source: "国家标准".to_owned(),
                target: "a national standard".to_owned(),
                reason: "The draft is empty.".to_owned(),
            }],
        },
    }
}

fn save(cache: &Cache, recipe_number: u32, source: u32) -> bool {
    let key = key(recipe_number, source);
    let context =
        Context { recipe: &recipe(recipe_number), name: &format!("news/{source}.txt"), task: "summarize/zh" };
    match cache.entry(key) {
        Entry::Vacant(vacant) => vacant.save(&outcome(key), &context),
        Entry::Hit(_) => true,
    }
}

/// True for a hit, which must be the right one.
fn hits(cache: &Cache, recipe_number: u32, source: u32) -> bool {
    let key = key(recipe_number, source);
    match cache.entry(key) {
        Entry::Hit(found) => {
            assert_eq!(found, outcome(key));
            true
        }
        Entry::Vacant(vacant) => {
            assert_eq!(vacant.key(), key);
            false
        }
    }
}

/// A cache with `count` outcomes, closed.
fn filled(bench: &Bench, count: u32) {
    let cache = bench.open();
    for source in 0..count {
        assert!(save(&cache, 1, source));
    }
}

/// Everything in the file is sound.
fn assert_sound(path: &Path) {
    let cache = Cache::open(path, SystemClock).unwrap();
    let verified = cache.verify(false).unwrap();
    assert_eq!(verified.problems, []);
    assert!(cache.warnings().is_empty());
}
