//! Numbers, money, percentages, fractions, ordinals: `1.2 million` is 120万, `$3bn` is 30亿美元.

mod tables;

use super::{
    token::{Kind, Token},
    unit::Tag,
};

/// A number read from tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Tokens it takes.
    pub tokens: usize,
    /// The Chinese.
    pub chinese: String,
    /// A count ([`Tag::Number`]), a quantity that needs no measure word ([`Tag::Noun`]), an attribute
    /// ([`Tag::Adjective`]: `第3`, `18岁`) or a time ([`Tag::Time`]).
    pub tag: Tag,
}

use tables::{CODES, CURRENCIES, DOLLARS, MONEY, ORDINALS, PARTS, SCALES, SMALL, UNITS};

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(key, _)| *key == word).map(|&(_, value)| value)
}

/// The number that begins at `at`.
pub fn read(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Mark => money(tokens, at),
        Kind::Number => plain(tokens, at),
        Kind::Word if token.text.starts_with(|c: char| c.is_ascii_digit()) => glued(tokens, at),
        Kind::Word => prefixed_money(tokens, at).or_else(|| in_words(tokens, at)),
        Kind::Verbatim => None,
    }
}

/// The currency of a code: `RMB`, `USD`.
pub fn currency(code: &str) -> Option<&'static str> {
    find(&CODES, code)
}

/// `US$3 million`, `HK$20`, `RMB1,399`.
fn prefixed_money(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let code = tokens[at].text;
    if let Some(name) = currency(code) {
        return amount(tokens, at + 1, 1, name);
    }
    let name = find(&DOLLARS, code)?;
    let glued = tokens.get(at + 1).is_some_and(|next| next.text == "$" && !next.spaced);
    if glued { amount(tokens, at + 2, 2, name) } else { None }
}

/// A sign of currency, a number, a scale.
fn money(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    amount(tokens, at + 1, 1, find(&CURRENCIES, tokens.get(at)?.text)?)
}

/// The number of a sum and its scale, after `before` tokens that name the currency.
fn amount(tokens: &[Token<'_>], at: usize, before: usize, currency: &str) -> Option<Numeral> {
    let (digits, suffix) = split_digits(tokens.get(at)?.text)?;
    let (power, used) = match suffix {
        "" => scale(tokens, at + 1),
        "m" => (6, 0),
        suffix => (find(&SCALES, suffix)?, 0),
    };
    Some(Numeral {
        tokens: before + 1 + used,
        chinese: format!("{}{currency}", scaled(digits, power)),
        tag: Tag::Noun,
    })
}

/// The scale word at `at`, and the tokens it takes.
fn scale(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let word = tokens.get(at).map(|token| token.text.to_ascii_lowercase());
    match word.and_then(|word| find(&SCALES, &word)) {
        Some(power) => (power, 1),
        None => (0, 0),
    }
}

/// Digits, then what is not digits.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    (end > 0).then(|| text.split_at(end))
}

/// Digits, a range of digits, with scale or percent.
fn plain(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let text = |n: usize| tokens.get(at + n).map_or("", |token| token.text);
    let mut used = 1;
    let mut chinese = None;
    let dash = matches!(text(1), "-" | "–" | "—") && !tokens[at + 1].spaced;
    if dash && tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Number && !token.spaced) {
        let (power, scaled_by) = scale(tokens, at + 3);
        let (from, to) = (scaled(text(0), power), scaled(text(2), power));
        chinese = Some(if power > 0 { format!("{from}至{to}") } else { format!("{from}-{to}") });
        used = 3 + scaled_by;
    }
    if used == 1
        && let Some((name, money)) = text(1).split_once('-')
        && let (Some(power), Some(money)) = (find(&SCALES, name), find(&MONEY, money))
    {
        // 44.4 million-euro
        return Some(numeral(2, format!("{}{money}", scaled(text(0), power)), Tag::Adjective));
    }
    let (power, scaled_by) = if used == 1 { scale(tokens, at + 1) } else { (0, 0) };
    used += scaled_by;
    if let Some(range) = percent_range(tokens, at).filter(|_| used == 1) {
        return Some(range);
    }
    let chinese = chinese.unwrap_or_else(|| scaled(text(0), power));
    let percent = match (text(used).to_ascii_lowercase().as_str(), text(used + 1)) {
        ("%" | "percent" | "pct" | "percentage", _) => 1,
        ("per", "cent") => 2,
        _ => 0,
    };
    if percent > 0 {
        let point = matches!(text(used + percent), "point" | "points");
        let sign = if point { "个百分点" } else { "%" };
        return Some(numeral(used + percent + usize::from(point), format!("{chinese}{sign}"), Tag::Noun));
    }
    Some(numeral(used, chinese, Tag::Number))
}

