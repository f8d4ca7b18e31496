//! Chinese and Arabic numbers into English ones: 1.2亿 → 120 million, 百分之五 → 5%, 第三 → third.

mod approximate;
mod count;
mod decimal;
mod fraction;
mod ordinal;

pub use approximate::neighbours;
pub use count::{counts, score, times};
use decimal::Decimal;
use fraction::fraction;
pub use ordinal::ordinal_text;
use ordinal::{ordinal, plan};

/// A number as English writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The text.
    pub text: String,
    /// Bytes of the source.
    pub length: usize,
    /// False for one only.
    pub plural: bool,
    /// True for "first", "second".
    pub ordinal: bool,
}

/// The number at the start of `text`.
pub fn parse(text: &str) -> Option<Number> {
    plan(text)
        .or_else(|| ordinal(text))
        .or_else(|| percent(text))
        .or_else(|| fraction(text))
        .or_else(|| approximate::parse(text))
        .or_else(|| halved(text))
        .or_else(|| cardinal(text))
}

/// Can a number or date begin with this?
pub fn begins(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '拾' | '百' | '第')
}

/// The magnitude after a number, as a power of ten, and its length.
fn magnitude(text: &str) -> Option<(u32, usize)> {
    const NAMES: [(&str, u32); 9] = [
        ("万亿", 12),
        ("千万", 7),
        ("百万", 6),
        ("十万", 5),
        ("十亿", 9),
        ("百亿", 10),
        ("万", 4),
        ("亿", 8),
        ("千", 3),
    ];
    let (name, power) = NAMES.iter().find(|(name, _)| text.starts_with(name))?;
    // 10千米: the unit is the kilometre.
    let unit = *name == "千" && text[name.len()..].starts_with(['米', '克', '瓦', '伏', '卡', '赫', '帕']);
    (!unit).then_some((*power, name.len()))
}

/// A run of Arabic digits with its commas and point: the value, the length, and whether it had commas or a point.
fn arabic(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut digits: u128 = 0;
    let (mut scale, mut at, mut point) = (0, 0, false);
    while let Some(byte) = bytes.get(at) {
        let next_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {
                digits = digits.checked_mul(10)?.checked_add(u128::from(byte - b'0'))?;
                scale += u32::from(point);
            }
            b',' if at > 0 && !point && next_digit => {}
            b'.' if at > 0 && !point && next_digit => point = true,
            _ => break,
        }
        at += 1;
    }
    (at > 0 && scale < 12).then_some((Decimal { digits, scale }, at))
}

fn digit(c: char) -> Option<u128> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The longest number in Chinese characters, in bytes: 一千二百三十四万五千六百七十八亿 has 45.
const LONGEST: usize = 60;

/// A number in Chinese characters: value and length. 二〇二一 is read digit by digit; 七八 is none (seven or
/// eight), but for 九八年.
pub fn chinese(text: &str) -> Option<(u128, usize)> {
    let (mut total, mut section, mut current) = (0u128, 0u128, None::<u128>);
    let (mut length, mut digits, mut plain) = (0, 0, true);
    // What a last digit counts: in 一万五 thousands, after 零 ones.
    let mut ones = 1;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            current = Some(match current {
                Some(before) if plain => before.checked_mul(10)?.checked_add(value)?,
                Some(before) if before > 0 => return None,
                _ => value,
            });
            digits += 1;
            if digits > 16 {
                return None;
            }
            ones = if value == 0 { 1 } else { ones };
        } else {
            let unit = match c {
                '十' | '拾' => 10,
                '百' | '佰' => 100,
                '千' | '仟' => 1000,
                '万' => 10_000,
                '亿' => 100_000_000,
                _ => break,
            };
            if unit >= 100 && current.is_none() && section == 0 && total == 0 {
                break;
            }
            // 七八十, 十十
            if plain && digits > 1 || length > 0 && unit < 10_000 && current.is_none() {
                return None;
            }
            plain = false;
            let count = current.take().unwrap_or(u128::from(unit == 10));
            if unit >= 10_000 {
                total = total.checked_add(section.checked_add(count)?.checked_mul(unit)?)?;
                section = 0;
            } else {
                section = section.checked_add(count.checked_mul(unit)?)?;
            }
            ones = if unit >= 100 { unit / 10 } else { 1 };
        }
        length += c.len_utf8();
        if length > LONGEST {
            return None;
        }
    }
    if plain && digits == 2 && !text[length..].starts_with('年') {
        return None;
    }
    let last = current.unwrap_or(0).checked_mul(if plain { 1 } else { ones })?;
    let value = total.checked_add(section)?.checked_add(last)?;
    (length > 0).then_some((value, length))
}

