//! Dates and times in English and Chinese text: June 9, 9 June 2023, 2023-06-09, 6月9日, 周五,
//! the third quarter, 90年代, 令和五年, 7:30 p.m., 下午三点.
//!
//! [`find`] works on the numbers that [`numerals::find`](super::numerals::find) has read, so that
//! every way of writing a number is a way of writing a date. Names of months, days and relative
//! dates stand in tables of their own.

mod chinese;
mod clock;
mod english;
mod relative;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use english::{MONTHS, WEEKDAYS};

use super::numerals::{Form, Number};

/// One date or time of a text; a part that is not said is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Its bytes.
    pub span: Range<usize>,
    /// The year of the common era; of a decade or century the year named ("1990s": 1990).
    pub year: Option<u32>,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31.
    pub day: Option<u32>,
    /// 1 (Monday) to 7 (Sunday).
    pub weekday: Option<u32>,
    /// 0 to 24, in the afternoon 13 to 24 where the text says so.
    pub hour: Option<u32>,
    /// 0 to 59.
    pub minute: Option<u32>,
    /// 1 to 4.
    pub quarter: Option<u32>,
    /// The last two digits of a decade: 90 for the 1990s.
    pub decade: Option<u32>,
    /// The ordinal of a century.
    pub century: Option<u32>,
    /// A date that depends on the day it is said: the code of the table (`last-year`).
    pub relative: Option<&'static str>,
}

impl Date {
    /// True where a part of the text is a part of the date too.
    pub fn overlaps(&self, span: &Range<usize>) -> bool {
        self.span.start < span.end && span.start < self.span.end
    }
}

/// All dates and times of `text` in order, not overlapping. `numbers` are those of the same text.
pub fn find(text: &str, numbers: &[Number]) -> Vec<Date> {
    let mut dates = chinese::find(text, numbers);
    dates.extend(english::find(text, numbers));
    dates.extend(clock::find(text, numbers));
    dates.extend(relative::find(text));
    // Of two that overlap the longer stands.
    dates.sort_by_key(|date| (date.span.start, std::cmp::Reverse(date.span.end)));
    let mut end = 0;
    dates.retain(|date| {
        let keep = date.span.start >= end;
        if keep {
            end = date.span.end;
        }
        keep
    });
    dates
}

/// The number as a whole one of at most four digits, where it is written as such.
fn whole(number: &Number) -> Option<u32> {
    u32::try_from(number.bare.as_whole()?).ok().filter(|n| *n < 10_000)
}

/// The number, if it lies in a range.
fn within(number: &Number, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    whole(number).filter(|n| range.contains(n))
}

/// A year written with four digits: 1000 to 2199, digits or 二〇二五, not 两千.
fn year(number: &Number, text: &str) -> Option<u32> {
    let written = &text[number.written.clone()];
    let four = written.chars().count() == 4 && number.form != Form::Words && !written.contains(',');
    within(number, 1000..=2199).filter(|_| four)
}