/// `between 30 and 43 percent`, `5 to 10 percentage points`: both are shares.
fn percent_range(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let text = |n: usize| tokens.get(at + n).map_or("", |token| token.text);
    let between = at > 0 && tokens[at - 1].text.eq_ignore_ascii_case("between");
    let joins = text(1) == "to" || between && text(1) == "and";
    let used = match (text(3), text(4)) {
        ("percentage", "point" | "points") | ("per", "cent") => 5,
        ("%" | "percent", _) => 4,
        _ => 0,
    };
    let last = tokens.get(at + 2).filter(|token| token.kind == Kind::Number && joins && used > 0)?;
    let (low, high) = (scaled(text(0), 0), scaled(last.text, 0));
    let chinese = match text(3) {
        "percentage" => format!("{low}至{high}个百分点"),
        _ => format!("{low}%至{high}%"),
    };
    Some(numeral(used, chinese, Tag::Noun))
}

fn numeral(tokens: usize, chinese: String, tag: Tag) -> Numeral {
    Numeral { tokens, chinese, tag }
}

/// `1990s`, `21st`, `5km`, `18-year-old`, `30bn`.
fn glued(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let (digits, suffix) = split_digits(tokens[at].text)?;
    let lower = suffix.to_ascii_lowercase();
    match lower.as_str() {
        "s" if digits.len() == 4 && digits.ends_with('0') => {
            let century = digits[..2].parse::<u32>().ok()? + 1;
            let decade =
                if &digits[2..] == "00" { "初".to_owned() } else { format!("{}年代", &digits[2..]) };
            Some(numeral(1, format!("{century}世纪{decade}"), Tag::Time))
        }
        "s" => Some(numeral(1, format!("{digits}年代"), Tag::Time)),
        "st" | "nd" | "rd" | "th" => Some(ordinal(tokens, at, digits)),
        "-century" => Some(numeral(1, format!("{digits}世纪"), Tag::Adjective)),
        "th-century" | "st-century" => Some(numeral(1, format!("{digits}世纪"), Tag::Adjective)),
        _ => {
            let glued =
                |(_, unit): (&str, &str)| numeral(1, format!("{}{unit}", scaled(digits, 0)), Tag::Adjective);
            let unit = UNITS.iter().find(|(key, _)| *key == lower);
            let power = find(&SCALES, &lower);
            unit.map(|&unit| glued(unit))
                .or_else(|| power.map(|power| numeral(1, scaled(digits, power), Tag::Number)))
        }
    }
}

