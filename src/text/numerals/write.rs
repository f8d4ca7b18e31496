//! Writing whole numbers in the ways that [`find`](super::find) reads.

use super::Value;

/// A way to write a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 12345
    Digits,
    /// 12,345
    Grouped,
    /// １２３４５
    FullWidth,
    /// 一万二千三百四十五
    Chinese,
    /// 一萬二千三百四十五
    Traditional,
    /// 壹万贰仟叁佰肆拾伍
    Formal,
    /// 1.2345万, 3亿, 1.5万亿
    ChineseMagnitude,
    /// twelve thousand three hundred and forty-five
    Words,
    /// 12.345 thousand, 1.5 million, 2 billion
    Magnitude,
}

impl Style {
    /// Every style.
    pub const ALL: [Style; 9] = [
        Self::Digits,
        Self::Grouped,
        Self::FullWidth,
        Self::Chinese,
        Self::Traditional,
        Self::Formal,
        Self::ChineseMagnitude,
        Self::Words,
        Self::Magnitude,
    ];
}

/// Writes `number` in this style.
pub fn whole(number: u64, style: Style) -> String {
    match style {
        Style::Digits => number.to_string(),
        Style::Grouped => grouped(number),
        Style::FullWidth => full_width(number),
        Style::Chinese => chinese(number, &PLAIN),
        Style::Traditional => chinese(number, &TRADITIONAL),
        Style::Formal => chinese(number, &FORMAL),
        Style::ChineseMagnitude => {
            scaled(number, &[(1_000_000_000_000, "万亿"), (100_000_000, "亿"), (10_000, "万")])
        }
        Style::Words => words(number),
        Style::Magnitude => scaled(
            number,
            &[
                (1_000_000_000_000, " trillion"),
                (1_000_000_000, " billion"),
                (1_000_000, " million"),
                (1_000, " thousand"),
            ],
        ),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn full_width(number: u64) -> String {
    number.to_string().chars().filter_map(|c| char::from_u32('０' as u32 + c.to_digit(10)?)).collect()
}

/// The largest unit that is not larger than the number, with an exact decimal before it.
fn scaled(number: u64, units: &[(u64, &str)]) -> String {
    let Some((unit, name)) = units.iter().find(|(unit, _)| number >= *unit) else {
        return number.to_string();
    };
    match Value::ratio(i128::from(number), i128::from(*unit)) {
        Some(value) => format!("{value}{name}"),
        None => number.to_string(),
    }
}

/// The numerals of one manner of writing.
struct Numerals {
    digits: [char; 10],
    /// 十 百 千 万 亿
    units: [char; 5],
    /// 一十五 rather than 十五
    leading_one: bool,
}

const PLAIN: Numerals = Numerals {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ['十', '百', '千', '万', '亿'],
    leading_one: false,
};

const TRADITIONAL: Numerals = Numerals {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ['十', '百', '千', '萬', '億'],
    leading_one: false,
};

const FORMAL: Numerals = Numerals {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟', '万', '亿'],
    leading_one: true,
};

fn chinese(number: u64, numerals: &Numerals) -> String {
    if number == 0 {
        return numerals.digits[0].to_string();
    }
    let mut out = String::new();
    let (upper, lower) = (number / 100_000_000, number % 100_000_000);
    if upper > 0 {
        out = chinese(upper, numerals);
        out.push(numerals.units[4]);
    }
    for (section, unit) in [(lower / 10_000, Some(numerals.units[3])), (lower % 10_000, None)] {
        // A gap is said once: 一亿零五
        let gap = section < 1000 && !out.is_empty();
        if section > 0 {
            if gap && !out.ends_with(numerals.digits[0]) {
                out.push(numerals.digits[0]);
            }
            section_of_four(section, numerals, &mut out);
            out.extend(unit);
        }
    }
    out
}

fn section_of_four(section: u64, numerals: &Numerals, out: &mut String) {
    let mut gap = false;
    let first = out.is_empty();
    let mut begun = false;
    for (unit, name) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
        let digit = section / unit % 10;
        if digit == 0 {
            gap = begun;
            continue;
        }
        if gap {
            out.push(numerals.digits[0]);
        }
        gap = false;
        if !(unit == 10 && digit == 1 && first && !begun && !numerals.leading_one) {
            out.push(numerals.digits[usize::try_from(digit).unwrap_or(0)]);
        }
        out.extend(name.map(|n: usize| numerals.units[n]));
        begun = true;
    }
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn words(number: u64) -> String {
    let index = |n: u64| usize::try_from(n).unwrap_or(0);
    for (unit, name) in [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ] {
        if number >= unit {
            let (head, tail) = (words(number / unit), number % unit);
            return match tail {
                0 => format!("{head} {name}"),
                1..100 => format!("{head} {name} and {}", words(tail)),
                _ => format!("{head} {name} {}", words(tail)),
            };
        }
    }
    match number {
        0..20 => ONES[index(number)].to_owned(),
        _ if number.is_multiple_of(10) => TENS[index(number / 10)].to_owned(),
        _ => format!("{}-{}", TENS[index(number / 10)], ONES[index(number % 10)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written() {
        for (number, style, want) in [
            (1_234_567, Style::Grouped, "1,234,567"),
            (15, Style::Chinese, "十五"),
            (100_005, Style::Chinese, "十万零五"),
            (1_020_300, Style::Chinese, "一百零二万零三百"),
            (100_000_000, Style::Traditional, "一億"),
            (1_000_000_010_000, Style::Chinese, "一万亿零一万"),
            (15, Style::Formal, "壹拾伍"),
            (12_345, Style::ChineseMagnitude, "1.2345万"),
            (1_500_000_000_000, Style::ChineseMagnitude, "1.5万亿"),
            (12_345, Style::Words, "twelve thousand three hundred and forty-five"),
            (2_500_000, Style::Magnitude, "2.5 million"),
        ] {
            assert_eq!(whole(number, style), want);
        }
    }
}
