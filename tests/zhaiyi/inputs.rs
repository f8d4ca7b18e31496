//! Whatever lies in a folder: what is no article gets a message with its name, the rest is done.

use std::io::Read;
use std::process::Stdio;

use crate::stage::{Stage, ran};

const ENGLISH: &str = "Forum Held in Dalian\n\nThe forum was held in Dalian on May 16. It drew 420 people.\n";
const CHINESE: &str = "论坛在大连举行\n\n论坛于2024年5月16日在大连举行，来自31个国家的420多名代表参加了会议，国家市场监督管理总局有关负责人出席。\n";
const TRADITIONAL: &str = "論壇在高雄舉行\n\n論壇於2024年5月16日在高雄舉行，來自31個國家的420多名代表參加了會議，標準檢驗局有關負責人出席並發表講話。\n";

#[test]
fn what_is_no_article_is_named_and_the_rest_is_done() {
    let stage = Stage::new();
    stage.write("in/a-good.txt", ENGLISH);
    stage.write("in/b-empty.txt", "");
    stage.write("in/c-blank.txt", " \n\t\n\u{3000}\n");
    stage.write("in/d-image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    stage.write("in/e-noise.txt", (0..4096u32).map(|n| ((n * 7919) >> 3) as u8).collect::<Vec<u8>>());
    stage.write("in/f-zeros.txt", [0u8; 2000]);
    stage.write(
        "in/g-lines.jsonl",
        format!("{{\"id\":1,\"text\":\"{}\"}}\n{{broken\n{{\"id\":3}}\n", "It was held on May 16."),
    );
    stage.write("in/h-broken.json", "{\"title\": \"Half");
    stage.write("in/z-good.md", CHINESE);
    for command in
        ["summarize in --format jsonl", "translate in --to en,zh --format jsonl", "read in --format jsonl"]
    {
        let ran = stage.run(command).code(3).says(&[
            "b-empty.txt",
            "c-blank.txt",
            "d-image.png",
            "e-noise.txt",
            "f-zeros.txt",
            "g-lines.jsonl",
            "h-broken.json",
        ]);
        let records = ran.records();
        let good = records.iter().filter(|record| record["error"].is_null()).count();
        assert_eq!(good, 3, "{command}: {}", ran.out);
        let told = ran.err.lines().filter(|line| line.starts_with("error:")).count();
        assert_eq!(told, records.len() - good, "one message for each: {}", ran.err);
    }
    let digest = stage.run("digest in --to en --format json").code(3).says(&["b-empty.txt", "g-lines.jsonl"]);
    let digest: serde_json::Value = serde_json::from_str(&digest.out).expect("JSON");
    assert_eq!(digest["schema"], "zhaiyi-digest/1");
    assert_eq!(digest["skipped"].as_array().expect("a list").len(), 8, "{digest}");
}

#[test]
fn nothing_but_failures_is_a_failure() {
    let stage = Stage::new();
    stage.write("empty.txt", "");
    stage.run("summarize empty.txt").code(1).says(&["empty.txt is empty"]);
    stage.run("read missing.txt").code(1).says(&["missing.txt"]);
    stage.run("digest empty.txt --to en").code(1).says(&["empty.txt"]);
    std::fs::create_dir(stage.path("hollow")).expect("a folder");
    stage.run("summarize hollow").code(1).says(&["hollow has no files in it"]);
    stage
        .run("summarize https://example.org/news --offline")
        .code(2)
        .says(&["https://example.org/news", "try: "]);
    stage.feed("summarize", "").code(1).says(&["standard input"]);
}

#[test]
fn encodings_are_told_apart() {
    let stage = Stage::new();
    let (gb, ..) = encoding_rs::GB18030.encode(CHINESE);
    let (big5, ..) = encoding_rs::BIG5.encode(TRADITIONAL);
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        "\u{feff}".encode_utf16().chain(CHINESE.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
    };
    stage.write("in/1-utf8.txt", CHINESE);
    stage.write("in/2-bom.txt", format!("\u{feff}{CHINESE}"));
    stage.write("in/3-gb18030.txt", gb);
    stage.write("in/4-utf16le.txt", utf16(u16::to_le_bytes));
    stage.write("in/5-utf16be.txt", utf16(u16::to_be_bytes));
    stage.write("in/6-big5.txt", big5);
    let records = stage.run("read in --format jsonl").code(0).records();
    assert_eq!(records.len(), 6);
    for record in &records[..5] {
        assert_eq!(
            (&record["title"], &record["text"]),
            (&records[0]["title"], &records[0]["text"]),
            "{record}"
        );
        assert_eq!(record["lang"], "zh");
    }
    assert_eq!(records[0]["title"], "论坛在大连举行");
    assert_eq!(records[5]["title"], "論壇在高雄舉行");
    assert_eq!(records[5]["lang"], "zh-Hant");
}

#[cfg(unix)]
#[test]
fn links_that_loop_and_files_that_may_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let stage = Stage::new();
    stage.write("in/good.txt", ENGLISH);
    stage.write("in/sub/other.txt", CHINESE);
    symlink("..", stage.path("in/sub/up")).expect("a link");
    symlink("self", stage.path("in/self")).expect("a link");
    symlink("nowhere", stage.path("in/broken")).expect("a link");
    let locked = stage.write("in/locked.txt", ENGLISH);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("a mode");
    let ran = stage.run("summarize in --format jsonl").code(3).says(&["in/sub/up", "in/self", "in/broken"]);
    assert!(ran.records().iter().filter(|record| record["error"].is_null()).count() >= 2, "{}", ran.out);
    if std::fs::File::open(&locked).is_ok() {
        eprintln!("skipped: this user may read anything");
    } else {
        ran.says(&["in/locked.txt"]);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_passed_over() {
    let stage = Stage::new();
    stage.write("in/good.txt", ENGLISH);
    let made = std::process::Command::new("mkfifo").arg(stage.path("in/pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no mkfifo here");
        return;
    }
    stage.run("summarize in").code(3).says(&["in/pipe", "not a regular file"]);
}

#[test]
fn a_large_text_is_no_trouble() {
    let stage = Stage::new();
    let mut text = String::from("A Long Report\n\n");
    let mut n = 0;
    while text.len() < 5_000_000 {
        n += 1;
        text.push_str(&format!(
            "In chapter {n}, {} experts from {} countries discussed shore power. ",
            100 + n,
            n % 90
        ));
        if n % 5 == 0 {
            text.push_str("\n\n");
        }
    }
    stage.write("large.txt", &text);
    stage.write("small.txt", ENGLISH);
    let records = stage.run("summarize large.txt small.txt --to en --format jsonl").code(0).records();
    let summary = records[0]["summaries"]["en"]["text"].as_str().expect("a summary");
    assert!(summary.len() < 1000 && !summary.is_empty(), "{summary}");
}

#[test]
fn a_text_without_an_end_is_no_trouble() {
    let stage = Stage::new();
    stage.write("in/letters.txt", "a".repeat(300_000));
    stage.write("in/words.txt", "standard ".repeat(50_000));
    stage.write("in/hanzi.txt", "标准".repeat(50_000));
    stage.write("in/stops.txt", ". ".repeat(100_000));
    stage.write("in/lines.txt", "标准\n".repeat(20_000));
    stage.write("in/brackets.html", format!("<html>{}<p>It was held on May 16.</p>", "<div>".repeat(3_000)));
    let ran = stage.run("summarize in --format jsonl --to zh,en");
    assert!(matches!(ran.code, Some(0 | 1 | 3)), "{ran:?}");
    assert_eq!(ran.records().len(), 6, "{}", ran.err);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let stage = Stage::new();
    for n in 0..60 {
        stage.write(&format!("in/{n:02}.txt"), ENGLISH.repeat(40));
    }
    for args in ["read in", "translate in --to zh", "summarize in --format json", "man"] {
        let mut child = stage.command(args).spawn().expect("it starts");
        let mut first = [0; 1];
        let mut out = child.stdout.take().expect("a pipe");
        out.read_exact(&mut first).expect("something");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args}: {err}");
        assert!(!err.contains("error") && !err.contains("panic"), "{args}: {err}");
    }
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let stage = Stage::with_samples();
    let left =
        || stage.names("").into_iter().filter(|name| name.ends_with(".part") || name == "out.txt").count();
    stage.run("summarize samples --engine none -o out.txt").code(4);
    stage.run("digest missing.txt -o out.txt").code(1);
    assert_eq!(left(), 0);
    stage.run("summarize samples -o samples").code(2).says(&["samples is a folder"]);
    stage.run("summarize samples -o nowhere/out.txt").code(1).says(&["there is no folder nowhere", "try: "]);
    assert_eq!(left(), 0);

    stage.write("out.txt", "the old one");
    stage.run("summarize samples -o out.txt").code(0);
    assert_eq!(stage.read("out.txt"), stage.run("summarize samples").out);
    stage.run("digest samples --to zh,en -o bulletin.html").code(0);
    let page = stage.read("bulletin.html").to_ascii_lowercase();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    assert_eq!(left(), 1);
}

#[test]
fn a_run_that_fails_leaves_the_old_file() {
    let stage = Stage::new();
    for command in ["summarize", "read", "translate --to zh"] {
        for format in ["text", "json", "html"] {
            stage.write("out", "the old one");
            stage.run(&format!("{command} missing.txt --format {format} -o out")).code(1);
            assert_eq!(stage.read("out"), "the old one", "{command} {format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_behind() {
    let stage = Stage::new();
    let mut child = stage.command("summarize - -o out.txt").stdin(Stdio::piped()).spawn().expect("it starts");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    // It waits for its input; the unfinished file is there by then.
    while !stage.names("").iter().any(|name| name.ends_with(".part")) {
        assert!(std::time::Instant::now() < deadline, "no unfinished file: {:?}", stage.names(""));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let stdin = child.stdin.take();
    let output = child.wait_with_output().expect("it ends");
    drop(stdin);
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted"));
    let left: Vec<String> =
        stage.names("").into_iter().filter(|name| name.ends_with(".part") || name == "out.txt").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_language_can_be_said_and_foreign_ones_are_refused() {
    let stage = Stage::new();
    stage.write("french.txt", "Le forum international sur la normalisation s'est tenu à Paris le 9 juin et a réuni plus de trois cents participants venus de vingt pays.");
    stage.run("summarize french.txt").code(1).says(&["french.txt"]);
    stage.write("short.txt", "标准");
    stage.run("summarize short.txt --from zh").code(0);
    let mut command = stage.command("summarize short.txt");
    command.args(["--from", "klingon"]);
    ran(command).code(2).says(&["--from klingon"]);
}
