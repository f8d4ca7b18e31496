//! Ctrl-C: remove half-written files and folders, say what is kept, exit with 130.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{exit::Exit, report};

/// Temporary files and folders that would be left behind.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What a run says when it is interrupted.
static LAST_WORDS: Mutex<Option<LastWords>> = Mutex::new(None);

type LastWords = Box<dyn Fn() -> String + Send>;

/// What the other runs say.
const KEPT: &str = "interrupted: what was finished is kept; the same command goes on from there";

/// So often a folder is removed: threads that do not know yet may just put another file into it.
const TRIES: usize = 20;

/// Takes over Ctrl-C, and on Unix the request to terminate.
pub fn handle() {
    let installed = ctrlc::set_handler(|| {
        for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // It may just have been renamed: then there is nothing to remove.
            if !path.is_dir() {
                std::fs::remove_file(path).ok();
            } else {
                (0..TRIES).find(|_| std::fs::remove_dir_all(&path).is_ok());
            }
        }
        let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
        let words = words.as_ref().map_or_else(|| KEPT.to_owned(), |words| words());
        match report::in_events() {
            true => report::say(serde_json::json!({"event": "interrupted", "message": words, "exit": 130})),
            false => report::say(words),
        }
        std::process::exit(Exit::Interrupted as i32);
    });
    // Without a handler the system's own applies, which ends the program as well.
    installed.ok();
}

/// Says what a run says when it is interrupted, in place of the usual words.
pub fn last_words(words: impl Fn() -> String + Send + 'static) {
    *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(words));
}

/// Remembers a temporary file or folder for as long as it is unfinished.
pub fn unfinished(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

/// Forgets it again.
pub fn finished(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept != path);
}
