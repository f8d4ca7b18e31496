//! The tests of this room once more, by the instructions of older processors.

use std::{env, process::Command};

use super::kernels::{FORCED, Level};

/// What multiplies, and who uses it. Files and tokens are read by no kernel, and the kernels' own tests go through the levels
/// by themselves.
const PARTS: [&str; 5] = ["arch", "bench", "causal", "decode", "seq2seq"];

/// Tests of these parts at least; were they filtered away, nothing would be shown.
const LEAST: usize = 60;

/// Instructions belong to the process: this test runs the others in processes of their own.
#[test]
fn all_that_holds_here_holds_by_every_level() {
    if env::var_os(FORCED).is_some() {
        return;
    }
    for (word, level) in [("plain", Level::Plain), ("avx2", Level::Avx2)] {
        if level >= Level::best() {
            continue;
        }
        let output = Command::new(env::current_exe().unwrap())
            .args(PARTS.map(|part| format!("neural::{part}::")))
            .env(FORCED, word)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let passed = text.split_once("test result: ok. ").and_then(|(_, rest)| rest.split(' ').next());
        let passed = passed.and_then(|number| number.parse::<usize>().ok());
        assert!(passed.is_some_and(|passed| passed >= LEAST), "{level}: {text}");
    }
}
