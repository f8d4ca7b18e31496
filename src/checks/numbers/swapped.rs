//! Two numbers that have changed places: each is still there, but beside the other one's unit or words.

use std::ops::Range;

use super::super::{
    Fault, Finding, Scope,
    figures::{Facet, Figure},
    place::Place,
};
use crate::text::numerals::{Accuracy, Form, Kind};

/// Only figures this near to each other are compared: it keeps the time linear.
const NEAREST: usize = 6;

/// How much better two figures must fit in each other's place.
const MARGIN: i32 = 4;

/// A unit that agrees or disagrees weighs as much as two characters of context.
const UNIT: i32 = 2;

/// At most so many figures of the source are looked at for one of the target.
const MOST_ORIGINS: usize = 12;

/// What stands between figures that belong together: ends of a range, a score, a list.
const JOINTS: [&str; 24] = [
    "", "-", "–", "—", "~", "～", ":", "：", "比", "胜", "勝", "负", "負", "、", ",", "，", "to", "and",
    "or", "至", "到", "或", "和", "wins,",
];

pub(super) fn check(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let places = Places { scope, place };
    let figures = place.target;
    if let Some(span) = recombined(scope, place).or_else(|| renumbered(scope, place)) {
        let message =
            format!("“{}” stands where the source has other numbers.", &scope.target.text[span.clone()]);
        out.push(Finding::new(Fault::NumbersSwapped, message).in_target(span));
        return;
    }
    for (i, first) in figures.iter().enumerate() {
        for second in figures[i + 1..].iter().take(NEAREST) {
            let digits = first.form == Form::Digits && second.form == Form::Digits;
            if digits
                && first.value != second.value
                && (places.swapped(first, second)
                    || places.unit_moved(first, second)
                    || places.reversed(first, second))
            {
                let [a, b] = [first, second].map(|f| &scope.target.text[f.span.clone()]);
                let message = format!("“{a}” and “{b}” seem to have changed places.");
                let span = first.span.start..second.span.end.max(first.span.end);
                out.push(Finding::new(Fault::NumbersSwapped, message).in_target(span));
                return;
            }
        }
    }
}

/// True for a figure with a unit that translations keep.
fn quantity(figure: &Figure) -> bool {
    matches!(figure.facet, Facet::Number(Kind::Measure(_) | Kind::Money(_) | Kind::Percent))
}

/// What stands between the two numbers of a score or a ratio.
const OPPOSED: [&str; 7] = ["-", "–", ":", "：", "比", "－", "∶"];

/// The scores and ratios among the figures of a text.
fn scores<'f>(text: &str, figures: &'f [Figure]) -> Vec<&'f [Figure]> {
    let number = |f: &Figure| f.form == Form::Digits && !f.facet.is_date() && !f.is_identifier();
    let opposed = |pair: &&[Figure]| {
        pair.iter().all(number)
            && text.get(pair[0].span.end..pair[1].span.start).is_some_and(|gap| OPPOSED.contains(&gap.trim()))
    };
    figures.windows(2).filter(opposed).collect()
}

/// A score of the target that combines other numbers than those of the source, which has as many.
fn recombined(scope: &Scope, place: &Place) -> Option<Range<usize>> {
    let (source, target) = (place.source_index.few(), place.target_index.few());
    let (known, found) = (scores(scope.source.text, source), scores(scope.target.text, target));
    if known.len() != found.len() {
        return None;
    }
    let same = |a: &[Figure], b: &[Figure]| {
        let [a, b] = [a, b].map(|pair| (pair[0].value, pair[1].value));
        a == b || a == (b.1, b.0)
    };
    let from_source = |pair: &[Figure]| pair.iter().all(|f| source.iter().any(|s| s.value == f.value));
    let other = found.iter().find(|pair| !known.iter().any(|k| same(k, pair)) && from_source(pair))?;
    Some(other[0].span.start..other[1].span.end)
}

/// The number of an item of a list, where the same line of the source has another.
fn renumbered(scope: &Scope, place: &Place) -> Option<Range<usize>> {
    let whole = place.source_text.len() == scope.source.text.len();
    let (was, now) = (item_number(place.source_text)?, item_number(place.target_text)?);
    let different = place.source_text[was] != place.target_text[now.clone()];
    (different && !whole).then(|| place.target_start + now.start..place.target_start + now.end)
}

