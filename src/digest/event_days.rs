//! On which days the event was that an article tells of.

use std::ops::RangeInclusive;

use jiff::{ToSpan, civil::Date};

use crate::text::{
    dates::{self, Date as Named},
    numerals,
};

/// Days that follow each other: a range has both ends. Where no year is known it is [`NO_YEAR`].
pub type Days = Vec<RangeInclusive<Date>>;

/// A forum of two days is reported by its first or its last, an accident at night by either day.
pub const OF_ONE_EVENT: u32 = 1;

/// The year of days of which none is known: a leap year, so that it has all days.
pub const NO_YEAR: i16 = 4;

/// Words before a day on which something was only said: "police said on Friday".
const SAID: [&str; 12] = [
    "said",
    "says",
    "told",
    "announced",
    "reported",
    "confirmed",
    "added",
    "updated",
    "published",
    "statement",
    "posted",
    "wrote",
];

/// What follows such a day in Chinese: 5日通报, 周五表示.
const SAID_IN_CHINESE: [&str; 14] = [
    "表示",
    "称",
    "通报",
    "消息",
    "电",
    "讯",
    "报道",
    "宣布",
    "透露",
    "说",
    "披露",
    "公布",
    "发布通报",
    "发布消息",
];

/// What ends a clause that only says when and from whom something was learned: 记者5日从县政府获悉.
const LEARNED: [&str; 3] = ["获悉", "了解到", "获知"];

/// Words that turn a day of the week into one of another week.
const OTHER_WEEKS: [&str; 12] =
    ["last", "next", "coming", "every", "each", "until", "by", "上", "下", "每", "上个", "下个"];

/// Characters between a day and what was said on it.
const NEAR: usize = 6;

/// The days that the beginning of a text names for what happened; by the day of publication where that is needed.
pub fn days(text: &str, published: Option<Date>) -> Days {
    let numbers = numerals::find(text);
    let mut out: Days = Vec::new();
    let named = dates::find(text, &numbers);
    for (at, date) in named.iter().enumerate() {
        let (before, behind) = (&text[..date.span.start], &text[date.span.end..]);
        if !is_of_the_event(before, behind) {
            continue;
        }
        let Some(first) = day(date, before, published) else { continue };
        let next = named.get(at + 1).filter(|next| {
            matches!(text.get(date.span.end..next.span.start), Some("至" | "到" | "-" | "–" | " to "))
        });
        let last = match next.and_then(|next| next.month.xor(next.day)) {
            // "5月16日至18日": of the same month.
            Some(_) => next.and_then(|next| of_month(first, next.day)),
            None => next.and_then(|next| day(next, "", published)).or_else(|| second(behind, first)),
        };
        out.push(first..=last.filter(|last| *last > first).unwrap_or(first));
    }
    // What is to come, the day on which a standard takes effect, is not the event where that has a day of its own.
    let is_past = |days: &RangeInclusive<Date>| published.is_some_and(|published| *days.start() <= published);
    if out.iter().any(is_past) {
        out.retain(is_past);
    }
    out
}

/// How many days lie between two events at least; none where one of them has no day.
pub fn between(one: &Days, other: &Days) -> Option<u32> {
    let gap = |a: &RangeInclusive<Date>, b: &RangeInclusive<Date>| {
        let (a, b) = match (a.start().year() == NO_YEAR) == (b.start().year() == NO_YEAR) {
            true => (a.clone(), b.clone()),
            false => (without_year(a), without_year(b)),
        };
        let days = |from: Date, to: Date| (to - from).get_days().max(0).unsigned_abs();
        days(*a.end(), *b.start()).max(days(*b.end(), *a.start()))
    };
    one.iter().flat_map(|a| other.iter().map(move |b| gap(a, b))).min()
}

fn without_year(days: &RangeInclusive<Date>) -> RangeInclusive<Date> {
    let bare = |date: Date| Date::new(NO_YEAR, date.month(), date.day()).unwrap_or(date);
    let (start, end) = (bare(*days.start()), bare(*days.end()));
    start..=end.max(start)
}

