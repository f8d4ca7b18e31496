//! Every number of the source survives, no number comes from nowhere, none is changed or exchanged.

mod identifiers;
mod matching;
mod swapped;

use super::{
    Fault, Finding, Scope, Work,
    figures::{Facet, Figure},
};
use crate::text::numerals::{Kind, Value};

pub(super) use matching::{Match, matches};

/// Compares the figures of both sides place by place.
pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for (source, target) in scope.aligned() {
        let place = Place {
            scope,
            source: scope.source.figures_in(source.clone()),
            target: scope.target.figures_in(target.clone()),
            near_source: scope.source.around(&source),
            near_target: scope.target.around(&target),
        };
        place.check(out);
        swapped::check(scope, (source, place.source), (target, place.target), out);
    }
}

/// The figures of two places that belong together.
struct Place<'a> {
    scope: &'a Scope<'a>,
    source: &'a [Figure],
    target: &'a [Figure],
    /// The figures of the neighbouring lines too: translations move a figure over a line break.
    near_source: &'a [Figure],
    near_target: &'a [Figure],
}

impl Place<'_> {
    /// True if a figure without counterpart has one in a neighbouring line, or one that is written apart:
    /// 911 for 9/11.
    fn nearby(&self, figure: &Figure, others: &[Figure], from_source: bool) -> bool {
        let agrees = |other: &Figure| {
            let how = if from_source { matches(figure, other) } else { matches(other, figure) };
            how.is_some_and(|how| how <= Match::Converted)
        };
        let joined = |pair: &[Figure]| {
            let [first, second] = pair else { return false };
            format!("{}{}", first.value, second.value) == figure.value.to_string()
        };
        others.iter().any(agrees) || figure.value > Value::small(100) && others.windows(2).any(joined)
    }

    fn check(&self, out: &mut Vec<Finding>) {
        let of_numbers = |f: &&Figure| !f.facet.is_date() && !f.is_identifier();
        let (mut moved_out, mut moved_in) = (Vec::new(), Vec::new());
        let mut missing = Vec::new();
        for figure in self.source.iter().filter(of_numbers) {
            match self.counterpart(figure) {
                Some(found) => out.extend(found.filter(|_| self.scope.work == Work::Translation)),
                None if self.nearby(figure, self.near_target, true) => {
                    moved_out.extend(figure.must_survive().then_some(figure))
                }
                None => missing.push(figure),
            }
        }
        let mut added = Vec::new();
        for figure in self.target.iter().filter(of_numbers) {
            match self.origin(figure) {
                Some(found) => {
                    let lost =
                        found.filter(|f| self.scope.work == Work::Summary || f.fault == Fault::PercentLost);
                    // Seen from the source too: once is enough.
                    out.extend(
                        lost.filter(|f| !out.iter().any(|o| o.fault == f.fault && o.target == f.target)),
                    );
                }
                None if self.nearby(figure, self.near_source, false) => {
                    moved_in.extend(figure.must_survive().then_some(figure))
                }
                None => added.push(figure),
            }
        }
        // One figure went to another line and one of another line came: they have changed places.
        if let ([out_of, ..], [into, ..]) = (&moved_out[..], &moved_in[..]) {
            let message = format!("“{}” stands in place of “{}”.", into.value, out_of.value);
            let finding = Finding::new(Fault::NumbersSwapped, message);
            out.push(finding.in_source(out_of.span.clone()).in_target(into.span.clone()));
        }
        identifiers::check(self.scope, self.source, self.target, &mut missing, out);
        if self.scope.work == Work::Summary {
            missing.clear();
        }
        let was = missing.iter().find(|f| f.must_survive()).copied();
        let changed = added.iter().any(|f| f.must_survive());
        out.extend(added.iter().filter_map(|figure| self.added(figure, was)));
        if !changed {
            out.extend(missing.iter().filter_map(|figure| self.missing(figure)));
        }
    }

    /// `None` if a figure of the source has no counterpart; else what is to be said of it: a lost
    /// percent sign, rounding.
    fn counterpart(&self, figure: &Figure) -> Option<Option<Finding>> {
        let all = self.target.iter().filter_map(|t| matches(figure, t).map(|m| (m, t)));
        let (how, other) = all.min_by_key(|(how, _)| *how)?;
        Some(remark(how, figure, other))
    }

    /// The same for a figure of the target.
    fn origin(&self, figure: &Figure) -> Option<Option<Finding>> {
        let all = self.source.iter().filter_map(|s| matches(s, figure).map(|m| (m, s)));
        let (how, other) = all.min_by_key(|(how, _)| *how)?;
        Some(remark(how, other, figure))
    }

    fn added(&self, figure: &Figure, was: Option<&Figure>) -> Option<Finding> {
        let text = &self.scope.target.text[figure.span.clone()];
        let here = |fault, message: String| Some(Finding::new(fault, message).in_target(figure.span.clone()));
        if !figure.must_survive() {
            let message = format!("“{text}” has no counterpart in the source.");
            return here(Fault::NumberUnclear, message).filter(|_| figure.worth_a_note());
        }
        let was = was.or_else(|| {
            self.source.iter().find(|s| self.scope.work == Work::Summary && figure.is_slip_of(s))
        });
        match was {
            Some(other) => {
                let was = &self.scope.source.text[other.span.clone()];
                here(Fault::NumberChanged, format!("“{was}” seems to have become “{text}”."))
                    .map(|finding| finding.in_source(other.span.clone()))
            }
            None => here(
                if self.scope.work == Work::Summary { Fault::NumberInvented } else { Fault::NumberAdded },
                format!("“{text}” is not in the source."),
            ),
        }
    }

    fn missing(&self, figure: &Figure) -> Option<Finding> {
        let text = &self.scope.source.text[figure.span.clone()];
        let fault = match (figure.is_missed(), figure.worth_a_note()) {
            (true, _) => Fault::NumberMissing,
            (false, true) => Fault::NumberUnclear,
            _ => return None,
        };
        Some(Finding::new(fault, format!("“{text}” is missing.")).in_source(figure.span.clone()))
    }
}

/// What is to be said of two figures that agree in some way.
fn remark(how: Match, source: &Figure, target: &Figure) -> Option<Finding> {
    let (fault, message) = match how {
        Match::WithoutPercent if source.facet == Facet::Number(Kind::Percent) => {
            (Fault::PercentLost, format!("{} % has lost its percent sign.", source.value))
        }
        Match::Rounded => (Fault::NumberRounded, format!("{} is rounded to {}.", source.value, target.value)),
        _ => return None,
    };
    Some(Finding::new(fault, message).in_source(source.span.clone()).in_target(target.span.clone()))
}
