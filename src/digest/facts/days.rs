//! The days that a text names, ranges in one piece.

use crate::{
    digest::{event_days::is_of_the_event, tally::is_of_other_times},
    text::{dates::Date, script::is_han},
};

/// What stands between the two ends of a range.
const LINKS: [&str; 9] = ["至", "到", "-", "–", "—", "～", "~", " to ", " and "];

/// Words before a day that make it the end or the beginning of something, or the name of something.
const NOT_ON: [&str; 15] = [
    "the", "until", "till", "by", "to", "from", "since", "before", "after", "through", "ending", "between",
    "of", "every", "next",
];
const NOT_ON_IN_CHINESE: [&str; 12] =
    ["自", "从", "至", "截至", "截止", "截止到", "直到", "今年", "去年", "与", "和", "同"];

/// Days as they are written on which something is said to be: "May 16-17", "7月27日至28日".
pub(super) fn days<'a>(text: &'a str, dates: &[Date]) -> Vec<&'a str> {
    let mut out = Vec::new();
    let mut end = 0;
    for (at, date) in dates.iter().enumerate().filter(|(_, date)| date.month.is_some() && date.day.is_some())
    {
        if date.span.start < end {
            continue;
        }
        end = date.span.end;
        for next in dates[at + 1..].iter().filter(|next| next.day.is_some()) {
            match text.get(end..next.span.start) {
                Some(gap) if LINKS.contains(&gap) => end = next.span.end,
                _ => break,
            }
        }
        end += second_day(&text[end..]);
        if is_sure(text, date.span.start, end, end > date.span.end) {
            out.push(&text[date.span.start..end]);
        }
    }
    out
}

/// True for a day on which something was, not one on which it was told, or which something is called by.
fn is_sure(text: &str, start: usize, end: usize, is_range: bool) -> bool {
    let (before, written, behind) = (&text[..start], &text[start..end], &text[end..]);
    // A version: 2022.2.14. Three November tests.
    let is_date = written.contains(|c: char| c.is_ascii_digit() || is_han(c))
        && (written.contains(char::is_alphabetic) || !written.contains('.'));
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let on = is_range && !before.ends_with('自')
        || !NOT_ON.contains(&word.as_str())
            && !NOT_ON_IN_CHINESE.iter().any(|word| before.trim_end().ends_with(word));
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let clause = before[line..].rfind(['。', '；', ';']).map_or(line, |at| line + at);
    let rest = &text[clause..];
    let sentence =
        &rest[..rest[start - clause..].find(['。', '\n']).map_or(rest.len(), |at| start - clause + at)];
    // The second of two days: 19-20 March.
    let is_second = before.ends_with(['-', '–', '/', '—']);
    is_date
        && on
        && !is_second
        && !is_of_a_birth(before, behind)
        && is_of_the_event(before, behind)
        && !is_of_other_times(sentence)
}

/// True for the day on which somebody was born.
fn is_of_a_birth(before: &str, behind: &str) -> bool {
    let word = before.split_whitespace().rev().find(|word| *word != "on");
    ["出生", "生于", "生，"].iter().any(|words| behind.starts_with(words))
        || before.ends_with("生于")
        || word.is_some_and(|word| word.eq_ignore_ascii_case("born"))
}

/// Bytes of the second day of a range that is written as a bare number, and of the year behind it: "-17", "–17, 2024".
fn second_day(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['-', '–', '—']) else { return 0 };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let day = after[..digits].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    if digits > 2
        || !day
        || after[digits..].starts_with(['-', '–', '/', ':', '.', '%']) && !ends(&after[digits..])
    {
        return 0;
    }
    let year = after[digits..].strip_prefix(", ").filter(|year| {
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && (year.starts_with("19") || year.starts_with("20"))
    });
    let until = rest.len() - after.len() + digits;
    if year.is_some() { until + ", 2024".len() } else { until }
}

/// True where a sentence or line ends: the full stop behind a day is no decimal point.
fn ends(rest: &str) -> bool {
    rest.strip_prefix(['.', ':']).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{dates, numerals};

    #[test]
    fn ranges_are_one() {
        let found = |text: &'static str| days(text, &dates::find(text, &numerals::find(text)));
        assert_eq!(found("It was held on May 16-17 in Dalian."), ["May 16-17"]);
        assert_eq!(found("It ends on May 16–17, 2024."), ["May 16–17, 2024"]);
        assert_eq!(found("From May 16 to May 18, and on June 2."), ["May 16 to May 18", "June 2"]);
        assert_eq!(found("7月27日至28日在青岛举行，2024年5月3日闭幕。"), ["7月27日至28日", "2024年5月3日"]);
        assert_eq!(found("On May 16 17 people met."), ["May 16"]);
        for text in [
            "Version 2022.2.14 is out.",
            "He was held for 15日.",
            "The three November tests.",
            "After the 11 September attacks it fell.",
            "Born on May 3, 1970, he studied.",
            "李某，1970年5月3日出生，硕士。",
            "他生于1970年5月3日。",
            "新华网4月9日电",
            "警方5月3日通报",
            "截至5月3日，共有3人。",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