/// A small count in figures, as a word.
pub fn in_words(figures: &str) -> Option<&'static str> {
    small(figures.parse().ok().filter(|value| *value > 1)?)
}

/// Small counts as words, as newspapers write them.
fn small(value: u128) -> Option<&'static str> {
    const WORDS: [&str; 11] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(usize::try_from(value).ok()?).copied()
}

fn cardinal(text: &str) -> Option<Number> {
    if let Some((value, mut length)) = arabic(text) {
        let source = &text[..length];
        let spaced = text[length..].trim_start().len();
        let gap = text.len() - length - spaced;
        let mut more = "";
        // 3000多万, 20多亿
        if let Some(rest) = text[length..].strip_prefix(['多', '余', '几']) {
            if let Some((power, size)) = magnitude(rest) {
                return Some(over(value.times(power)?.english(), text.len() - rest.len() + size));
            }
            more = "over ";
            length = text.len() - rest.len();
        } else if let Some((power, size)) = magnitude(&text[length + gap..]) {
            length += gap + size;
            let rest = &text[length..];
            if let Some(after) = rest.strip_prefix(['多', '余']) {
                return Some(over(value.times(power)?.english(), text.len() - after.len()));
            }
            let (value, more) = with_lower(value.times(power)?, power, rest);
            return Some(number(value.english(), length + more, true));
        }
        let one = value.digits == 1 && value.scale == 0;
        return Some(number(format!("{more}{source}"), length, !one));
    }
    let (value, length) = chinese(text)?;
    let rest = &text[length..];
    if let Some(decimal) = pointed(text, rest) {
        return Some(decimal);
    }
    if let Some(after) = rest.strip_prefix(['多', '余', '几']) {
        let (power, size) = magnitude(after).unwrap_or((0, 0));
        let value = Decimal { digits: value, scale: 0 }.times(power)?;
        return Some(over(value.english(), length + (rest.len() - after.len()) + size));
    }
    let text = small(value).map_or_else(|| Decimal { digits: value, scale: 0 }.english(), str::to_owned);
    Some(number(text, length, value != 1))
}

/// The value with what stands behind its magnitude, and the length of that: the 3712 of 2万3712, the 5千 of 3万5千.
fn with_lower(value: Decimal, power: u32, text: &str) -> (Decimal, usize) {
    let lower = || {
        let (low, digits) = arabic(text).filter(|(low, _)| low.scale == 0 && value.scale == 0)?;
        let (below, size) = magnitude(&text[digits..]).unwrap_or((0, 0));
        let rest = &text[digits + size..];
        // 1亿2022年: another number begins there.
        let other = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "年月日号".contains(c));
        let fits = if size == 0 {
            digits as u32 == power && !other
        } else {
            below < power && digits as u32 + below <= power
        };
        let low = low.times(below).filter(|_| fits)?;
        Some((Decimal { digits: value.digits.checked_add(low.digits)?, scale: 0 }, digits + size))
    };
    lower().unwrap_or((value, 0))
}

