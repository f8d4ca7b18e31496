//! Whatever happens to a run, the next one brings the archive of an undisturbed run: nothing is lost, nothing is there
//! twice, nothing is half written.
//!
//! `TEST_KILLS=100 TEST_ARTICLES=400` makes the kills as many as the promise says; by default they are few.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, Instant},
};

use crate::{
    archive::{assert_same, files, write_input},
    kills::{asked, moments},
    stage::{Stage, ran},
};

const RUN: &str = "archive in.jsonl --summarize --to en,zh -o";

/// Unfinished folders and files that a run left.
fn leftovers(stage: &Stage) -> Vec<String> {
    let entries = walkdir::WalkDir::new(stage.path("")).into_iter().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".part")).collect()
}

/// What an undisturbed run makes, with a cache of its own, and how long it takes.
fn undisturbed(stage: &Stage) -> (BTreeMap<String, Vec<u8>>, Duration) {
    let start = Instant::now();
    stage.run(&format!("{RUN} undisturbed --cache undisturbed.sqlite")).code(3);
    (files(stage, "undisturbed"), start.elapsed())
}

#[test]
fn killed_at_any_moment_the_next_run_brings_the_same_archive() {
    let stage = Stage::new();
    write_input(&stage, asked("TEST_ARTICLES", 60) as usize);
    let (expected, whole) = undisturbed(&stage);
    let mut moment = moments();
    let wanted = asked("TEST_KILLS", 12);
    let (mut struck, mut tries) = (0, 0);
    while struck < wanted {
        tries += 1;
        assert!(tries < 20 * wanted, "the runs end before they can be killed");
        let mut child = stage.command(&format!("{RUN} out")).spawn().expect("it starts");
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * 1.1 * moment()));
        let running = child.try_wait().expect("its state").is_none();
        child.kill().ok();
        child.wait().expect("it is gone");
        struck += u64::from(running);
        // What is there is whole: an archive is complete where its manifest is.
        let found = if stage.path("out").exists() { files(&stage, "out") } else { BTreeMap::new() };
        for (name, bytes) in &found {
            assert!(name.starts_with(".archive.") || expected[name] == *bytes, "{name} is half written");
        }
        if found.contains_key("manifest.json") {
            let there = found.into_iter().filter(|(name, _)| !name.starts_with(".archive.")).collect();
            assert_same(&expected, &there);
            // Begin anew, or the later kills would meet nothing but hits.
            for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm", "out/manifest.json"] {
                fs::remove_file(stage.path(name)).ok();
            }
        }
    }
    stage.run(&format!("{RUN} out")).code(3);
    assert_same(&expected, &files(&stage, "out"));
    assert_eq!(leftovers(&stage), Vec::<String>::new());
    stage.run("cache verify").code(0);
}

#[test]
fn two_runs_at_once_make_one_archive() {
    let stage = Stage::new();
    write_input(&stage, 60);
    let (expected, whole) = undisturbed(&stage);
    let mut moment = moments();
    for _ in 0..3 {
        fs::remove_file(stage.path("cache.sqlite")).ok();
        let begin = || stage.command(&format!("{RUN} out")).spawn().expect("it starts");
        let one = begin();
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * moment()));
        let other = begin();
        for child in [one, other] {
            let output = child.wait_with_output().expect("it ends");
            assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert_same(&expected, &files(&stage, "out"));
    }
    assert_eq!(leftovers(&stage), Vec::<String>::new());
}

