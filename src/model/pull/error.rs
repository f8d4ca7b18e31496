//! What can go wrong with a pull.

use std::{io, path::PathBuf};

use super::Source;
use crate::model::{Manifest, ModelError, Sha256};

/// A pull that failed. What is there of the file stays for the next time, unless it is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The network must not be used.
    #[error("{file} is not here, and the network is switched off")]
    Offline {
        /// What is missing.
        file: String,
    },
    /// The model is not known to be at this source.
    #[error("{model} is not known to be on this source")]
    Nowhere {
        /// The model.
        model: String,
    },
    /// An address or a proxy makes no sense.
    #[error("{found:?} cannot be used as {what}: {why}")]
    Address {
        /// What it was to be: "an address".
        what: &'static str,
        /// As it was given.
        found: String,
        /// Why not.
        why: String,
    },
    /// Nobody answers.
    #[error("{host} cannot be reached: {why}")]
    Unreachable {
        /// Whom we asked.
        host: String,
        /// What the system says.
        why: String,
    },
    /// The answer stopped in the middle, several times, with nothing new in between.
    #[error("{host} stopped in the middle: {have} of {bytes} bytes are here")]
    Cut {
        /// Whom we asked.
        host: String,
        /// The bytes that are here.
        have: u64,
        /// The bytes of the file.
        bytes: u64,
    },
    /// 401: the hub wants to know who asks, or does not know the repository.
    #[error("{host} answers 401: {}", if *.token { "it does not accept the token" } else { "it wants a token, or has no such repository" })]
    Unauthorized {
        /// Whom we asked.
        host: String,
        /// True when a token was sent.
        token: bool,
    },
    /// 403, or the hub says so: its terms have to be accepted first.
    #[error("the repository {repository} is gated: its terms have to be accepted first")]
    Gated {
        /// The repository.
        repository: String,
        /// The page where that is done.
        page: String,
    },
    /// 403 for another reason.
    #[error("{host} answers 403: it refuses {file}")]
    Forbidden {
        /// Whom we asked.
        host: String,
        /// The file.
        file: String,
    },
    /// 404.
    #[error("{host} answers 404: it has no {missing}")]
    Missing {
        /// Whom we asked.
        host: String,
        /// What it does not have: "file x in repository y".
        missing: String,
    },
    /// 429, for longer than we wait.
    #[error("{host} answers 429: too many requests{}", match .seconds { Some(seconds) => format!("; it wants a pause of {seconds} s"), None => String::new() })]
    TooMany {
        /// Whom we asked.
        host: String,
        /// The pause it wants.
        seconds: Option<u64>,
    },
    /// 5xx, several times.
    #[error("{host} answers {status}: it has trouble of its own")]
    Server {
        /// Whom we asked.
        host: String,
        /// The status.
        status: u16,
        /// The pause it wants.
        seconds: Option<u64>,
    },
    /// Any other answer that is of no use.
    #[error("{host} gives an answer that cannot be used: {why}")]
    Answer {
        /// Whom we asked.
        host: String,
        /// What is wrong with it.
        why: String,
    },
    /// The source has another file than the manifest names.
    #[error("{host} has another {file} than the manifest names ({found}, not {expected})")]
    Other {
        /// Whom we asked.
        host: String,
        /// The file.
        file: String,
        /// What the source has: a length or a hash.
        found: String,
        /// What the manifest names.
        expected: String,
    },
    /// The file came whole and is something else. It was removed.
    #[error("{file} came with sha256 {}, expected {} (the download may be damaged)", found.short(), expected.short())]
    Damaged {
        /// The file.
        file: String,
        /// The hash of what came.
        found: Sha256,
        /// What it should be.
        expected: Sha256,
    },
    /// The disk is full.
    #[error("no room on the disk for {}: {bytes} bytes are missing", path.display())]
    Full {
        /// The unfinished file.
        path: PathBuf,
        /// The bytes that are still to come.
        bytes: u64,
    },
    /// The cache cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is here cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl PullError {
    /// True when another source may do better: this one cannot be reached, has trouble, or lacks the model.
    pub fn is_out_of_reach(&self) -> bool {
        self.is_passing() || matches!(self, Self::Missing { .. })
    }

    /// True when another try may do better.
    pub fn is_passing(&self) -> bool {
        use PullError::{Cut, Server, TooMany, Unreachable};
        matches!(self, Unreachable { .. } | Cut { .. } | Server { .. } | TooMany { .. })
    }

    /// The pause in seconds that the source asks for.
    pub fn seconds(&self) -> Option<u64> {
        match self {
            Self::TooMany { seconds, .. } | Self::Server { seconds, .. } => *seconds,
            _ => None,
        }
    }

    /// What to do about it, on the command line; `tried` is the source that the user asked for.
    pub fn hint(&self, manifest: &Manifest, tried: Option<Source>) -> String {
        let again = format!("zhaiyi models pull {}", manifest.name);
        let elsewhere = manifest.source.modelscope.is_some() && tried == Some(Source::HuggingFace);
        match self {
            Self::Offline { .. } => {
                format!("{again} without --offline, HF_HUB_OFFLINE and the setting offline")
            }
            Self::Nowhere { .. } => format!("{again} --source huggingface"),
            Self::Address { .. } => "look at HF_ENDPOINT and the proxy in the environment".into(),
            Self::Unreachable { .. } if elsewhere => {
                format!("{again} --source modelscope; what is here is kept")
            }
            Self::Unreachable { .. } => {
                format!("set HF_ENDPOINT to a mirror, or {again} later; what is here is kept")
            }
            Self::Cut { .. } => format!("{again} goes on from there"),
            Self::Unauthorized { token: true, .. } => "a new token in HF_TOKEN, or none at all".into(),
            Self::Unauthorized { .. } => {
                format!("set HF_TOKEN to a token of yours if the repository is private, then {again}")
            }
            Self::Gated { page, .. } => {
                format!("accept its terms at {page}, set HF_TOKEN to a token of yours, then {again}")
            }
            Self::Forbidden { .. } => "look at the rights of the token in HF_TOKEN".into(),
            Self::Missing { .. } => "look for a newer zhaiyi, or write a manifest of your own".into(),
            Self::TooMany { .. } => format!("{again} later; a token in HF_TOKEN raises the limit"),
            Self::Server { .. } => format!("{again} later; what is here is kept"),
            Self::Answer { .. } => "look at HF_ENDPOINT and the proxy: is that a model hub?".into(),
            Self::Other { .. } => "look for a newer zhaiyi, or write a manifest of your own".into(),
            Self::Damaged { .. } => format!("{again} once more; if it happens again, another --source"),
            Self::Full { .. } => {
                format!("make room, or set HF_HOME to another disk; {again} goes on from there")
            }
            Self::Write { .. } => "check the permissions, or set HF_HOME to another place".into(),
            Self::Model(_) => format!("{again} --force"),
        }
    }
}
