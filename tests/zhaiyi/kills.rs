//! Killed at any moment, the same command goes on from there and says what an undisturbed run says.
//!
//! `TEST_KILLS=50 TEST_ARTICLES=200` makes the test as hard as the promise; by default it is quick.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::stage::{Ran, Stage, lasting};

/// A number that the caller may raise.
pub fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Fractions of a time at which to strike: a linear congruential generator (Knuth's constants) with a fixed seed, so that
/// the moments are the same in every run.
pub fn moments() -> impl FnMut() -> f64 {
    let mut state: u64 = 20_240_516;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    }
}

/// Articles that differ in what they tell, not in kind.
fn write_articles(stage: &Stage, count: u64) {
    const TOPICS: [&str; 5] = ["shore power", "data exchange", "tea", "lifts", "hydrogen storage"];
    const TOWNS: [&str; 4] = ["Dalian", "Ningbo", "Xiamen", "Chengdu"];
    for n in 0..count {
        let topic = TOPICS[(n % 5) as usize];
        let town = TOWNS[(n % 4) as usize];
        let text = format!(
            "Conference {n} on {topic} held in {town}\n\n\
             The conference on {topic} was held in {town} on May {}, {}. It was attended by {} experts from {} countries.\n\n\
             SAC and ISO agreed on {} draft standards. The next meeting will look at the safety of {topic}.\n",
            n % 28 + 1,
            2000 + n % 25,
            100 + n,
            2 + n % 60,
            1 + n % 9,
        );
        stage.write(&format!("articles/{n:04}.txt"), text);
    }
}

#[test]
fn killed_at_any_moment_it_goes_on_from_there() {
    const RUN: &str = "summarize articles --to en,zh --format jsonl";
    let stage = Stage::new();
    write_articles(&stage, asked("TEST_ARTICLES", 40));
    let start = Instant::now();
    let undisturbed = stage.run(&format!("{RUN} --cache undisturbed.sqlite")).code(0).records();
    let whole = start.elapsed();

    let mut fraction = moments();
    let wanted = asked("TEST_KILLS", 12);
    let (mut struck, mut tries) = (0, 0);
    while struck < wanted {
        tries += 1;
        assert!(tries < 20 * wanted, "the runs end before they can be killed");
        let mut child = stage.command(RUN).spawn().expect("it starts");
        // Its output is read meanwhile, or it would wait for a reader.
        let mut out = child.stdout.take().expect("a pipe");
        let reader = std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * fraction()));
        let running = child.try_wait().expect("its state").is_none();
        child.kill().ok();
        child.wait().expect("it is gone");
        reader.join().expect("the reader ends").ok();
        if running {
            struck += 1;
            // A very early kill leaves no cache at all.
            if stage.path("cache.sqlite").exists() {
                stage.run("cache verify").code(0);
            }
        } else {
            // All is done: begin anew, or the later kills would meet nothing but hits.
            for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] {
                fs::remove_file(stage.path(name)).ok();
            }
        }
    }
    let again = stage.run(RUN).code(0).records();
    assert_eq!(lasting(&again), lasting(&undisturbed));
    let Ran { out, .. } = stage.run("cache verify").code(0);
    assert!(out.contains(" 0 problems"), "{out}");
    let leftovers: Vec<String> = stage
        .names("")
        .into_iter()
        .filter(|name| name.contains("damaged") || name.ends_with(".part"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn killed_while_it_writes_a_file_the_old_one_stays() {
    let stage = Stage::new();
    write_articles(&stage, 40);
    stage.write("out.md", "the old one\n");
    let mut child =
        stage.command("summarize articles --to zh -o out.md --format markdown").spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(60));
    child.kill().ok();
    child.wait().expect("it is gone");
    let found = stage.read("out.md");
    assert!(found == "the old one\n" || found.matches("\n## ").count() == 39, "half a file: {found}");
}

/// A killed run cannot remove its unfinished file; the next one does, and leaves those of living runs alone.
#[test]
fn the_next_run_removes_what_a_killed_one_left() {
    let stage = Stage::new();
    write_articles(&stage, 1);
    let parts = || stage.names("").into_iter().filter(|name| name.ends_with(".part")).collect::<Vec<_>>();
    let begin = |wanted: usize| {
        let mut command = stage.command("summarize - -o out.txt");
        // It waits for its input; the unfinished file is there by then.
        let child = command.stdin(std::process::Stdio::piped()).spawn().expect("it starts");
        let deadline = Instant::now() + Duration::from_secs(20);
        while parts().len() < wanted {
            assert!(Instant::now() < deadline, "no unfinished file: {:?}", stage.names(""));
            std::thread::sleep(Duration::from_millis(5));
        }
        child
    };
    let mut living = begin(1);
    let kept = parts();
    let mut killed = begin(2);
    killed.kill().expect("it can be killed");
    killed.wait().expect("it is gone");
    assert_eq!(parts().len(), 2);
    stage.run("summarize articles -o out.txt").code(0);
    assert_eq!(parts(), kept);
    living.kill().expect("it can be killed");
    living.wait().expect("it is gone");
    stage.run("summarize articles -o out.txt").code(0);
    assert_eq!(parts(), Vec::<String>::new());
}
