//! What reaches the terminal, and what happens when nobody reads there.

use serde_json::json;

use crate::stage::Stage;

const ENGLISH: &str = "Forum Held in Dalian\n\nThe forum was held in Dalian on May 16. It drew 420 people.\n";

#[cfg(unix)]
#[test]
fn results_do_not_depend_on_somebody_reading_the_messages() {
    let stage = Stage::new();
    for n in 0..30 {
        stage.write(&format!("in/{n:02}-empty.txt"), "");
        stage.write(&format!("in/{n:02}.txt"), ENGLISH);
    }
    // `false` never reads: every message after its end meets a closed pipe.
    stage.shell("zhaiyi summarize in --to en -v -o out.jsonl --format jsonl 2>&1 | false");
    assert_eq!(stage.read("out.jsonl").lines().count(), 60);
    stage.shell("zhaiyi digest in --to en -v -o out.html 2>&1 | false");
    assert!(stage.read("out.html").trim_end().ends_with("</html>"));

    if !std::path::Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full here");
        return;
    }
    let lines: String = (0..9).map(|n| format!("{}\nbad\n", json!({"id": n, "text": ENGLISH}))).collect();
    stage.write("lines.jsonl", lines);
    let ran = stage.shell("zhaiyi worker --to zh <lines.jsonl 2>/dev/full; echo $?");
    assert_eq!(ran.out.lines().count(), 19, "{}", ran.out);
    assert!(ran.out.ends_with("\n3\n"), "{}", ran.out);
    let ran = stage.shell("zhaiyi summarize nowhere 2>/dev/full; echo $?");
    assert_eq!(ran.out, "1\n");
}

/// Nothing but line ends and tabs may reach a terminal, whichever way it takes there.
#[cfg(unix)]
#[track_caller]
fn assert_harmless(text: &str) {
    let found = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(found, None, "{text:?}");
}

// Other systems have no such file names.
#[cfg(unix)]
#[test]
fn an_article_cannot_steer_the_terminal() {
    let stage = Stage::new();
    let hostile = "Forum \u{1b}]0;owned\u{7}Held in Dalian\n\nThe forum\u{1b}[2J was held in Dalian\u{9b}31m on May 16.\u{7f} \
                   It drew 420 people.\r\nISO \u{8}\u{8}sent 3 experts.\n";
    stage.write("in/a.txt", hostile);
    let line = json!({"id": "\u{1b}[31m", "title": "A\u{1b}[31m", "publisher": "B\u{7}", "text": hostile});
    stage.write("in/b.jsonl", format!("{line}\n"));
    stage.write("in/c\u{1b}[31m.txt", ENGLISH);
    stage.write("in/d\u{1b}[31m.txt", "");
    for command in [
        "read in",
        "summarize in --to en,zh -v",
        "translate in --to zh",
        "translate in --to zh --layout side-by-side",
        "translate in --to zh --layout interleaved",
        "digest in --to en,zh",
        "cache explain in --to zh",
    ] {
        for format in ["text", "markdown"] {
            let explains = command.starts_with("cache");
            if explains && format == "markdown" {
                continue;
            }
            let format = if explains { String::new() } else { format!(" --format {format}") };
            let ran = stage.run(&format!("{command}{format}")).code(3);
            assert!(!ran.out.is_empty() && ran.err.contains("d [31m.txt"), "{command}{format}: {ran:?}");
            assert_harmless(&ran.out);
            assert_harmless(&ran.err);
        }
    }
    let mut command = stage.command("check");
    assert_harmless(
        &crate::stage::ran({
            command.arg("in/c\u{1b}[31m.txt").arg("in/a.txt");
            command
        })
        .out,
    );
    let mut command = stage.command("read");
    assert_harmless(
        &crate::stage::ran({
            command.arg("no\u{1b}[31m.txt");
            command
        })
        .err,
    );
}
