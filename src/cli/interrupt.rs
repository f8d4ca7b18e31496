//! Ctrl-C: remove half-written files, say what is kept, exit with 130.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{exit::Exit, report};

/// Temporary files that would be left behind.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Takes over Ctrl-C, and on Unix the request to terminate.
pub fn handle() {
    let installed = ctrlc::set_handler(|| {
        for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // It may just have been renamed: then there is nothing to remove.
            std::fs::remove_file(path).ok();
        }
        report::say("interrupted: what was finished is kept; the same command goes on from there");
        std::process::exit(Exit::Interrupted as i32);
    });
    // Without a handler the system's own applies, which ends the program as well.
    installed.ok();
}

/// Remembers a temporary file for as long as it is unfinished.
pub fn unfinished(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

/// Forgets it again.
pub fn finished(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept != path);
}
