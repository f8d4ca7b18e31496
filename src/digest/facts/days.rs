//! The days that a text names, ranges in one piece.

use jiff::civil::Date as Day;

use super::plans::{names_a_plan, says_planned};
use crate::{
    digest::{
        event_days::{self, NO_YEAR, is_of_the_event},
        tally::is_of_other_times,
    },
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

/// Days between an event and the report of it at most, and days by which a report may be dated before it.
const REPORTED_WITHIN: i32 = 40;
const DATED_BEFORE: i32 = 1;

/// A day as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    pub written: &'a str,
    /// True where the text says that it was yet to come.
    pub is_planned: bool,
}

/// Days as they are written on which something is said to be: "May 16-17", "7月27日至28日". By the day of publication they must
/// be near to it; later ones are those that the text says to be planned.
pub(super) fn days<'a>(text: &'a str, dates: &[Date], published: Option<Day>) -> Vec<Named<'a>> {
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
        let is_background = dates[..at]
            .iter()
            .any(|other| other.day != date.day && is_bare(text, other) && is_away(text, other, date));
        if is_background || !is_sure(text, date.span.start, end, end > date.span.end) {
            continue;
        }
        let says_planned = says_planned(&text[..date.span.start], &text[end..]);
        let sentence = sentence(text, date.span.start);
        let says_so_somewhere = || names_a_plan(sentence);
        let is_planned = match resolved(date, published).zip(published) {
            Some((day, published)) => {
                let ahead = (day - published).get_days();
                // "将于11月1日起实施", said in April: the nearest of these days is past.
                let is_next = ahead < -REPORTED_WITHIN && date.year.is_none() && says_planned;
                match ahead {
                    _ if is_next => true,
                    _ if ahead > 0 && (says_planned || says_so_somewhere()) => true,
                    _ if !(-REPORTED_WITHIN..=DATED_BEFORE).contains(&ahead) => continue,
                    _ => false,
                }
            }
            None => says_planned,
        };
        out.push(Named { written: &text[date.span.start..end], is_planned });
    }
    out
}

/// True for a day without its month: of a story that begins with it the others are before: 今天通报3月16日发生的事件.
fn is_bare(text: &str, date: &Date) -> bool {
    let (before, behind) = (&text[..date.span.start], &text[date.span.end..]);
    date.month.is_none()
        && (date.day.is_some() || date.weekday.is_some() || date.relative.is_some())
        && !LINKS.iter().any(|link| before.ends_with(link))
        && is_of_the_event(before, behind)
}

/// True where two dates are not one: 周一（5月4日） is.
fn is_away(text: &str, one: &Date, other: &Date) -> bool {
    let gap = text.get(one.span.end..other.span.start).unwrap_or_default();
    gap.chars().filter(|c| c.is_alphanumeric()).count() > 2
}

/// The day of a date that has a month; of the year [`NO_YEAR`] where none is known.
fn resolved(date: &Date, published: Option<Day>) -> Option<Day> {
    date.month.and_then(|_| event_days::day(date, "", published))
}

/// All days of a text that have a month.
pub(super) fn all(text: &str, dates: &[Date], published: Option<Day>) -> Vec<Day> {
    let mut out = Vec::new();
    for (at, date) in dates.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|at| dates.get(at))
            .filter(|before| before.span.end <= date.span.start);
        // "5月16日至18日", and bare days of the month of publication.
        let linked = before.filter(|before| LINKS.contains(&&text[before.span.end..date.span.start]));
        let month = date.month.or(linked.and_then(|before| before.month));
        let year = date.year.or(linked.and_then(|before| before.year));
        out.extend(event_days::day(&Date { month, year, ..date.clone() }, "", published));
        let (month, year) = (date.month, date.year);
        if let Some(second) = second(&text[date.span.end..]) {
            out.extend(event_days::day(
                &Date { month, year, day: Some(second), ..date.clone() },
                "",
                published,
            ));
        }
    }
    out
}

/// True for the same day, as far as both have a year.
pub(super) fn is_same(one: Day, other: Day) -> bool {
    let years = one.year() == other.year() || one.year() == NO_YEAR || other.year() == NO_YEAR;
    (one.month(), one.day()) == (other.month(), other.day()) && years
}

/// The sentence around a place in a text.
fn sentence(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['。', '\n', '；', ';']).map_or(0, |end| end + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[at..].find(['。', '\n', '；', ';']).map_or(text.len(), |end| at + end);
    &text[start..end]
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
    let sentence = sentence(text, start);
    let rest = &sentence
        [sentence.len() - (sentence.as_ptr() as usize + sentence.len() - (text.as_ptr() as usize + end))..];
    // The second of two days: 19-20 March.
    let is_second = before.ends_with(['-', '–', '/', '—']);
    is_date
        && on
        && !is_second
        && !is_of_a_birth(before, behind)
        && !is_remembered(before, behind)
        && is_of_the_event(before, behind)
        && !is_of_other_times(sentence)
        && !is_learned(rest)
}

/// True where the sentence goes on with how it was learned on that day: 3月12日上午，本报从区宣传部获悉，11日…
fn is_learned(rest: &str) -> bool {
    let told = ["获悉", "了解到", "获知", "通报", "发布消息", "披露", "报道"];
    let mut clauses = rest.split(['，', ',']).take(2);
    clauses.any(|clause| told.iter().any(|word| clause.ends_with(word)))
}

/// True for the day on which somebody was born.
fn is_of_a_birth(before: &str, behind: &str) -> bool {
    let word = before.split_whitespace().rev().find(|word| *word != "on");
    ["出生", "生于", "生，"].iter().any(|words| behind.starts_with(words))
        || before.ends_with("生于")
        || word.is_some_and(|word| word.eq_ignore_ascii_case("born"))
}

