//! Two numbers that have changed places: each is still there, but beside the other one's unit or words.

use std::{collections::HashSet, ops::Range};

use super::super::{
    Fault, Finding, Remark, Scope, effort,
    figures::{Facet, Figure},
    place::Place,
    quote::quoted,
};
use crate::text::numerals::{Accuracy, Form, Kind, Value};

/// Only figures this near to each other are compared: it keeps the time linear.
const NEAREST: usize = 6;

/// How much better two figures must fit in each other's place.
const MARGIN: i32 = 4;

/// A unit that agrees or disagrees weighs as much as two characters of context.
const UNIT: i32 = 2;

/// So many characters before and behind are enough to tell two places apart.
const CONTEXT: usize = 6;

/// At most so many figures of the source are looked at for one of the target.
const MOST_ORIGINS: usize = 12;

/// What stands between figures that belong together: ends of a range, a score, a list.
const JOINTS: [&str; 24] = [
    "", "-", "–", "—", "~", "～", ":", "：", "比", "胜", "勝", "负", "負", "、", ",", "，", "to", "and",
    "or", "至", "到", "或", "和", "wins,",
];

pub(super) fn check(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let figures = place.target;
    if scope.verbatim {
        return; // the same text has everything where it was, however it reads in two languages
    }
    if let Some(span) = recombined(scope, place).or_else(|| renumbered(scope, place)) {
        let message = Remark::OtherNumbers.of(&[&quoted(&scope.target.text[span.clone()])]);
        out.push(Finding::new(Fault::NumbersSwapped, message).in_target(span));
        return;
    }
    let places = Places::new(scope, place);
    for (i, first) in figures.iter().enumerate() {
        for second in figures[i + 1..].iter().take(NEAREST) {
            let digits = first.form == Form::Digits && second.form == Form::Digits;
            if digits
                && first.value != second.value
                && (places.swapped(first, second)
                    || places.unit_moved(first, second)
                    || places.reversed(first, second))
            {
                let [a, b] = [first, second].map(|f| quoted(&scope.target.text[f.span.clone()]));
                let message = Remark::Swapped.of(&[&a, &b]);
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

/// True for two figures that nothing parts but what joins the ends of a range, a score or a list.
fn stand_beside(text: &str, a: &Figure, b: &Figure) -> bool {
    let gap = text.get(a.span.end..b.span.start);
    gap.is_some_and(|gap| JOINTS.contains(&gap.trim()) && !gap.contains('\n'))
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
    /// The exact values that stand side by side in the source.
    beside: HashSet<(Value, Value)>,
}

impl<'a> Places<'a> {
    fn new(scope: &'a Scope<'a>, place: &'a Place<'a>) -> Self {
        // 二三级: estimates in numerals stand in any order
        let exact = |f: &Figure| f.form == Form::Digits && f.accuracy != Accuracy::Vague;
        let pairs =
            place.source_index.few().windows(2).filter_map(|pair| <&[Figure; 2]>::try_from(pair).ok());
        let exact = pairs.filter(|pair| pair.iter().all(exact));
        let beside = exact.filter(|[a, b]| stand_beside(scope.source.text, a, b));
        Self { scope, place, beside: beside.map(|[a, b]| (a.value, b.value)).collect() }
    }

    /// True where each figure fits better in the place of the other.
    fn swapped(&self, first: &Figure, second: &Figure) -> bool {
        let (Some(kept), Some(also_kept)) = (self.best(first, first), self.best(second, second)) else {
            return false;
        };
        // Nothing can fit so much better.
        if kept + also_kept + MARGIN > self.most(first) + self.most(second) {
            return false;
        }
        let (Some(crossed), Some(also_crossed)) = (self.best(first, second), self.best(second, first)) else {
            return false;
        };
        crossed + also_crossed >= kept + also_kept + MARGIN && crossed >= kept && also_crossed >= also_kept
    }

    /// How well a figure fits where the source has the value of another one, at the best of these places.
    fn best(&self, figure: &Figure, value: &Figure) -> Option<i32> {
        let all = self.place.source_index.alike(value);
        let same = |s: &&Figure| s.value == value.value || s.bare == value.bare;
        let origins = all.filter(same).filter(|s| s.accuracy != Accuracy::Vague);
        let mut best = None;
        for origin in origins.take(MOST_ORIGINS) {
            best = best.max(Some(self.fit(figure, origin)));
            if best == Some(self.most(figure)) {
                break;
            }
        }
        best
    }

    /// How well a figure can fit anywhere.
    fn most(&self, figure: &Figure) -> i32 {
        let unit = if figure.facet.is_definite() { UNIT } else { 0 };
        unit + if self.scope.same_language() { 2 * CONTEXT as i32 } else { 0 }
    }

    /// True where the only quantity of two figures is another one than in the source: 33 districts and
    /// 197.5 mm for 197.5 districts and 33 mm. Both stand once in the source.
    fn unit_moved(&self, first: &Figure, second: &Figure) -> bool {
        let bare = |f: &Figure| f.facet == Facet::Number(Kind::Cardinal);
        if !(quantity(first) && bare(second) || quantity(second) && bare(first)) {
            return false;
        }
        let origin = |figure: &Figure| {
            let mut all = self.place.source_index.few().iter().filter(|s| s.value == figure.value);
            all.next().filter(|_| all.next().is_none())
        };
        let (Some(a), Some(b)) = (origin(first), origin(second)) else { return false };
        let moved = |with: &Figure, was_without: &Figure, was_with: &Figure| {
            quantity(with) && with.facet == was_with.facet && bare(was_without)
        };
        moved(first, a, b) || moved(second, b, a)
    }

    /// True for two figures side by side, as in a range or a score, that stand the other way round in the source.
    fn reversed(&self, first: &Figure, second: &Figure) -> bool {
        let apart = first.facet.is_definite() && second.facet.is_definite() && first.facet != second.facet;
        self.beside.contains(&(second.value, first.value))
            && !self.beside.contains(&(first.value, second.value))
            && !apart
            && stand_beside(self.scope.target.text, first, second)
    }

    /// How well a figure of the target stands where one of the source stands.
    fn fit(&self, figure: &Figure, origin: &Figure) -> i32 {
        effort::spend(1);
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
        let (source, target) = (self.scope.source.text, self.scope.target.text);
        let alike = |(a, b): &(char, char)| a.eq_ignore_ascii_case(b);
        let after = target[figure.span.end..].chars().zip(source[origin.span.end..].chars());
        let before = target[..figure.span.start].chars().rev().zip(source[..origin.span.start].chars().rev());
        let count =
            after.take(CONTEXT).take_while(alike).count() + before.take(CONTEXT).take_while(alike).count();
        i32::try_from(count).unwrap_or(0)
    }
}
