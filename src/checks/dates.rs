//! Days, months and years are those of the source.

use std::collections::{HashMap, HashSet};

use super::{
    Fault, Finding, Remark, Scope, Work,
    figures::{Facet, Figure},
    numbers::matches,
    place::{Place, shares},
    quote::{quoted, shortened},
};
use crate::text::numerals::Value;

pub(super) fn check(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let dated = |figures| shares(figures).filter(|(_, f): &(f64, &Figure)| f.facet.is_date());
    let kept = |figure: &Figure, share| {
        place.near_target.candidates(figure, share).any(|other| matches(figure, other).is_some())
    };
    let known = |figure: &Figure, share| {
        place.near_source.candidates(figure, share).any(|other| matches(other, figure).is_some())
    };
    let missing: Vec<&Figure> = match scope.work {
        Work::Translation => {
            dated(place.source).filter(|(share, f)| !kept(f, *share)).map(|(_, f)| f).collect()
        }
        Work::Summary => Vec::new(),
    };
    let added = |figure: &Figure| match (scope.work, figure.facet) {
        (Work::Summary, _) => Fault::DateInvented,
        (Work::Translation, Facet::Month | Facet::Day) => Fault::DateAdded,
        (Work::Translation, _) => Fault::DateRefined,
    };
    let mut gone = HashMap::new();
    for figure in &missing {
        gone.entry(figure.facet).or_insert(*figure);
    }
    let before = out.len();
    for (share, figure) in dated(place.target).filter(|(share, f)| !known(f, *share)) {
        let text = quoted(&scope.target.text[figure.span.clone()]);
        let slip = |s: &&Figure| scope.work == Work::Summary && figure.must_survive() && figure.is_slip_of(s);
        let was = gone
            .get(&figure.facet)
            .copied()
            .or_else(|| place.source_index.candidates(figure, share).find(slip));
        out.push(match was {
            Some(was) => {
                let was_text = quoted(&scope.source.text[was.span.clone()]);
                let message = Remark::SeemsChanged.of(&[&was_text, &text]);
                Finding::new(Fault::DateChanged, message)
                    .in_source(shortened(scope.source.text, was.span.clone()))
                    .in_target(figure.span.clone())
            }
            None => {
                let message = Remark::NotInSource.of(&[&text]);
                Finding::new(added(figure), message).in_target(figure.span.clone())
            }
        });
    }
    if out[before..].iter().all(|f| f.fault != Fault::DateChanged) {
        days(scope, place, out);
    }
    let said = (!missing.is_empty()).then(|| Said::new(place));
    for figure in missing {
        let text = quoted(&scope.source.text[figure.span.clone()]);
        let otherwise = said.as_ref().is_some_and(|said| said.otherwise(figure));
        let fault = if figure.must_survive() && !otherwise { Fault::DateMissing } else { Fault::DateUnclear };
        out.push(Finding::new(fault, Remark::Missing.of(&[&text])).in_source(figure.span.clone()));
    }
}

/// What a target says, looked up for each part of a date that it lacks.
struct Said<'a> {
    source: &'a [Figure],
    /// The source names a day of the week.
    weekday_before: bool,
    /// What the target tells of dates.
    facets: HashSet<Facet>,
    parts: HashSet<(Facet, Value)>,
    /// Its figures in digits.
    figures: HashSet<String>,
    /// It has a word for twelve o'clock.
    twelve: bool,
}

impl<'a> Said<'a> {
    fn new(place: &Place<'a>) -> Self {
        Self {
            source: place.source,
            weekday_before: place.source.iter().any(|f| f.facet == Facet::Weekday),
            facets: place.target.iter().map(|f| f.facet).collect(),
            parts: place.target.iter().map(|f| (f.facet, f.value)).collect(),
            figures: place.target_index.few().iter().map(|f| f.value.to_string()).collect(),
            twelve: TWELVE.iter().any(|word| place.target_text.contains(word)),
        }
    }

