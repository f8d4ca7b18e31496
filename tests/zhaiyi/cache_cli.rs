//! The cache as a user meets it: it makes runs fast, says why it missed, and never changes a result.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::stage::{Ran, Stage, cached, lasting, ran};

const RUN: &str = "summarize samples --to en,zh --format jsonl";

/// The lines of stderr that tell of trouble.
fn warnings(ran: &Ran) -> Vec<&str> {
    ran.err.lines().filter(|line| line.starts_with("warning: cache")).collect()
}

#[test]
fn a_second_run_finds_everything_and_says_the_same_to_the_byte() {
    let stage = Stage::with_samples();
    let commands = [
        "summarize samples --to en,zh --format markdown",
        "translate samples --to zh,en --format text --layout side-by-side",
        "digest samples --to zh,en --format html",
    ];
    for command in commands {
        let first = stage.run(command).code(0);
        let second = stage.run(command).code(0);
        assert_eq!(first.out, second.out, "{command}");
        if !command.starts_with("digest") {
            assert!(!first.err.contains("cached") && second.err.contains("· cached"), "{}", second.err);
        }
    }
    let first = stage.run("summarize samples --to zh-Hant --format jsonl").code(0).records();
    let second = stage.run("summarize samples --to zh-Hant --format jsonl").code(0).records();
    assert!(cached(&first).iter().all(|cached| !cached) && cached(&second).iter().all(|&cached| cached));
    assert_eq!(lasting(&first), lasting(&second));
    let fresh = stage.run("summarize samples --to zh-Hant --format jsonl --no-cache").code(0).records();
    let again = stage.run("summarize samples --to zh-Hant --format jsonl --refresh").code(0).records();
    assert!(cached(&again).iter().all(|cached| !cached));
    assert_eq!(lasting(&fresh), lasting(&second));
    assert_eq!(lasting(&again), lasting(&second));
}

#[test]
fn an_edited_article_alone_is_done_again_and_explain_says_why() {
    let stage = Stage::with_samples();
    stage.run(RUN).code(0);
    let name = "samples/harbour-forum-2022.txt";
    let explain = |more: &str| stage.run(&format!("cache explain {name} --to zh {more}")).code(0).out;
    assert!(explain("").contains("hit: saved"), "{}", explain(""));

    stage.write(name, stage.read(name).replace("About 260 people", "About 270 people"));
    assert!(explain("").contains("the article changed since"), "{}", explain(""));
    let records = stage.run(RUN).code(0).records();
    for record in &records {
        let edited = record["source"].as_str().expect("a source").replace('\\', "/") == name;
        let hits = cached(std::slice::from_ref(record));
        assert!(hits.iter().all(|&hit| hit != edited), "{record}");
    }
    assert!(explain("").contains("hit: saved"));

    let longer = explain("--length long");
    assert!(longer.contains("the recipe changed") && longer.contains("medium"), "{longer}");
    stage.write("new.txt", "A text that nobody has seen. It is short.");
    let new = stage.run("cache explain new.txt --to zh").code(0).out;
    assert!(new.contains("never done before"), "{new}");
}

#[test]
fn a_term_that_occurs_makes_a_new_result_and_another_one_does_not() {
    let stage = Stage::with_samples();
    let run = "translate samples/harbour-forum-2022.txt --to zh --format jsonl";
    stage.run(run).code(0);
    stage.write("terms.csv", "container tracking,货柜追踪\n");
    let with = stage.run(&format!("{run} --glossary terms.csv")).code(0).records();
    assert_eq!(cached(&with), [false]);
    assert!(
        with[0]["translations"]["zh"]["text"].as_str().is_some_and(|text| text.contains("货柜追踪")),
        "{with:?}"
    );
    stage.write("terms.csv", "submarine cable,海底电缆\n");
    let without = stage.run(&format!("{run} --glossary terms.csv")).code(0).records();
    assert!(cached(&without).iter().all(|&hit| hit), "terms that do not occur change nothing: {without:?}");
}

