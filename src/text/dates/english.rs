//! Dates written in English: June 9, 9 June 2023, the 16th, 1990s, the third quarter, 19th century, Friday.

use super::{
    super::numerals::{Form, Kind, Number},
    Date, whole, within, year,
};

/// The months in English, in order.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week in English, from Monday.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Words before a month that is also a verb, where no number stands beside it: "in May", "last March".
const BEFORE_MONTH: [&str; 16] = [
    "in", "of", "since", "until", "till", "from", "by", "this", "last", "next", "early", "late", "mid",
    "and", "to", "through",
];

pub(super) fn find(text: &str, numbers: &[Number]) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut in_word = false;
    for (i, c) in text.char_indices() {
        if c.is_ascii_uppercase() && !in_word {
            let len = text[i..].bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
            let word = &text[i..i + len];
            if let Some(month) = name(word, &MONTHS) {
                dates.extend(around_month(text, numbers, i..i + len, month));
            } else if let Some(day) = name(word, &WEEKDAYS) {
                dates.push(Date { span: i..i + len, weekday: Some(day), ..Date::default() });
            }
        }
        in_word = c.is_ascii_alphabetic();
    }
    dates.extend(numbers.iter().filter_map(|number| period(text, number)));
    dates
}

/// The place in the table of a full name or an abbreviation of three or four letters.
fn name(word: &str, names: &[&str]) -> Option<u32> {
    let found = names.iter().position(|name| {
        word == *name
            || (word.len() == 3 || word == "Sept" || word == "Tues" || word == "Thur")
                && name.starts_with(word)
    })?;
    // Sat, Sun and Mar are words of their own.
    let word_of_its_own = matches!(word, "Sat" | "Sun" | "Mon" | "Wed");
    (!word_of_its_own).then(|| u32::try_from(found + 1).ok())?
}

/// The date around the name of a month; `None` where the word is no month.
fn around_month(text: &str, numbers: &[Number], name: std::ops::Range<usize>, month: u32) -> Option<Date> {
    let mut date = Date { span: name.clone(), month: Some(month), ..Date::default() };
    let next = numbers.partition_point(|n| n.written.start < name.end);
    if let Some(before) = next.checked_sub(1).and_then(|i| numbers.get(i))
        && matches!(text.get(before.span.end..name.start), Some(" " | " of " | "-" | "th of " | " day of "))
        && before.form != Form::Chinese
        && matches!(before.kind, Kind::Cardinal | Kind::Ordinal)
        && let Some(day) = within(before, 1..=31)
    {
        date.day = Some(day);
        date.span.start = before.span.start;
    }
    let mut end = name.end;
    for number in numbers[next..].iter().take(2) {
        let gap = text.get(end..number.span.start)?;
        if !matches!(gap, " " | ". " | ", " | " the " | " of " | "-" | "") {
            break;
        }
        if let Some(y) = year(number, text).filter(|_| date.year.is_none() && number.kind == Kind::Cardinal) {
            date.year = Some(y);
            end = number.span.end;
            break;
        }
        if date.day.is_some() || gap == ", " || !matches!(number.kind, Kind::Cardinal | Kind::Ordinal) {
            break;
        }
        let Some(day) = within(number, 1..=31) else { break };
        date.day = Some(day);
        end = number.span.end;
    }
    date.span.end = end;
    let verb = matches!(month, 3 | 5) && date.day.is_none() && date.year.is_none();
    let before = text[..name.start].trim_end_matches([' ', '-']);
    let word = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(before, |i| {
        let after = before[i..].chars().next().map_or(0, char::len_utf8);
        &before[i + after..]
    });
    (!verb || BEFORE_MONTH.iter().any(|w| word.eq_ignore_ascii_case(w))).then_some(date)
}

/// 1990s, the third quarter, 19th century, Q3, and years on their own.
fn period(text: &str, number: &Number) -> Option<Date> {
    // An ordinal of words has taken "century" for its unit, one of digits its ending.
    let rest = &text[number.written.end..];
    let ending = ["st", "nd", "rd", "th"].iter().find(|ending| rest.starts_with(**ending));
    let next = rest[ending.map_or(0, |e| e.len())..].trim_start_matches([' ', '-']);
    let mut date = Date { span: number.span.clone(), ..Date::default() };
    let digits_end = &text[number.written.end..];
    let decade = digits_end
        .strip_prefix('s')
        .or_else(|| digits_end.strip_prefix("'s"))
        .or_else(|| digits_end.strip_prefix("’s"));
    if let Some(after) = decade
        && number.form == Form::Digits
        && !after.starts_with(|c: char| c.is_ascii_alphanumeric())
        && let Some(n) = whole(number).filter(|n| n % 10 == 0)
    {
        date.decade = Some(n % 100);
        date.year = (n > 999).then_some(n);
        date.span.end = text.len() - after.len();
    } else if number.kind == Kind::Ordinal && next.starts_with("quarter") && !next.starts_with("quarterf") {
        date.quarter = Some(within(number, 1..=4)?);
        date.span.end = text.len() - next.len() + "quarter".len();
    } else if number.kind == Kind::Ordinal && (next.starts_with("century") || next.starts_with("centuries")) {
        date.century = Some(within(number, 1..=30)?);
        date.span.end = text.len() - next.len() + "century".len();
    } else if number.kind == Kind::Identifier
        && matches!(&text[number.span.clone()], "Q1" | "Q2" | "Q3" | "Q4")
    {
        date.quarter = whole(number);
    } else if number.kind == Kind::Cardinal && number.form == Form::Digits {
        date.year = Some(year(number, text).filter(|y| (1800..2100).contains(y))?);
        // 2012、2013年 and 2013-2014: a year; 2000 元 is caught by its unit
    } else {
        return None;
    }
    Some(date)
}
