//! Every command of the README is run, and says what the README says.

use std::fs;

use crate::{
    stage::{Stage, project},
    transcript,
};

fn readme() -> String {
    fs::read_to_string(project().join("README.md")).expect("there is a README.md")
}

#[test]
fn every_console_block_does_what_it_shows() {
    let text = readme();
    let commands = text.lines().filter(|line| line.starts_with("$ ")).count();
    let run = transcript::holds(&project().join("README.md"), &Stage::with_samples());
    assert!(run > 0, "the README has no ```console block with a command");
    assert_eq!(run, commands, "a command stands outside the ```console blocks");
}

/// The set-up: `cargo run -- ARGUMENTS` prints something, whatever else stands there is built by whoever reads this.
#[test]
fn the_first_command_works() {
    let text = readme();
    let first = text.lines().find(|line| line.starts_with("cargo run"));
    let (_, arguments) = first.and_then(|line| line.split_once(" -- ")).expect("cargo run -- ARGUMENTS");
    let ran = Stage::with_samples().run(arguments).code(0);
    assert!(ran.out.lines().count() > 5, "{}", ran.out);
}
