//! What news agencies and sites put before the first sentence: `BANGKOK (CNN) --`, `新华社北京4月9日电（记者林华）`,
//! a time stamp. It says who sent the report and when, and is no part of what is told.

/// How far into a sentence a dateline may reach, in bytes: an agency, a place, a day and two reporters.
const REACH: usize = 200;

/// A bracket longer than this (in characters) says more than who sent the report.
const LONGEST_CREDIT: usize = 16;

/// How far before its dash an English dateline may begin, in bytes.
const ENGLISH_REACH: usize = 80;

/// The sentence without the dateline before it.
pub fn without_dateline(sentence: &str) -> &str {
    let sentence = after_stamp(sentence).unwrap_or(sentence);
    let sentence = after_credit(sentence).unwrap_or(sentence);
    let sentence = after_chinese(sentence).or_else(|| after_english(sentence)).unwrap_or(sentence);
    EMPTY_LEADS
        .iter()
        .find_map(|lead| sentence.strip_prefix(lead)?.strip_prefix(['，', ',']))
        .unwrap_or(sentence)
        .trim_start()
}

/// Leads that name no source and so say nothing.
const EMPTY_LEADS: [&str; 7] = ["据了解", "据悉", "据介绍", "據了解", "據瞭解", "據悉", "據介紹"];

/// After a date with a clock: `2024-05-06 08:21 `, with or without blank.
fn after_stamp(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(REACH)];
    let bytes = head.as_bytes();
    let colon = head.find(':')?;
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|b| b.iter().all(u8::is_ascii_digit));
    if colon < 2 || !digits(colon - 2..colon) || !digits(colon + 1..colon + 3) {
        return None;
    }
    let date = head[..colon - 2].trim_end();
    let start = date.len().checked_sub("2024-05-06".len())?;
    let day = date.bytes().skip(start).enumerate().all(|(i, b)| match i {
        4 | 7 => matches!(b, b'-' | b'/' | b'.'),
        _ => b.is_ascii_digit(),
    });
    let mut end = colon + 3;
    while bytes.get(end) == Some(&b':') && digits(end + 1..end + 3) {
        end += 3;
    }
    day.then(|| sentence[end..].trim_start())
}

/// After `…4月9日电` or `…晚报讯`, with the reporters in brackets where they follow.
fn after_chinese(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(REACH)];
    for (i, c) in head.char_indices().filter(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊')) {
        let rest = &sentence[i + c.len_utf8()..];
        let credit = ["(记者", "（记者", "(記者", "（記者", "(通讯员", "（通讯员"]
            .iter()
            .any(|open| rest.starts_with(open))
            || (rest.starts_with(['(', '（'])
                && bracket(rest).is_some_and(|credit| credit.contains("记者") || credit.contains("記者")));
        if credit {
            return bracket(rest).map(|credit| rest[credit.len()..].trim_start());
        }
        let day = head[..i].strip_suffix('日').is_some_and(|day| day.ends_with(|c: char| c.is_ascii_digit()));
        if day && !rest.is_empty() {
            // Who sent it stands in brackets, with or without the word for it.
            let name = bracket(rest).filter(|name| name.chars().count() <= LONGEST_CREDIT);
            let rest = &rest[name.map_or(0, str::len)..];
            return Some(rest.trim_start_matches(['，', ',', ' ', '\u{3000}', '：', ':']));
        }
    }
    None
}

/// After `（记者林华）` and `（本报记者 林华）`, which stand before anything else.
fn after_credit(sentence: &str) -> Option<&str> {
    let credit = bracket(sentence)?;
    let is_one = ["记者", "記者", "通讯员", "通訊員"].iter().any(|word| credit.contains(word));
    let rest = sentence[credit.len()..].trim_start_matches(['，', ',', ' ', '\u{3000}', '：', ':']);
    (is_one && !rest.is_empty()).then_some(rest)
}

/// The bracket that `text` begins with, if it closes soon.
fn bracket(text: &str) -> Option<&str> {
    if !text.starts_with(['(', '（']) {
        return None;
    }
    let head = &text[..text.floor_char_boundary(REACH)];
    let close = head.char_indices().find(|(_, c)| matches!(c, ')' | '）'))?;
    Some(&text[..close.0 + close.1.len_utf8()])
}

/// After `PLACE (Agency) --`, `(Agency) --`, `PLACE, June 5 (Agency) -` and `PLACE —`.
fn after_english(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(ENGLISH_REACH)];
    let dashes = ["--", "—", "–", " - "].iter();
    let (at, dash) = dashes.filter_map(|dash| Some((head.find(dash)?, *dash))).min()?;
    let before = head[..at].trim_end();
    let rest = sentence[at + dash.len()..].trim_start();
    let agency = before.ends_with(')').then(|| before.rsplit_once('(')).flatten().map(|(_, agency)| agency);
    let capital = |text: &str| text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
    let place = before.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_one = match agency {
        Some(agency) => dash != " - " || capital(agency) && capital(rest),
        // An aside has a second dash.
        None => {
            place.len() > 3
                && place.chars().all(char::is_uppercase)
                && dash != " - "
                && capital(rest)
                && !rest.contains(dash)
        }
    };
    (is_one && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_go() {
        for (sentence, kept) in [
            ("LINHAI, China (CNN) -- The standard is out.", "The standard is out."),
            ("LINHAI, April 9 — The standard is out.", "The standard is out."),
            ("LINHAI, April 9 (CNN) - The standard is out.", "The standard is out."),
            ("新华社临海4月9日电(记者林华)标准已经发布。", "标准已经发布。"),
            ("新华社临海4月9日电(林华)标准已经发布。", "标准已经发布。"),
            ("（本报记者 林华）标准已经发布。", "标准已经发布。"),
            ("新华社临海4月9日电，标准已经发布。", "标准已经发布。"),
            ("临海晚报讯（通讯员林华 记者张明）标准已经发布。", "标准已经发布。"),
            ("临海新闻网2024-05-06 08:21标准已经发布。", "标准已经发布。"),
            ("据悉，标准已经发布。", "标准已经发布。"),
        ] {
            assert_eq!(without_dateline(sentence), kept);
        }
    }

    #[test]
    fn everything_else_stays() {
        for sentence in [
            "The pump (the new one) runs – at last – without noise.",
            "标准5月6日发布，电网企业执行。",
            "通讯(电信)标准已经发布。",
            "（试行）标准已经发布。",
            "The pump (old) - and its age.",
            "NASA — the agency of the country — spoke.",
            "The vote was 12:10.",
            "据国家统计局介绍，标准已经发布。",
            "",
        ] {
            assert_eq!(without_dateline(sentence), sentence);
        }
    }
}
