//! The figures of a text, which are the same in whichever language it is told.

use crate::text::{
    dates,
    numerals::{self, Certainty, Kind},
};

/// Bytes in which an article tells the figures of its event.
const LEAD: usize = 1_500;

/// A whole figure from here on is seldom in an article by chance.
const TELLING: f64 = 10.0;

/// Two articles with so many of them in common are of one event,
const SHARED: usize = 3;

/// where these are this share of the figures of either.
const SHARE: f64 = 0.5;

/// The telling figures of an article, each once.
#[derive(Clone, Debug, Default)]
pub struct ToldFigures(Vec<f64>);

impl ToldFigures {
    /// Those of a text, without its dates.
    pub fn of(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(LEAD)];
        let numbers = numerals::find(text);
        let dates = dates::find(text, &numbers);
        let mut found: Vec<f64> = numbers
            .iter()
            .filter(|number| !matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Fraction))
            .filter(|number| number.certainty > Certainty::Weak)
            .filter(|number| !dates.iter().any(|date| date.overlaps(&number.written)))
            .map(|number| number.value.to_f64())
            .filter(|value| *value >= TELLING || value.fract() != 0.0)
            .collect();
        found.sort_by(f64::total_cmp);
        found.dedup();
        Self(found)
    }

    /// True where both tell the same.
    pub fn are_those_of(&self, other: &Self) -> bool {
        let shared = self.0.iter().filter(|value| other.0.contains(value)).count();
        let more = self.0.len().max(other.0.len());
        shared >= SHARED && shared as f64 >= SHARE * more as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_same_in_both_languages() {
        let english = ToldFigures::of(
            "It paid 3 billion francs, with 22.48 shares for one and 15% more by May 12, 2023.",
        );
        assert_eq!(english.0, [15.0, 22.48, 3e9]);
        let chinese = ToldFigures::of("2023年5月12日，以30亿瑞郎收购，每22.48股换1股，溢价15%。");
        assert!(english.are_those_of(&chinese));
        assert!(!english.are_those_of(&ToldFigures::of("以30亿瑞郎收购，每22.48股换1股，溢价25%。")));
        let many = ToldFigures::of("30亿、22.48、15%，还有11、12、13、14辆。");
        assert!(!english.are_those_of(&many), "by chance");
    }
}
