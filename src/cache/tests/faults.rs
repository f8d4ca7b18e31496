//! A file that cannot be used: the run goes on, with one warning.

use super::*;

/// The run's view: no hit, no panic, one warning with a hint.
fn assert_runs_without(cache: &Cache, is_expected: impl Fn(&CacheError) -> bool) {
    for source in 0..3 {
        assert!(!save(cache, 1, source));
    }
    let warnings = cache.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(is_expected(&warnings[0]), "{:?}", warnings[0]);
    assert!(!warnings[0].hint().is_empty());
    save(cache, 1, 4);
    assert!(cache.warnings().is_empty(), "a warning is given once");
}

#[test]
fn a_folder_under_a_file_cannot_be_made() {
    let bench = Bench::new();
    std::fs::write(bench.dir.path().join("file"), "").unwrap();
    let cache = Cache::open_or_disabled(bench.dir.path().join("file/cache.sqlite"), SystemClock);
    assert!(!cache.is_enabled());
    assert_runs_without(&cache, |error| matches!(error, CacheError::Folder { .. }));
}

#[test]
fn a_folder_in_the_place_of_the_file_is_named() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path()).unwrap();
    let cache = Cache::open_or_disabled(bench.path(), SystemClock);
    assert_runs_without(&cache, |error| matches!(error, CacheError::Open { .. }));
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let bench = Bench::new();
    bench.by_hand().execute_batch("CREATE TABLE places (url); PRAGMA application_id = 77").unwrap();
    let before = std::fs::read(bench.path()).unwrap();
    let cache = Cache::open_or_disabled(bench.path(), SystemClock);
    assert_runs_without(&cache, |error| matches!(error, CacheError::Foreign { found: 77, .. }));
    assert_eq!(std::fs::read(bench.path()).unwrap(), before);
}

#[test]
fn a_file_of_another_name_and_kind_is_left_alone() {
    let bench = Bench::new();
    let path = bench.dir.path().join("notes.txt");
    std::fs::write(&path, "ISO 9001 was revised.\n".repeat(100)).unwrap();
    let cache = Cache::open_or_disabled(&path, SystemClock);
    assert_runs_without(&cache, |error| matches!(error, CacheError::NotACache { .. }));
    assert_eq!(std::fs::read(&path).unwrap().len(), 2200);
    assert!(bench.files("damaged").is_empty());
}

#[test]
fn a_damaged_cache_of_any_name_is_renewed() {
    let bench = Bench::new();
    filled(&bench, 40);
    let path = bench.dir.path().join("mine.db");
    let mut bytes = std::fs::read(bench.path()).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, bytes).unwrap();
    let cache = Cache::open_or_disabled(&path, SystemClock);
    let moved = |warning: &CacheError| matches!(warning, CacheError::MovedAside { .. });
    assert!(cache.warnings().iter().any(moved), "{:?}", cache.warnings());
    assert!(
        std::fs::read_dir(bench.dir.path())
            .unwrap()
            .flatten()
            .any(|entry| { entry.file_name().to_string_lossy().starts_with("mine.db.damaged") })
    );
}

#[test]
fn a_newer_cache_is_left_alone() {
    let bench = Bench::new();
    filled(&bench, 3);
    bench.by_hand().pragma_update(None, "user_version", 1000).unwrap();
    let cache = Cache::open_or_disabled(bench.path(), SystemClock);
    assert_runs_without(&cache, |error| matches!(error, CacheError::Newer { found: 1000, .. }));
    bench.by_hand().pragma_update(None, "user_version", 1).unwrap();
    assert!(hits(&bench.open(), 1, 2));
}

#[test]
fn a_full_disk_stops_the_saving_and_nothing_else() {
    let bench = Bench::new();
    filled(&bench, 20);
    let cache = bench.open();
    cache
        .with("limit", |opened| {
            let pages: i64 = opened.connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
            opened.connection.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(()))
        })
        .unwrap();
    let kept = (100..200).filter(|source| save(&cache, 1, *source)).count();
    assert!(kept < 10);
    let warnings = cache.warnings();
    assert!(matches!(warnings[..], [CacheError::Full { .. }]), "{warnings:?}");
    assert!(hits(&cache, 1, 3), "reading goes on");
    drop(cache);
    let cache = bench.open();
    assert_eq!(cache.stats().unwrap().total.entries, 20 + kept as u64);
    assert_eq!(cache.verify(false).unwrap().problems, []);
}

#[test]
fn a_locked_file_is_waited_for_once() {
    let bench = Bench::new();
    filled(&bench, 1);
    let cache = bench.open();
    cache.with("hurry", |opened| opened.connection.busy_timeout(std::time::Duration::ZERO)).unwrap();
    let other = bench.by_hand();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(hits(&cache, 1, 0), "reading needs no lock");
    assert_runs_without_saving(&cache);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(save(&bench.open(), 1, 7), "the next run saves again");
}

fn assert_runs_without_saving(cache: &Cache) {
    assert!(!save(cache, 1, 7) && !save(cache, 1, 8));
    let warnings = cache.warnings();
    assert!(matches!(warnings[..], [CacheError::Locked { .. }]), "{warnings:?}");
}

#[cfg(unix)]
#[test]
fn a_file_deleted_or_replaced_while_open_is_noticed_by_the_next_save() {
    for replace in [false, true] {
        let bench = Bench::new();
        filled(&bench, 2);
        let cache = bench.open();
        for name in bench.files("cache.sqlite") {
            std::fs::remove_file(bench.dir.path().join(name)).unwrap();
        }
        if replace {
            filled(&bench, 5);
        }
        assert!(!save(&cache, 1, 50) && !save(&cache, 1, 51));
        let warnings = cache.warnings();
        assert!(matches!(warnings[..], [CacheError::Gone { .. }]), "{warnings:?}");
        drop(cache);
        if replace {
            assert!(hits(&bench.open(), 1, 4), "the new file is not harmed");
        }
        assert_sound(&bench.path());
    }
}

#[test]
fn a_file_that_can_only_be_read_is_read() {
    let bench = Bench::new();
    filled(&bench, 2);
    let cache = bench.open();
    // As `open` finds it where the file's mode says so; root, as in many containers, may write any file.
    cache
        .with("limit", |opened| {
            opened.writable = false;
            opened.connection.pragma_update(None, "query_only", true)
        })
        .unwrap();
    bench.pass(10 * DAY);
    assert!(hits(&cache, 1, 0));
    assert!(!save(&cache, 1, 9) && !save(&cache, 1, 10));
    let warnings = cache.warnings();
    assert!(matches!(warnings[..], [CacheError::ReadOnly { .. }]), "{warnings:?}");
    assert!(hits(&cache, 1, 1));
}
