//! What speaks against two reports' being of one event, without being sure: days, months, people, places, numbers.

use super::Marks;
use crate::digest::{english_names::Compared, event_days};

/// Reports that are so many days apart are seldom of one event; half a year apart, never but in name.
const NEAR_DAYS: f32 = 60.0;
const FAR_DAYS: f32 = 180.0;

/// Reports that are further apart were not written of the same day.
const SEVERAL_DAYS: u32 = 2;

/// What is left of the similarity of two articles where one thing speaks against their being on one event.
pub(super) const DOUBT: f32 = 0.5;

/// The same where they name other people or other places: reports of two cases are often written in the same words.
pub(super) const STRONG_DOUBT: f32 = 0.2;

/// The same for the days that they name, which a report of the aftermath may do too.
pub(super) const SLIGHT_DOUBT: f32 = 0.75;

impl Marks {
    /// What is left of the similarity of two articles when their dates and names are compared, 1 where nothing speaks against it.
    pub(super) fn agreement(&self, other: &Self) -> f32 {
        let published = self.days_between(other);
        let apart = ((published as f32 - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS)).clamp(0.0, 1.0);
        let other_days = self.event_days_between(other).is_some_and(|days| days > event_days::OF_ONE_EVENT);
        let rising = self.accident.rising || other.accident.rising;
        let months = self.chinese == other.chinese
            && self.month.zip(other.month).is_some_and(|(one, another)| !one.may_be(another));
        // An accident and its aftermath have headlines of one pattern too.
        let of_a_row = other_days
            && !self.accident.is_like(&other.accident)
            && self.chinese == other.chinese
            && self.headline.is_of_another_of_its_row(&other.headline, &self.told, &other.told);
        let counts_differ = published > SEVERAL_DAYS && !rising && self.counted.differs(&other.counted);
        let two_offices = self.offices.is_any()
            && other.offices.is_any()
            && (self.offices.are_strangers(&other.offices, &self.told, &other.told)
                || self.begins_with_others(other));
        let others = counts_differ
            || two_offices
            || self.named.is_of_others(&other.named)
            || self.has_headline_of_others(other);
        let across =
            if self.chinese == other.chinese { Compared::Unknown } else { self.compared_names(other) };
        let names = match across {
            _ if others => STRONG_DOUBT,
            Compared::Foreign if other_days || published > SEVERAL_DAYS => STRONG_DOUBT,
            Compared::Foreign => DOUBT,
            Compared::OfOneCountry => SLIGHT_DOUBT,
            Compared::Shared | Compared::Unknown => 1.0,
        };
        // Of two lines that are no reports a few words are most of what they have.
        let words = if self.brief && other.brief { DOUBT } else { 1.0 };
        words
            * (1.0 - apart * DOUBT)
            * if other_days { SLIGHT_DOUBT } else { 1.0 }
            * if months || of_a_row { DOUBT } else { 1.0 }
            * names
    }
}

/// What is left where each headline names somebody or some place that the other article does not know at all. `names`
/// are those of the headlines, and `knows` says whether the article has a term.
pub fn names_agreement(names: [&[u32]; 2], knows: [&dyn Fn(u32) -> bool; 2]) -> f32 {
    let foreign = |names: &[u32], knows: &dyn Fn(u32) -> bool| {
        !names.is_empty() && !names.iter().any(|name| knows(*name))
    };
    if foreign(names[0], knows[1]) && foreign(names[1], knows[0]) { STRONG_DOUBT } else { 1.0 }
}
