//! Numbers written in digits, ASCII or full-width, with thousands separators and a decimal point.

use super::value::Value;

/// What a run of digits says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The value; `None` for a string of digits too long to be a number.
    pub value: Option<Value>,
    /// Bytes read.
    pub len: usize,
    /// Dots with digits on both sides: two or more make a version or an address, not a number.
    pub dots: usize,
    /// Digits before the decimal point.
    pub whole_digits: usize,
    /// A zero stands before other digits (0571, 007): an identifier or a part of a date.
    pub leading_zero: bool,
}

/// The value of an ASCII or full-width digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Reads the number at the start of `text`.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut run = Run::default();
    let mut at = run.digits(text);
    if run.count == 0 {
        return None;
    }
    let leading_zero = run.count > 1 && run.first == 0;
    if run.count <= 3 && !leading_zero {
        while let Some(separator) = group(&text[at..]) {
            at += separator;
            at += run.digits(&text[at..]);
        }
    }
    let whole_digits = run.count;
    let mut dots = 0;
    while let Some(point) = text[at..].chars().next().filter(|c| matches!(c, '.' | '．'))
        && let fraction = at + point.len_utf8()
        && text[fraction..].chars().next().is_some_and(|c| digit(c).is_some())
    {
        dots += 1;
        at = fraction + run.digits(&text[fraction..]);
    }
    let value = u32::try_from(run.count - whole_digits)
        .ok()
        .filter(|_| run.count <= MOST_DIGITS && dots < 2)
        .and_then(|scale| Value::decimal(run.value, scale));
    Some(Reading { value, len: at, dots, whole_digits, leading_zero })
}

/// A longer string of digits counts nothing: account numbers, hashes.
const MOST_DIGITS: usize = 18;

/// The bytes of a thousands separator, where `rest` starts with one and exactly three digits.
fn group(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let separator = chars.next()?;
    // A no-break or thin space separates thousands too; a plain space may part two numbers.
    if !matches!(separator, ',' | '，' | '\u{a0}' | '\u{202f}' | '\u{2009}') {
        return None;
    }
    let first = chars.next()?;
    digit(first)?;
    // In Chinese the full-width comma parts clauses; it groups full-width digits alone.
    if separator == '，' && first.is_ascii_digit() {
        return None;
    }
    digit(chars.next()?)?;
    digit(chars.next()?)?;
    let more = chars.next().is_some_and(|c| digit(c).is_some());
    (!more).then_some(separator.len_utf8())
}

/// The digits while they are read.
#[derive(Default)]
struct Run {
    value: i128,
    count: usize,
    first: u32,
}

impl Run {
    /// Takes the digits at the start of `text`; returns the bytes taken.
    fn digits(&mut self, text: &str) -> usize {
        for (i, c) in text.char_indices() {
            let Some(d) = digit(c) else { return i };
            if self.count == 0 {
                self.first = d;
            }
            self.count += 1;
            if self.count <= MOST_DIGITS {
                self.value = self.value * 10 + i128::from(d);
            }
        }
        text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        read(text)?.value.map(|v| v.to_string())
    }

    #[test]
    fn separators_and_points() {
        for (text, want) in [
            ("1,234,567.5 yuan", "1234567.5"),
            ("12,345元", "12345"),
            ("1,2,3", "1"),
            ("2016,100", "2016"),
            ("１２３．５", "123.5"),
            ("3.50", "3.5"),
            ("７，６５７", "7657"),
            ("12，345", "12"),
            ("7.", "7"),
        ] {
            assert_eq!(value(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn not_numbers() {
        assert_eq!(value("6.1.12"), None);
        assert_eq!(value(&"9".repeat(100_000)), None);
        assert_eq!(read(&"9".repeat(100_000)).map(|r| r.len), Some(100_000));
        assert_eq!(read("0571").map(|r| r.leading_zero), Some(true));
    }
}
