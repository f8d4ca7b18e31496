//! When a host may be asked again.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::address::Origin;

/// The longest pause between two requests that is waited for.
pub(super) const LONGEST: Duration = Duration::from_secs(120);

/// Keeps requests to one host apart.
#[derive(Debug)]
pub(super) struct Pace {
    /// The pause between two requests where a host asks for none.
    usual: Duration,
    next: Mutex<HashMap<Origin, Instant>>,
}

impl Pace {
    pub fn new(usual: Duration) -> Self {
        Self { usual, next: Mutex::default() }
    }

    /// Waits until the host may be asked. The pause begins anew with every request, whoever makes it. One that is too long
    /// to wait for is returned instead.
    pub fn wait(&self, origin: &Origin, asked: Option<Duration>) -> Option<Duration> {
        let pause = asked.unwrap_or_default().max(self.usual);
        let now = Instant::now();
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = next.get(origin).copied().unwrap_or(now).max(now);
            let wait = turn.saturating_duration_since(now);
            if wait > LONGEST {
                return Some(wait);
            }
            next.insert(origin.clone(), turn + pause);
            wait
        };
        thread::sleep(turn);
        None
    }
}
