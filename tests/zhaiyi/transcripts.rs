//! Whole runs, as a user sees them: the transcripts of `tests/cmd`.

use crate::{
    stage::{Stage, project},
    transcript,
};

#[test]
fn every_transcript_still_holds() {
    let mut paths: Vec<_> = std::fs::read_dir(project().join("tests/cmd"))
        .expect("the transcripts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() > 5, "the transcripts are gone");
    // Each on a thread of its own: all are run, and the first that fails is told.
    std::thread::scope(|scope| {
        let running: Vec<_> = paths
            .iter()
            .map(|path| scope.spawn(|| transcript::holds(path, &Stage::with_samples())))
            .collect();
        for run in running {
            assert!(run.join().expect("this transcript holds") > 0, "a transcript without a command");
        }
    });
}
