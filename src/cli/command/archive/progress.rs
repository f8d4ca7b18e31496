//! How far a long run is: a bar on a terminal, plain lines elsewhere, or events in JSON for other programs.
//!
//! A thread of its own tells of it, so that it moves also while one article takes minutes.

use std::{
    collections::VecDeque,
    io::IsTerminal,
    str::FromStr,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use crate::cli::{
    count::grouped,
    report::{self, Report, spoken},
};

/// What is faster needs no progress.
const SOON: Duration = Duration::from_secs(1);

/// The bar moves so often.
const BAR: Duration = Duration::from_millis(250);

/// Events come so often.
const EVENTS: Duration = Duration::from_secs(1);

/// Lines come so often in the first minute,
const LINES: Duration = Duration::from_secs(10);

/// and so often after it: a log of a night has hundreds of lines then, not thousands.
const LINES_LATER: Duration = Duration::from_secs(60);

/// Rates are those of this last time: an archive that goes on begins with hits, which say nothing of the rest.
const WINDOW: Duration = Duration::from_secs(60);

/// And of so many articles at least, where each takes long.
const WINDOW_ARTICLES: u64 = 16;

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// A bar on a terminal, lines elsewhere.
    Auto,
    /// A bar.
    Bar,
    /// Lines.
    Lines,
    /// Events, a JSON object a line.
    Json,
    /// Not at all.
    None,
}

/// A manner that is none.
#[derive(Debug, thiserror::Error)]
#[error("expected auto, bar, lines, json or none")]
pub struct UnknownManner;

impl FromStr for Manner {
    type Err = UnknownManner;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "bar" => Ok(Self::Bar),
            "lines" => Ok(Self::Lines),
            "json" => Ok(Self::Json),
            "none" => Ok(Self::None),
            _ => Err(UnknownManner),
        }
    }
}

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
    fn now(&self) -> Sample {
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
struct Sample {
    at: Instant,
    done: u64,
    passed: u64,
    failed: u64,
    hits: u64,
    tokens: u64,
    total: Option<u64>,
}

impl Sample {
    /// How far the run is in the whole input.
    fn position(&self) -> u64 {
        self.done + self.passed
    }
}

/// Tells of progress until it is dropped.
pub struct Progress {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    manner: Manner,
}

struct Shared {
    counts: Arc<Counts>,
    over: Mutex<bool>,
    wake: Condvar,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins to tell of `counts`.
    pub fn start(manner: Manner, counts: Arc<Counts>, report: Report) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let manner = match manner {
            Manner::Auto if report.is_quiet() => Manner::None,
            Manner::Auto if terminal => Manner::Bar,
            Manner::Auto => Manner::Lines,
            manner => manner,
        };
        let shared = Arc::new(Shared {
            counts,
            over: Mutex::new(false),
            wake: Condvar::new(),
            bar: (manner == Manner::Bar).then(bar),
        });
        let telling = Arc::clone(&shared);
        let thread = (manner != Manner::None).then(|| thread::spawn(move || tell(manner, &telling, report)));
        Self { shared, thread, manner }
    }

    /// True when somebody wants to know how much there is to do.
    pub fn is_told(&self) -> bool {
        self.manner != Manner::None
    }

    /// Says something, above the bar where there is one.
    pub fn above<T>(&self, say: impl FnOnce() -> T) -> T {
        match &self.shared.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// What takes the bar away, wherever it is called from.
    pub fn clear(&self) -> impl Fn() + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            if let Some(bar) = &shared.bar {
                bar.finish_and_clear();
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *self.shared.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
        (self.clear())();
    }
}

/// A bar that is not seen yet.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:24} {msg}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style)
}

/// Tells until it is over.
fn tell(manner: Manner, shared: &Shared, report: Report) {
    let start = Instant::now();
    let mut recent = Recent::new(shared.counts.now());
    let mut shown = false;
    let mut last = start;
    let mut over = shared.over.lock().unwrap_or_else(PoisonError::into_inner);
    while !*over {
        let pause = if manner == Manner::Bar { BAR } else { EVENTS };
        over = shared.wake.wait_timeout(over, pause).unwrap_or_else(PoisonError::into_inner).0;
        if *over {
            break;
        }
        let now = shared.counts.now();
        recent.push(now);
        let state = State { now, rates: recent.rates(), took: start.elapsed() };
        match manner {
            Manner::Bar => {
                let Some(bar) = &shared.bar else { break };
                if !shown && start.elapsed() > SOON {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    shown = true;
                }
                bar.set_length(now.total.unwrap_or(0).max(1));
                bar.set_position(if now.total.is_some() { now.position() } else { 0 });
                bar.set_message(state.in_words());
            }
            Manner::Json => report::say(state.in_json()),
            Manner::Lines => {
                let pause = if start.elapsed() < LINES_LATER { LINES } else { LINES_LATER };
                if last.elapsed() >= pause {
                    last = Instant::now();
                    report.note(&state.in_words());
                }
            }
            Manner::Auto | Manner::None => break,
        }
    }
}

/// The counts of the last while, for rates.
struct Recent(VecDeque<Sample>);

/// How fast it goes.
#[derive(Clone, Copy, Default)]
struct Rates {
    articles: f64,
    /// With those that are passed over.
    inputs: f64,
    tokens: f64,
}

impl Recent {
    fn new(first: Sample) -> Self {
        Self(VecDeque::from([first]))
    }

    fn push(&mut self, sample: Sample) {
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

    fn rates(&self) -> Rates {
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
struct State {
    now: Sample,
    rates: Rates,
    took: Duration,
}

impl State {
    /// How long it will take yet.
    fn left(&self) -> Option<Duration> {
        let left = self.now.total?.checked_sub(self.now.position())?;
        Duration::try_from_secs_f64(left as f64 / self.rates.inputs).ok()
    }

    /// "61 %  12,240 / 20,000   hits 3,118   failed 4   1.9 articles/s   left 1 h 08 min".
    fn in_words(&self) -> String {
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

    fn in_json(&self) -> Value {
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
