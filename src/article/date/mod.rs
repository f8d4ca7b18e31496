//! Calendar dates as news pages and records write them.
//!
//! `2023-06-13`, `2023/6/13`, `2023年6月13日`, `二〇二三年六月十三日`, `June 13, 2023`, `13 June 2023`,
//! `Tue, 13 Jun 2023 08:00:00 +0800`, each with or without a time of day: the day is
//! the one written, in the writer's own time zone. The time of day counts only where the zone is known too ([`instant`]).

mod scan;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use scan::Scan;

/// A date at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) struct Leading {
    /// `None` when it has the form of a date but the calendar has no such day (June 31).
    pub date: Option<Date>,
    /// Where it ends, its time of day included.
    pub end: usize,
}

/// Reads a text that is one date and nothing else.
pub(in crate::article) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let leading = leading(text).or_else(|| compact(text)).or_else(|| day_first(text))?;
    leading.date.filter(|_| text[leading.end..].trim().is_empty())
}

/// The instant that a text names, as RFC 3339 writes it, in its own time zone; only where it gives a time of day and the
/// distance from UTC: RFC 3339 (`2023-06-13T08:00:00+08:00`) or RFC 2822 (`Tue, 13 Jun 2023 08:00:00 +0800`).
pub(in crate::article) fn instant(text: &str) -> Option<String> {
    let text = text.trim();
    let pieces = || {
        let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
        let zone = pieces.to_numeric_offset()?.to_time_zone();
        pieces.date().to_datetime(pieces.time()?).to_zoned(zone).ok()
    };
    // A named zone is that of whoever reads it: CST is in China and in America.
    let named =
        text.ends_with(|c: char| c.is_ascii_alphabetic()) && !text.ends_with("GMT") && !text.ends_with("UT");
    let zoned = pieces().or_else(|| jiff::fmt::rfc2822::parse(text).ok().filter(|_| !named))?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Reads the date that a text starts with.
pub(in crate::article) fn leading(text: &str) -> Option<Leading> {
    let mut scan = Scan { text, at: 0 };
    let (year, month, day) = numeric(&mut scan)
        .or_else(|| scan.retry(han))
        .or_else(|| scan.retry(month_first))
        .or_else(|| scan.retry(day_month_year))?;
    time(&mut scan);
    Some(Leading { date: civil(year, month, day), end: scan.at })
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `2023-06-13`, `2023.6.13`, `2023年6月13日`.
fn numeric(scan: &mut Scan) -> Option<(u32, u32, u32)> {
    let year = scan.digits(4, 4)?;
    scan.spaces();
    let mark = scan.one_of(&["-", "/", ".", "年"])?;
    scan.spaces();
    let month = scan.digits(1, 2)?;
    scan.spaces();
    scan.one_of(&[if mark == "年" { "月" } else { mark }])?;
    scan.spaces();
    let day = scan.digits(1, 2)?;
    if mark == "年" {
        scan.spaces();
        scan.one_of(&["日", "号", "號"])?;
    }
    scan.ends_number().then_some((year, month, day))
}

/// `二〇二三年六月十三日`, as official notices are dated.
fn han(scan: &mut Scan) -> Option<(u32, u32, u32)> {
    let year = scan.han_number("年")?;
    let month = scan.han_number("月")?;
    let day = scan.han_number("日")?;
    (year >= 1000).then_some((year, month, day))
}

/// `June 13, 2023`, `Tuesday, Jun. 13th 2023`.
fn month_first(scan: &mut Scan) -> Option<(u32, u32, u32)> {
    scan.weekday();
    let month = scan.month()?;
    let day = scan.digits(1, 2)?;
    scan.ordinal();
    scan.gap();
    let year = scan.digits(4, 4)?;
    scan.ends_number().then_some((year, month, day))
}

/// `13 June 2023`, `Tue, 13 Jun 2023`.
fn day_month_year(scan: &mut Scan) -> Option<(u32, u32, u32)> {
    scan.weekday();
    let day = scan.digits(1, 2)?;
    scan.ordinal();
    scan.gap();
    scan.one_of(&["of "]);
    let month = scan.month()?;
    let year = scan.digits(4, 4)?;
    scan.ends_number().then_some((year, month, day))
}

/// `20230613`: in records only, where nothing but a date is expected.
fn compact(text: &str) -> Option<Leading> {
    let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |range: std::ops::Range<usize>| digits[range].parse().ok();
    Some(Leading { date: civil(number(0..4)?, number(4..6)?, number(6..8)?), end: 8 })
}

/// `13/06/2023` and `06/13/2023`, where only one order makes a date; `06/07/2023` is anybody's guess.
fn day_first(text: &str) -> Option<Leading> {
    let mut scan = Scan { text, at: 0 };
    let first = scan.digits(1, 2)?;
    let mark = scan.one_of(&["/", "-", "."])?;
    let second = scan.digits(1, 2)?;
    scan.one_of(&[mark])?;
    let year = scan.digits(4, 4)?;
    let date = match (civil(year, second, first), civil(year, first, second)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    };
    time(&mut scan);
    Some(Leading { date, end: scan.at })
}

/// A time of day with its zone, if there is one: `15:31`, `T08:00:00.5+08:00`, `, 3:31 p.m. GMT`.
fn time(scan: &mut Scan) {
    let before = scan.at;
    if scan.one_of(&["T", "t"]).is_none() {
        scan.gap();
        scan.one_of(&["at "]);
    }
    let clock = |scan: &mut Scan| {
        scan.digits(1, 2).filter(|hour| *hour <= 24)?;
        scan.one_of(&[":", "：", "时", "時"])?;
        scan.digits(2, 2)?;
        scan.one_of(&["分"]);
        if scan.one_of(&[":", "："]).is_some() {
            scan.digits(2, 2)?;
            if scan.one_of(&[".", ","]).is_some() {
                scan.digits(1, 9)?;
            }
        }
        Some(())
    };
    if clock(scan).is_none() {
        scan.at = before;
        return;
    }
    scan.optional(|scan| scan.one_of(&["am", "pm", "AM", "PM", "a.m.", "p.m."]).map(|_| ()));
    scan.optional(|scan| {
        if scan.one_of(&["+", "-"]).is_some() {
            scan.digits(2, 2)?;
            scan.one_of(&[":"]);
            scan.digits(2, 2)?;
            return Some(());
        }
        scan.one_of(&["Z", "GMT", "UTC", "CST", "EST", "EDT", "PST", "PDT", "BST"])?;
        Some(())
    });
}
