//! What a check saw: the fault, both places, and a sentence for the user.

use std::ops::Range;

use serde::Serialize;

use super::{Fault, Pair, Remark, Severity, remark::Said};

/// One thing a check saw in a pair of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong; the check and the severity follow from it.
    pub fault: Fault,
    /// What is said of it.
    pub remark: Remark,
    /// The same as a sentence that the user understands.
    pub message: String,
    /// Where in the source, in bytes.
    pub source: Option<Range<usize>>,
    /// Where in the target, in bytes.
    pub target: Option<Range<usize>>,
}

impl Finding {
    /// A finding without places; add them with [`in_source`](Self::in_source) and [`in_target`](Self::in_target).
    pub fn new(fault: Fault, said: impl Into<Said>) -> Self {
        let Said { remark, message } = said.into();
        Self { fault, remark, message, source: None, target: None }
    }

    /// The same finding with its place in the source.
    pub fn in_source(mut self, span: Range<usize>) -> Self {
        self.source = Some(span);
        self
    }

    /// The same finding with its place in the target.
    pub fn in_target(mut self, span: Range<usize>) -> Self {
        self.target = Some(span);
        self
    }

    /// The name of the check, as in records: `numbers`.
    pub fn check(&self) -> &'static str {
        self.fault.check()
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.fault.severity()
    }

    /// The finding as records show it, with the texts in place of the ranges.
    pub fn record<'a>(&'a self, pair: &Pair<'a>) -> Record<'a> {
        let quoted =
            |text: &'a str, span: &Option<Range<usize>>| span.clone().and_then(|span| text.get(span));
        Record {
            check: self.check(),
            severity: self.severity(),
            message: &self.message,
            source: quoted(pair.source, &self.source),
            target: quoted(pair.target, &self.target),
        }
    }
}

/// A finding as it stands in JSON: `{"check":"numbers","severity":"error","message":"…","source":"…","target":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    /// The name of the check.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// A sentence that the user understands.
    pub message: &'a str,
    /// The place in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// The place in the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<&'a str>,
}
