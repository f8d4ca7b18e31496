//! Ordinals: 第三 is third, 第78号 No. 78, 十四五 the 14th Five-Year Plan.

use super::{Number, arabic, chinese, digit};

/// 十四五: the 14th Five-Year Plan, with 规划 or 计划 after it or without.
pub fn plan(text: &str) -> Option<Number> {
    let rest = text.strip_prefix('十')?;
    let nth = rest.chars().next()?;
    let value = digit(nth).filter(|value| (1..=9).contains(value))?;
    let after = rest[nth.len_utf8()..].strip_prefix('五')?;
    let after = ["规划", "计划"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let text_out = format!("{} Five-Year Plan", ordinal_figures(10 + value));
    Some(Number { text: text_out, length: text.len() - after.len(), plural: false, ordinal: true })
}

/// 第78号, and without 第 what is too large for a day: No. 78.
fn numbered(text: &str) -> Option<Number> {
    let (rest, sure) = text.strip_prefix('第').map_or((text, false), |rest| (rest, true));
    let (value, length) = match arabic(rest) {
        Some((value, length)) if value.scale == 0 => (value.digits, length),
        Some(_) => return None,
        None => chinese(rest)?,
    };
    let after = rest[length..].strip_prefix('号')?;
    (sure || value > 31).then(|| Number {
        text: format!("No. {value}"),
        length: text.len() - after.len(),
        plural: false,
        ordinal: false,
    })
}

/// 第三: third.
pub fn ordinal(text: &str) -> Option<Number> {
    if let Some(number) = numbered(text) {
        return Some(number);
    }
    let rest = text.strip_prefix('第')?;
    let (value, length) = match arabic(rest) {
        Some((value, length)) if value.scale == 0 => (value.digits, length),
        Some(_) => return None,
        None => chinese(rest)?,
    };
    Some(Number {
        text: if rest.starts_with(|c: char| c.is_ascii_digit()) {
            ordinal_figures(value)
        } else {
            ordinal_text(value)
        },
        length: text.len() - rest.len() + length,
        plural: false,
        ordinal: true,
    })
}

/// "first", "21st".
pub fn ordinal_text(value: u128) -> String {
    const WORDS: [&str; 11] = [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    if let Some(word) = usize::try_from(value).ok().and_then(|at| WORDS.get(at)) {
        return (*word).to_owned();
    }
    ordinal_figures(value)
}

/// "1st", "10th": what is a figure in the source stays one.
fn ordinal_figures(value: u128) -> String {
    let end = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{end}")
}
