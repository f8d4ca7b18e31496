//! When to try again, and after which pause.

use std::time::Duration;

/// Tries in a row that bring nothing new, once a file has begun. With the pauses between them, that is 8 seconds.
pub(super) const MANY: u32 = 5;

/// Tries before anything has come: who is not there will hardly come in a minute.
pub(super) const FEW: u32 = 3;

/// The first pause; each one after it is twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// The longest pause that a server may ask for. Longer ones are told to the user instead.
pub(super) const LONGEST: u64 = 120;

/// Counts tries.
pub(super) struct Patience {
    most: u32,
    failed: u32,
}

impl Patience {
    /// Patience for so many tries in a row.
    pub(super) fn new(most: u32) -> Self {
        Self { most, failed: 0 }
    }

    /// The pause before the next try, or `None` when it is enough. `asked` is the pause in seconds that the server asks
    /// for; `progress` says that the failed try brought something new.
    pub(super) fn pause(&mut self, asked: Option<u64>, progress: bool) -> Option<Duration> {
        if progress {
            self.failed = 0;
            return Some(Duration::ZERO);
        }
        self.failed += 1;
        if self.failed >= self.most || asked.is_some_and(|seconds| seconds > LONGEST) {
            return None;
        }
        let own = FIRST * 2u32.pow(self.failed - 1);
        Some(asked.map_or(own, Duration::from_secs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_and_a_server_may_ask_for_its_own() {
        let mut patience = Patience::new(MANY);
        let pauses: Vec<_> = std::iter::from_fn(|| patience.pause(None, false)).collect();
        assert_eq!(pauses, [500, 1000, 2000, 4000].map(Duration::from_millis));
        let mut patience = Patience::new(MANY);
        assert_eq!(patience.pause(Some(7), false), Some(Duration::from_secs(7)));
        assert_eq!(patience.pause(Some(LONGEST + 1), false), None);
        for _ in 0..100 {
            assert_eq!(patience.pause(None, true), Some(Duration::ZERO), "whoever gets on may go on");
        }
    }
}