/// 五点二亿: 520 million; 三点二十分 is a time.
fn pointed(text: &str, point: &str) -> Option<Number> {
    point.strip_prefix('点').filter(|rest| rest.starts_with(|c| digit(c).is_some()))?;
    let (value, length) = value(text)?;
    let rest = &text[length..];
    if rest.starts_with(['十', '分', '刻', '钟', '半']) {
        return None;
    }
    let (power, size) = magnitude(rest).unwrap_or((0, 0));
    let length = length + size;
    match text[length..].strip_prefix(['多', '余']) {
        Some(after) if power == 0 || !after.starts_with(['万', '亿']) => {
            Some(over(value.times(power)?.english(), text.len() - after.len()))
        }
        Some(after) => {
            let (more, size) = magnitude(after)?;
            Some(over(value.times(power + more)?.english(), text.len() - after.len() + size))
        }
        None => Some(number(value.times(power)?.english(), length, true)),
    }
}

/// 两个半小时: two and a half hours.
fn halved(text: &str) -> Option<Number> {
    let (value, length) = chinese(text)?;
    let rest = text[length..].strip_prefix("个半")?;
    rest.starts_with(['小', '月', '世', '星']).then_some(())?;
    Some(number(format!("{} and a half", small(value)?), text.len() - rest.len(), true))
}

fn over(text: String, length: usize) -> Number {
    number(format!("more than {text}"), length, true)
}

fn number(text: String, length: usize, plural: bool) -> Number {
    Number { text, length, plural, ordinal: false }
}

fn percent(text: &str) -> Option<Number> {
    if let Some(rest) = text.strip_prefix("百分之") {
        let (value, length) = value(rest)?;
        return Some(number(format!("{}%", value.plain()), text.len() - rest.len() + length, true));
    }
    let (_, length) = arabic(text)?;
    let rest = &text[length..];
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    rest[gap..].starts_with('%').then(|| number(format!("{}%", &text[..length]), length + gap + 1, true))
}

/// Either kind of number, exact.
fn value(text: &str) -> Option<(Decimal, usize)> {
    if let Some(found) = arabic(text) {
        return Some(found);
    }
    let (whole, length) = chinese(text)?;
    let Some(rest) = text[length..].strip_prefix('点') else {
        return Some((Decimal { digits: whole, scale: 0 }, length));
    };
    let (mut digits, mut scale, mut size) = (whole, 0, 0);
    for c in rest.chars().take(10) {
        let Some(next) = digit(c) else { break };
        digits = digits.checked_mul(10)?.checked_add(next)?;
        scale += 1;
        size += c.len_utf8();
    }
    let point = if scale > 0 { '点'.len_utf8() } else { 0 };
    Some((Decimal { digits, scale }, length + point + size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_english() {
        let table = [
            ("1.2亿", "120 million"),
            ("3000多万", "more than 30 million"),
            ("300余人", "over 300"),
            ("20多", "over 20"),
            ("35.6万", "356,000"),
            ("12 345", "12"),
            ("1万亿", "1 trillion"),
            ("二十三", "23"),
            ("三百多", "more than 300"),
            ("三", "three"),
            ("十", "ten"),
            ("两千五百万", "25 million"),
            ("百分之五", "5%"),
            ("百分之三点五", "3.5%"),
            ("7.5%", "7.5%"),
            ("三分之二", "two-thirds"),
            ("第三", "third"),
            ("第21", "21st"),
            ("12,345", "12,345"),
            ("1234567万亿", "1,234,567 trillion"),
            ("五点二亿", "520 million"),
            ("一点七万多", "more than 17,000"),
            ("一万五", "15,000"),
            ("一百二", "120"),
            ("一百零二", "102"),
            ("10千米", "10"),
            ("五十分之一", "1/50"),
            ("七十八号", "No. 78"),
            ("第三号", "No. 3"),
            ("十四五规划", "14th Five-Year Plan"),
            ("两个半小时", "two and a half"),
        ];
        for (source, expected) in table {
            assert_eq!(parse(source).map(|n| n.text).as_deref(), Some(expected), "{source}");
        }
        assert_eq!(parse("国"), None);
        for none in ["百花", "一一", "八一大楼", "三点二十分"] {
            assert_ne!(parse(none).map(|n| n.length), Some(none.len()), "{none}");
        }
        assert_eq!(parse("百花"), None);
        assert_eq!(parse("一一"), None);
        assert_eq!(parse(&"9".repeat(1000)), None);
    }
}