#[test]
fn two_processes_at_once_give_the_same() {
    let stage = Stage::with_samples();
    let run = "summarize samples --to en,zh,zh-Hant";
    let mut children = Vec::new();
    for _ in 0..3 {
        children.push(stage.command(run).spawn().expect("it starts"));
    }
    let ends: Vec<Ran> =
        children.into_iter().map(|child| child.wait_with_output().expect("it ends").into()).collect();
    for end in ends {
        assert!(warnings(&end).is_empty(), "{}", end.err);
        assert_eq!(end.code(0).out, stage.run(&format!("{run} --no-cache")).out);
    }
    stage.run("cache verify").code(0);
}

/// Runs over a cache that has been tampered with: the result is the same, the exit code 0, and it is told.
fn costs_speed_only(name: &str, tamper: impl FnOnce(&Path) -> Option<Connection>, told: &[&str]) {
    let stage = Stage::with_samples();
    let run = "summarize samples --to en,zh";
    let expected = stage.run(&format!("{run} --no-cache")).code(0).out;
    stage.run(run).code(0);
    let _held = tamper(&stage.path("cache.sqlite"));
    let ran = stage.run(run).code(0);
    assert_eq!(ran.out, expected, "{name}");
    let warnings = warnings(&ran);
    assert_eq!(warnings.len(), 1, "{name}: {}", ran.err);
    assert!(told.iter().all(|part| warnings[0].contains(part)), "{name}: {}", warnings[0]);
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(format!("{}{suffix}", path.display())).ok();
    }
}

#[test]
fn a_damaged_cache_costs_speed_only() {
    costs_speed_only(
        "overwritten",
        |path| {
            remove(path);
            fs::write(path, b"\x00\x01\x02 damaged ".repeat(999)).expect("a file");
            None
        },
        &["cache.sqlite"],
    );
    costs_speed_only(
        "torn",
        |path| {
            Connection::open(path)
                .and_then(|open| open.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
                .expect("a checkpoint");
            let mut bytes = fs::read(path).expect("the cache");
            let middle = bytes.len() / 3..bytes.len();
            bytes[middle].fill(0xa5);
            fs::write(path, bytes).expect("a file");
            None
        },
        &["cache.sqlite"],
    );
}

#[test]
fn a_cache_that_is_none_costs_speed_only_and_stays_as_it_is() {
    costs_speed_only(
        "a folder",
        |path| {
            remove(path);
            fs::create_dir(path).expect("a folder");
            None
        },
        &["cache.sqlite"],
    );
    costs_speed_only(
        "a database of another program",
        |path| {
            remove(path);
            let other = Connection::open(path).expect("a database");
            other
                .execute_batch(
                    "PRAGMA application_id = 77; CREATE TABLE diary (day); INSERT INTO diary VALUES (1)",
                )
                .expect("a table");
            Some(other)
        },
        &["not a cache of zhaiyi"],
    );
    let stage = Stage::with_samples();
    let diary = stage.write("diary.txt", "Dear diary");
    let ran = stage.run("summarize samples --cache diary.txt").code(0);
    assert_eq!(warnings(&ran).len(), 1, "{}", ran.err);
    assert_eq!(fs::read_to_string(diary).expect("it is still there"), "Dear diary");
}

#[test]
fn a_locked_cache_costs_speed_only() {
    costs_speed_only(
        "locked",
        |path| {
            let other = Connection::open(path).expect("the cache");
            other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").expect("the lock");
            Some(other)
        },
        &["locked"],
    );
}

#[cfg(unix)]
#[test]
fn a_cache_that_can_only_be_read_costs_speed_only() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::with_samples();
    let run = "summarize samples --to en,zh";
    let expected = stage.run(&format!("{run} --no-cache")).code(0).out;
    stage.write("locked/cache.sqlite", "");
    stage.run(&format!("{run} --cache locked/cache.sqlite")).code(0);
    let mode =
        |mode| fs::set_permissions(stage.path("locked"), fs::Permissions::from_mode(mode)).expect("a mode");
    mode(0o555);
    if fs::write(stage.path("locked/probe"), "").is_ok() {
        mode(0o755);
        eprintln!("skipped: this user may write anywhere");
        return;
    }
    let ran = stage.run(&format!("{run},zh-Hant --cache locked/cache.sqlite"));
    let hits = stage.run(&format!("{run} --cache locked/cache.sqlite"));
    mode(0o755);
    assert_eq!(hits.code(0).out, expected);
    assert!(!warnings(&ran.code(0)).is_empty());
}

