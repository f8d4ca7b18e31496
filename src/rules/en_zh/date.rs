//! Dates and times of day: `July 27-28, 2021` is 2021年7月27日至28日.

use super::token::{Kind, Token};
use crate::text::dates::MONTHS;

const DAYS: [(&str, &str); 7] = [
    ("monday", "周一"),
    ("tuesday", "周二"),
    ("wednesday", "周三"),
    ("thursday", "周四"),
    ("friday", "周五"),
    ("saturday", "周六"),
    ("sunday", "周日"),
];

/// The date that begins at `at`: the tokens it takes and its Chinese.
pub fn read(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    weekday(tokens, at)
        .or_else(|| month_first(tokens, at))
        .or_else(|| day_first(tokens, at))
        .or_else(|| clock(tokens, at))
        .or_else(|| year(tokens, at))
}

/// The number of a month; the abbreviation may have a point. `may` and `march` only with a capital.
fn month(token: Option<&Token<'_>>) -> Option<usize> {
    let text = token.filter(|token| token.text.starts_with(char::is_uppercase))?.text;
    let name = text.trim_end_matches('.');
    let short = name.len() == 3 || name.eq_ignore_ascii_case("sept");
    let starts = |month: &str| month.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    MONTHS
        .iter()
        .position(|month| starts(month) && (short || month.len() == name.len()))
        .map(|index| index + 1)
}

/// True for the "May" of "Theresa May" and "Prime Minister May": without day and year, behind a word with a capital; then every
/// bare "May" near it is that person.
pub fn is_surname(tokens: &[Token<'_>], at: usize) -> bool {
    let bare = |at: usize| {
        tokens[at].text == "May" && day(tokens.get(at + 1)).is_none() && year_after(tokens, at + 1).is_none()
    };
    let behind_name = |at: usize| {
        let before = at.checked_sub(1).map(|at| tokens[at]);
        before.is_some_and(|word| {
            let lower = word.text.to_ascii_lowercase();
            let capital = word.kind == Kind::Word && word.text.starts_with(char::is_uppercase);
            capital && !BEFORE_MONTHS.contains(&lower.as_str()) && month(Some(&word)).is_none()
        })
    };
    /// Tokens before and behind that are looked at.
    const NEAR: usize = 60;
    let near = at.saturating_sub(NEAR).max(1)..tokens.len().min(at + NEAR);
    bare(at) && near.into_iter().any(|at| bare(at) && behind_name(at))
}

/// What stands before the name of a month, in headlines with a capital.
const BEFORE_MONTHS: [&str; 22] = [
    "in", "of", "by", "since", "until", "till", "from", "to", "through", "during", "before", "after", "for",
    "and", "last", "next", "this", "late", "early", "mid", "every", "on",
];

/// A day of a month: `7`, `7th`.
fn day(token: Option<&Token<'_>>) -> Option<u32> {
    let text = token?.text;
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let plain = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|day| plain && (1..=31).contains(day))
}

/// A year: four digits from 1000 to 2199.
fn year_number<'a>(token: Option<&Token<'a>>) -> Option<&'a str> {
    let token = *token?;
    let digits =
        token.kind == Kind::Number && token.text.len() == 4 && token.text.bytes().all(|b| b.is_ascii_digit());
    token.text.parse::<u32>().ok().filter(|year| digits && (1000..2200).contains(year))?;
    Some(token.text)
}

/// A comma and a year, or a year.
fn year_after(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
    year_number(tokens.get(at + comma)).map(|year| (comma + 1, format!("{year}年")))
}

/// `July 27-28, 2021`, `Nov. 17`, `June 2020`, `July`.
fn month_first(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let month = month(tokens.get(at))?;
    let full = tokens[at].text;
    let Some(first) = day(tokens.get(at + 1)) else {
        let mut used = 1;
        while tokens.get(at + used).is_some_and(|token| matches!(token.text, "of" | ",")) {
            used += 1;
        }
        return match year_number(tokens.get(at + used)) {
            Some(year) => Some((used + 1, format!("{year}年{month}月"))),
            // "May" and "March" alone may be a verb at the start of a sentence; short forms may be names.
            None if full.len() < 4 && full != "May" || at == 0 && matches!(full, "May" | "March") => None,
            None => Some((1, format!("{month}月"))),
        };
    };
    let mut used = 2;
    let mut days = format!("{first}日");
    let range = tokens.get(at + 2).is_some_and(|token| matches!(token.text, "-" | "–" | "—" | "to" | "and"));
    if range {
        let (skip, other) = match self::month(tokens.get(at + 3)) {
            Some(other) => (1, format!("{other}月")),
            None => (0, String::new()),
        };
        if let Some(last) = day(tokens.get(at + 3 + skip)) {
            let joint = if tokens[at + 2].text == "and" { "和" } else { "至" };
            days.push_str(&format!("{joint}{other}{last}日"));
            used = 4 + skip;
        }
    }
    let (more, year) = year_after(tokens, at + used).unwrap_or_default();
    Some((used + more, format!("{year}{month}月{days}")))
}

