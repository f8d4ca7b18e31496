//! The form in which an outcome is stored and exported. It is versioned and apart from [`Outcome`], so that
//! the program can change without making every cache void.

use serde::{Deserialize, Serialize};

use super::CacheKey;
use crate::outcome::{Escalated, Finding, Method, Outcome, Provenance, Severity};

/// The version written; an unknown version is a miss. Raise it when a field changes its meaning.
const VERSION: u32 = 1;

/// An outcome without its fingerprints: these are the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredOutcome {
    v: u32,
    pub(super) engine: String,
    pub(super) method: Method,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<StoredFinding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    escalated: Vec<Escalated>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StoredFinding {
    check: String,
    severity: Severity,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
}

impl StoredOutcome {
    /// The JSON in the database.
    pub(super) fn encode(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(self).map_err(|error| error.to_string())
    }

    /// Out of the JSON in the database.
    pub(super) fn decode(body: &[u8]) -> Result<Self, String> {
        let stored: Self = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        stored.check()?;
        Ok(stored)
    }

    /// Refuses what another version wrote.
    pub(super) fn check(&self) -> Result<(), String> {
        match self.v {
            VERSION => Ok(()),
            other => Err(format!("the record has version {other}, not {VERSION}")),
        }
    }

    /// The outcome, with the fingerprints that it was found under.
    pub(super) fn into_outcome(self, key: CacheKey) -> Outcome {
        Outcome {
            text: self.text,
            provenance: Provenance {
                engine: self.engine,
                method: self.method,
                recipe: key.recipe,
                source: key.source,
                findings: self.findings.into_iter().map(Finding::from).collect(),
                escalated: self.escalated,
            },
        }
    }
}

impl From<&Outcome> for StoredOutcome {
    fn from(outcome: &Outcome) -> Self {
        let Provenance { engine, method, findings, escalated, recipe: _, source: _ } = &outcome.provenance;
        Self {
            v: VERSION,
            engine: engine.clone(),
            method: *method,
            text: outcome.text.clone(),
            findings: findings.iter().map(StoredFinding::from).collect(),
            escalated: escalated.clone(),
        }
    }
}

impl From<&Finding> for StoredFinding {
    fn from(finding: &Finding) -> Self {
        let Finding { check, severity, message, source, target } = finding.clone();
        Self { check, severity, message, source, target }
    }
}

impl From<StoredFinding> for Finding {
    fn from(stored: StoredFinding) -> Self {
        let StoredFinding { check, severity, message, source, target } = stored;
        Self { check, severity, message, source, target }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_stays_readable() {
        let body = r#"{"v":1,"engine":"rules","method":"extracted","text":"ISO met.",
            "findings":[{"check":"numbers","severity":"note","message":"one","source":"1"}]}"#;
        let stored = StoredOutcome::decode(body.as_bytes()).unwrap();
        assert_eq!(stored.method, Method::Extracted);
        assert_eq!(stored.findings[0].severity, Severity::Note);
        let again = StoredOutcome::decode(&stored.encode().unwrap()).unwrap();
        assert_eq!(again, stored);
    }

    #[test]
    fn another_version_is_refused() {
        let body = br#"{"v":2,"engine":"rules","method":"extracted","text":""}"#;
        assert!(StoredOutcome::decode(body).unwrap_err().contains("version 2"));
    }
}
