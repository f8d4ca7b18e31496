//! Is this text faithful to its source? Pure functions from a pair of texts to findings.
//!
//! Every check is one file and sees the same [`Pair`]; which fault is an error and which makes an
//! engine try again is one table, [`Fault`]. No model, no network, linear in the length of the texts.

mod completeness;
mod dates;
mod effort;
mod figures;
mod finding;
mod fold;
mod index;
mod length;
mod names;
mod numbers;
mod place;
mod placeholders;
mod quotation;
mod quote;
mod remark;
mod repetition;
mod script;
mod severity;
mod side;
mod terms;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use finding::{Finding, Record};
pub use names::is_chinese_name;
pub use remark::{Remark, Said};
pub use severity::{Fault, Severity};

use crate::{task::Glossary, text::Language};
use fold::Folded;
use place::Place;
use side::Side;

/// How the target was made from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A translation: says all that the source says.
    Translation,
    /// A summary: says nothing that the source does not say.
    Summary,
}

/// A text and what was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// How it was made.
    pub task: Work,
    /// What it was made from.
    pub source: &'a str,
    /// What was made.
    pub target: &'a str,
    /// The language of the source.
    pub source_lang: Language,
    /// The language asked for.
    pub target_lang: Language,
    /// The user's terms.
    pub glossary: &'a Glossary,
}

/// What all checks share.
struct Scope<'a> {
    work: Work,
    source: Side<'a>,
    target: Side<'a>,
    glossary: &'a Glossary,
    /// The target is the source, letter by letter.
    verbatim: bool,
}

impl Scope<'_> {
    /// The places that are compared with each other: line by line in a translation that keeps its
    /// lines, else the whole texts.
    fn aligned(&self) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let (source, target) = (&self.source.lines, &self.target.lines);
        if self.work == Work::Translation && source.len() == target.len() {
            source.iter().cloned().zip(target.iter().cloned()).collect()
        } else {
            vec![(0..self.source.text.len(), 0..self.target.text.len())]
        }
    }

    /// True if both sides are in one language, in whichever script.
    fn same_language(&self) -> bool {
        self.source.language.is_chinese() == self.target.language.is_chinese()
    }
}

/// Everything that the checks find in a pair, the worst first, then in the order of the target.
pub fn check(pair: &Pair) -> Vec<Finding> {
    let (source, target) = (Folded::new(pair.source), Folded::new(pair.target));
    let scope = Scope {
        work: pair.task,
        source: Side::new(&source.text, pair.source_lang),
        target: Side::new(&target.text, pair.target_lang),
        glossary: pair.glossary,
        verbatim: effort::same(&source.text, &target.text),
    };
    let mut found = Vec::new();
    completeness::check(&scope, &mut found);
    script::check(&scope, &mut found);
    // What is not translated at all has no figures and names to compare.
    let whole = [Fault::Empty, Fault::Untranslated, Fault::WrongLanguage];
    if !found.iter().any(|f| whole.contains(&f.fault)) {
        length::check(&scope, &mut found);
        repetition::check(&scope, &mut found);
        for place in Place::all(&scope) {
            numbers::check(&scope, &place, &mut found);
            dates::check(&scope, &place, &mut found);
        }
        names::check(&scope, &mut found);
        terms::check(&scope, &mut found);
        placeholders::check(&scope, &mut found);
        quotation::check(&scope, &mut found);
    }
    for finding in &mut found {
        finding.source = finding.source.take().map(|span| source.original(span, pair.source));
        finding.target = finding.target.take().map(|span| target.original(span, pair.target));
    }
    found.sort_by_key(|f| (std::cmp::Reverse(f.severity()), f.target.as_ref().map(|s| s.start), f.fault));
    // Some faults are seen from both sides.
    found.dedup_by(|a, b| a.fault == b.fault && a.target == b.target && a.target.is_some());
    found
}
