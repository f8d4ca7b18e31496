//! What goes wrong, told in three short lines: what happened, why, what to do.

use std::{fmt, io};

use serde_json::json;

use super::{exit::Exit, report};

/// A failure that ends the run.
#[derive(Debug)]
pub struct Failure {
    what: String,
    because: Option<String>,
    hint: Option<String>,
    exit: Exit,
}

/// The result of a command.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure with exit code 1.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), because: None, hint: None, exit: Exit::Failed }
    }

    /// A mistake in the command line or the configuration.
    pub fn usage(what: impl Into<String>) -> Self {
        Self::new(what).exit(Exit::Usage)
    }

    /// Adds the reason.
    pub fn because(mut self, why: impl fmt::Display) -> Self {
        self.because = Some(why.to_string());
        self
    }

    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the exit code.
    pub fn exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Writing the results failed. A reader that has gone away (`| head`) is not an error.
    pub fn writing(what: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::new("").exit(Exit::Done)
        } else {
            Self::new(format!("cannot write {what}")).because(error)
        }
    }

    /// What happened and why, where there is room for one line.
    pub fn in_a_line(&self) -> String {
        self.because.iter().fold(self.what.clone(), |line, because| format!("{line}: {because}"))
    }

    /// Tells of the failure on stderr and returns the exit code.
    pub fn report(&self) -> std::process::ExitCode {
        if !self.what.is_empty() && report::in_events() {
            let Self { what, because, hint, exit } = self;
            report::say(json!({
                "event": "failure", "message": what, "because": because, "try": hint, "exit": *exit as u8
            }));
        } else if !self.what.is_empty() {
            report::say(report::printable(&self.to_string()));
        }
        self.exit.into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        if let Some(because) = &self.because {
            write!(f, "\n  because: {because}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  try: {hint}")?;
        }
        Ok(())
    }
}
