//! Several at once, and sudden death. The other processes are this test program, run for one hidden test.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

use super::*;

/// Says where the child is to work; without it the child's test does nothing.
const PATH: &str = "ZHAIYI_TEST_CACHE";
/// The articles that the child is to save: "from..to".
const SOURCES: &str = "ZHAIYI_TEST_SOURCES";

fn child(path: &Path, from: u32, to: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "cache::tests::processes::as_a_child", "--nocapture"])
        .env(PATH, path)
        .env(SOURCES, format!("{from}..{to}"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Saves its articles and says each that is saved.
#[test]
fn as_a_child() {
    let (Ok(path), Ok(sources)) = (std::env::var(PATH), std::env::var(SOURCES)) else {
        return;
    };
    let (from, to) = sources.split_once("..").unwrap();
    let cache = Cache::open(path, SystemClock).unwrap();
    for source in from.parse().unwrap()..to.parse().unwrap() {
        if save(&cache, 1, source) {
            println!("\nsaved {source}");
        }
    }
    for warning in cache.warnings() {
        println!("\nwarning {warning}");
    }
}

fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let output = BufReader::new(child.stdout.take().unwrap());
    output.lines().map_while(Result::ok)
}

#[test]
fn processes_at_once_keep_everything() {
    let bench = Bench::new();
    let mut children: Vec<Child> =
        (0..3).map(|number| child(&bench.path(), number * 50, number * 50 + 100)).collect();
    for child in &mut children {
        let warnings: Vec<String> = lines(child).filter(|line| line.starts_with("warning")).collect();
        assert_eq!(warnings, Vec::<String>::new());
        assert!(child.wait().unwrap().success());
    }
    let cache = bench.open();
    assert!((0..200).all(|source| hits(&cache, 1, source)));
    assert_eq!(cache.stats().unwrap().total.entries, 200);
    drop(cache);
    assert_sound(&bench.path());
}

/// `Child::kill` is SIGKILL on Unix.
#[cfg(unix)]
#[test]
fn killed_at_any_moment_nothing_that_was_saved_is_lost() {
    let bench = Bench::new();
    let mut saved = Vec::new();
    for round in 0..20 {
        let start = round * 10_000;
        let mut child = child(&bench.path(), start, start + 10_000);
        let mut lines = lines(&mut child);
        // Later in each round, so that the moments differ; in the first rounds the file is just being made.
        let enough = (round * 7) as usize;
        let mut note =
            |line: String| saved.extend(line.strip_prefix("saved ").map(|n| n.parse::<u32>().unwrap()));
        lines.by_ref().take(enough).for_each(&mut note);
        child.kill().unwrap();
        lines.for_each(&mut note);
        child.wait().unwrap();
    }
    assert!(saved.len() > 100);
    assert_sound(&bench.path());
    let cache = bench.open();
    assert!(saved.iter().all(|source| hits(&cache, 1, *source)));
    assert!(bench.files("damaged").is_empty());
}

#[test]
fn many_may_make_the_file_at_once() {
    for _ in 0..5 {
        let bench = Bench::new();
        thread::scope(|scope| {
            for thread in 0..8 {
                let bench = &bench;
                scope.spawn(move || {
                    let cache = bench.open();
                    assert!(save(&cache, 1, thread));
                    assert!(save(&cache, 1, 100));
                    assert!(cache.warnings().is_empty());
                });
            }
        });
        assert_eq!(bench.open().stats().unwrap().total.entries, 9);
        assert_sound(&bench.path());
    }
}

#[test]
fn many_may_find_the_same_damage_and_no_healthy_file_is_moved() {
    for _ in 0..5 {
        let bench = Bench::new();
        fs::write(bench.path(), vec![0x5a; 10_000]).unwrap();
        let saved: Vec<u32> = thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|thread| {
                    let bench = &bench;
                    scope.spawn(move || {
                        let cache = Cache::open_or_disabled(bench.path(), SystemClock);
                        save(&cache, 1, thread).then_some(thread)
                    })
                })
                .collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(bench.files("damaged").len(), 1);
        assert!(!saved.is_empty());
        let cache = bench.open();
        assert!(saved.iter().all(|source| hits(&cache, 1, *source)));
    }
}
