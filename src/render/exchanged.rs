//! Records as documents for other tools.

use crate::{
    exchange::{Document, Unit},
    outcome::{Finding, Method},
    text::Language,
};

use super::{Made, Record};

/// What the pipeline says of a segment out of the user's memory.
pub const EDITED: &str = "edited";

/// The translation of a record into `to`, line by line. `None` where there is none, or it is the article itself.
pub fn document(record: &Record, to: Language) -> Option<Document> {
    let from = record.lang.filter(|from| *from != to)?;
    let made = record.translations.get(to)?;
    let mut units = units(record, made);
    let mut findings = Vec::new();
    for finding in &made.findings {
        // What came from memory is no trouble: its words say which segment it is.
        match units.iter_mut().find(|unit| belongs(finding, unit)) {
            Some(unit) if finding.check == EDITED => {
                unit.edited |= finding.source.as_deref() == Some(unit.source.as_str());
            }
            Some(unit) => unit.findings.push(finding.clone()),
            None => findings.push(finding.clone()),
        }
    }
    Some(Document {
        id: record.id.to_string(),
        place: record.source.clone(),
        hash: record.hash,
        from,
        to,
        engine: made.engine.clone(),
        method: made.method,
        units,
        findings,
    })
}

/// The lines that hold language, each beside the same line of the translation.
fn units(record: &Record, made: &Made) -> Vec<Unit> {
    let translated: Vec<&str> = made.text.split('\n').collect();
    let source = &record.original;
    let mut units = Vec::new();
    let (mut line, mut start) = (0, 0);
    for span in &record.lines {
        // Spans are in order: only what lies between this one and the last is counted.
        while let Some(end) = source[start..span.start].find('\n') {
            start += end + 1;
            line += 1;
        }
        let end = source[span.end..].find('\n').map_or(source.len(), |end| span.end + end);
        let Some(target) = translated.get(line) else { break };
        // Marks before and after the words stay as they are in a translation.
        let target = target.strip_prefix(&source[start..span.start]).unwrap_or(target);
        let target = target.strip_suffix(&source[span.end..end]).unwrap_or(target);
        units.push(Unit {
            line: line + 1,
            source: source[span.clone()].to_owned(),
            target: target.trim().to_owned(),
            edited: made.method == Method::Edited,
            findings: Vec::new(),
        });
    }
    units.retain(|unit| !unit.target.is_empty());
    units.dedup_by_key(|unit| unit.line);
    units
}

/// True where the words that a finding is about stand in a segment.
fn belongs(finding: &Finding, unit: &Unit) -> bool {
    let stands = |words: &Option<String>, text: &str| words.as_ref().is_none_or(|words| text.contains(words));
    (finding.source.is_some() || finding.target.is_some())
        && stands(&finding.source, &unit.source)
        && stands(&finding.target, &unit.target)
}
