//! Damaged files: whatever the bytes are, a hit is the right outcome, and the next run works.

use std::fs;

use proptest::prelude::*;

use super::*;

const COUNT: u32 = 40;

/// Uses a damaged file as two runs would. Nothing may panic, no wrong outcome may come out, and the second run
/// keeps what it saves.
fn assert_survives(bench: &Bench) {
    for run in 0..3 {
        let cache = Cache::open_or_disabled(bench.path(), bench.clock());
        for source in 0..COUNT {
            save(&cache, 1, source);
            hits(&cache, 1, source);
        }
        let mut told = cache.warnings();
        for warning in &told {
            assert!(!warning.to_string().is_empty() && !warning.hint().is_empty());
            let is_final = matches!(warning, CacheError::Foreign { .. } | CacheError::Newer { .. });
            if is_final {
                return; // Not ours any more by its header: left alone, and said so.
            }
        }
        let _ = cache.verify(true);
        if run == 2 && save(&cache, 1, 1000) {
            assert!(hits(&cache, 1, 1000));
        } else if run == 2 {
            // The header may say "of a newer SQLite: only read".
            told.extend(cache.warnings());
            assert!(told.iter().any(|warning| matches!(warning, CacheError::ReadOnly { .. })), "{told:?}");
        }
    }
}

fn damaged(edit: impl FnOnce(&mut Vec<u8>)) -> Bench {
    let bench = Bench::new();
    filled(&bench, COUNT);
    let mut bytes = fs::read(bench.path()).unwrap();
    edit(&mut bytes);
    fs::write(bench.path(), bytes).unwrap();
    bench
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn truncated_anywhere(part in 0.0..1.0) {
        assert_survives(&damaged(|bytes| bytes.truncate((bytes.len() as f64 * part) as usize)));
    }

    #[test]
    fn noise_anywhere(start in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 1..6000)) {
        assert_survives(&damaged(|bytes| {
            let start = start.index(bytes.len());
            let end = bytes.len().min(start + noise.len());
            bytes[start..end].copy_from_slice(&noise[..end - start]);
        }));
    }

    #[test]
    fn one_bit_anywhere(place in any::<prop::sample::Index>(), bit in 0..8) {
        assert_survives(&damaged(|bytes| {
            let place = place.index(bytes.len());
            bytes[place] ^= 1_u8 << bit;
        }));
    }
}

#[test]
fn every_byte_of_the_header() {
    // Offsets of <https://www.sqlite.org/fileformat.html#the_database_header>, one or two of each field.
    for place in
        [0, 15, 16, 17, 18, 19, 20, 21, 24, 28, 31, 32, 36, 44, 47, 52, 56, 59, 60, 64, 68, 92, 96, 100]
    {
        assert_survives(&damaged(|bytes| bytes[place] ^= 0xff));
    }
}

#[test]
fn a_file_of_noise_is_kept_aside_and_a_new_one_begun() {
    let noise = vec![0x5a; 10_000];
    let bench = Bench::new();
    for number in 1..3 {
        fs::write(bench.path(), &noise).unwrap();
        let cache = bench.open();
        let warnings = cache.warnings();
        assert!(matches!(warnings[..], [CacheError::MovedAside { .. }]), "{warnings:?}");
        assert!(save(&cache, 1, 1));
        assert!(hits(&cache, 1, 1));
        let aside = bench.dir.path().join(format!("cache.sqlite.damaged-{number}"));
        assert_eq!(fs::read(aside).unwrap(), noise);
    }
}

#[test]
fn a_missing_table_is_damage() {
    let bench = Bench::new();
    filled(&bench, 2);
    bench.by_hand().execute_batch("DROP TABLE record").unwrap();
    let cache = bench.open();
    assert!(matches!(cache.warnings()[..], [CacheError::MovedAside { .. }]));
    assert!(save(&cache, 1, 1));
}

#[test]
fn tables_that_changed_under_our_mark_are_damage_that_verify_sees() {
    let bench = Bench::new();
    filled(&bench, 2);
    bench.by_hand().execute_batch("ALTER TABLE recipe RENAME COLUMN json TO jsom").unwrap();
    let cache = bench.open();
    assert!(!save(&cache, 1, 7), "the file opens, but cannot be written");
    assert!(matches!(cache.warnings()[..], [CacheError::Damaged { .. }]));
    assert_eq!(cache.verify(false).unwrap().problems.len(), 2);
    drop(cache);
    let next = bench.open();
    assert!(matches!(next.warnings()[..], [CacheError::MovedAside { .. }]));
    assert!(save(&next, 1, 7));
}

