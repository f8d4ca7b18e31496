//! The exit codes that scripts rely on.

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// Nothing could be done.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// Some inputs failed; the rest is done.
    Partial = 3,
    /// The engine that was insisted on is not there.
    NoModel = 4,
    /// A check failed under `--strict`.
    Strict = 5,
    /// Interrupted; what was finished is kept.
    Interrupted = 130,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
