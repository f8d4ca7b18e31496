//! How far a download is: a bar on a terminal for what takes longer than a second, lines for what one should know.

use std::{
    cell::RefCell,
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zhaiyi::model::pull::{Event, Watcher};

use super::{bytes::spoken, report::Report};

/// What is faster needs no bar.
const SOON: Duration = Duration::from_secs(1);

/// Drawn so many times a second at most.
const TIMES: u8 = 8;

/// Shows how far a model is.
pub struct Progress {
    name: String,
    report: Report,
    bar: Option<ProgressBar>,
    /// When the file began, until its bar is shown.
    hidden_since: RefCell<Option<Instant>>,
}

impl Progress {
    /// A bar for the model of this name; none when it is quiet, or nobody looks.
    pub fn new(name: &str, report: Report, quiet: bool) -> Self {
        let looks = std::io::stderr().is_terminal() && !quiet;
        let bar = looks.then(|| {
            let style = ProgressStyle::with_template(
                "{prefix}  {bar:24}  {percent:>3} %  {decimal_bytes} / {decimal_total_bytes}  {decimal_bytes_per_sec}  left {eta}",
            );
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
                .with_style(style)
                .with_prefix(name.to_owned())
        });
        Self { name: name.to_owned(), report, bar, hidden_since: RefCell::new(None) }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// A line above the bar.
    fn note(&self, line: &str) {
        let say = || self.report.note(&format!("{}: {line}", self.name));
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }
}

impl Watcher for Progress {
    fn event(&self, event: Event<'_>) {
        match event {
            Event::Begins { bytes, have, .. } => {
                if have > 0 {
                    self.note(&format!("goes on after {}", spoken(have)));
                }
                if let Some(bar) = &self.bar {
                    bar.set_length(bytes.unwrap_or(0));
                    bar.set_position(have);
                    bar.reset_eta();
                    self.hidden_since.replace(Some(Instant::now()));
                }
            }
            Event::Have(bytes) => {
                let Some(bar) = &self.bar else { return };
                if self.hidden_since.borrow().is_some_and(|since| since.elapsed() > SOON) {
                    self.hidden_since.replace(None);
                    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(TIMES));
                }
                bar.set_position(bytes);
            }
            Event::Waits { why, seconds } => self.note(&format!("{why}; tries again in {seconds} s")),
            Event::Another { file } => self.note(&format!("another process fetches {file}; waits for it")),
            Event::Anew { file } => {
                self.note(&format!("what was here of {file} is damaged; fetches it anew"))
            }
            Event::Leaves { source, why } => self.note(&format!("{source}: {why}; tries the next source")),
        }
    }
}
