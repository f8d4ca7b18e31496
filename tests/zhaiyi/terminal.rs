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
