//! Dates written in Chinese, and numeric dates: 2023年6月9日, 26日, 星期五, 三季度, 90年代, 2023-06-09.

use super::{
    super::numerals::{Form, Kind, Number},
    Date, whole, within, year,
};

/// Eras whose years are counted from one: the year before the first.
const ERAS: [(&str, u32); 8] = [
    ("民国", 1911),
    ("民國", 1911),
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
    ("公元", 0),
];

pub(super) fn find(text: &str, numbers: &[Number]) -> Vec<Date> {
    let mut dates = weekdays(text);
    let mut i = 0;
    while i < numbers.len() {
        let taken = calendar(text, &numbers[i..], &mut dates)
            .or_else(|| numeric(text, &numbers[i..], &mut dates))
            .or_else(|| period(text, &numbers[i], &mut dates))
            .or_else(|| dotted(text, &numbers[i], &mut dates));
        i += taken.unwrap_or(1);
    }
    dates
}

/// What follows the digits of a number, past one space.
fn after<'a>(text: &'a str, number: &Number) -> &'a str {
    let rest = &text[number.written.end..];
    rest.strip_prefix(' ').unwrap_or(rest)
}

/// The end of `marker` behind a number.
fn end_of(text: &str, number: &Number, marker: &str) -> usize {
    text.len() - after(text, number).len() + marker.len()
}

fn starts<'a>(rest: &str, markers: &[&'a str]) -> Option<&'a str> {
    markers.iter().find(|m| rest.starts_with(**m)).copied()
}

/// True where nothing but a space parts the number from what ends at `end`.
fn adjacent(text: &str, end: usize, number: &Number) -> bool {
    text.get(end..number.written.start).is_some_and(|gap| gap.trim().is_empty())
}

/// 2023年6月9日 and its parts: year, month, day, each alone or with the next.
fn calendar(text: &str, numbers: &[Number], dates: &mut Vec<Date>) -> Option<usize> {
    let mut date = Date::default();
    let mut used = 0;
    let mut end = 0;
    let first = numbers.first()?;
    for number in numbers.iter().take(3) {
        if used > 0 && !adjacent(text, end, number) || number.form == Form::Words {
            break;
        }
        let rest = after(text, number);
        if used == 0
            && let Some(marker) = starts(rest, &["年", "财年", "財年"])
            && !rest.starts_with("年代")
            && let Some(y) =
                era(text, number).or_else(|| year(number, text)).or_else(|| short_year(text, numbers))
        {
            date.year = Some(y);
            end = end_of(text, number, marker);
        } else if date.month.is_none()
            && date.day.is_none()
            && let Some(marker) = starts(rest, &["月份", "月"])
            && let Some(m) = within(number, 1..=12)
        {
            date.month = Some(m);
            end = end_of(text, number, marker);
        } else if (date.month.is_some() || date.year.is_none())
            && date.day.is_none()
            && let Some(marker) = day_marker(rest, date.month.is_some())
            && let Some(d) = within(number, 1..=31)
            && number.kind != Kind::Ordinal
        {
            date.day = Some(d);
            end = end_of(text, number, marker);
        } else {
            break;
        }
        used += 1;
        if date.day.is_some() {
            break;
        }
    }
    if used == 0 {
        return None;
    }
    date.span = first.written.start..end;
    dates.push(date);
    Some(used)
}

/// 日, 号; a 号 of a house, line or document is none.
fn day_marker(rest: &str, after_month: bool) -> Option<&'static str> {
    let marker = starts(rest, &["日", "号", "號"])?;
    let next = rest[marker.len()..].chars().next();
    let other = matches!(
        next,
        Some('楼' | '线' | '線' | '码' | '碼' | '文' | '院' | '机' | '元' | '本' | '店' | '门' | '段')
    );
    (after_month
        || !other && (marker == "日" || next.is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c))))
    .then_some(marker)
}

