//! The month that the figures of a headline are of, of which the next month has some too: "Prices rise 0.3% in May",
//! 4月全国报告传染病5637例.

use crate::text::{dates, numerals};

/// A month, and its year where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: Option<u32>,
    month: u32,
}

impl Month {
    /// The one month that a headline names without a day, where it has a figure besides.
    pub fn of(title: &str) -> Option<Self> {
        let numbers = numerals::find(title);
        let dates = dates::find(title, &numbers);
        let whole = dates.iter().filter(|date| date.day.is_none());
        let mut months = whole.filter_map(|date| Some(Self { year: date.year, month: date.month? }));
        let month = months.next().filter(|_| months.next().is_none())?;
        let is_of_a_date =
            |number: &numerals::Number| dates.iter().any(|date| date.overlaps(&number.written));
        (!numbers.iter().all(is_of_a_date)).then_some(month)
    }

    /// True where both may be the same.
    pub fn may_be(self, other: Self) -> bool {
        let years = self.year.zip(other.year);
        self.month == other.month && years.is_none_or(|(one, another)| one == another)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_of_figures() {
        let month = |title: &str| Month::of(title).map(|month| (month.year, month.month));
        assert_eq!(month("4月全国报告传染病5637例"), Some((None, 4)));
        assert_eq!(month("2020年7月全国报告传染病5637例"), Some((Some(2020), 7)));
        assert_eq!(month("Prices rise 0.3% in May"), Some((None, 5)));
        assert_eq!(month("Prices rise 0.3% on May 5"), None);
        assert_eq!(month("新机9月发布"), None);
        assert_eq!(month("发布"), None);
    }

    #[test]
    fn months_are_the_same_unless_their_years_differ() {
        let of = |year, month| Month { year, month };
        assert!(of(None, 4).may_be(of(Some(2018), 4)));
        assert!(!of(Some(2020), 4).may_be(of(Some(2018), 4)));
        assert!(!of(None, 4).may_be(of(None, 7)));
    }
}
