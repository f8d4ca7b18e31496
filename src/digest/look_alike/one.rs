//! What surely makes two reports one event, in whatever words and language: the victims, the day and the place; the kind of
//! accident, the county and the week; the figures; a person and the week.

use super::Marks;
use crate::digest::{english_names::Compared, event_days};

/// Two articles of as many victims of one kind on one day, in one place, are at least so alike.
const OF_ONE_ACCIDENT: f32 = 0.45;

/// Two articles of one kind of accident, one place and one week, or of the same figures, or on one person: as little alike as
/// reports of one event may be.
const OF_ONE_AFTERMATH: f32 = 0.3;

/// What is in a week.
const A_WEEK: u32 = 7;

impl Marks {
    /// How alike two articles are at least.
    pub(super) fn at_least_alike(&self, other: &Self) -> f32 {
        if self.of_one_accident(other) {
            return OF_ONE_ACCIDENT;
        }
        let surely_one =
            self.of_one_aftermath(other) || self.tells_the_same(other) || self.of_one_person(other);
        if surely_one { OF_ONE_AFTERMATH } else { 0.0 }
    }

    /// True where both tell of as many victims, on one day, in one place.
    fn of_one_accident(&self, other: &Self) -> bool {
        self.accident.compared_tolls(&other.accident) == (true, false)
            && self.event_days_between(other).is_some_and(|days| days <= event_days::OF_ONE_EVENT)
            && self.compared_names(other) == Compared::Shared
    }

    /// True where both are of one kind of accident in one county or town and in one week, and nothing tells them apart.
    fn of_one_aftermath(&self, other: &Self) -> bool {
        let days = self.event_days_between(other);
        let in_one_place = || {
            self.named.is_of_one_place(&other.named)
                // Names that are read in English may be of a whole province: then the day must be the same.
                || self.chinese != other.chinese && days.is_some() && self.compared_names(other) == Compared::Shared
        };
        let in_one_week =
            self.published.is_some() && other.published.is_some() && self.days_between(other) <= A_WEEK;
        in_one_week
            && self.accident.is_like(&other.accident)
            && days.is_none_or(|days| days <= event_days::OF_ONE_EVENT)
            && (self.accident.compared_tolls(&other.accident) != (false, true)
                || self.accident.rising
                || other.accident.rising)
            && in_one_place()
    }

    /// True where the headlines of both, in two languages, name the same Chinese person in one week.
    fn of_one_person(&self, other: &Self) -> bool {
        let (chinese, english) = if self.chinese { (self, other) } else { (other, self) };
        let named = |name: String| english.names.as_ref().is_some_and(|names| names.has_in_headline(&name));
        self.chinese != other.chinese
            && self.published.is_some()
            && other.published.is_some()
            && self.days_between(other) <= A_WEEK
            && chinese.named.given_names().any(named)
    }

    /// True where both tell the same figures in two languages, and nothing tells them apart.
    fn tells_the_same(&self, other: &Self) -> bool {
        self.chinese != other.chinese
            && self.days_between(other) <= A_WEEK
            && self.figures.are_those_of(&other.figures)
            && self.event_days_between(other).is_none_or(|days| days <= event_days::OF_ONE_EVENT)
            && self.compared_names(other) != Compared::Foreign
    }
}
