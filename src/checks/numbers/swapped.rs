//! Two numbers that have changed places: each is still there, but beside the other one's unit or words.

use super::super::{Fault, Finding, Scope, figures::Figure, place::Place};
use crate::text::numerals::Form;

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
    for (i, first) in figures.iter().enumerate() {
        for second in figures[i + 1..].iter().take(NEAREST) {
            let digits = first.form == Form::Digits && second.form == Form::Digits;
            if digits
                && first.value != second.value
                && (places.swapped(first, second) || places.reversed(first, second))
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

struct Places<'a> {
    scope: &'a Scope<'a>,
    place: &'a Place<'a>,
}

impl Places<'_> {
    /// True where each figure fits better in the place of the other.
    fn swapped(&self, first: &Figure, second: &Figure) -> bool {
        let fit = |figure: &Figure, value: &Figure| {
            let all = self.place.source_index.candidates(value, 0.0);
            let origins = all.filter(|s| s.value == value.value || s.bare == value.bare);
            origins.take(MOST_ORIGINS).map(|origin| self.fit(figure, origin)).max()
        };
        let (Some(kept), Some(also_kept)) = (fit(first, first), fit(second, second)) else { return false };
        let (Some(crossed), Some(also_crossed)) = (fit(first, second), fit(second, first)) else {
            return false;
        };
        crossed + also_crossed >= kept + also_kept + MARGIN && crossed >= kept && also_crossed >= also_kept
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
        let stands = |a: &Figure, b: &Figure| pairs().any(|p| p[0].value == a.value && p[1].value == b.value);
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
