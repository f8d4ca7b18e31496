//! What is said on stderr: warnings, which engine ran, how long it took.

use std::{
    fmt,
    io::{IsTerminal, Write},
    time::Duration,
};

use super::{args::Manner, settings::Settings};

/// The voice on stderr.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    quiet: bool,
    verbose: bool,
    color: bool,
}

impl Report {
    /// A voice as loud and as colourful as asked for.
    pub fn new(manner: &Manner, settings: &Settings) -> Self {
        let color = color(settings.text("color"), std::io::stderr().is_terminal());
        Self { quiet: manner.quiet, verbose: manner.verbose, color }
    }

    /// An error about one input; the run goes on.
    pub fn error(&self, place: &str, message: &str) {
        say(format_args!("{} {}", self.paint("31", "error:"), placed(place, message)));
    }

    /// Something the user should know.
    pub fn warning(&self, place: &str, message: &str) {
        if !self.quiet {
            say(format_args!("{} {}", self.paint("33", "warning:"), placed(place, message)));
        }
    }

    /// A line about what was done.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            say(self.paint("2", &printable(message)));
        }
    }

    /// A line about one article, for those who asked for it.
    pub fn detail(&self, message: &str) {
        if self.verbose {
            say(self.paint("2", &printable(message)));
        }
    }

    /// True when the user asked for a line about everything.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// A line on stderr. Where nobody reads it (a closed pipe, a full disk) the run goes on: a message is never worth the
/// results.
pub fn say(line: impl fmt::Display) {
    // In one piece, so that lines of several threads and processes do not mix.
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// True when colours are wanted there: `NO_COLOR` (no-color.org) counts unless a flag or setting says otherwise.
pub fn color(when: &str, terminal: bool) -> bool {
    match when {
        "always" => true,
        "never" => false,
        _ => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// The message with the place it is about. A message about a file may name it itself.
fn placed(place: &str, message: &str) -> String {
    let named = place.contains(['/', '\\', '.']) && message.contains(place);
    printable(&if named { message.to_owned() } else { format!("{place}: {message}") })
}

/// The message without control characters, which may come from an article or a file name.
pub fn printable(message: &str) -> String {
    message.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// "9 ms", "38 s", "1 h 08 min".
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{} ms", time.as_millis()),
        1..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}
