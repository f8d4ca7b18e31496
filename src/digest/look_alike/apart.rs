//! What surely parts two events: another edition, another day and other victims, another month, another match.

use super::Marks;
use crate::digest::event_days;

/// Reports of two months are so many days apart at least.
const TWO_MONTHS: u32 = 20;

/// Two reports of one row are so many days apart: one month's decision on interest rates, and the next.
const TWO_WEEKS: u32 = 14;

/// Events that are so many days apart are two, by whatever names.
const NEARLY_A_YEAR: u32 = 300;

/// Of days that are further apart than this only one is that of an event, and one other number of victims is enough.
const SEVERAL_DAYS: u32 = 2;

impl Marks {
    /// True where the article may be [apart](Self::apart) from another one.
    pub fn may_be_apart(&self) -> bool {
        !self.editions.is_empty()
            || !self.days.is_empty()
            || self.month.is_some()
            || self.fixture.is_known()
            || self.outcome.is_known()
            || self.warning.is_some()
            || self.circumstances.is_any()
            || self.holders.is_any()
    }

    /// True where both are surely of two events: both name one of the same row of events, and not the same; or
    /// they name other days, and other victims or like headlines; or other years; or they are the figures of two months, or two
    /// matches, or two warnings of the weather; or an office has two holders; or two circumstances are others.
    pub fn apart(&self, other: &Self) -> bool {
        self.of_two_editions(other)
            || self.of_two_days(other)
            || self.of_two_years(other)
            || self.of_two_months(other)
            || self.holders.are_others(&other.holders, &self.told, &other.told)
            || self.of_two_circumstances(other)
            || self.outcome.is_of_another(other.outcome)
            || self.of_two_matches(other)
            || self
                .warning
                .as_ref()
                .zip(other.warning.as_ref())
                .is_some_and(|(one, another)| one.is_of_another(another))
            || self.fixture.is_of_another(
                &other.fixture,
                self.event_days_between(other),
                self.days_between(other),
            )
    }

    fn of_two_editions(&self, other: &Self) -> bool {
        let mut different = false;
        for a in &self.editions {
            for same in other.editions.iter().filter_map(|b| a.is(b)) {
                if same {
                    return false;
                }
                different = true;
            }
        }
        different
    }

    /// True for the reports of two matches in other words, each with a score that the other one has not.
    fn of_two_matches(&self, other: &Self) -> bool {
        self.fixture.has_no_score_of(&other.fixture) && self.headlines_are_alike(other) == Some(false)
    }

    fn of_two_days(&self, other: &Self) -> bool {
        let days = self.event_days_between(other).filter(|days| *days > event_days::OF_ONE_EVENT);
        let Some(days) = days.filter(|_| !self.accident.rising && !other.accident.rising) else {
            return false;
        };
        let (same, another) = self.accident.compared_tolls(&other.accident);
        another && (!same || days > SEVERAL_DAYS)
            || self.chinese == other.chinese
                && (self.headline.is_like(&other.headline)
                    || days >= TWO_WEEKS && self.headline.is_of_like_report(&other.headline))
    }

    /// True where each names days, and all with their year, of which none is near one of the other.
    fn of_two_years(&self, other: &Self) -> bool {
        let has_years =
            |marks: &Self| marks.days.iter().all(|days| days.start().year() != event_days::NO_YEAR);
        has_years(self)
            && has_years(other)
            && self.event_days_between(other).is_some_and(|days| days > NEARLY_A_YEAR)
    }

    fn of_two_circumstances(&self, other: &Self) -> bool {
        let days = self.event_days_between(other).map(|days| days > event_days::OF_ONE_EVENT);
        let rising = self.accident.rising || other.accident.rising;
        let tolls = !rising && self.accident.compared_tolls(&other.accident) == (false, true);
        self.accident.is_like(&other.accident)
            && self.circumstances.are_of_another(&other.circumstances, days, tolls)
    }

    fn of_two_months(&self, other: &Self) -> bool {
        let Some((one, another)) = self.month.zip(other.month) else { return false };
        let published = self.published.zip(other.published);
        let in_one = published.is_some_and(|(a, b)| (a - b).get_days().unsigned_abs() < TWO_MONTHS);
        !one.may_be(another)
            && !in_one
            && self.chinese == other.chinese
            && self.headline.is_of_like_report(&other.headline)
    }
}
