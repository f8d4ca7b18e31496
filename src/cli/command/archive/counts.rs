//! The counts of a run, and what they say of how fast it goes.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::cli::{count::grouped, report::spoken};

/// Rates are those of this last time: an archive that goes on begins with hits, which say nothing of the rest.
const WINDOW: Duration = Duration::from_secs(60);

/// And of so many articles at least, where each takes long.
const WINDOW_ARTICLES: u64 = 16;

/// The counts of a run, shared by all of its threads.
#[derive(Default)]
pub struct Counts {
    /// Inputs dealt with.
    pub done: AtomicU64,
    /// Inputs passed over: they are in other parts.
    pub passed: AtomicU64,
    /// Those among them that failed.
    pub failed: AtomicU64,
    /// Those of which nothing had to be made.
    pub hits: AtomicU64,
    /// Tokens that models have written.
    pub tokens: AtomicU64,
    /// Inputs found so far.
    pub found: AtomicU64,
    /// True when all inputs are found.
    pub all_found: AtomicBool,
}

impl Counts {
    /// The counts as they are.
    pub fn now(&self) -> Sample {
        let get = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let total = self.all_found.load(Ordering::Acquire).then(|| get(&self.found));
        Sample {
            at: Instant::now(),
            done: get(&self.done),
            passed: get(&self.passed),
            failed: get(&self.failed),
            hits: get(&self.hits),
            tokens: get(&self.tokens),
            total,
        }
    }
}

/// The counts at a moment.
#[derive(Clone, Copy)]
pub struct Sample {
    at: Instant,
    done: u64,
    passed: u64,
    failed: u64,
    hits: u64,
    tokens: u64,
    /// All inputs, where they are known.
    pub total: Option<u64>,
}

impl Sample {
    /// How far the run is in the whole input.
    pub fn position(&self) -> u64 {
        self.done + self.passed
    }
}

/// The counts of the last while, for rates.
pub struct Recent(VecDeque<Sample>);

/// How fast it goes.
#[derive(Clone, Copy, Default)]
pub struct Rates {
    articles: f64,
    /// With those that are passed over.
    inputs: f64,
    tokens: f64,
}

impl Recent {
    /// Begins with a first sample.
    pub fn new(first: Sample) -> Self {
        Self(VecDeque::from([first]))
    }

    /// Adds a sample, and drops what is too old.
    pub fn push(&mut self, sample: Sample) {
        self.0.push_back(sample);
        let old =
            |second: &Sample| sample.at - second.at >= WINDOW && sample.done - second.done >= WINDOW_ARTICLES;
        while self.0.get(1).is_some_and(old) {
            self.0.pop_front();
        }
        // A night of slow articles must not pile up samples: every second one tells as much.
        if self.0.len() > 1024 {
            let mut keep = false;
            self.0.retain(|_| {
                keep = !keep;
                keep
            });
        }
    }

    /// How fast it went in the last while.
    pub fn rates(&self) -> Rates {
        let (Some(first), Some(last)) = (self.0.front(), self.0.back()) else { return Rates::default() };
        let seconds = (last.at - first.at).as_secs_f64();
        if seconds <= 0.0 {
            return Rates::default();
        }
        let rate = |first: u64, last: u64| (last - first) as f64 / seconds;
        Rates {
            articles: rate(first.done, last.done),
            inputs: rate(first.position(), last.position()),
            tokens: rate(first.tokens, last.tokens),
        }
    }
}

/// Everything that is told.
pub struct State {
    /// The counts.
    pub now: Sample,
    /// How fast it goes.
    pub rates: Rates,
    /// How long it took so far.
    pub took: Duration,
}

impl State {
    /// How long it will take yet.
    fn left(&self) -> Option<Duration> {
        let left = self.now.total?.checked_sub(self.now.position())?;
        Duration::try_from_secs_f64(left as f64 / self.rates.inputs).ok()
    }

