//! XML for exchange: read strictly and within bounds, written so that every reader takes it.

mod decode;
mod element;
mod read;
mod write;

pub use decode::LARGEST;
pub(super) use decode::decoded;
pub(super) use element::{Element, Node};
pub(super) use read::Xml;
pub(super) use write::{Writer, speakable, written};

/// An XML document that is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadXml {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl BadXml {
    pub(super) fn new(line: usize, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}
