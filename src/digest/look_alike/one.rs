//! What surely makes two reports one event, in whatever words and language: the victims, the day and the place; the kind of
//! accident, the county and the week; the figures; a person and the week.

use super::Marks;
use crate::digest::{english_names::Compared, event_days};

/// Two articles of as many victims of one kind on one day, in one place, are at least so alike.
const OF_ONE_ACCIDENT: f32 = 0.45;

/// Two articles of one kind of accident, one place and one week, or of the same figures, or on one person: as little alike as
/// reports of one event may be.
const OF_ONE_AFTERMATH: f32 = 0.3;

/// What is in a week, and between a morning's report and an evening's.
const A_WEEK: u32 = 7;
const A_DAY: u32 = 1;

/// Words that two headlines of one accident have in common, and two headlines in two languages, at least.
const SEVERAL_WORDS: usize = 4;
const SOME_WORDS: usize = 2;

impl Marks {
    /// How alike two articles are at least.
    pub(super) fn at_least_alike(&self, other: &Self) -> f32 {
        if self.of_one_accident(other) {
            return OF_ONE_ACCIDENT;
        }
        let surely_one = self.of_one_aftermath(other)
            || self.of_one_headline(other)
            || self.of_one_line(other)
            || self.of_one_deed(other)
            || self.tells_the_same(other)
            || self.of_one_person(other);
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
                || !self.chinese && !other.chinese && self.names_a_place_of(other)
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

    /// True where both, in English, begin with one name that is no country's.
    fn names_a_place_of(&self, other: &Self) -> bool {
        let names = self.names.as_ref().zip(other.names.as_ref());
        names.is_some_and(|(mine, theirs)| mine.share_where_they_begin(theirs))
    }

    /// True where both have headlines on one kind of accident, in most of the same words, and nothing tells them apart.
    fn of_one_headline(&self, other: &Self) -> bool {
        let names = || self.chinese || self.names_a_place_of(other);
        self.chinese == other.chinese
            && self.accident.is_like(&other.accident)
            && self.headline.shared(&other.headline) >= SEVERAL_WORDS
            && self.headline.is_of_like_report(&other.headline)
            && self.days_between(other) <= A_WEEK
            && self.event_days_between(other).is_none_or(|days| days <= event_days::OF_ONE_EVENT)
            && (self.accident.compared_tolls(&other.accident) != (false, true)
                || self.accident.rising
                || other.accident.rising)
            && !self.named.is_of_others(&other.named)
            && names()
    }

    /// True where one of them has hardly more than a headline, and the headlines say the same of one name.
    fn of_one_line(&self, other: &Self) -> bool {
        let shared = self.headline.shared(&other.headline);
        let like = match (self.only_headline, other.only_headline) {
            (true, true) => {
                shared >= SEVERAL_WORDS || shared >= SOME_WORDS && self.accident.is_like(&other.accident)
            }
            (true, false) | (false, true) => shared >= SEVERAL_WORDS,
            (false, false) => false,
        };
        let in_one_place = || match self.chinese {
            true => self.named.is_of_one_place(&other.named),
            false => self.names_a_place_of(other),
        };
        like && self.chinese == other.chinese
            && self.days_between(other) <= A_WEEK
            && self.event_days_between(other).is_none_or(|days| days <= event_days::OF_ONE_EVENT)
            && self.accident.compared_tolls(&other.accident) != (false, true)
            && !self.counted.differs(&other.counted)
            && in_one_place()
    }

    /// True where both, in two languages, are of one day, name the same, and have headlines with some words in common.
    fn of_one_deed(&self, other: &Self) -> bool {
        self.chinese != other.chinese
            && self.days_between(other) <= A_DAY
            && self.event_days_between(other).is_some_and(|days| days <= event_days::OF_ONE_EVENT)
            && self.compared_names(other) == Compared::Shared
            && self.english_headline.shared(&other.english_headline) >= SOME_WORDS
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