/// False for a day on which the event was only spoken of.
pub fn is_of_the_event(before: &str, behind: &str) -> bool {
    let mut words =
        before.split_whitespace().rev().filter(|word| !matches!(*word, "on" | "late" | "early" | "in" | "a"));
    let said =
        words.next().is_some_and(|word| SAID.contains(&word.trim_matches(|c: char| !c.is_alphabetic())));
    let near = behind.char_indices().nth(NEAR).map_or(behind, |(end, _)| &behind[..end]);
    let near = near.split(['，', '。', ',', '.']).next().unwrap_or(near);
    let clause = behind.split(['，', '。', ',']).next().unwrap_or(behind);
    let learned = LEARNED.iter().any(|word| clause.ends_with(word));
    !said && !learned && !SAID_IN_CHINESE.iter().any(|word| near.contains(word))
}

/// The day that a date names.
pub fn day(date: &Named, before: &str, published: Option<Date>) -> Option<Date> {
    let part = |number: Option<u32>| number.and_then(|number| i8::try_from(number).ok());
    let of_year = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok();
    match (part(date.month), part(date.day), published) {
        (Some(month), Some(day), _) if date.year.is_some() => {
            of_year(date.year.and_then(|year| i16::try_from(year).ok())?, month, day)
        }
        (Some(month), Some(day), Some(published)) => {
            // The year in which that day is nearest to the day of publication.
            let years = [-1, 0, 1].map(|other| of_year(published.year() + other, month, day));
            years.into_iter().flatten().min_by_key(|day| (*day - published).get_days().abs())
        }
        (Some(month), Some(day), None) => of_year(NO_YEAR, month, day),
        // "5日" alone is the last fifth.
        (None, Some(day), Some(published)) if date.year.is_none() => {
            let this = of_year(published.year(), published.month(), day).filter(|day| *day <= published);
            let month = published.first_of_month().yesterday().ok()?;
            this.or_else(|| of_year(month.year(), month.month(), day))
        }
        (None, None, Some(published)) if date.year.is_none() => {
            if let Some(weekday) = part(date.weekday) {
                let word = before.split_whitespace().next_back().unwrap_or_default();
                if OTHER_WEEKS.iter().any(|other| {
                    word.eq_ignore_ascii_case(other) || !other.is_ascii() && before.ends_with(other)
                }) {
                    return None;
                }
                let back = (published.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                return published.checked_sub(i64::from(back).days()).ok();
            }
            match date.relative? {
                "today" => Some(published),
                "yesterday" => published.yesterday().ok(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The second day of a range that is written as a bare number: "May 16-17".
fn second(behind: &str, first: Date) -> Option<Date> {
    let rest = behind.strip_prefix(['-', '–', '—'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    of_month(first, rest[..digits].parse().ok())
}

fn of_month(first: Date, day: Option<u32>) -> Option<Date> {
    Date::new(first.year(), first.month(), i8::try_from(day?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_by_the_day_of_publication() {
        let thursday = date(2024, 3, 7);
        let found = |text: &str| {
            let days: Vec<Date> = days(text, Some(thursday)).iter().map(|days| *days.start()).collect();
            days
        };
        assert_eq!(found("A bus crashed on Tuesday."), [date(2024, 3, 5)]);
        assert_eq!(found("A bus crashed yesterday."), [date(2024, 3, 6)]);
        assert_eq!(found("昨日，一辆客车侧翻。"), [date(2024, 3, 6)]);
        assert_eq!(found("5日凌晨，一辆客车侧翻。"), [date(2024, 3, 5)]);
        assert_eq!(found("28日，一辆客车侧翻。"), [date(2024, 2, 28)]);
        assert_eq!(found("A bus crashed on December 30."), [date(2023, 12, 30)]);
        assert_eq!(found("Five have died, police said on Wednesday."), []);
        assert_eq!(found("警方5日通报，已有5人死亡。"), []);
        assert_eq!(found("记者5日从县应急管理局获悉，已有5人死亡。"), []);
        assert_eq!(found("3月4日发布的标准将于6月1日起实施。"), [date(2024, 3, 4)]);
        assert_eq!(found("It opens next Tuesday."), []);
    }

    #[test]
    fn days_between_events() {
        let of = |text: &str| days(text, None);
        let gap = |a: &str, b: &str| between(&of(a), &of(b));
        assert_eq!(gap("on March 5, 2024", "on March 9"), Some(4));
        assert_eq!(gap("on May 16-18", "on May 17"), Some(0));
        assert_eq!(gap("5月16日至18日", "5月19日"), Some(1));
        assert_eq!(gap("on March 5", "in spring"), None);
    }
}
