//! Every number of the source survives, no number comes from nowhere, none is changed or exchanged.

mod identifiers;
mod matching;
mod swapped;

use super::{
    Fault, Finding, Scope, Work,
    figures::{Facet, Figure},
};
use crate::text::numerals::{Accuracy, Certainty, Form, Kind};

pub(super) use matching::{Match, matches};

/// Compares the figures of both sides place by place.
pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for (source, target) in scope.aligned() {
        let place = Place {
            scope,
            source: scope.source.figures_in(source.clone()),
            target: scope.target.figures_in(target.clone()),
        };
        place.check(out);
        identifiers::check(scope, place.source, place.target, out);
        swapped::check(scope, (source, place.source), (target, place.target), out);
    }
}

/// The figures of two places that belong together.
struct Place<'a> {
    scope: &'a Scope<'a>,
    source: &'a [Figure],
    target: &'a [Figure],
}

impl Place<'_> {
    fn check(&self, out: &mut Vec<Finding>) {
        let of_numbers = |f: &&Figure| !f.facet.is_date() && !f.is_identifier();
        let missing: Vec<&Figure> = match self.scope.work {
            Work::Translation => self
                .source
                .iter()
                .filter(of_numbers)
                .filter(|f| !self.covered(f, self.target, out))
                .collect(),
            Work::Summary => Vec::new(),
        };
        let added: Vec<&Figure> = self
            .target
            .iter()
            .filter(of_numbers)
            .filter(|f| !self.known(f))
            .collect();
        let sure_missing: Vec<&&Figure> = missing.iter().filter(|f| f.must_survive()).collect();
        let sure_added: Vec<&&Figure> = added.iter().filter(|f| f.must_survive()).collect();
        for figure in &added {
            out.push(self.added(figure, &sure_missing));
        }
        if sure_added.is_empty() {
            for figure in &missing {
                out.push(self.missing(figure));
            }
        }
    }

    /// True if a figure of the source has its counterpart; tells of a lost percent sign and of rounding.
    fn covered(&self, figure: &Figure, target: &[Figure], out: &mut Vec<Finding>) -> bool {
        let best = target
            .iter()
            .filter_map(|t| matches(figure, t).map(|m| (m, t)))
            .min_by_key(|(m, _)| *m);
        match best {
            Some((Match::Equal, _)) => true,
            Some((Match::WithoutPercent, other)) if figure.facet == Facet::Number(Kind::Percent) => {
                let message = format!("{} % has lost its percent sign.", figure.value);
                out.push(
                    Finding::new(Fault::PercentLost, message)
                        .in_source(figure.span.clone())
                        .in_target(other.span.clone()),
                );
                true
            }
            Some((Match::Rounded, other)) => {
                let message = format!("{} is rounded to {}.", figure.value, other.value);
                out.push(
                    Finding::new(Fault::NumberRounded, message)
                        .in_source(figure.span.clone())
                        .in_target(other.span.clone()),
                );
                true
            }
            Some(_) => true,
            None => false,
        }
    }

    /// True if a figure of the target comes from the source.
    fn known(&self, figure: &Figure) -> bool {
        self.source.iter().any(|s| matches(s, figure).is_some())
    }

    fn added(&self, figure: &Figure, missing: &[&&Figure]) -> Finding {
        let text = &self.scope.target.text[figure.span.clone()];
        if !figure.must_survive() {
            let message = format!("“{text}” has no counterpart in the source.");
            return Finding::new(Fault::NumberUnclear, message).in_target(figure.span.clone());
        }
        match missing.first() {
            Some(other) => {
                let was = &self.scope.source.text[other.span.clone()];
                let message = format!("“{was}” has become “{text}”.");
                Finding::new(Fault::NumberChanged, message)
                    .in_source(other.span.clone())
                    .in_target(figure.span.clone())
            }
            None => {
                let message = format!("“{text}” is not in the source.");
                Finding::new(Fault::NumberAdded, message).in_target(figure.span.clone())
            }
        }
    }

    fn missing(&self, figure: &Figure) -> Finding {
        let text = &self.scope.source.text[figure.span.clone()];
        let vague = figure.accuracy == Accuracy::Vague
            || figure.form != Form::Digits
            || figure.certainty < Certainty::Sure;
        let fault = if vague {
            Fault::NumberUnclear
        } else {
            Fault::NumberMissing
        };
        Finding::new(fault, format!("“{text}” is missing.")).in_source(figure.span.clone())
    }
}
