//! What is said on stderr: warnings, which engine ran, how long it took.

use std::{
    fmt,
    io::{IsTerminal, Write},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use serde_json::json;

use super::{
    args::Manner,
    settings::{self, Settings},
};

/// True when everything on stderr is a JSON object a line.
static EVENTS: AtomicBool = AtomicBool::new(false);

/// From now on everything on stderr is a JSON object a line, for another program to read.
pub fn speak_in_events() {
    EVENTS.store(true, Ordering::Relaxed);
}

/// True when it is.
pub fn in_events() -> bool {
    EVENTS.load(Ordering::Relaxed)
}

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
        let report = Self { quiet: manner.quiet, verbose: manner.verbose, color };
        for (name, nearest) in settings::strangers() {
            report.warning(&name, &format!("there is no such setting; the nearest is {nearest}"));
        }
        report
    }

    /// An error about one input; the run goes on.
    pub fn error(&self, place: &str, message: &str) {
        if in_events() {
            return say(json!({"event": "error", "place": place, "message": message}));
        }
        say(format_args!("{} {}", self.paint("31", "error:"), placed(place, message)));
    }

    /// Something the user should know.
    pub fn warning(&self, place: &str, message: &str) {
        if self.quiet {
            return;
        }
        if in_events() {
            return say(json!({"event": "warning", "place": place, "message": message}));
        }
        say(format_args!("{} {}", self.paint("33", "warning:"), placed(place, message)));
    }

    /// A line about what was done.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            self.tell(message);
        }
    }

    /// A line about one article, for those who asked for it.
    pub fn detail(&self, message: &str) {
        if self.verbose {
            self.tell(message);
        }
    }

    fn tell(&self, message: &str) {
        match in_events() {
            true => say(json!({"event": "note", "message": message})),
            false => say(self.paint("2", &printable(message))),
        }
    }

    /// True when the user wants to hear of nothing but errors.
    pub fn is_quiet(&self) -> bool {
        self.quiet
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

/// The message with the place it is about, unless it names the place itself.
fn placed(place: &str, message: &str) -> String {
    printable(&if is_named(place, message) { message.to_owned() } else { format!("{place}: {message}") })
}

/// What may stand before a place that is named at the beginning of a message.
const BEFORE: [&str; 3] = ["", "line ", "cannot read "];

/// What may stand behind it there.
const BEHIND: [&str; 5] = [": ", ", ", " is empty", " is larger", " has no files"];

/// True when the message names the place: a path anywhere, anything else, such as `2` or `e`, at the beginning.
fn is_named(place: &str, message: &str) -> bool {
    let begins = |before: &str| {
        let rest = message.strip_prefix(before).and_then(|rest| rest.strip_prefix(place));
        rest.is_some_and(|rest| BEHIND.iter().any(|behind| rest.starts_with(behind)))
    };
    BEFORE.into_iter().any(begins) || place.contains(['/', '\\', '.']) && message.contains(place)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_names_its_place_twice() {
        for (place, message, told) in [
            ("prog", "prog: skipped: it is a program", "prog: skipped: it is a program"),
            ("e", "e has no files in it", "e has no files in it"),
            ("2", "line 2: not an article record", "line 2: not an article record"),
            ("-", "cannot read -: no", "cannot read -: no"),
            ("in/a.txt", "a link to in/a.txt", "a link to in/a.txt"),
            ("e", "empty is what it is", "e: empty is what it is"),
            ("2", "line 22: no", "2: line 22: no"),
        ] {
            assert_eq!(placed(place, message), told);
        }
    }
}
