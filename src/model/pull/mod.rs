//! Fetches the files of a model into the Hugging Face cache.
//!
//! `hf-hub` was tried first and left: 1.0 brings 412 crates (Xet, aws-lc) and knows no `HF_HUB_OFFLINE`; 0.5 takes half
//! of that, but makes a file visible before anyone has looked at its hash, appends a whole answer to a part when a
//! server ignores `Range`, and knows neither `Retry-After` nor what a gated repository is. So this speaks HTTP itself,
//! over `ureq`, and keeps the hub's layout: `source` knows addresses, `http` requests and redirects, `metadata` what the
//! hub says of a file, `fetch` one file from there to its place, `patience` when to try again.
//!
//! A file is written to `blobs/<hash>.incomplete` under a lock, is hashed as it comes, and gets its name only when all
//! of it is there and right. What is there of it goes on from its last byte the next time, whoever stopped it.

mod disk;
mod error;
mod fetch;
mod http;
mod metadata;
mod patience;
mod source;

use std::path::PathBuf;

pub use error::PullError;
pub use http::Proxy;
pub(crate) use http::why;
pub use source::Source;

use super::{Hub, Installed, Manifest, Sha256};

/// How the network is reached.
#[derive(Clone, Debug)]
pub struct Network {
    /// The hub: `https://huggingface.co`, or a mirror of it.
    pub endpoint: String,
    /// The second source: `https://modelscope.cn`.
    pub modelscope: String,
    /// Sent to the hub, to nobody else.
    pub token: Option<String>,
    /// What stands between here and the network.
    pub proxy: Option<Proxy>,
    /// True when the network must not be used.
    pub offline: bool,
}

/// Hears what happens. Called often: it should return at once.
pub trait Watcher {
    /// Something happened.
    fn event(&self, event: Event<'_>);
}

/// A watcher that hears nothing.
impl Watcher for () {
    fn event(&self, _: Event<'_>) {}
}

/// What happens during a pull.
#[derive(Debug)]
pub enum Event<'a> {
    /// A file begins, or goes on where it stopped.
    Begins {
        /// Its path in the repository.
        file: &'a str,
        /// Its length, where known.
        bytes: Option<u64>,
        /// The bytes that are here from an earlier time.
        have: u64,
    },
    /// So many bytes are here.
    Have(u64),
    /// It is tried again after a while.
    Waits {
        /// What went wrong.
        why: &'a str,
        /// The pause in seconds.
        seconds: f64,
    },
    /// Another process fetches the same file; this one waits for it.
    Another {
        /// The file's path in the repository.
        file: &'a str,
    },
    /// What was here from an earlier time was damaged; the file begins anew.
    Anew {
        /// The file's path in the repository.
        file: &'a str,
    },
    /// A source cannot be reached; the next one is tried.
    Leaves {
        /// The source.
        source: Source,
        /// What went wrong.
        why: &'a PullError,
    },
}

/// A file that was pulled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// Its place.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Sha256,
    /// Where it came from; `None` when it was here.
    pub source: Option<Source>,
}

/// Fetches models.
#[derive(Clone, Copy)]
pub struct Puller<'a> {
    /// Where to.
    pub hub: &'a Hub,
    /// How.
    pub network: &'a Network,
    /// From where: `None` for the hub, then ModelScope when the hub cannot be reached.
    pub source: Option<Source>,
    /// True to fetch what is here already.
    pub force: bool,
    /// Who hears of it.
    pub watcher: &'a dyn Watcher,
}

impl Puller<'_> {
    /// Fetches what is missing of a model. When this returns, all files are in their places and are what they should be.
    ///
    /// # Errors
    /// When a file cannot be fetched or kept; what is there of it stays for the next time.
    pub fn pull(&self, manifest: &Manifest) -> Result<(Installed, Vec<Pulled>), PullError> {
        let sources = match self.source {
            Some(source) => vec![source],
            None if manifest.source.modelscope.is_some() => vec![Source::HuggingFace, Source::ModelScope],
            None => vec![Source::HuggingFace],
        };
        let mut pulled = Vec::new();
        for file in &manifest.files {
            let mut result = Err(PullError::Nowhere { model: manifest.name.clone() });
            for (index, source) in sources.iter().enumerate() {
                result = fetch::fetch(self, manifest, file, *source);
                match &result {
                    Err(why) if why.is_out_of_reach() && index + 1 < sources.len() => {
                        self.watcher.event(Event::Leaves { source: *source, why });
                    }
                    _ => break,
                }
            }
            pulled.push(result?);
        }
        let installed = self.hub.installed(manifest);
        let installed = installed.ok_or_else(|| PullError::Nowhere { model: manifest.name.clone() })?;
        Ok((installed, pulled))
    }
}
