//! A translation as other tools see it: segments with their sources, and what was seen in them.

use crate::{
    fingerprint::Fingerprint,
    outcome::{Finding, Method, Severity},
    text::Language,
};

/// A translated article.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The place it was read from.
    pub place: Option<String>,
    /// The hash of the article.
    pub hash: Fingerprint,
    /// Its language.
    pub from: Language,
    /// The language it was translated into.
    pub to: Language,
    /// Who translated.
    pub engine: String,
    /// How.
    pub method: Method,
    /// Its segments, in order.
    pub units: Vec<Unit>,
    /// What was seen in it that belongs to no segment.
    pub findings: Vec<Finding>,
}

/// A line of an article and its translation: lines are what a translation is sure to keep, sentences it may join or part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The line in the article, counted from 1.
    pub line: usize,
    /// The line.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// True when a person wrote it.
    pub edited: bool,
    /// What was seen in it.
    pub findings: Vec<Finding>,
}

impl Unit {
    /// True when a check found an error in it.
    pub(super) fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// What tells later whether somebody has touched a translation: sixteen digits of its hash.
pub(super) fn mark(target: &str) -> String {
    Fingerprint::of(target.trim().as_bytes()).hex()[..16].to_owned()
}