#[test]
fn a_definition_that_is_no_text_is_damage() {
    let bench = damaged(|bytes| {
        let name = b"engine   TEXT";
        let place = bytes.windows(name.len()).position(|window| window == name);
        bytes[place.unwrap()] ^= 0x80;
    });
    assert!(matches!(bench.open().warnings()[..], [CacheError::MovedAside { .. }]));
    assert_survives(&bench);
}

#[test]
fn a_damaged_file_stays_while_another_has_it_open() {
    let bench = Bench::new();
    filled(&bench, 2);
    let other = bench.open();
    fs::write(bench.path(), vec![0x5a; 10_000]).unwrap();
    assert!(matches!(bench.try_open(), Err(CacheError::Damaged { .. })));
    assert!(bench.files("damaged").is_empty());
    drop(other);
    bench.open();
    assert!(!bench.files("damaged-1").is_empty());
}

#[test]
fn damage_met_in_a_run_is_repaired_by_the_next() {
    let bench = damaged(|bytes| {
        // The last pages: the schema is whole, so that the file opens.
        let start = bytes.len() - 5 * 4096;
        bytes[start..].fill(0xa5);
    });
    let cache = bench.open();
    assert!(cache.warnings().is_empty(), "not yet met");
    for source in 0..COUNT {
        hits(&cache, 1, source);
        save(&cache, 1, source + 500);
    }
    let warnings = cache.warnings();
    assert!(warnings.iter().any(CacheError::is_damage), "{warnings:?}");
    drop(cache);
    let next = bench.open();
    assert!(matches!(next.warnings()[..], [CacheError::MovedAside { .. }]));
    assert!(save(&next, 1, 1));
    drop(next);
    assert!(bench.open().warnings().is_empty(), "said once");
}

#[test]
fn a_healthy_file_under_suspicion_stays() {
    let bench = Bench::new();
    filled(&bench, 2);
    crate::cache::aside::suspect(&bench.path());
    let cache = bench.open();
    assert!(cache.warnings().is_empty());
    assert!(hits(&cache, 1, 1));
    assert!(bench.files("suspect").is_empty() && bench.files("damaged").is_empty());
}

#[test]
fn a_damaged_record_is_a_miss_is_reported_and_is_overwritten() {
    for harm in [
        "body = x'7b7d'",
        "body = 7",
        "checksum = x'00'",
        "engine = 'other'",
        "saved = 'yesterday'",
        "name = x'ff'",
    ] {
        let bench = Bench::new();
        filled(&bench, 3);
        let sql = format!("UPDATE record SET {harm} WHERE id = 2");
        bench.by_hand().execute_batch(&sql).unwrap();
        let cache = bench.open();
        assert_eq!(cache.verify(false).unwrap().problems.len(), 1, "{harm}");
        assert!(hits(&cache, 1, 0) && !hits(&cache, 1, 1), "{harm}");
        assert!(matches!(cache.warnings()[..], [CacheError::Record { .. }]));
        assert!(save(&cache, 1, 1));
        assert!(hits(&cache, 1, 1));
        assert_eq!(cache.verify(false).unwrap().problems, []);
    }
}

#[test]
fn verify_removes_what_is_damaged_and_only_that() {
    let bench = Bench::new();
    filled(&bench, 10);
    let cache = bench.open();
    save(&cache, 2, 1);
    save(&cache, 3, 1);
    let lost = key(2, 1).recipe;
    bench.by_hand().execute_batch("UPDATE record SET body = x'00' WHERE id IN (3, 4)").unwrap();
    bench.by_hand().execute("DELETE FROM recipe WHERE fingerprint = ?1", [lost.as_bytes()]).unwrap();
    let seen = cache.verify(false).unwrap();
    assert_eq!((seen.checked, seen.problems.len(), seen.removed), (12, 3, 0));
    assert_eq!(cache.verify(true).unwrap().removed, 3);
    let after = cache.verify(true).unwrap();
    assert_eq!((after.checked, after.problems.len()), (9, 0));
    assert!(hits(&cache, 1, 0) && hits(&cache, 3, 1));
}
