//! A translated article for tests.

use super::document::{Document, Unit};
use crate::{
    fingerprint::Fingerprint,
    outcome::{Finding, Method, Severity},
    text::Language,
};

/// Two lines: in the first a check found an error, the second is a person's.
pub fn document() -> Document {
    let finding = Finding {
        check: "names".into(),
        severity: Severity::Error,
        message: "“R&D” is missing.".into(),
        source: Some("R&D".into()),
        target: None,
    };
    let unit = |line, source: &str, target: &str| Unit {
        line,
        source: source.into(),
        target: target.into(),
        edited: line > 1,
        findings: if line == 1 { vec![finding.clone()] } else { Vec::new() },
    };
    Document {
        id: "a.txt".into(),
        place: Some("in/a.txt".into()),
        hash: Fingerprint::of(b"a"),
        from: Language::English,
        to: Language::Chinese,
        engine: "rules".into(),
        method: Method::Glossed,
        units: vec![unit(1, "R&D <met> in May.", "研发五月开会。"), unit(3, "Over.", "结束。")],
        findings: Vec::new(),
    }
}
