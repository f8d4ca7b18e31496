//! Why an article could not be read.

use std::io;

/// Why one input gave no article. Each message names the input.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system did not hand it over.
    #[error("cannot read {place}: {source}")]
    Io {
        /// The path, or "standard input".
        place: String,
        /// What the system said.
        source: io::Error,
    },
    /// There is nothing in it but blanks.
    #[error("{place} is empty")]
    Empty {
        /// The path or line.
        place: String,
    },
    /// It is no text.
    #[error("{place}: skipped: it is {what}, not an article ({hint})")]
    Binary {
        /// The path, or "standard input".
        place: String,
        /// What it is.
        what: &'static str,
        /// What can be done about it.
        hint: &'static str,
    },
    /// A pipe, a socket or a device inside a directory.
    #[error("{place}: skipped: not a regular file")]
    NotAFile {
        /// The path.
        place: String,
    },
    /// A link that leads back to a directory above it.
    #[error("{place}: skipped: the link leads back to {ancestor}, the directory it is in")]
    Loop {
        /// The link.
        place: String,
        /// Where it leads.
        ancestor: String,
    },
    /// A link that leads out of the directory that was given.
    #[error(
        "{place}: skipped: the link leads out of the folder, to {target}; name that as an input to have it read"
    )]
    WayOut {
        /// The link.
        place: String,
        /// Where it leads.
        target: String,
    },
    /// A directory or an archive without a file in it.
    #[error("{place} has no files in it")]
    NoFiles {
        /// The directory or archive.
        place: String,
    },
    /// A member of an archive that is not read, whatever is in it.
    #[error("{place}: skipped: {why}")]
    Refused {
        /// The archive and the member.
        place: String,
        /// Why.
        why: String,
    },
    /// A file that is not what its first bytes promise.
    #[error("{place} is damaged: {why}")]
    Damaged {
        /// The path, or the archive and the member.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// An address that gave nothing to read.
    #[error("cannot read {place}: {why}")]
    Fetch {
        /// The address.
        place: String,
        /// Why.
        why: String,
    },
    /// Reading it broke the program.
    #[error("{place}: it broke the program (the message above); please report it")]
    Broke {
        /// The path or line.
        place: String,
    },
    /// More than one article can be.
    #[error("{place} is larger than {} MB: split it first", limit / 1_000_000)]
    TooLarge {
        /// The path or line.
        place: String,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// An input record that is none.
    #[error("{place}: not an article record: {why}")]
    BadRecord {
        /// The path and line.
        place: String,
        /// What is wrong with it.
        why: String,
    },
}