/// 98年5月: two digits and a month behind them.
fn short_year(text: &str, numbers: &[Number]) -> Option<u32> {
    let (first, second) = (numbers.first()?, numbers.get(1)?);
    let n = within(first, 0..=99).filter(|_| first.written.len() == 2)?;
    let end = end_of(text, first, "年");
    (adjacent(text, end, second) && after(text, second).starts_with('月'))
        .then(|| if n < 50 { 2000 + n } else { 1900 + n })
}

/// The year of an era: 令和五年, 民国38年.
fn era(text: &str, number: &Number) -> Option<u32> {
    let before = &text[..number.written.start];
    let (_, offset) = ERAS.iter().find(|(name, _)| before.ends_with(name))?;
    whole(number).map(|n| n + offset)
}

/// 2023-06-09, 2023/6/9.
fn numeric(text: &str, numbers: &[Number], dates: &mut Vec<Date>) -> Option<usize> {
    let [first, second, third, ..] = numbers else {
        return None;
    };
    let y = year(first, text)?;
    let joint = text.get(first.written.end..second.written.start)?;
    if !matches!(joint, "-" | "/" | "－") || text.get(second.written.end..third.written.start)? != joint {
        return None;
    }
    let (m, d) = (within(second, 1..=12)?, within(third, 1..=31)?);
    let span = first.written.start..third.written.end;
    dates.push(Date { span, year: Some(y), month: Some(m), day: Some(d), ..Date::default() });
    Some(3)
}

/// 2023.06.09, which the numerals leave alone as a version.
fn dotted(text: &str, number: &Number, dates: &mut Vec<Date>) -> Option<usize> {
    let mut parts = text[number.span.clone()].split('.').map(str::parse::<u32>);
    let (y, m, d) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let valid = (1900..2200).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
    if !valid || parts.next().is_some() {
        return None;
    }
    dates.push(Date {
        span: number.span.clone(),
        year: Some(y),
        month: Some(m),
        day: Some(d),
        ..Date::default()
    });
    Some(1)
}

/// 第三季度, 90年代, 19世纪.
fn period(text: &str, number: &Number, dates: &mut Vec<Date>) -> Option<usize> {
    let rest = after(text, number);
    let mut date = Date::default();
    let marker = if let Some(marker) = starts(rest, &["季度"]) {
        date.quarter = Some(within(number, 1..=4)?);
        marker
    } else if let Some(marker) = starts(rest, &["年代"]) {
        let n = whole(number)?;
        date.year = (n > 999).then_some(n);
        date.decade = Some(n % 100);
        marker
    } else if let Some(marker) = starts(rest, &["世纪", "世紀"]) {
        date.century = Some(within(number, 1..=30)?);
        marker
    } else {
        return None;
    };
    date.span = number.span.start.min(number.written.start)..end_of(text, number, marker);
    dates.push(date);
    Some(1)
}

/// 周五, 星期五, 礼拜天.
fn weekdays(text: &str) -> Vec<Date> {
    let mut dates = Vec::new();
    for (i, c) in text.char_indices() {
        let prefix = match c {
            '周' | '週' => c.len_utf8(),
            '星' if text[i..].starts_with("星期") => "星期".len(),
            '礼' | '禮' if text[i..].starts_with("礼拜") || text[i..].starts_with("禮拜") => {
                "礼拜".len()
            }
            _ => continue,
        };
        let mut rest = text[i + prefix..].chars();
        let Some(name) = rest.next() else { break };
        let Some(n) =
            "一二三四五六日".chars().position(|d| d == name).or((name == '天' && c != '周').then_some(6))
        else {
            continue;
        };
        // 周一围 is a name, 一周三次 counts weeks: 周 after a numeral is a span of time
        let counted = text[..i]
            .chars()
            .next_back()
            .is_some_and(|c| "一二两三四五六七八九十几每".contains(c) || c.is_ascii_digit());
        if matches!(c, '周' | '週') && (counted || rest.next().is_some_and(|c| "次年届岁百千万".contains(c)))
        {
            continue;
        }
        let span = i..i + prefix + name.len_utf8();
        dates.push(Date { span, weekday: u32::try_from(n + 1).ok(), ..Date::default() });
    }
    dates
}
