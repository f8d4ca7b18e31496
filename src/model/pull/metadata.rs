//! What a source knows of a file before it sends it, and what it says when it does not want to.
//!
//! The hub answers `HEAD` with the commit (`X-Repo-Commit`), and for large files, which lie on another host, with their
//! hash and length (`X-Linked-Etag`, `X-Linked-Size`); for small ones `ETag` is the hash that Git knows them by.

use super::{
    Network, PullError, Source,
    http::{Answer, Client},
    source::SNAPSHOT,
};
use crate::model::{Manifest, ModelFile, Sha256, hub::is_commit};

/// What is known of a file.
pub(super) struct Metadata {
    /// The snapshot it belongs to: a commit, where the source has commits.
    pub(super) snapshot: String,
    /// Its name among the blobs, and that of its unfinished part: the hash of its contents, where known.
    pub(super) name: Option<String>,
    /// The hash of its contents, by the manifest or by the source.
    pub(super) sha256: Option<Sha256>,
    /// Its length.
    pub(super) bytes: Option<u64>,
}

/// Who is asked, and for what.
pub(super) struct Question<'a> {
    pub(super) client: &'a Client<'a>,
    pub(super) network: &'a Network,
    pub(super) source: Source,
    pub(super) manifest: &'a Manifest,
    pub(super) file: &'a ModelFile,
    pub(super) address: &'a str,
}

impl Question<'_> {
    /// Asks what the source knows.
    pub(super) fn ask(&self) -> Result<Metadata, PullError> {
        match (self.source, self.file.sha256) {
            // ModelScope has no commits, and nothing that the manifest does not say better.
            (Source::ModelScope, Some(sha256)) => Ok(Metadata {
                snapshot: SNAPSHOT.into(),
                name: Some(sha256.to_string()),
                sha256: Some(sha256),
                bytes: self.file.bytes,
            }),
            _ => {
                let answer = self.client.head(self.address)?;
                self.accept(&answer)?;
                self.read(&answer)
            }
        }
    }

    fn read(&self, answer: &Answer) -> Result<Metadata, PullError> {
        let unusable = |why: &str| PullError::Answer { host: answer.host.clone(), why: why.into() };
        let snapshot = match self.source {
            Source::ModelScope => SNAPSHOT.to_owned(),
            // It becomes the name of a folder: nothing but a hash will do.
            Source::HuggingFace => match answer.header("x-repo-commit") {
                Some(commit) if is_commit(commit) => commit.to_owned(),
                Some(_) => return Err(unusable("its X-Repo-Commit is no commit")),
                None => return Err(unusable("it lacks X-Repo-Commit, which every model hub sends")),
            },
        };
        let etag = answer.header("x-linked-etag").or_else(|| answer.header("etag")).and_then(normal);
        let told: Option<Sha256> = etag.as_ref().and_then(|etag| etag.parse().ok());
        let linked = answer.number("x-linked-size");
        let bytes = linked.or_else(|| answer.number("content-length").filter(|_| !answer.is_redirect()));
        self.hold(
            "sha256",
            told.map(|hash| hash.to_string()),
            self.file.sha256.map(|hash| hash.to_string()),
            answer,
        )?;
        let length = |bytes: u64| format!("{bytes} bytes");
        self.hold("length", bytes.map(length), self.file.bytes.map(length), answer)?;
        let sha256 = self.file.sha256.or(told);
        let name = sha256.map(|hash| hash.to_string()).or(etag);
        if name.is_none() && self.source == Source::HuggingFace {
            return Err(unusable("it lacks ETag, by which files are told apart"));
        }
        Ok(Metadata { snapshot, name, sha256, bytes: self.file.bytes.or(bytes) })
    }

    /// Holds what the source says against what the manifest says.
    fn hold(
        &self,
        what: &str,
        found: Option<String>,
        expected: Option<String>,
        answer: &Answer,
    ) -> Result<(), PullError> {
        match (found, expected) {
            (Some(found), Some(expected)) if found != expected => Err(PullError::Other {
                host: answer.host.clone(),
                file: self.file.path.clone(),
                found: format!("{what} {found}"),
                expected,
            }),
            _ => Ok(()),
        }
    }

    /// Takes an answer that is a file, or leads to one; tells what the others mean.
    pub(super) fn accept(&self, answer: &Answer) -> Result<(), PullError> {
        let host = answer.host.clone();
        let status = answer.status();
        let gated = || {
            let code = answer.header("x-error-code").unwrap_or_default();
            let message = answer.header("x-error-message").unwrap_or_default();
            code == "GatedRepo" || message.contains("gated") || message.contains("restricted")
        };
        let repository = self.manifest.source.repository.clone();
        let page = format!("{}/{repository}", self.network.endpoint.trim_end_matches('/'));
        Err(match status {
            200..=399 => return Ok(()),
            401 | 403 if gated() => PullError::Gated { repository, page },
            401 => PullError::Unauthorized { host, token: self.network.token.is_some() },
            403 => PullError::Forbidden { host, file: self.file.path.clone() },
            404 | 410 => PullError::Missing { host, missing: self.missing(answer) },
            429 => PullError::TooMany { host, seconds: answer.pause() },
            408 | 500 | 502..=504 => PullError::Server { host, status, seconds: answer.pause() },
            _ => PullError::Answer { host, why: format!("its status is {status}") },
        })
    }

    fn missing(&self, answer: &Answer) -> String {
        let ModelFile { path, .. } = self.file;
        let repository = match self.source {
            Source::HuggingFace => &self.manifest.source.repository,
            Source::ModelScope => {
                self.manifest.source.modelscope.as_ref().unwrap_or(&self.manifest.source.repository)
            }
        };
        match answer.header("x-error-code") {
            Some("RepoNotFound") => format!("repository {repository}"),
            Some("RevisionNotFound") => format!("revision {} of {repository}", self.manifest.revision()),
            _ => format!("file {path} in {repository}"),
        }
    }
}

/// An entity tag (RFC 9110, 8.8.3) as the name of a file, without quotes and without the mark of weak ones; `None` when
/// it would be no good name.
fn normal(etag: &str) -> Option<String> {
    let name = etag.trim_start_matches("W/").trim_matches('"');
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!name.is_empty() && name.len() <= 128 && name.chars().all(safe)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_tag_is_a_name_or_nothing() {
        assert_eq!(normal("\"ab-c\"").as_deref(), Some("ab-c"));
        assert_eq!(normal("W/\"abc\"").as_deref(), Some("abc"));
        for wrong in ["", "\"\"", "\"../x\"", "\"a/b\"", "\"a b\"", &"x".repeat(129)] {
            assert_eq!(normal(wrong), None, "{wrong}");
        }
    }
}
