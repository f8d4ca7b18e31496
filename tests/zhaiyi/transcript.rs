//! Transcripts in Markdown: every `$` line of a ```console block is run, and must say what stands below it.
//!
//! A line `? 3` after the command is its exit status (0 where there is none); stdout and stderr stand together, as
//! on a terminal; a line `...` is any number of lines. What differs from run to run (times, hashes, sizes) is
//! not compared. `UPDATE_GOLDEN=1` writes what was said into the file.

use std::{fs, path::Path};

use crate::stage::{Ran, Stage};

/// Runs all commands of a file, in order, in one stage. Returns the number of commands.
pub fn holds(path: &Path, stage: &Stage) -> usize {
    let text = fs::read_to_string(path).expect("a transcript").replace("\r\n", "\n");
    let (mut written, mut wrong, mut commands) = (String::new(), Vec::new(), 0);
    let mut lines = text.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        written.push_str(line);
        written.push('\n');
        if line.starts_with("```") {
            inside = !inside && line == "```console";
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| inside) else { continue };
        commands += 1;
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && !line.starts_with("```")) {
            expected.push(line);
        }
        let said = say(&stage.shell(command), stage);
        // Blank lines before the next command are for the eye.
        let blank = expected.iter().rev().take_while(|line| line.is_empty()).count();
        if agree(&expected[..expected.len() - blank], &said, stage) {
            expected.iter().for_each(|line| written.extend([line, "\n"]));
        } else {
            wrong.push(format!("$ {command}\n--- expected\n{}\n--- said\n{said}", expected.join("\n")));
            written.push_str(&said);
            written.push_str(&"\n".repeat(blank));
        }
    }
    if !wrong.is_empty() && std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, written).expect("the transcript is written");
    } else if !wrong.is_empty() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        panic!(
            "{} of {commands} commands in {name} say something else:\n\n{}\n\
             If that is meant: UPDATE_GOLDEN=1 cargo test, and read the difference before you commit it.",
            wrong.len(),
            wrong.join("\n\n")
        );
    }
    commands
}

/// What a run said, as it stands in a transcript.
fn say(ran: &Ran, stage: &Stage) -> String {
    let status = match ran.code {
        Some(0) => String::new(),
        Some(code) => format!("? {code}\n"),
        None => "? signal\n".to_owned(),
    };
    let out = ran.out.trim_end().replace(&here(stage), "[HERE]/");
    let end = if out.is_empty() { "" } else { "\n" };
    format!("{status}{out}{end}")
}

fn agree(expected: &[&str], said: &str, stage: &Stage) -> bool {
    let lasting = |line: &str| lasting(line, stage);
    let expected: Vec<String> = expected.iter().map(|line| lasting(line)).collect();
    let said: Vec<String> = said.lines().map(lasting).collect();
    matches(&expected, &said)
}

/// True when the lines are the same, where `...` stands for any lines.
fn matches(expected: &[String], said: &[String]) -> bool {
    match expected.split_first() {
        None => said.is_empty(),
        Some((any, rest)) if any == "..." => (0..=said.len()).any(|skip| matches(rest, &said[skip..])),
        Some((line, rest)) => said.first() == Some(line) && matches(rest, &said[1..]),
    }
}

/// The stage's folder, as it stands in messages.
fn here(stage: &Stage) -> String {
    stage.path("").display().to_string()
}

/// The line without what differs from run to run.
fn lasting(line: &str, stage: &Stage) -> String {
    let line = line.trim_end().replace(&here(stage), "[HERE]/");
    let line = hashes(&line.replace(&format!("zhaiyi {}", env!("CARGO_PKG_VERSION")), "zhaiyi [VERSION]"));
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let indent = line.len() - line.trim_start().len();
    let mut out = " ".repeat(indent);
    let mut at = 0;
    while at < tokens.len() {
        let number = tokens[at].trim_start_matches('(').parse::<f64>().is_ok();
        let unit = tokens.get(at + 1).map(|unit| unit.trim_end_matches([')', ','])).filter(|_| number);
        let (known, taken) = match unit {
            Some("ms" | "s") => ("[TIME]", 2),
            Some("B" | "kB" | "MB" | "bytes") => ("[SIZE]", 2),
            _ if tokens.get(at + 2).is_some_and(|zone| zone.starts_with("UTC")) => ("[MOMENT]", 3),
            _ => (tokens[at], 1),
        };
        out.push_str(known);
        out.push(' ');
        at += taken;
    }
    out.trim_end().to_owned()
}

/// The line with `[HASH]` for every run of eight or more hexadecimal digits.
fn hashes(line: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in line.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        let hex = word.len() >= 8 && word.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        out.push_str(if hex { "[HASH]" } else { &word });
        word.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

#[test]
fn what_differs_from_run_to_run_is_not_compared() {
    let stage = Stage::new();
    let same = [
        ("en extracted by rules · 9 ms · cached", "en extracted by rules · 1.2 s · cached"),
        ("story-63323293, blake3:0123456789abcdef", "story-0a1b2c3d, blake3:fedcba9876543210"),
        ("hit: saved 2026-11-22 17:53 UTC", "hit: saved 2031-01-02 03:04 UTC"),
        ("  method  glossed   16   7.1 kB", "  method  glossed   16  17.1 kB"),
    ];
    for (one, other) in same {
        assert_eq!(lasting(one, &stage), lasting(other, &stage));
    }
    for (one, other) in [("5 articles", "6 articles"), ("May 16", "May 17"), ("  indented", "indented")] {
        assert_ne!(lasting(one, &stage), lasting(other, &stage));
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(matches(&lines("a\n...\nd"), &lines("a\nb\nc\nd")));
    assert!(!matches(&lines("a\n...\nd"), &lines("a\nb\nc")));
}