/// `27 July 2021`, `27-28 July`, `the 5th of May`.
fn day_first(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let first = day(tokens.get(at))?;
    let mut used = 1;
    let mut days = format!("{first}日");
    if tokens.get(at + 1).is_some_and(|token| matches!(token.text, "-" | "–" | "to" | "and"))
        && let Some(last) = day(tokens.get(at + 2))
    {
        days.push_str(&format!("至{last}日"));
        used = 3;
    }
    if tokens.get(at + used).is_some_and(|token| token.text == "of") {
        used += 1;
    }
    let month = month(tokens.get(at + used)).filter(|_| tokens[at + used].text.len() > 2)?;
    used += 1;
    let (more, year) = year_after(tokens, at + used).unwrap_or_default();
    Some((used + more, format!("{year}{month}月{days}")))
}

/// `Monday`, `Monday night`.
fn weekday(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let text = tokens.get(at)?.text;
    let lower = text.trim_end_matches('.').to_ascii_lowercase();
    let name = DAYS.iter().find(|(day, _)| *day == lower || lower.strip_suffix('s') == Some(day))?.1;
    let part = match tokens.get(at + 1).map(|token| token.text) {
        Some("morning") => "上午",
        Some("afternoon") => "下午",
        Some("evening" | "night") => "晚上",
        _ => return Some((1, name.to_owned())),
    };
    Some((2, format!("{name}{part}")))
}

/// `10 a.m.`, `10:30 p.m.`, `7pm`, `15:31`.
fn clock(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let token = tokens.get(at)?;
    let lower = token.text.to_ascii_lowercase();
    let glued = lower.strip_suffix("am").or_else(|| lower.strip_suffix("pm"));
    let hour = glued.unwrap_or(&lower).replace('.', ":");
    let (hour, mut minute) = match hour.split_once(':') {
        Some((hour, minute)) => (hour.to_owned(), Some(minute.to_owned())),
        None => (hour, None),
    };
    let number = hour.parse::<u32>().ok().filter(|hour| *hour < 25)?;
    let mut used = 1;
    let mut half = glued.map(|hour| lower[hour.len()..].to_owned());
    if half.is_none() && tokens.get(at + 1).is_some_and(|token| token.text == ":" && !token.spaced) {
        let next = tokens.get(at + 2).filter(|token| !token.spaced)?.text.to_ascii_lowercase();
        let digits: String = next.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() != 2 {
            return None;
        }
        if digits.len() < next.len() {
            half = Some(next[2..].to_owned());
        }
        minute = Some(digits);
        used = 3;
    }
    if half.is_none() {
        let next = tokens.get(at + used).map(|token| token.text.to_ascii_lowercase().replace('.', ""));
        if let Some(next) = next.filter(|next| next == "am" || next == "pm") {
            half = Some(next);
            used += 1;
        }
    }
    let part = match half.as_deref() {
        Some("am") => "上午",
        Some("pm") if (6..12).contains(&number) => "晚上",
        Some("pm") => "下午",
        Some(_) => return None,
        None if used == 3 => return Some((3, format!("{number}:{}", minute?))),
        None => return None,
    };
    Some(match minute {
        Some(minute) => (used, format!("{part}{number}:{minute}")),
        None => (used, format!("{part}{number}点")),
    })
}

/// A year by itself, where what stands around says that it is one.
fn year(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let year = year_number(tokens.get(at))?;
    let before = at.checked_sub(1).map(|at| tokens[at].text.to_ascii_lowercase());
    let capital_next = tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Word && next.text.starts_with(char::is_uppercase));
    let led = before.as_deref().is_none_or(|word| {
        matches!(
            word,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "from"
                | "before"
                | "after"
                | "during"
                | "of"
                | "early"
                | "late"
                | "mid"
                | "to"
                | "and"
                | "year"
                | "for"
                | "around"
                | "("
                | "between"
                | "s"
                | "'s"
        )
    });
    let the = matches!(before.as_deref(), Some("the"));
    let plural_next = tokens.get(at + 1).is_some_and(|next| {
        next.kind == Kind::Word
            && next.text.ends_with('s')
            && !matches!(next.text, "was" | "is" | "as" | "has")
    });
    (the || led && !plural_next || before.is_none() && capital_next).then(|| (1, format!("{year}年")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::en_zh::token::tokens;

    #[test]
    fn dates_and_times() {
        for (english, chinese) in [
            ("July 27-28, 2021", "2021年7月27日至28日"),
            ("June 9", "6月9日"),
            ("Nov 17", "11月17日"),
            ("Nov. 17, 2017", "2017年11月17日"),
            ("27 July 2021", "2021年7月27日"),
            ("July 2017", "2017年7月"),
            ("January 14, 2022", "2022年1月14日"),
            ("Monday", "周一"),
            ("10 a.m.", "上午10点"),
            ("10:30 p.m.", "晚上10:30"),
            ("7pm", "晚上7点"),
            ("15:31", "15:31"),
        ] {
            let tokens = tokens(english);
            assert_eq!(read(&tokens, 0), Some((tokens.len(), chinese.to_owned())), "{english}");
        }
        for (english, at, surname) in [
            ("Prime Minister May accused them in May", 2, true),
            ("Prime Minister May accused them in June", 2, true),
            ("The forum opens in May", 4, false),
            ("The Forum Opens In May", 4, false),
            ("The Forum May 2024", 2, false),
            ("Monday May 6", 1, false),
        ] {
            assert_eq!(is_surname(&tokens(english), at), surname, "{english}");
        }
        let tokens = tokens("in 2017 and 300 people");
        assert_eq!(read(&tokens, 1), Some((1, "2017年".to_owned())));
        assert_eq!(read(&tokens, 3), None);
    }
}