#[test]
fn a_spoiled_cache_costs_time_and_nothing_else() {
    let stage = Stage::new();
    write_input(&stage, 30);
    let (expected, _) = undisturbed(&stage);
    stage.run(&format!("{RUN} out")).code(3);
    let sound = fs::read(stage.path("cache.sqlite")).expect("a cache");
    let half = &sound[..sound.len() / 2];
    let noise: Vec<u8> =
        (0..sound.len() as u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
    let spotted: Vec<u8> = sound
        .iter()
        .enumerate()
        .map(|(at, byte)| if at > 4096 && at % 997 == 0 { !byte } else { *byte })
        .collect();
    for bytes in [half, &noise, &spotted, &[]] {
        for side in ["-wal", "-shm", ".suspect"] {
            fs::remove_file(stage.path(&format!("cache.sqlite{side}"))).ok();
        }
        fs::write(stage.path("cache.sqlite"), bytes).expect("a spoiled cache");
        fs::remove_dir_all(stage.path("out")).expect("no archive");
        // The run that meets the damage, and the one after it.
        for _ in 0..2 {
            stage.run(&format!("{RUN} out")).code(3);
            assert_same(&expected, &files(&stage, "out"));
        }
    }
}

#[test]
fn a_clock_that_is_set_back_is_no_matter() {
    let stage = Stage::new();
    write_input(&stage, 10);
    stage.run(&format!("{RUN} out")).code(3);
    let first = files(&stage, "out");
    // All that was saved lies a year ahead now.
    let cache = rusqlite::Connection::open(stage.path("cache.sqlite")).expect("a cache");
    let moved = cache.execute("UPDATE record SET used = used + 31536000", []).expect("times");
    assert!(moved > 10);
    drop(cache);
    stage.run(&format!("{RUN} out")).code(3).says(&[" · cached"]);
    assert_same(&first, &files(&stage, "out"));
}

/// A limit on the size of files stands in for a disk that is full: the system refuses to write on in the same way.
#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_with_room_it_goes_on() {
    let stage = Stage::new();
    write_input(&stage, 60);
    let (expected, _) = undisturbed(&stage);
    // In blocks of 512 bytes or of 1024, as the shell likes.
    let whole = expected["articles.jsonl"].len() / 1024;
    for blocks in [0, 8, whole / 4, whole - 2] {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec zhaiyi {RUN} out");
        let failed = stage.shell(&line);
        assert_eq!(failed.code, Some(1), "{}", failed.out);
        assert!(failed.out.contains("error: cannot write out"), "{}", failed.out);
        assert!(!stage.path("out/manifest.json").exists());
        assert_eq!(leftovers(&stage), Vec::<String>::new());
    }
    stage.run(&format!("{RUN} out")).code(3);
    assert_same(&expected, &files(&stage, "out"));
}

#[test]
fn what_cannot_be_written_is_said_before_any_work() {
    let stage = Stage::new();
    write_input(&stage, 4);
    stage.write("file", "not a folder");
    stage.run(&format!("{RUN} file/out")).code(1).says(&["cannot write file/out"]);
    let stats = stage.run("cache stats --format json").code(0).out;
    let stats: serde_json::Value = serde_json::from_str(&stats).expect("one record");
    assert_eq!(stats["entries"], 0, "no work was done: {stats}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::create_dir(stage.path("closed")).expect("a folder");
        let mode = |mode| {
            fs::set_permissions(stage.path("closed"), fs::Permissions::from_mode(mode)).expect("a mode")
        };
        mode(0o555);
        // The superuser writes wherever they like.
        if fs::write(stage.path("closed/probe"), "").is_err() {
            stage
                .run(&format!("{RUN} closed"))
                .code(1)
                .says(&["cannot write closed", "another folder with -o"]);
            assert_eq!(stage.names("closed"), Vec::<String>::new());
        }
        mode(0o755);
    }
}

#[cfg(unix)]
#[test]
fn interrupted_it_says_what_is_kept_and_goes_on_from_there() {
    let stage = Stage::new();
    write_input(&stage, 400);
    let line = |flags: &str, signal: &str| {
        format!(
            "zhaiyi {RUN} out {flags} & pid=$!; while ! ls out/.archive.*.part >/dev/null 2>&1; do sleep 0.01; done; sleep 0.1; kill -{signal} $pid; wait $pid; echo code $?"
        )
    };
    for signal in ["INT", "TERM"] {
        let ran = stage.shell(&line("", signal));
        assert!(ran.out.contains("finished and kept. The same command goes on from here."), "{}", ran.out);
        assert!(ran.out.contains("code 130"), "{}", ran.out);
        assert_eq!(leftovers(&stage), Vec::<String>::new());
    }
    assert!(stage.shell(&line("--no-cache", "TERM")).out.contains("nothing is kept without a cache"));
    let ran = ran(stage.command(&format!("{RUN} out"))).code(3);
    assert!(ran.err.contains(" of 402 cached"), "{}", ran.err);
}