/// The digits at the start of a line with a mark of lists behind them: "2.", "### 2、".
fn item_number(line: &str) -> Option<Range<usize>> {
    let start = line.find(|c: char| !matches!(c, '#' | '*' | ' ' | '-' | '>' | '（' | '('))?;
    let len = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[start + len..].trim_start_matches('\\');
    let item = rest.starts_with(['、', ')', '）', '．']) || rest.starts_with(". ");
    (len > 0 && item).then_some(start..start + len)
}

struct Places<'a> {
    scope: &'a Scope<'a>,
    place: &'a Place<'a>,
}

impl Places<'_> {
    /// True where each figure fits better in the place of the other.
    fn swapped(&self, first: &Figure, second: &Figure) -> bool {
        let fit = |figure: &Figure, value: &Figure| {
            let all = self.place.source_index.alike(value);
            let same = |s: &&Figure| s.value == value.value || s.bare == value.bare;
            let origins = all.filter(same).filter(|s| s.accuracy != Accuracy::Vague);
            origins.take(MOST_ORIGINS).map(|origin| self.fit(figure, origin)).max()
        };
        let (Some(kept), Some(also_kept)) = (fit(first, first), fit(second, second)) else { return false };
        let (Some(crossed), Some(also_crossed)) = (fit(first, second), fit(second, first)) else {
            return false;
        };
        crossed + also_crossed >= kept + also_kept + MARGIN && crossed >= kept && also_crossed >= also_kept
    }

    /// True where the only quantity of two figures is another one than in the source: 33 districts and
    /// 197.5 mm for 197.5 districts and 33 mm. Both stand once in the source.
    fn unit_moved(&self, first: &Figure, second: &Figure) -> bool {
        let origin = |figure: &Figure| {
            let mut all = self.place.source_index.few().iter().filter(|s| s.value == figure.value);
            all.next().filter(|_| all.next().is_none())
        };
        let (Some(a), Some(b)) = (origin(first), origin(second)) else { return false };
        let moved = |with: &Figure, without: &Figure, was_without: &Figure, was_with: &Figure| {
            quantity(with)
                && with.facet == was_with.facet
                && [without, was_without].iter().all(|f| f.facet == Facet::Number(Kind::Cardinal))
        };
        moved(first, second, a, b) || moved(second, first, b, a)
    }

    /// True for two figures side by side, as in a range or a score, that stand the other way round in the source.
    fn reversed(&self, first: &Figure, second: &Figure) -> bool {
        let beside = |text: &str, a: &Figure, b: &Figure| {
            text.get(a.span.end..b.span.start)
                .is_some_and(|gap| JOINTS.contains(&gap.trim()) && !gap.contains('\n'))
        };
        let apart =
            |a: &Figure, b: &Figure| a.facet.is_definite() && b.facet.is_definite() && a.facet != b.facet;
        if !beside(self.scope.target.text, first, second) || apart(first, second) {
            return false;
        }
        let pairs = || {
            self.place.source_index.few().windows(2).filter(|p| beside(self.scope.source.text, &p[0], &p[1]))
        };
        // 二三级: estimates in numerals stand in any order
        let exact = |f: &Figure| f.form == Form::Digits && f.accuracy != Accuracy::Vague;
        let stands = |a: &Figure, b: &Figure| {
            pairs().any(|p| p[0].value == a.value && p[1].value == b.value && p.iter().all(exact))
        };
        stands(second, first) && !stands(first, second)
    }

    /// How well a figure of the target stands where one of the source stands.
    fn fit(&self, figure: &Figure, origin: &Figure) -> i32 {
        let unit =
            match (figure.facet.is_definite() && origin.facet.is_definite(), figure.facet == origin.facet) {
                (true, true) => UNIT,
                (true, false) => -UNIT,
                _ => 0,
            };
        if self.scope.same_language() { unit + self.shared_context(figure, origin) } else { unit }
    }

    /// The characters that stand alike before and behind both figures.
    fn shared_context(&self, figure: &Figure, origin: &Figure) -> i32 {
        /// More is not needed to tell two places apart.
        const LONGEST: usize = 6;
        let (source, target) = (self.scope.source.text, self.scope.target.text);
        let alike = |(a, b): &(char, char)| a.eq_ignore_ascii_case(b);
        let after = target[figure.span.end..].chars().zip(source[origin.span.end..].chars());
        let before = target[..figure.span.start].chars().rev().zip(source[..origin.span.start].chars().rev());
        let count =
            after.take(LONGEST).take_while(alike).count() + before.take(LONGEST).take_while(alike).count();
        i32::try_from(count).unwrap_or(0)
    }
}
