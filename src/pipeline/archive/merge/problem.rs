//! What can be wrong with the parts of an archive.

use std::path::PathBuf;

use crate::article::Id;

/// One thing that keeps an archive from being complete, or that should not be there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Parts are not there at all.
    #[error("{} of the inputs of {run} {}: {}", inputs, if *inputs == 1 { "is missing" } else { "are missing" }, absent(shards))]
    Missing {
        /// A part of the same run.
        run: String,
        /// How many inputs nobody has.
        inputs: u64,
        /// The shards that are not there, where that can be known.
        shards: Vec<String>,
    },
    /// A record that should be there is not.
    #[error("{}: the record of {id} is lost", file.display())]
    Lost {
        /// The file that should have it.
        file: PathBuf,
        /// The article.
        id: Id,
    },
    /// A record is not what was written.
    #[error("{}: the record of {id} was altered", file.display())]
    Altered {
        /// The file.
        file: PathBuf,
        /// The article.
        id: Id,
    },
    /// Records that no index knows, or that are there twice.
    #[error("{}: {} left out, of no input or there twice", file.display(), counted(*lines))]
    Strange {
        /// The file.
        file: PathBuf,
        /// How many.
        lines: usize,
    },
    /// An index is not what was written.
    #[error("{}: the index was altered: {why}", file.display())]
    Index {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {why}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        why: String,
    },
}

fn counted(lines: usize) -> String {
    if lines == 1 { "1 record".to_owned() } else { format!("{lines} records") }
}

fn absent(shards: &[String]) -> String {
    match shards {
        [] => "they are in no index".to_owned(),
        [one] => format!("shard {one} is not there"),
        many => format!("the shards {} are not there", many.join(", ")),
    }
}
