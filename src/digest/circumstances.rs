//! On which day of the week, in which province, of which magnitude: what tells two accidents of one kind apart even where no
//! day of the month is known.
//!
//! One of these may differ for one event: a magnitude is corrected, a night has two days. Two of them do not.

use super::{
    event_days,
    tally::{Of, tallies},
};
use crate::text::{
    Language, dates,
    numerals::{self, Accuracy},
    script::is_han,
};

/// Days of the week.
const WEEK: u32 = 7;

/// What stands behind the name of a province.
const PROVINCES: [&str; 5] = [" province", " Province", " prefecture", " Prefecture", "省"];

/// Characters of the names of provinces in Chinese: 湖北省, 黑龙江省.
const SHORT_NAME: usize = 2;

/// What the beginning of an article says of when, where and how.
#[derive(Clone, Debug, Default)]
pub struct Circumstances {
    weekdays: Vec<u32>,
    provinces: Vec<String>,
    magnitudes: Vec<f64>,
}

impl Circumstances {
    /// Reads a headline and the beginning of a text.
    pub fn of(title: &str, lead: &str, language: Language) -> Self {
        let named = dates::find(lead, &numerals::find(lead));
        let is_of_the_event = |date: &&dates::Date| {
            event_days::is_of_the_event(&lead[..date.span.start], &lead[date.span.end..])
        };
        let weekdays = named.iter().filter(is_of_the_event).filter_map(|date| date.weekday).collect();
        let magnitudes = [title, lead].into_iter().flat_map(|text| tallies(text, language));
        let magnitudes = magnitudes
            .filter(|tally| matches!(tally.of, Of::Magnitude) && tally.accuracy == Accuracy::Exact)
            .map(|tally| tally.value)
            .collect();
        let provinces = [title, lead].into_iter().flat_map(provinces).collect();
        Self { weekdays, provinces, magnitudes }
    }

    /// True where it may tell the article's event from others.
    pub fn is_any(&self) -> bool {
        !self.weekdays.is_empty() || !self.provinces.is_empty() || !self.magnitudes.is_empty()
    }

    /// True where two circumstances are others, and one of them is the day or the province. `days` says whether the days of
    /// the events are others, where they are known; `tolls` whether the victims are.
    pub fn are_of_another(&self, other: &Self, days: Option<bool>, tolls: bool) -> bool {
        let day = days.unwrap_or_else(|| differ(&self.weekdays, &other.weekdays, |a, b| is_near(*a, *b)));
        let province = differ(&self.provinces, &other.provinces, |a, b| a == b);
        let magnitude = differ(&self.magnitudes, &other.magnitudes, |a, b| a == b);
        day && (province || magnitude || tolls) || province && (magnitude || tolls)
    }
}

/// True where both have some, and none of them in common.
fn differ<T>(one: &[T], other: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|a| other.iter().any(|b| is_same(a, b)))
}

/// True for days of the week that may be of one event: a night has two.
fn is_near(one: u32, other: u32) -> bool {
    let apart = one.abs_diff(other);
    apart.min(WEEK - apart.min(WEEK)) <= event_days::OF_ONE_EVENT
}

/// The names before the word for a province.
fn provinces(text: &str) -> Vec<String> {
    let named = |before: &str, word: &str| {
        if word == "省" {
            let start = before.char_indices().rev().take(SHORT_NAME).last()?.0;
            let name = &before[start..];
            return (name.chars().count() == SHORT_NAME && name.chars().all(is_han)).then(|| name.to_owned());
        }
        let name = before.rsplit(|c: char| !c.is_alphabetic() && c != '-').next()?;
        name.starts_with(char::is_uppercase).then(|| name.to_lowercase())
    };
    let found = |word: &'static str| text.match_indices(word).map(move |(at, _)| (at, word));
    PROVINCES.into_iter().flat_map(found).filter_map(|(at, word)| named(&text[..at], word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(lead: &str) -> Circumstances {
        Circumstances::of("", lead, Language::English)
    }

    fn chinese(lead: &str) -> Circumstances {
        Circumstances::of("", lead, Language::Chinese)
    }

    #[test]
    fn two_circumstances_tell_two_events_apart() {
        let one = english("A magnitude 5.2 earthquake struck Lipasay province on Monday.");
        let other = english("A magnitude 6.4 earthquake struck Orvane province on Saturday.");
        assert!(one.are_of_another(&other, None, false));
        let corrected = english("A magnitude 5.4 earthquake struck Lipasay province late on Sunday.");
        assert!(!one.are_of_another(&corrected, None, true), "a night, and a corrected magnitude");
        let elsewhere = english("An earthquake was felt in Orvane province.");
        assert!(!one.are_of_another(&elsewhere, None, false), "a province alone");
        assert!(one.are_of_another(&elsewhere, Some(true), false));
        assert!(!one.are_of_another(&english("Help came, officials said on Friday."), None, true));
    }

    #[test]
    fn in_chinese() {
        let one = chinese("周一，河东省临江市发生5.2级地震。");
        assert!(one.are_of_another(&chinese("周六，海西省北岸市发生6.4级地震。"), None, false));
        assert!(!one.are_of_another(&chinese("周一，河东省临江市发生5.4级地震。"), None, true));
    }
}
