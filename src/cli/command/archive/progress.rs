//! How far a long run is: a bar on a terminal, plain lines elsewhere, or events in JSON for other programs.
//!
//! A thread of its own tells of it, so that it moves also while one article takes minutes.

use std::{
    io::IsTerminal,
    str::FromStr,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::counts::{Counts, Recent, State};
use crate::cli::report::{self, Report};

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
