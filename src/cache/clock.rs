//! The time of day, as something that a test can hold still.

use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. Any `Fn() -> i64` is one.
pub trait Clock: Send + Sync {
    /// Seconds since 1970-01-01T00:00:00Z. May go backwards: nothing here relies on its order.
    fn now(&self) -> i64;
}

impl<F: Fn() -> i64 + Send + Sync> Clock for F {
    fn now(&self) -> i64 {
        self()
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let now = SystemTime::now();
        match now.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |secs| -secs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_past_2020() {
        assert!(SystemClock.now() > 1_577_836_800, "2020-01-01");
    }
}
