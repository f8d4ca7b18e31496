//! Where models come from, and the addresses of their files there.

use std::{fmt, str::FromStr};

use super::Network;
use crate::model::{Manifest, ModelFile};

/// A place that offers models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The Hugging Face hub, or a mirror of it.
    HuggingFace,
    /// ModelScope, which is nearer in China.
    ModelScope,
}

/// The branch of every repository on ModelScope.
const MASTER: &str = "master";

/// The name of snapshots from ModelScope: it has no commits of the hub.
pub(super) const SNAPSHOT: &str = "modelscope-master";

impl Source {
    /// The address of a file; `None` when the model is not known to be there.
    pub(super) fn address(self, network: &Network, manifest: &Manifest, file: &ModelFile) -> Option<String> {
        let path: Vec<String> = file.path.split('/').map(escaped).collect();
        let path = path.join("/");
        Some(match self {
            Self::HuggingFace => {
                let endpoint = network.endpoint.trim_end_matches('/');
                let revision = escaped(manifest.revision());
                format!("{endpoint}/{}/resolve/{revision}/{path}", manifest.source.repository)
            }
            Self::ModelScope => {
                let endpoint = network.modelscope.trim_end_matches('/');
                let repository = manifest.source.modelscope.as_ref()?;
                format!("{endpoint}/models/{repository}/resolve/{MASTER}/{path}")
            }
        })
    }
}

/// A part of a path as it stands in an address (RFC 3986, 2.3: unreserved characters stand for themselves).
fn escaped(part: &str) -> String {
    let mut out = String::new();
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HuggingFace => "huggingface",
            Self::ModelScope => "modelscope",
        })
    }
}

/// A source that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected huggingface or modelscope")]
pub struct UnknownSource;

impl FromStr for Source {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "huggingface" => Ok(Self::HuggingFace),
            "modelscope" => Ok(Self::ModelScope),
            _ => Err(UnknownSource),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_or_file_of_any_name_is_one_part_of_the_address() {
        assert_eq!(escaped("refs/pr/1"), "refs%2Fpr%2F1");
        assert_eq!(escaped("a+b=摘.gguf"), "a%2Bb%3D%E6%91%98.gguf");
    }
}
