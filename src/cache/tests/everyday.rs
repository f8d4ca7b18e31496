//! What every run does: look up, save, look up again.

use std::thread;

use super::*;

#[test]
fn what_was_saved_is_found_by_the_next_run() {
    let bench = Bench::new();
    let cache = bench.open();
    assert!(!hits(&cache, 1, 1));
    assert!(save(&cache, 1, 1));
    assert!(hits(&cache, 1, 1));
    assert!(!hits(&cache, 2, 1), "another recipe");
    assert!(!hits(&cache, 1, 2), "another article");
    drop(cache);
    let next = bench.open();
    assert!(hits(&next, 1, 1));
    assert!(next.warnings().is_empty());
}

#[test]
fn the_folder_is_made_and_one_file_stays_beside_the_database() {
    let bench = Bench::new();
    let path = bench.dir.path().join("a/b/cache.sqlite");
    drop(Cache::open(&path, SystemClock).unwrap());
    let mut names: Vec<_> =
        std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["cache.sqlite", "cache.sqlite.lock"]);
}

#[test]
fn a_refresh_replaces_what_is_there() {
    let bench = Bench::new();
    let cache = bench.open();
    assert!(save(&cache, 1, 1));
    let mut better = outcome(key(1, 1));
    better.text = "A better summary.".to_owned();
    better.title = None;
    let context = Context { recipe: &recipe(1), name: "news/1.txt", task: "summarize/zh" };
    assert!(cache.refresh(key(1, 1)).save(&better, &context));
    let Entry::Hit(found) = cache.entry(key(1, 1)) else {
        panic!("a miss after a save");
    };
    assert_eq!(found, better);
    assert_eq!(cache.stats().unwrap().total.entries, 1);
}

#[test]
fn a_disabled_cache_misses_keeps_nothing_and_says_nothing() {
    let cache = Cache::disabled();
    assert!(!save(&cache, 1, 1));
    assert!(!hits(&cache, 1, 1));
    assert!(!cache.is_enabled());
    assert!(cache.warnings().is_empty());
    assert!(matches!(cache.stats(), Err(CacheError::Disabled)));
}

#[test]
fn threads_share_one_cache() {
    let bench = Bench::new();
    let cache = bench.open();
    thread::scope(|scope| {
        for thread in 0..4 {
            let cache = &cache;
            scope.spawn(move || {
                for source in 0..50 {
                    assert!(save(cache, thread % 2, source));
                    assert!(hits(cache, thread % 2, source));
                }
            });
        }
    });
    assert_eq!(cache.stats().unwrap().total.entries, 100);
    drop(cache);
    assert_sound(&bench.path());
}

#[test]
fn stats_add_up() {
    let bench = Bench::new();
    let cache = bench.open();
    assert_eq!(cache.stats().unwrap().oldest, None);
    save(&cache, 1, 1);
    bench.pass(10);
    save(&cache, 1, 2);
    save(&cache, 2, 2);
    let stats = cache.stats().unwrap();
    assert_eq!(stats.total.entries, 3);
    assert_eq!(stats.recipes, 2);
    assert_eq!(stats.engines["rules"], stats.total);
    assert_eq!(stats.methods["extracted"], stats.total);
    assert_eq!(stats.tasks["summarize/zh"], stats.total);
    assert_eq!((stats.oldest, stats.newest), (Some(bench.now() - 10), Some(bench.now())));
    assert!(stats.total.bytes > 1000 && stats.file_bytes > stats.total.bytes);
    assert_eq!(stats.path, bench.path());
}