#[test]
fn an_export_can_be_imported_elsewhere() {
    let stage = Stage::with_samples();
    stage.run(RUN).code(0);
    stage.run("cache export -o all.jsonl").code(0);
    let written = stage.read("all.jsonl").lines().count();
    let import = stage.run("cache import all.jsonl --cache other.sqlite").code(0).out;
    assert!(import.starts_with(&format!("{written} records added, 0 kept")), "{import}");
    let other = stage.run(&format!("{RUN} --cache other.sqlite")).code(0).records();
    assert!(cached(&other).iter().all(|&hit| hit));
    let again = stage.run("cache import all.jsonl --cache other.sqlite").code(0).out;
    assert!(again.starts_with(&format!("0 records added, {written} kept")), "{again}");
    stage.run("cache verify --cache other.sqlite").code(0);
    let exported = stage.run("cache export --cache other.sqlite").code(0).out;
    assert_eq!(exported.lines().count(), written);
}

#[test]
fn a_tampered_record_is_found_and_is_never_shown() {
    let stage = Stage::with_samples();
    let expected = stage.run(RUN).code(0).records();
    let cache = Connection::open(stage.path("cache.sqlite")).expect("the cache");
    let tamper = "UPDATE record SET body = CAST(replace(CAST(body AS TEXT), 'Dalian', 'Xiamen') AS BLOB)";
    cache.execute(tamper, []).expect("this test knows the columns of the cache");
    drop(cache);
    let verify = stage.run("cache verify").code(1);
    assert!(verify.err.contains("error: record"), "{}", verify.err);
    let ran = stage.run(RUN).code(0);
    assert_eq!(lasting(&ran.records()), lasting(&expected));
    stage.run("cache verify --repair");
    stage.run("cache verify").code(0);
}

#[test]
fn the_place_is_said_by_flag_or_environment_and_is_made() {
    let stage = Stage::with_samples();
    stage.run("summarize samples --cache deep/down/here.sqlite").code(0);
    assert!(stage.path("deep/down/here.sqlite").is_file());
    let mut command = stage.command("summarize samples");
    command.env_remove("ZHAIYI_CACHE");
    ran(command).code(0);
    assert!(!stage.path("cache.sqlite").exists(), "nothing is written where nobody said");
    assert!(stage.path("home").read_dir().expect("a folder").next().is_some(), "it is in the user's home");
}

#[test]
fn a_slip_in_the_name_of_a_cache_makes_none() {
    let stage = Stage::new();
    for command in ["stats", "verify", "export", "prune --max-size 1", "clear --yes"] {
        let ran = stage.run(&format!("cache {command} --cache typo.sqlite"));
        ran.code(1).says(&["there is no cache at typo.sqlite"]);
        assert!(!stage.path("typo.sqlite").exists(), "{command}");
    }
    stage.run("cache stats").code(0);
}

#[test]
fn one_of_a_kind_is_told_in_the_singular() {
    let stage = Stage::new();
    stage.write("a.txt", "The forum was held in Dalian on May 16. It drew 420 people.\n");
    stage.run("summarize a.txt --to en").code(0);
    let said = |args: &str| stage.run(args).out;
    assert_eq!(said("cache verify"), "1 record checked, 0 problems\n");
    stage.run("cache export -o one.jsonl").code(0).says(&["1 record written"]);
    stage.write("bad.jsonl", format!("{}bad\n", stage.read("one.jsonl")));
    assert_eq!(said("cache import bad.jsonl"), "0 records added, 1 kept as they were, 1 bad line\n");
    assert!(said("cache clear --yes").starts_with("1 record forgotten ("));
}
