//! Chinese dates into English ones: 2021年7月27日至28日 → July 27-28, 2021.

use super::number;
use crate::text::dates::MONTHS;

/// A date or span of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// As English writes it.
    pub text: String,
    /// The preposition it takes: "on" for days, "in" for months and years.
    pub preposition: &'static str,
    /// Bytes of the source.
    pub length: usize,
}

/// The date at the start of `text`.
pub fn parse(text: &str) -> Option<Date> {
    decade(text).or_else(|| span(text))
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Parts {
    year: Option<u128>,
    month: Option<u128>,
    day: Option<u128>,
}

/// A count before a unit: "27日"; the value and the length of both.
fn count<'a>(text: &'a str, units: &[&str]) -> Option<(u128, &'a str)> {
    let digits = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let (value, length) = match digits {
        0 => number::chinese(text)?,
        1..=4 => (text[..digits].parse().ok()?, digits),
        _ => return None,
    };
    let rest = text[length..].trim_start_matches(' ');
    units.iter().find_map(|unit| rest.strip_prefix(unit)).map(|rest| (value, rest))
}

fn parts(text: &str) -> Option<(Parts, &str)> {
    let mut out = Parts::default();
    let mut rest = text;
    if let Some((year, after)) = count(rest, &["年"]).filter(|(year, _)| (1000..=2999).contains(year)) {
        out.year = Some(year);
        rest = after;
    }
    let spaced = rest.trim_start_matches(' ');
    if let Some((month, after)) = count(spaced, &["月份", "月"]).filter(|(month, _)| (1..=12).contains(month))
    {
        out.month = Some(month);
        rest = after;
    }
    if out.year.is_none() || out.month.is_some() {
        let spaced = rest.trim_start_matches(' ');
        if let Some((day, after)) = count(spaced, &["日", "号"]).filter(|(day, _)| (1..=31).contains(day)) {
            out.day = Some(day);
            rest = after;
        }
    }
    (out != Parts::default()).then_some((out, rest))
}

fn span(text: &str) -> Option<Date> {
    let (first, rest) = parts(text)?;
    let second = ["至", "到", "—", "－", "-", "～", "~"]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark))
        .and_then(|after| parts(after));
    // 十日内: within ten days, no day of a month.
    let counted = second.is_none()
        && first.month.is_none()
        && ["内", "以内", "之内"].iter().any(|word| rest.starts_with(word));
    if counted && first.day.is_some() {
        return None;
    }
    let bare = second.is_none() && first.day.is_none() && (first.year.is_some() || first.month.is_some());
    if let (true, Some((part, rest))) = (bare, part_of(rest)) {
        return Some(Date {
            text: format!("{part} {}", single(first)?),
            preposition: "at",
            length: text.len() - rest.len(),
        });
    }
    let (text_out, rest) = match second {
        Some((last, rest)) if first.day.is_some() == last.day.is_some() => (range(first, last)?, rest),
        _ => (single(first)?, rest),
    };
    Some(Date {
        text: text_out,
        preposition: if first.day.is_some() { "on" } else { "in" },
        length: text.len() - rest.len(),
    })
}

/// 2022年底: the end of 2022.
fn part_of(text: &str) -> Option<(&'static str, &str)> {
    [("底", "the end of"), ("末", "the end of"), ("初", "the beginning of")]
        .into_iter()
        .find_map(|(mark, english)| Some((english, text.strip_prefix(mark)?)))
}

fn month(parts: Parts) -> Option<&'static str> {
    MONTHS.get(usize::try_from(parts.month?).ok()?.checked_sub(1)?).copied()
}

fn single(date: Parts) -> Option<String> {
    Some(match (date.year, month(date), date.day) {
        (Some(year), Some(month), Some(day)) => format!("{month} {day}, {year}"),
        (Some(year), Some(month), None) => format!("{month} {year}"),
        (Some(year), None, _) => year.to_string(),
        (None, Some(month), Some(day)) => format!("{month} {day}"),
        (None, Some(month), None) => month.to_owned(),
        (None, None, Some(day)) => format!("the {}", ordinal_figure(day)),
        (None, None, None) => return None,
    })
}

