//! Every number of the source survives, no number comes from nowhere, none is changed or exchanged.

mod conversion;
mod identifiers;
mod matching;
mod swapped;

use super::{
    Fault, Finding, Remark, Said, Scope, Work,
    figures::{Facet, Figure},
    index::{Index, digits_of},
    place::{Place, shares},
    quote::{quoted, shortened},
};
use crate::text::numerals::{Kind, Value};

pub(super) use conversion::Unit;
pub(super) use matching::{Match, matches};

/// Compares the figures of both sides of a place.
pub(super) fn check(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    Numbers { scope, place }.check(out);
    swapped::check(scope, place, out);
}

/// The numbers of a place.
struct Numbers<'a> {
    scope: &'a Scope<'a>,
    place: &'a Place<'a>,
}

/// What is known of a figure that has a counterpart: something to be said, or nothing.
type Known = Option<Option<Finding>>;

impl Numbers<'_> {
    fn check(&self, out: &mut Vec<Finding>) {
        let scope = self.scope;
        let joined_there = joined(scope.source.text, self.place.source, &self.place.near_target);
        let joined_here = joined(scope.target.text, self.place.target, &self.place.near_source);
        let of_numbers = |f: &Figure| !f.facet.is_date() && !f.is_identifier();
        let (mut moved_out, mut moved_in) = (None, None);
        let mut missing = Vec::new();
        for (share, figure) in shares(self.place.source).filter(|(_, f)| of_numbers(f)) {
            match self.counterpart(figure, share) {
                Some(found) => out.extend(found.filter(|_| self.scope.work == Work::Translation)),
                None if nearby(figure, &self.place.near_target, share, matches) => {
                    moved_out = moved_out.or(figure.must_survive().then_some(figure));
                }
                None if joined_there.contains(&figure.span.start) => {}
                None => missing.push(figure),
            }
        }
        let mut added = Vec::new();
        for (share, figure) in shares(self.place.target).filter(|(_, f)| of_numbers(f)) {
            match self.origin(figure, share) {
                Some(found) => out.extend(
                    found.filter(|f| self.scope.work == Work::Summary || f.fault == Fault::PercentLost),
                ),
                None if nearby(figure, &self.place.near_source, share, |f, other| matches(other, f)) => {
                    moved_in = moved_in.or(figure.must_survive().then_some(figure));
                }
                None if joined_here.contains(&figure.span.start) => {}
                None => added.push(figure),
            }
        }
        // One figure went to another line and one of another line came: they have changed places.
        if let (Some(gone), Some(come)) = (moved_out, moved_in) {
            let message = Remark::InPlaceOf.of(&[&come.value, &gone.value]);
            let finding = Finding::new(Fault::NumbersSwapped, message);
            out.push(finding.in_source(gone.span.clone()).in_target(come.span.clone()));
        }
        identifiers::check(self.scope, self.place, &mut missing, out);
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

    /// The counterpart of a figure of the source.
    fn counterpart(&self, figure: &Figure, share: f64) -> Known {
        if self.place.target_index.alike(figure).any(|t| matches(figure, t) == Some(Match::Equal)) {
            return Some(None);
        }
        let all = self.place.target_index.candidates(figure, share);
        let (how, other) =
            all.filter_map(|t| matches(figure, t).map(|m| (m, t))).min_by_key(|(how, _)| *how)?;
        Some(remark(how, figure, other))
    }

    /// The figure of the source that one of the target comes from.
    fn origin(&self, figure: &Figure, share: f64) -> Known {
        if self.place.source_index.alike(figure).any(|s| matches(s, figure) == Some(Match::Equal)) {
            return Some(None);
        }
        let all = self.place.source_index.candidates(figure, share);
        let (how, other) =
            all.filter_map(|s| matches(s, figure).map(|m| (m, s))).min_by_key(|(how, _)| *how)?;
        Some(remark(how, other, figure))
    }

    fn added(&self, figure: &Figure, was: Option<&Figure>) -> Option<Finding> {
        let text = quoted(&self.scope.target.text[figure.span.clone()]);
        let here = |fault, message: Said| Some(Finding::new(fault, message).in_target(figure.span.clone()));
        if !figure.must_survive() {
            let message = Remark::NoCounterpart.of(&[&text]);
            return here(Fault::NumberUnclear, message).filter(|_| figure.worth_a_note());
        }
        let summary = self.scope.work == Work::Summary;
        let mut all = self.place.source_index.candidates(figure, 0.0);
        match was.or_else(|| all.find(|s| summary && figure.is_slip_of(s))) {
            Some(other) => {
                let was = quoted(&self.scope.source.text[other.span.clone()]);
                here(Fault::NumberChanged, Remark::SeemsChanged.of(&[&was, &text]))
                    .map(|finding| finding.in_source(shortened(self.scope.source.text, other.span.clone())))
            }
            None => here(
                if summary { Fault::NumberInvented } else { Fault::NumberAdded },
                Remark::NotInSource.of(&[&text]),
            ),
        }
    }

    fn missing(&self, figure: &Figure) -> Option<Finding> {
        let text = quoted(&self.scope.source.text[figure.span.clone()]);
        let fault = match (figure.is_missed(), figure.worth_a_note()) {
            (true, _) => Fault::NumberMissing,
            (false, true) => Fault::NumberUnclear,
            _ => return None,
        };
        Some(Finding::new(fault, Remark::Missing.of(&[&text])).in_source(figure.span.clone()))
    }
}

/// True if a figure without counterpart has one in a neighbouring line, or one that is written apart:
/// 911 for 9/11, 19 July for 7.19.
fn nearby(
    figure: &Figure,
    others: &Index,
    share: f64,
    how: impl Fn(&Figure, &Figure) -> Option<Match>,
) -> bool {
    others
        .candidates(figure, share)
        .any(|other| how(figure, other).is_some_and(|how| how <= Match::Converted))
        || (figure.value > Value::small(100) || figure.value.as_whole().is_none())
            && others.says_in_two(&digits_of(figure.value))
}

/// Where figures stand that the other side writes as one: 9/11 and 8·11 beside 911 and 8.11.
fn joined(text: &str, figures: &[Figure], others: &Index) -> Vec<usize> {
    let one = |a: &Figure, b: &Figure| others.says_in_one(&format!("{}{}", a.value, b.value));
    let pairs = figures.windows(2).filter_map(|pair| <&[Figure; 2]>::try_from(pair).ok());
    pairs
        .filter(|[a, b]| matches!(text.get(a.span.end..b.span.start), Some("/" | "·" | "." | "-" | "•")))
        .filter(|[a, b]| one(a, b))
        .flat_map(|[a, b]| [a.span.start, b.span.start])
        .collect()
}

/// What is to be said of two figures that agree in some way.
fn remark(how: Match, source: &Figure, target: &Figure) -> Option<Finding> {
    let (fault, message) = match how {
        Match::WithoutPercent if source.facet == Facet::Number(Kind::Percent) => {
            (Fault::PercentLost, Remark::PercentLost.of(&[&source.value]))
        }
        Match::Rounded => (Fault::NumberRounded, Remark::Rounded.of(&[&source.value, &target.value])),
        _ => return None,
    };
    Some(Finding::new(fault, message).in_source(source.span.clone()).in_target(target.span.clone()))
}