    /// "61 %  12,240 / 20,000   hits 3,118   failed 4   1.9 articles/s   left 1 h 08 min".
    pub fn in_words(&self) -> String {
        let Sample { done, passed, failed, hits, total, tokens, .. } = self.now;
        let percent = |total: u64| (self.now.position() * 100).checked_div(total).unwrap_or(100);
        let mut parts = vec![match total {
            Some(total) if passed == 0 => {
                format!("{:>3} %  {} / {}", percent(total), grouped(done), grouped(total))
            }
            Some(total) => format!("{:>3} %  {} articles", percent(total), grouped(done)),
            None => format!("{} articles", grouped(done)),
        }];
        if hits > 0 {
            parts.push(format!("hits {}", grouped(hits)));
        }
        if failed > 0 {
            parts.push(format!("failed {}", grouped(failed)));
        }
        parts.push(format!("{} articles/s", rounded(self.rates.articles)));
        if tokens > 0 {
            parts.push(format!("{} tokens/s", rounded(self.rates.tokens)));
        }
        if let Some(left) = self.left() {
            parts.push(format!("left {}", spoken(left)));
        }
        parts.join("   ")
    }

    /// As an event.
    pub fn in_json(&self) -> Value {
        let Sample { done, passed, failed, hits, total, tokens, .. } = self.now;
        json!({
            "event": "progress", "done": done, "passed_over": passed, "total": total, "hits": hits, "failed": failed,
            "articles_per_second": tenths(self.rates.articles),
            "tokens": tokens, "tokens_per_second": tenths(self.rates.tokens),
            "seconds": tenths(self.took.as_secs_f64()),
            "left_seconds": self.left().map(|left| left.as_secs()),
        })
    }
}

/// "1.9", "38", "1,240".
fn rounded(rate: f64) -> String {
    if rate < 10.0 { format!("{rate:.1}") } else { grouped(rate.round() as u64) }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(start: Instant, seconds: u64, done: u64, total: Option<u64>) -> Sample {
        let at = start + Duration::from_secs(seconds);
        Sample { at, done, passed: 0, failed: 4, hits: 3_118, tokens: 0, total }
    }

    #[test]
    fn the_rate_is_that_of_the_last_while() {
        let start = Instant::now();
        let mut recent = Recent::new(sample(start, 0, 0, None));
        // An archive that goes on: 3,000 hits in a second, then two articles a second.
        recent.push(sample(start, 1, 3_000, None));
        assert!(recent.rates().articles > 2_999.0);
        (2..200).for_each(|seconds| recent.push(sample(start, seconds, 3_000 + 2 * (seconds - 1), None)));
        assert!((recent.rates().articles - 2.0).abs() < 0.01, "{}", recent.rates().articles);
        // Articles that take minutes: the window is as long as it takes.
        let mut recent = Recent::new(sample(start, 0, 0, None));
        (1..10_000).for_each(|seconds| recent.push(sample(start, seconds, seconds / 300, None)));
        assert!((recent.rates().articles - 1.0 / 300.0).abs() < 0.000_3);
        assert!(recent.0.len() <= 1025);
    }

    #[test]
    fn it_is_told_in_words_and_in_json() {
        let start = Instant::now();
        let rates = Rates { articles: 1.9, inputs: 1.9, tokens: 0.0 };
        let state =
            |total| State { now: sample(start, 9, 12_240, total), rates, took: Duration::from_secs(9) };
        assert_eq!(
            state(Some(20_000)).in_words(),
            " 61 %  12,240 / 20,000   hits 3,118   failed 4   1.9 articles/s   left 1 h 08 min"
        );
        assert_eq!(state(None).in_words(), "12,240 articles   hits 3,118   failed 4   1.9 articles/s");
        let event = state(Some(20_000)).in_json();
        assert_eq!((&event["done"], &event["left_seconds"]), (&json!(12_240), &json!(4084)));
        let stuck = State { rates: Rates::default(), ..state(Some(20_000)) };
        assert_eq!(stuck.left(), None);
    }
}
