//! Forgetting by age and by size, and clocks that misbehave.

use super::*;

fn present(cache: &Cache, sources: std::ops::Range<u32>) -> Vec<u32> {
    let of_interest = |source: &u32| matches!(cache.entry(key(1, *source)), Entry::Hit(_));
    sources.filter(of_interest).collect()
}

#[test]
fn the_unused_go_and_the_used_stay() {
    let bench = Bench::new();
    filled(&bench, 4);
    bench.pass(10 * DAY);
    let cache = bench.open();
    assert!(hits(&cache, 1, 2), "used today");
    assert!(save(&cache, 1, 9));
    let pruned = cache.prune(Limits { unused_for: Some(5 * DAY as u64), max_bytes: None }).unwrap();
    assert_eq!((pruned.removed, pruned.left), (3, 2));
    assert_eq!(present(&cache, 0..10), [2, 9]);
}

#[test]
fn times_of_use_reach_the_file_when_the_cache_is_dropped() {
    let bench = Bench::new();
    filled(&bench, 2);
    bench.pass(10 * DAY);
    assert!(hits(&bench.open(), 1, 1));
    let limits = Limits { unused_for: Some(5 * DAY as u64), max_bytes: None };
    let cache = bench.open();
    assert_eq!(cache.prune(limits).unwrap().left, 1);
    assert_eq!(present(&cache, 0..2), [1]);
}

#[test]
fn by_size_the_least_recently_used_go_first() {
    let bench = Bench::new();
    let cache = bench.open();
    for source in 0..6 {
        assert!(save(&cache, 1, source));
        bench.pass(2 * DAY);
    }
    assert!(hits(&cache, 1, 0), "the oldest is used again");
    let each = cache.stats().unwrap().total.bytes / 6;
    let limits = Limits { unused_for: None, max_bytes: Some(each * 3 + 1) };
    let pruned = cache.prune(limits).unwrap();
    assert_eq!((pruned.removed, pruned.bytes), (3, each * 3));
    assert_eq!(present(&cache, 0..6), [0, 4, 5]);
}

#[test]
fn clearing_gives_the_room_back_and_forgets_recipes() {
    let bench = Bench::new();
    filled(&bench, 200);
    let cache = bench.open();
    let before = cache.stats().unwrap();
    assert_eq!(cache.clear().unwrap().removed, 200);
    let after = cache.stats().unwrap();
    assert_eq!((after.total.entries, after.recipes), (0, 0));
    assert!(after.file_bytes * 4 < before.file_bytes);
    assert!(save(&cache, 1, 1));
    assert!(hits(&cache, 1, 1));
}

#[test]
fn a_clock_set_back_loses_nothing() {
    let bench = Bench::new();
    filled(&bench, 2);
    bench.pass(-1000 * DAY);
    let cache = bench.open();
    assert!(hits(&cache, 1, 0));
    assert!(save(&cache, 1, 5));
    let limits = Limits { unused_for: Some(DAY as u64), max_bytes: None };
    assert_eq!(cache.prune(limits).unwrap().removed, 0);
    // The hit wrote the present over the time in the future: later it ages as the others do.
    bench.pass(10 * DAY);
    assert_eq!(cache.prune(limits).unwrap().left, 1);
    assert_eq!(present(&cache, 0..6), [1], "still in the future");
}

#[test]
fn no_clock_is_too_strange() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        let bench = Bench::new();
        bench.now.store(now, Ordering::Relaxed);
        filled(&bench, 2);
        let cache = bench.open();
        assert!(hits(&cache, 1, 0));
        for unused_for in [0, 1, u64::MAX] {
            let limits = Limits { unused_for: Some(unused_for), max_bytes: Some(u64::MAX) };
            assert_eq!(cache.prune(limits).unwrap().removed, 0);
        }
        bench.now.store(0, Ordering::Relaxed);
        assert!(hits(&cache, 1, 1));
    }
}
