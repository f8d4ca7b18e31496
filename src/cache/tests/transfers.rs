//! Export and import.

use proptest::prelude::*;

use super::*;

fn exported(cache: &Cache) -> String {
    let mut lines = Vec::new();
    cache.export(&mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

#[test]
fn an_import_brings_back_what_was_exported_to_the_byte() {
    let (one, other) = (Bench::new(), Bench::new());
    let cache = one.open();
    for source in [5, 3, 9] {
        save(&cache, 1, source);
        save(&cache, 2, source);
    }
    let lines = exported(&cache);
    assert_eq!(lines.lines().count(), 6);
    let copy = other.open();
    save(&copy, 1, 3);
    let imported = copy.import(lines.as_bytes()).unwrap();
    assert_eq!((imported.added, imported.kept, imported.bad), (5, 1, 0));
    for source in [5, 3, 9] {
        assert!(hits(&copy, 1, source) && hits(&copy, 2, source));
    }
    assert_eq!(exported(&copy), lines);
    drop(copy);
    assert_sound(&other.path());
}

#[test]
fn lines_come_in_the_order_of_the_keys() {
    let bench = Bench::new();
    let cache = bench.open();
    for source in 0..20 {
        save(&cache, source % 3, source);
    }
    let lines = exported(&cache);
    let keys: Vec<(String, String)> = lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            (line["recipe"].to_string(), line["source"].to_string())
        })
        .collect();
    assert!(keys.is_sorted());
}

#[test]
fn bad_lines_are_named_and_the_rest_is_done() {
    let bench = Bench::new();
    let cache = bench.open();
    save(&cache, 1, 1);
    save(&cache, 1, 2);
    let lines = exported(&cache);
    let (first, second) = lines.split_once('\n').unwrap();
    let forged = first.replace("published", "withdrawn");
    let newer = first.replace("zhaiyi-cache/1", "zhaiyi-cache/2");
    let file = [
        forged.as_bytes(),
        b"not json",
        b"",
        b"{\"schema\":\"zhaiyi-cache/1\"}",
        newer.as_bytes(),
        b"\xff\xfe",
        &first.as_bytes()[..first.len() / 2],
        second.trim().as_bytes(),
    ]
    .join(&b'\n');
    let empty = Bench::new();
    let copy = empty.open();
    let imported = copy.import(file.as_slice()).unwrap();
    assert_eq!((imported.added, imported.kept, imported.bad), (1, 0, 6));
    let numbers: Vec<u64> = imported.bad_lines.iter().map(|bad| bad.line).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6, 7]);
    assert!(imported.bad_lines[0].why.contains("checksum"));
    assert_eq!(copy.stats().unwrap().total.entries, 1);
}

#[test]
fn many_bad_lines_are_counted_and_a_few_described() {
    let cache = Bench::new();
    let imported = cache.open().import("x\n".repeat(10_000).as_bytes()).unwrap();
    assert_eq!(imported.bad, 10_000);
    assert_eq!(imported.bad_lines.len(), 100);
}

#[test]
fn a_damaged_record_is_not_exported() {
    let bench = Bench::new();
    filled(&bench, 3);
    bench.by_hand().execute_batch("UPDATE record SET body = x'7b7d' WHERE id = 2").unwrap();
    let mut lines = Vec::new();
    let counts = bench.open().export(&mut lines).unwrap();
    assert_eq!((counts.written, counts.damaged), (2, 1));
}

#[test]
fn a_full_disk_under_the_export_is_an_error_of_the_export() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let bench = Bench::new();
    filled(&bench, 1);
    assert!(matches!(bench.open().export(Full), Err(CacheError::Export { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Any text, title, name and finding comes back from the database and from an export as it was.
    #[test]
    fn any_outcome_survives(text in ".*", title in prop::option::of(".*"), name in ".*", engine in ".*", message in ".*") {
        let key = key(1, 1);
        let mut given = outcome(key);
        given.text = text;
        given.title = title;
        given.provenance.engine = engine;
        given.provenance.findings[0].message = message;
        let (one, other) = (Bench::new(), Bench::new());
        let cache = one.open();
        let context = Context { recipe: &recipe(1), name: &name, task: "translate/en" };
        prop_assert!(cache.refresh(key).save(&given, &context));
        let copy = other.open();
        prop_assert_eq!(copy.import(exported(&cache).as_bytes()).unwrap().added, 1);
        for cache in [cache, copy] {
            let Entry::Hit(found) = cache.entry(key) else { panic!("a miss after a save") };
            prop_assert_eq!(&found, &given);
            prop_assert!(cache.verify(false).unwrap().problems.is_empty());
        }
    }
}
