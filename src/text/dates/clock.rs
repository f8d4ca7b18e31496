//! Times of day: 11:25, 7:30 p.m., 9 a.m., 上午9时30分, 下午三点, 晚上8点半.

use super::{
    super::numerals::{Kind, Number},
    Date, within,
};

pub(super) fn find(text: &str, numbers: &[Number]) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut i = 0;
    while i < numbers.len() {
        let taken = colon(text, &numbers[i..], &mut dates)
            .or_else(|| chinese(text, &numbers[i..], &mut dates))
            .or_else(|| english(text, &numbers[i], &mut dates));
        i += taken.unwrap_or(1);
    }
    dates
}

/// 11:25, 11：25; seconds are left.
fn colon(text: &str, numbers: &[Number], dates: &mut Vec<Date>) -> Option<usize> {
    let [first, second, ..] = numbers else { return None };
    if !matches!(text.get(first.written.end..second.written.start)?, ":" | "：") {
        return None;
    }
    let minutes = text[second.written.clone()].chars().count() == 2;
    let (hour, minute) = (within(first, 0..=24)?, within(second, 0..=59).filter(|_| minutes)?);
    let start = first.written.start;
    let (mut end, mut hour) = (second.written.end, hour);
    if let Some((afternoon, len)) = half_of_day(&text[end..]) {
        hour = shifted(hour, afternoon);
        end += len;
    } else if afternoon_before(&text[..start]) {
        hour = shifted(hour, true);
    }
    dates.push(Date { span: start..end, hour: Some(hour), minute: Some(minute), ..Date::default() });
    Some(2)
}

/// 上午9时30分, 下午三点.
fn chinese(text: &str, numbers: &[Number], dates: &mut Vec<Date>) -> Option<usize> {
    let first = numbers.first()?;
    let rest = text[first.written.end..].trim_start_matches(' ');
    let marker = rest.chars().next().filter(|c| matches!(c, '时' | '時' | '点' | '點'))?;
    let hour = within(first, 0..=24)?;
    let before = &text[..first.written.start];
    let mut end = text.len() - rest.len() + marker.len_utf8();
    // 第三点, 五点建议: a point, unless something about the day stands near
    let points = matches!(marker, '点' | '點');
    if first.kind == Kind::Ordinal
        || rest[marker.len_utf8()..].starts_with(['代', '建', '意', '要', '内', '數', '赞'])
    {
        return None;
    }
    let mut date = Date { hour: Some(hour), ..Date::default() };
    let mut used = 1;
    if let Some(second) = numbers.get(1)
        && text.get(end..second.written.start).is_some_and(|gap| gap.trim().is_empty())
        && let Some(minute) = within(second, 0..=59)
        && (text[second.written.end..].trim_start_matches(' ').starts_with('分') || second.written.len() == 2)
    {
        date.minute = Some(minute);
        end = second.span.end.max(second.written.end);
        used = 2;
    } else if text[end..].starts_with('半') {
        date.minute = Some(30);
        end += '半'.len_utf8();
    } else if points && !day_word(before) && !text[end..].starts_with(['钟', '鐘', '左', '许', '许', '整'])
    {
        return None;
    }
    if afternoon_before(before) {
        date.hour = Some(shifted(hour, true));
    }
    date.span = first.written.start..end;
    dates.push(date);
    Some(used)
}

/// 9 a.m., 11pm, 5 o'clock, 10.42pm, 1200 GMT.
fn english(text: &str, number: &Number, dates: &mut Vec<Date>) -> Option<usize> {
    let rest = &text[number.written.end..];
    let span = |len| number.written.start..number.written.end + len;
    if let Some((whole, minutes)) = text[number.written.clone()].split_once('.') {
        let (hour, minute) =
            (whole.parse().ok().filter(|h| *h <= 24)?, minutes.parse().ok().filter(|m| *m < 60)?);
        let (afternoon, len) = half_of_day(rest).filter(|_| minutes.len() == 2)?;
        dates.push(Date {
            span: span(len),
            hour: Some(shifted(hour, afternoon)),
            minute: Some(minute),
            ..Date::default()
        });
        return Some(1);
    }
    if let Some(zone) = [" GMT", " UTC", " hours", " hrs"].iter().find(|zone| rest.starts_with(**zone))
        && let Some(n) = within(number, 0..=2400).filter(|n| n % 100 < 60 && number.written.len() == 4)
    {
        dates.push(Date {
            span: span(zone.len()),
            hour: Some(n / 100),
            minute: Some(n % 100),
            ..Date::default()
        });
        return Some(1);
    }
    let hour = within(number, 0..=24)?;
    let (hour, len) = match half_of_day(rest) {
        Some((afternoon, len)) => (shifted(hour, afternoon), len),
        None => (hour, [" o'clock", " o’clock"].iter().find(|w| rest.starts_with(**w))?.len()),
    };
    dates.push(Date {
        span: number.written.start..number.written.end + len,
        hour: Some(hour),
        ..Date::default()
    });
    Some(1)
}

/// "p.m." and the like at the start: whether it is the afternoon, and its bytes.
fn half_of_day(rest: &str) -> Option<(bool, usize)> {
    let body = rest.trim_start_matches([' ', '\u{a0}']);
    let skipped = rest.len() - body.len();
    let forms = [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true), ("a.m", false), ("p.m", true)];
    let (form, afternoon) = forms
        .iter()
        .find(|(form, _)| body.get(..form.len()).is_some_and(|s| s.eq_ignore_ascii_case(form)))?;
    let clear = !body[form.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (skipped <= 2 && clear).then_some((*afternoon, skipped + form.len()))
}

fn shifted(hour: u32, afternoon: bool) -> u32 {
    if afternoon && hour < 12 { hour + 12 } else { hour }
}

fn afternoon_before(before: &str) -> bool {
    let near = before.trim_end_matches(' ');
    ["下午", "晚上", "晚间", "傍晚", "晚", "当晚", "夜里"].iter().any(|w| near.ends_with(w))
}

fn day_word(before: &str) -> bool {
    let near = before.trim_end_matches(' ');
    near.ends_with([
        '午', '上', '晨', '晚', '早', '日', '天', '至', '到', '间', '间', '后', '前', '夜', '快', '是',
    ])
}
