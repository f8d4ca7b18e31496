//! What happened in this run: reported, never stored.

use std::time::Duration;

/// One engine tried on one task.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The engine's id.
    pub engine: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of an attempt.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The result was in the cache.
    Hit,
    /// The engine ran and its draft was accepted.
    Ran {
        /// How long it took, loading included.
        took: Duration,
    },
    /// The engine did not get through.
    PassedOver {
        /// Why, in words for a user.
        reason: String,
    },
}
