//! Numbers written in Chinese numerals: 一百二十三, 二〇二五, 两万, 叁佰, 廿三, 十几, 七八十.

use super::value::Value;

/// What a run of numerals says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The exact value; of a vague number (十几, 七八十) its lower end.
    pub value: Value,
    /// Bytes read.
    pub len: usize,
    /// Characters read.
    pub chars: usize,
    /// 十几, 七八十, 几百: no exact number is meant.
    pub vague: bool,
}

/// The digit a numeral stands for: plain, formal (financial) or traditional.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The unit inside a section of four digits.
fn small_unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// The units that end a section.
pub(super) fn large_unit(c: char) -> Option<u64> {
    Some(match c {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// True for a character that a Chinese number may start with.
pub(super) fn starts(c: char) -> bool {
    digit(c).is_some() || small_unit(c).is_some() || large_unit(c).is_some() || matches!(c, '廿' | '卅')
}

/// Reads the number at the start of `text`.
pub(super) fn read(text: &str) -> Option<Reading> {
    string_of_digits(text).or_else(|| with_units(text))
}

/// 二〇二五, 一九九八: digits one after another, as in years and telephone numbers.
/// Two digits alone (七八) are an estimate, not seventy-eight.
fn string_of_digits(text: &str) -> Option<Reading> {
    let (mut value, mut len, mut count, mut zero) = (0i128, 0, 0, false);
    let mut last = 0;
    for c in text.chars() {
        let Some(d) = digit(c) else {
            if small_unit(c).is_some() || large_unit(c).is_some() {
                return None; // 七八十, 二百: a unit follows
            }
            break;
        };
        if count == 18 {
            return None;
        }
        if matches!(c, '两' | '兩') {
            return None;
        }
        value = value * 10 + i128::from(d);
        zero |= d == 0;
        last = d;
        len += c.len_utf8();
        count += 1;
    }
    if count < 2 {
        return None;
    }
    if count == 2 && !zero {
        let first = value as u32 / 10;
        let estimate = last == first + 1;
        return estimate.then(|| Reading { value: Value::small(first), len, chars: count, vague: true });
    }
    Some(Reading { value: Value::ratio(value, 1)?, len, chars: count, vague: false })
}

/// 一百二十三万四千五百: digits with units, sections of four digits with 万 and 亿.
fn with_units(text: &str) -> Option<Reading> {
    let mut sum = Sum::default();
    let (mut len, mut chars) = (0, 0);
    for c in text.chars() {
        // No number of this kind is longer; a run of 100,000 numerals is cut into such pieces.
        if chars == 40 || !sum.take(c) {
            break;
        }
        len += c.len_utf8();
        chars += 1;
    }
    let value = sum.total()?;
    (chars > 0).then_some(Reading { value: Value::whole(value)?, len, chars, vague: sum.vague })
}

/// The sum of a number with units while it is read.
#[derive(Default)]
struct Sum {
    total: u64,
    section: u64,
    digit: Option<u64>,
    /// The unit read last: a digit at the very end after 百 stands for tens (一百二 is 120).
    last_unit: u64,
    /// The units of a section must fall.
    last_small: u64,
    after_zero: bool,
    started: bool,
    vague: bool,
}

impl Sum {
    /// Takes the next character; false where the number ends before it.
    fn take(&mut self, c: char) -> bool {
        let taken = if let Some(d) = digit(c) {
            self.digit(u64::from(d))
        } else if let Some(unit) = small_unit(c) {
            self.small(unit)
        } else if let Some(unit) = large_unit(c) {
            self.large(unit)
        } else if let ('廿' | '卅', None, 0) = (c, self.digit, self.section) {
            self.section = if c == '廿' { 20 } else { 30 };
            self.last_unit = 10;
            self.last_small = 10;
            true
        } else if matches!(c, '几' | '幾') && self.started && self.digit.is_none() {
            // 十几, 二十几: the estimate ends the number unless a unit follows, which `vague` covers
            self.vague = true;
            self.last_unit = 1;
            true
        } else {
            false
        };
        self.started |= taken;
        taken
    }

    fn digit(&mut self, d: u64) -> bool {
        if d == 0 {
            if self.digit.is_some() {
                return false;
            }
            if !self.started {
                self.digit = Some(0);
            }
            self.after_zero = true;
            return true;
        }
        match self.digit {
            None => self.digit = Some(d),
            Some(0) => return false,
            // 七八十: an estimate, its lower end counts
            Some(first) if first + 1 == d && !self.vague => self.vague = true,
            Some(_) => return false,
        }
        true
    }

    fn small(&mut self, unit: u64) -> bool {
        if self.last_small != 0 && unit >= self.last_small {
            return false;
        }
        if self.digit == Some(0) {
            return false;
        }
        self.section += self.digit.take().unwrap_or(1) * unit;
        self.last_small = unit;
        self.last_unit = unit;
        self.after_zero = false;
        true
    }

    fn large(&mut self, unit: u64) -> bool {
        if self.digit == Some(0) {
            return false;
        }
        let section = self.section + self.digit.unwrap_or(0);
        let next = if section == 0 && self.total > 0 {
            // 一万亿: 亿 right after 万 multiplies the whole
            let follows = unit == 100_000_000 && self.last_unit == 10_000 && self.total < unit;
            follows.then(|| self.total * unit)
        } else {
            let section = section.max(u64::from(!self.started));
            if unit == 100_000_000 {
                self.total.checked_add(section).and_then(|sum| sum.checked_mul(unit))
            } else {
                // 三亿五千万: the section of 万 is added below what 亿 has made
                self.total.checked_add(section * unit)
            }
        };
        let Some(next) = next else { return false };
        self.total = next;
        self.section = 0;
        self.digit = None;
        self.last_unit = unit;
        self.last_small = 0;
        self.after_zero = false;
        true
    }

    fn total(&self) -> Option<u64> {
        let digit = self.digit.unwrap_or(0);
        // 一百二, 三万五: the next lower unit is left out
        let digit = if self.last_unit >= 100 && !self.after_zero && self.digit.is_some() {
            digit * self.last_unit / 10
        } else {
            digit
        };
        self.started.then_some(())?;
        self.total.checked_add(self.section)?.checked_add(digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        read(text).map(|r| format!("{}{}", r.value, if r.vague { "~" } else { "" }))
    }

    #[test]
    fn plain_formal_and_traditional() {
        for (text, want) in [
            ("一百二十三", "123"),
            ("十", "10"),
            ("十五", "15"),
            ("二十", "20"),
            ("一千零五", "1005"),
            ("两万", "20000"),
            ("叁佰贰拾壹", "321"),
            ("一百二", "120"),
            ("三万五", "35000"),
            ("一百零二", "102"),
            ("三億五千萬", "350000000"),
            ("一万亿", "1000000000000"),
            ("一万二千亿", "1200000000000"),
            ("十三亿零五万", "1300050000"),
            ("廿三", "23"),
            ("二〇二五", "2025"),
            ("一九九八年", "1998"),
            ("零", "0"),
        ] {
            assert_eq!(value(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn estimates() {
        assert_eq!(value("十几").as_deref(), Some("10~"));
        assert_eq!(value("七八十").as_deref(), Some("70~"));
        assert_eq!(value("三四").as_deref(), Some("3~"));
    }

    #[test]
    fn long_runs_end() {
        let run = "一".repeat(1000);
        assert!(read(&run).is_none_or(|r| r.chars <= 40));
        assert!(read(&"万".repeat(100)).is_some_and(|r| r.chars < 3));
    }
}