/// `21st` alone or before `century`.
fn ordinal(tokens: &[Token<'_>], at: usize, digits: &str) -> Numeral {
    match tokens.get(at + 1).map(|token| token.text) {
        Some("century" | "Century") => numeral(2, format!("{digits}世纪"), Tag::Time),
        Some("centuries") => numeral(2, format!("{digits}世纪"), Tag::Time),
        _ => numeral(1, format!("第{digits}"), Tag::Adjective),
    }
}

/// `three`, `twenty-five`, `two hundred`, `a million`, `two-thirds`, `first`.
fn in_words(tokens: &[Token<'_>], at: usize) -> Option<Numeral> {
    let lower = tokens[at].text.to_ascii_lowercase();
    if let Some(ordinal) = find(&ORDINALS, &lower) {
        let century = tokens.get(at + 1).is_some_and(|token| token.text.eq_ignore_ascii_case("century"));
        return Some(match century {
            true => numeral(2, format!("{}世纪", ordinal.trim_start_matches('第')), Tag::Time),
            false => numeral(1, ordinal.to_owned(), Tag::Adjective),
        });
    }
    if let Some(fraction) = fraction(tokens, at, &lower) {
        return Some(fraction);
    }
    if lower == "dozen" {
        return Some(numeral(1, "十几".to_owned(), Tag::Number));
    }
    if lower == "half"
        && tokens.get(at + 1).is_some_and(|token| token.text == "a")
        && let (power @ 6.., used) = scale(tokens, at + 2)
    {
        // half a billion
        return Some(numeral(2 + used, scaled("0.5", power), Tag::Number));
    }
    let article = matches!(lower.as_str(), "a" | "an");
    let (mut value, mut used) = match small(&lower) {
        Some(value) => (u128::from(value), 1),
        None if article && scale(tokens, at + 1).0 > 0 => (1, 1),
        None => return None,
    };
    let (power, more) = scale(tokens, at + used);
    used += more;
    if power >= 4 {
        return Some(numeral(used, scaled(&value.to_string(), power), Tag::Number));
    }
    value *= 10u128.pow(power as u32);
    if power > 0 {
        let and = usize::from(tokens.get(at + used).is_some_and(|token| token.text == "and"));
        let rest = tokens.get(at + used + and).and_then(|token| small(&token.text.to_ascii_lowercase()));
        if let Some(rest) = rest {
            value += u128::from(rest);
            used += and + 1;
        }
        let (power, more) = scale(tokens, at + used);
        value *= 10u128.pow(power as u32);
        used += more;
    }
    let text = |n: usize| tokens.get(at + used + n).map_or("", |token| token.text);
    let percent = match (text(0), text(1)) {
        ("percent", _) => 1,
        ("per", "cent") => 2,
        _ => 0,
    };
    Some(match percent {
        1.. => numeral(used + percent, format!("{value}%"), Tag::Noun),
        0 => numeral(used, spelled(value), Tag::Number),
    })
}

/// `two-thirds`, `one quarter`, `three quarters`.
fn fraction(tokens: &[Token<'_>], at: usize, lower: &str) -> Option<Numeral> {
    let (count, part, used) = match lower.split_once('-') {
        Some((count, part)) => (count, part.to_owned(), 1),
        None => (lower, tokens.get(at + 1)?.text.to_ascii_lowercase(), 2),
    };
    let count = small(count)?;
    let denominator = find(&PARTS, part.strip_suffix('s').unwrap_or(&part))?;
    let plural = part.ends_with('s') == (count > 1);
    let of = tokens.get(at + used).is_none_or(|token| token.text == "of");
    (plural && (used == 1 || of))
        .then(|| numeral(used, format!("{denominator}分之{}", spelled(count.into())), Tag::Noun))
}

/// A word below one hundred.
fn small(word: &str) -> Option<u32> {
    find(&SMALL, word).or_else(|| {
        let (tens, ones) = word.split_once('-')?;
        let (tens, ones) = (find(&SMALL, tens)?, find(&SMALL, ones)?);
        (tens >= 20 && tens % 10 == 0 && (1..10).contains(&ones)).then_some(tens + ones)
    })
}

/// Up to ten in Chinese numerals, as newspapers do; above in digits.
fn spelled(value: u128) -> String {
    const DIGITS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match usize::try_from(value).ok().and_then(|value| DIGITS.get(value)) {
        Some(digit) => (*digit).to_owned(),
        None => scaled(&value.to_string(), 0),
    }
}

/// Digits times a power of ten, with 万 and 亿 where the number is round in them.
pub fn scaled(digits: &str, power: usize) -> String {
    let digits = digits.trim_end_matches(['.', ',']);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if part.contains(['.', ',']) || whole.len() > 30 || part.len() > 30 {
        return digits.to_owned(); // a version or an address, not a number
    }
    if power == 0 && (!part.is_empty() || whole.len() < 5) {
        return if part.is_empty() { whole } else { format!("{whole}.{part}") };
    }
    let mut integer = whole.clone();
    let mut rest = part.to_owned();
    for _ in 0..power {
        integer.push(if rest.is_empty() { '0' } else { rest.remove(0) });
    }
    let integer = integer.trim_start_matches('0');
    for (width, unit) in [(12, "万亿"), (8, "亿"), (4, "万")] {
        if integer.len() > width && rest.is_empty() {
            let (head, tail) = integer.split_at(integer.len() - width);
            let tail = tail.trim_end_matches('0');
            // With a scale in words the number was rounded; plain digits stay digits unless they are round.
            if power > 0 && tail.len() <= 4 || tail.is_empty() {
                let point = if tail.is_empty() { "" } else { "." };
                return format!("{head}{point}{tail}{unit}");
            }
        }
    }
    let point = if rest.is_empty() { "" } else { "." };
    let integer = if integer.is_empty() { "0" } else { integer };
    format!("{integer}{point}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::en_zh::token::tokens;

    #[test]
    fn numbers_money_and_fractions() {
        for (english, chinese) in [
            ("3,000", "3000"),
            ("1.2 million", "120万"),
            ("3 billion", "30亿"),
            ("4.5 trillion", "4.5万亿"),
            ("1.65bn", "16.5亿"),
            ("$3bn", "30亿美元"),
            ("US$20 million", "2000万美元"),
            ("£1.65", "1.65英镑"),
            ("20,000", "2万"),
            ("12,345", "12345"),
            ("15.5 percent", "15.5%"),
            ("20%", "20%"),
            ("two-thirds", "三分之二"),
            ("twenty-five", "25"),
            ("two hundred", "200"),
            ("a million", "100万"),
            ("seven", "七"),
            ("first", "第一"),
            ("21st century", "21世纪"),
            ("1990s", "20世纪90年代"),
            ("18-year-old", "18岁"),
            ("27-28", "27-28"),
            ("RMB1,399", "1399元"),
            ("RMB127.1 billion", "1271亿元"),
            ("KRW1.06 million", "106万韩元"),
            ("44.4 million-euro", "4440万欧元"),
            ("twenty per cent", "20%"),
            ("5 to 10 percentage points", "5至10个百分点"),
            ("half a billion", "5亿"),
        ] {
            let tokens = tokens(english);
            let read = read(&tokens, 0).unwrap_or_else(|| panic!("{english}"));
            assert_eq!((read.chinese.as_str(), read.tokens), (chinese, tokens.len()), "{english}");
        }
    }
}