    /// The parts of the date that a figure of the source belongs to: they stand side by side.
    fn parts_of(&self, figure: &Figure) -> &'a [Figure] {
        let same = |f: &&Figure| f.span == figure.span;
        let at = figure.at - self.source.first().map_or(figure.at, |f| f.at);
        let before = self.source[..at].iter().rev().take_while(same).count();
        let after = self.source[at..].iter().take_while(same).count();
        &self.source[at - before..at + after]
    }

    /// True where readers know a part of a date from what the target says: the weekday for a day of this
    /// month, the day whose month goes without saying, noon and midnight.
    fn otherwise(&self, figure: &Figure) -> bool {
        let parts = self.parts_of(figure);
        match figure.facet {
            Facet::Month | Facet::Day if self.joined(parts) => true,
            Facet::Day => {
                parts.iter().all(|part| part.facet != Facet::Month)
                    && self.facets.contains(&Facet::Weekday)
                    && !self.weekday_before
            }
            Facet::Month => {
                let kept = |part: &Figure| self.parts.contains(&(part.facet, part.value));
                parts.iter().any(|part| part.facet == Facet::Day && kept(part))
                    && !self.facets.contains(&Facet::Month)
            }
            Facet::Hour => figure.value.as_whole().is_some_and(|hour| hour % 12 == 0) && self.twelve,
            _ => false,
        }
    }

    /// 911 for September 11.
    fn joined(&self, parts: &[Figure]) -> bool {
        let digits = || parts.iter().map(|part| part.value.to_string()).collect::<String>();
        parts.len() == 2 && self.figures.contains(&digits())
    }
}

/// Words for twelve o'clock.
const TWELVE: [&str; 7] = ["noon", "midday", "midnight", "中午", "正午", "午夜", "零点"];

/// A month with a day that the source has with another day, or the day with another month.
fn days(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let known = pairs(place.source_index.few());
    if known.is_empty() {
        return;
    }
    let exact: HashSet<_> = known.iter().map(|(m, d)| (m.value, d.value)).collect();
    let alone = Alone::new(place.source_index.few(), &known);
    for (month, day) in pairs(place.target) {
        if exact.contains(&(month.value, day.value)) {
            continue;
        }
        let near = known.iter().find(|(m, d)| (m.value == month.value) != (d.value == day.value));
        if let Some((was, _)) = near
            && !alone.has(if was.value == month.value { day } else { month })
        {
            let [was, now] = [&scope.source.text[was.span.clone()], &scope.target.text[month.span.clone()]];
            let message = Remark::SeemsChanged.of(&[&quoted(was), &quoted(now)]);
            out.push(Finding::new(Fault::DateChanged, message).in_target(month.span.clone()));
        }
    }
}

/// Figures that may be a month or a day, though they stand in no date with both: "8 to 12 May", "the 12th",
/// "in May".
struct Alone {
    parts: HashSet<(Facet, Value)>,
    /// Those beside a date, whatever they count.
    beside: HashSet<Value>,
}

impl Alone {
    fn new(source: &[Figure], known: &[(&Figure, &Figure)]) -> Self {
        let dated: HashSet<usize> = known.iter().flat_map(|(m, d)| [m.at, d.at]).collect();
        let rest = || source.iter().filter(|s| !dated.contains(&s.at));
        let beside = |s: &&Figure| {
            known.iter().any(|(_, d)| {
                s.span.start.abs_diff(d.span.end) < BESIDE || d.span.start.abs_diff(s.span.end) < BESIDE
            })
        };
        Self {
            parts: rest().map(|s| (s.facet, s.value)).collect(),
            beside: rest().filter(beside).map(|s| s.value).collect(),
        }
    }

    fn has(&self, part: &Figure) -> bool {
        self.parts.contains(&(part.facet, part.value)) || self.beside.contains(&part.value)
    }
}

/// A number this many bytes from a date may belong to it.
const BESIDE: usize = 12;

/// The months of a place with their days.
fn pairs(figures: &[Figure]) -> Vec<(&Figure, &Figure)> {
    let dated = figures.windows(2).filter(|w| w[0].facet == Facet::Month && w[1].facet == Facet::Day);
    dated.filter(|w| w[0].span == w[1].span).map(|w| (&w[0], &w[1])).collect()
}
