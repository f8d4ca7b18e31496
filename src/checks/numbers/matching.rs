//! When two figures say the same: equal values, rounded ones, other units, twelve hours for twenty-four.

use super::super::{
    effort,
    figures::{Facet, Figure},
};
use crate::text::numerals::{Accuracy, Form, Kind, Value};

/// How well two figures agree, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::checks) enum Match {
    /// The same value, of the same kind as far as can be told.
    Equal,
    /// The same quantity in another unit or manner.
    Converted,
    /// The target rounds.
    Rounded,
    /// The same value, but one of the two is a percentage.
    WithoutPercent,
}

/// How the figure `target` can stand for `source`; `None` if it cannot.
pub(in crate::checks) fn matches(source: &Figure, target: &Figure) -> Option<Match> {
    effort::spend(1);
    if equal(source, target) {
        let percent = |f: &Figure| matches!(f.facet, Facet::Number(Kind::Percent));
        return Some(if percent(source) != percent(target) { Match::WithoutPercent } else { Match::Equal });
    }
    if vague(source, target) || converted(source, target) {
        return Some(Match::Converted);
    }
    rounded(source, target).then_some(Match::Rounded)
}

fn equal(a: &Figure, b: &Figure) -> bool {
    a.value == b.value || a.bare == b.bare && (a.shared && b.value == b.bare || b.shared && a.value == a.bare)
}

/// 七八十 may be 70 or 80: a figure near the lower end that the numerals give.
fn vague(a: &Figure, b: &Figure) -> bool {
    let within = |vague: &Figure, other: &Figure| {
        vague.accuracy == Accuracy::Vague
            && vague.form != Form::Digits
            && vague.size <= other.size
            && other.size <= vague.size * 1.5
    };
    within(a, b) || within(b, a)
}

/// How far a converted value may be from the exact one: people round.
const CONVERSION_TOLERANCE: f64 = 0.03;

fn converted(source: &Figure, target: &Figure) -> bool {
    let (a, b) = (source.size, target.size);
    let near = |x: f64, y: f64| (x - y).abs() <= CONVERSION_TOLERANCE * x.abs().max(y.abs());
    match (source.facet, target.facet) {
        (Facet::Number(Kind::Measure(from)), Facet::Number(Kind::Measure(to))) => {
            let factor = source.unit.zip(target.unit).and_then(|(from, to)| from.factor(to));
            factor.is_some_and(|factor| near(a * factor, b))
                || (from == "fahrenheit" && to == "celsius" && ((a - 32.0) / 1.8 - b).abs() < 1.0)
                || (from == "celsius" && to == "fahrenheit" && ((b - 32.0) / 1.8 - a).abs() < 1.0)
        }
        // Twelve hours for twenty-four
        (Facet::Hour, _) | (_, Facet::Hour) => (a - b).abs() == 12.0 && a.max(b) <= 24.0,
        // 1990s: 90年代; 2016 for '16
        (Facet::Decade | Facet::Year, Facet::Decade | Facet::Year | Facet::Number(Kind::Cardinal))
        | (Facet::Number(Kind::Cardinal), Facet::Decade | Facet::Year) => {
            a % 100.0 == b % 100.0 && (a < 100.0 || b < 100.0)
        }
        // one of every 200: 1/200
        (Facet::Number(Kind::Fraction), Facet::Number(Kind::Cardinal | Kind::Measure(_)))
        | (Facet::Number(Kind::Cardinal | Kind::Measure(_)), Facet::Number(Kind::Fraction)) => {
            a.max(b) >= 100.0 && near(a * b, 1.0)
        }
        // a half: 50 %
        (Facet::Number(Kind::Fraction), Facet::Number(Kind::Percent)) => near(a * 100.0, b),
        (Facet::Number(Kind::Percent), Facet::Number(Kind::Fraction)) => near(a, b * 100.0),
        _ => false,
    }
}

/// How far a rounded value may be from the exact one.
const ROUNDING_TOLERANCE: f64 = 0.06;

/// "More than" and "less than" say a round number this near to the exact one.
const BOUND: f64 = 1.1;

/// True where the target says the source's figure with fewer digits: 1,987 as "about 2,000", 5.63 as 5.6.
fn rounded(source: &Figure, target: &Figure) -> bool {
    if source.facet.is_date() || target.facet.is_date() {
        return false;
    }
    let (from, to) = (source.size, target.size);
    // 32 is over 30
    let bounded = match target.accuracy {
        Accuracy::More => to <= from && from <= to * BOUND,
        Accuracy::Less => from <= to && to <= from * BOUND,
        _ => false,
    };
    if bounded && target.digits < source.digits {
        return true;
    }
    let (fine, coarse) = (source.digits, target.digits);
    let said = target.accuracy != Accuracy::Exact || target.value != target.bare;
    // Two digits that stay, or a word that says so, and the last one right.
    if coarse >= fine || !(coarse >= 2 || said) || from == 0.0 || source.value == Value::ZERO {
        return false;
    }
    // 491 is no thousand: a rounded figure stays near
    if (from - to).abs() > ROUNDING_TOLERANCE * from {
        return false;
    }
    let unit = 10f64.powf(to.abs().log10().floor() - f64::from(coarse) + 1.0);
    (from - to).abs() < unit * if said { 1.0 } else { 0.51 }
}