fn range(first: Parts, last: Parts) -> Option<String> {
    let same_month = last.month.is_none() && last.year.is_none();
    if let (true, Some(name), Some(a), Some(b)) = (same_month, month(first), first.day, last.day) {
        let year = first.year.map(|year| format!(", {year}")).unwrap_or_default();
        return Some(format!("{name} {a}-{b}{year}"));
    }
    // The year of the last date holds for both: July 27 to August 2, 2021.
    let (mut start, mut end) = (first, last);
    if end.year.is_none() && start.month.is_some() && end.month.is_some() {
        end.year = start.year.take();
    }
    Some(format!("{} to {}", single(start)?, single(end)?))
}

/// 27日 alone: "the 27th", in figures whatever the size.
fn ordinal_figure(day: u128) -> String {
    let end = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{end}")
}

/// 20世纪80年代 → the 1980s.
fn decade(text: &str) -> Option<Date> {
    let (century, rest) = match count(text, &["世纪"]) {
        Some((century, rest)) => (Some(century), rest),
        None => (None, text),
    };
    if let Some((low, high, rest)) = two_decades(rest) {
        let start = century.and_then(|century| century.checked_sub(1)).map_or(0, |before| before * 100);
        let text_out = format!("the {}s and {}s", start + low, start + high);
        return Some(Date { text: text_out, preposition: "in", length: text.len() - rest.len() });
    }
    let out = match count(rest, &["年代"]) {
        Some((decade, rest)) if decade < 100 => {
            let decade = match century {
                Some(century) => format!("{}", century.checked_sub(1)? * 100 + decade),
                None => format!("{decade}"),
            };
            Some((format!("the {decade}s"), rest))
        }
        Some((decade, rest)) => Some((format!("the {decade}s"), rest)),
        None => century.map(|century| (format!("the {} century", ordinal_century(century)), rest)),
    };
    out.map(|(text_out, rest)| Date { text: text_out, preposition: "in", length: text.len() - rest.len() })
}

/// 七八十年代: the 70s and 80s.
fn two_decades(text: &str) -> Option<(u128, u128, &str)> {
    let mut chars = text.chars();
    let (low, high) = number::neighbours(chars.next()?, chars.next()?)?;
    chars.as_str().strip_prefix("十年代").map(|rest| (low * 10, high * 10, rest))
}

fn ordinal_century(century: u128) -> String {
    let end = match century % 10 {
        _ if (11..=13).contains(&(century % 100)) => "th",
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{century}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_english() {
        let table = [
            ("2021年7月27日至28日", "July 27-28, 2021"),
            ("2021年7月27日", "July 27, 2021"),
            ("2021 年 7 月 27 日", "July 27, 2021"),
            ("2021年7月", "July 2021"),
            ("7月27日", "July 27"),
            ("6月9日-12日", "June 9-12"),
            ("7月30日至8月2日", "July 30 to August 2"),
            ("2021年7月30日至8月2日", "July 30 to August 2, 2021"),
            ("2007年至2014年", "2007 to 2014"),
            ("2021年", "2021"),
            ("二〇二一年", "2021"),
            ("十二月", "December"),
            ("27日", "the 27th"),
            ("2022年底", "the end of 2022"),
            ("7月初", "the beginning of July"),
            ("20世纪80年代", "the 1980s"),
            ("21世纪", "the 21st century"),
            ("20世纪六七十年代", "the 1960s and 1970s"),
            ("七八十年代", "the 70s and 80s"),
        ];
        for (source, expected) in table {
            let date = parse(source);
            assert_eq!(date.as_ref().map(|d| d.text.as_str()), Some(expected), "{source}");
            assert_eq!(date.map(|d| d.length), Some(source.len()), "{source}");
        }
        for other in ["十日内", "10日以内", "20年", "300万", "13月", "3个月", "", "年"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