/// True for a day that something is remembered by: an anniversary.
fn is_remembered(before: &str, behind: &str) -> bool {
    let marks = ['，', ',', '。', '.', '；', ';', '\n'];
    let clause = [before.rsplit(marks).next(), behind.split(marks).next()];
    let words = ["周年", "纪念日", "anniversary", "birthday", "生日", "诞辰"];
    clause.into_iter().flatten().any(|part| words.iter().any(|word| part.contains(word)))
}

/// The second day of a range that is written as a bare number: "-17", "–17, 2024".
fn second(rest: &str) -> Option<u32> {
    let after = rest.strip_prefix(['-', '–', '—'])?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let day = after[..digits].parse().ok().filter(|day| digits < 3 && (1..=31).contains(day));
    let goes_on = after[digits..].starts_with(['-', '–', '/', ':', '.', '%']) && !ends(&after[digits..]);
    day.filter(|_| !goes_on)
}

/// Its bytes, and those of the year behind it.
fn second_day(rest: &str) -> usize {
    let Some(after) = second(rest).and_then(|_| rest.strip_prefix(['-', '–', '—'])) else { return 0 };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
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
    use jiff::civil::date;

    use super::*;
    use crate::text::{dates, numerals};

    fn found(text: &'static str, published: Option<Day>) -> Vec<Named<'static>> {
        days(text, &dates::find(text, &numerals::find(text)), published)
    }

    fn written(text: &'static str, published: Option<Day>) -> Vec<&'static str> {
        found(text, published).into_iter().map(|day| day.written).collect()
    }

    #[test]
    fn days_are_near_to_publication() {
        let published = Some(date(2024, 5, 20));
        let on = |text| written(text, published);
        assert_eq!(on("It was held on May 16-17 in Dalian."), ["May 16-17"]);
        assert_eq!(on("论坛5月16日至17日在大连举行。"), ["5月16日至17日"]);
        for text in [
            "He joined the yard on March 3, 2019, as a welder.",
            "The rules of January 4 stand.",
            "他2019年3月3日入职。",
            "展馆6月2日开放。",
            "On May 16, 1924, the yard was founded.",
            "The 100th anniversary on May 16 was kept.",
            "5月16日是建港一百周年，各界到会。",
        ] {
            assert_eq!(on(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_planned_is_told_as_such() {
        let planned = |text, published| {
            found(text, published).into_iter().map(|day| (day.written, day.is_planned)).collect::<Vec<_>>()
        };
        let published = Some(date(2024, 5, 20));
        assert_eq!(planned("The hall will open on June 2.", published), [("June 2", true)]);
        assert_eq!(planned("The fair starts on June 2.", None), [("June 2", true)]);
        let long = "The mayor will present her plans for the yard to the council on June 2.";
        assert_eq!(planned(long, None), [("June 2", true)]);
        assert_eq!(planned("标准将于2024年11月1日起实施。", published), [("2024年11月1日", true)]);
        assert_eq!(planned("标准将于11月30日起实施。", published), [("11月30日", true)]);
        assert_eq!(planned("The hall that will be sold burned on May 18.", published), [("May 18", false)]);
        assert_eq!(planned("论坛将于6月2日举行。", None), [("6月2日", true)]);
        assert_eq!(planned("6月2日，港口将再度举行演练。", None), [("6月2日", true)]);
        assert_eq!(planned("6月2日法院回应称，将公开审理。", None), []);
        assert_eq!(planned("6月2日，警方将林某抓获。", None), [("6月2日", false)]);
        assert_eq!(planned("The hall opened on June 2.", None), [("June 2", false)]);
        assert_eq!(planned("On June 2, the hall will open.", None), [("June 2", true)]);
        let quake =
            "The state will help all who lost their homes and their boats in the great quake on March 11.";
        assert_eq!(planned(quake, None), [("March 11", false)]);
    }

    #[test]
    fn the_same_days_in_both_languages() {
        let all = |text: &str, published| all(text, &dates::find(text, &numerals::find(text)), published);
        let published = Some(date(2024, 5, 20));
        let both = [date(2024, 5, 16), date(2024, 5, 17)];
        assert_eq!(all("It was held on May 16-17.", published), both);
        assert_eq!(all("论坛5月16日至17日举行。", published), both);
        assert_eq!(all("From 16 May to 17 May 2024", None)[1], both[1]);
        assert!(is_same(both[0], all("5月16日", None)[0]) && !is_same(both[0], date(2023, 5, 16)));
    }

    #[test]
    fn ranges_are_one() {
        let found = |text| written(text, None);
        assert_eq!(found("It was held on May 16-17 in Dalian."), ["May 16-17"]);
        assert_eq!(found("It ends on May 16–17, 2024."), ["May 16–17, 2024"]);
        assert_eq!(found("From May 16 to May 18, and on June 2."), ["May 16 to May 18", "June 2"]);
        assert_eq!(found("7月27日至28日在青岛举行，2024年5月3日闭幕。"), ["7月27日至28日", "2024年5月3日"]);
        assert_eq!(found("On May 16 17 people met."), ["May 16"]);
        assert_eq!(found("记者2日获悉，5月16日港口开放。"), ["5月16日"]);
        assert_eq!(found("昨天（5月16日）上午，港口开放。"), ["5月16日"]);
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
            "5月3日，警方对外通报，侦破一起抢劫案。",
            "当地时间5月3日,据某社报道,两人近日到访。",
            "警方今天介绍了5月3日发生的火灾。",
            "A witness named him on Tuesday as the man who set the fire on May 3.",
            "5月3日上午，本报记者从区宣传部获悉，前晚的火灾已查明。",
            "截至5月3日，共有3人。",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
