//! Two digits side by side that are one guess: 七八个 is seven or eight, 五六十 is 50 or 60.

use super::{Decimal, Number, digit, magnitude, number, small};

/// The guess at the start of `text`.
pub fn parse(text: &str) -> Option<Number> {
    let teens = text.strip_prefix('十');
    let mut chars = teens.unwrap_or(text).chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let (low, high) = neighbours(first, second)?;
    let rest = chars.as_str();
    // 一二三 counts, 一二〇 is a number.
    if rest.starts_with(|c| digit(c).is_some()) {
        return None;
    }
    if teens.is_some() {
        return Some(number(format!("{} or {}", 10 + low, 10 + high), text.len() - rest.len(), true));
    }
    let (power, size) = powers(rest);
    let text_out = if power == 0 {
        format!("{} or {}", small(low)?, small(high)?)
    } else {
        let say = |value| Some(Decimal { digits: value, scale: 0 }.times(power)?.english());
        format!("{} or {}", say(low)?, say(high)?)
    };
    Some(number(text_out, text.len() - rest.len() + size, true))
}

/// Digits that make a guess: one and the next, 一两, 三五.
pub fn neighbours(first: char, second: char) -> Option<(u128, u128)> {
    let (low, high) = (digit(first)?, digit(second)?);
    let next = low > 0 && low + 1 == high;
    // 一一, 八一 and 五四 name something else.
    (next || (first, second) == ('三', '五')).then_some((low, high))
}

/// The units after the digits: 十, 百, 十万.
fn powers(text: &str) -> (u32, usize) {
    let small = match text.chars().next() {
        Some('十') => 1,
        Some('百') => 2,
        _ => 0,
    };
    let length = if small > 0 { '十'.len_utf8() } else { 0 };
    let (power, size) = magnitude(&text[length..]).unwrap_or((0, 0));
    (small + power, length + size)
}

#[cfg(test)]
mod tests {
    #[test]
    fn guesses_become_english() {
        for (source, expected) in [
            ("七八个", Some("seven or eight")),
            ("一两年", Some("one or two")),
            ("五六十人", Some("50 or 60")),
            ("三四百家", Some("300 or 400")),
            ("两三万元", Some("20,000 or 30,000")),
            ("十七八岁", Some("17 or 18")),
            ("一二三", None),
            ("八一大楼", None),
        ] {
            assert_eq!(super::parse(source).map(|n| n.text).as_deref(), expected, "{source}");
        }
    }
}
