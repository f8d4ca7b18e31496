//! An exact number: a fraction in lowest terms, so that 1.2 万, 12,000 and twelve thousand are equal.

use std::{cmp::Ordering, fmt};

/// An exact non-negative number; writing out how many of something there are needs no sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Value {
    numerator: i128,
    denominator: i128,
}

/// Past this, numerators and denominators are not kept: products of two still fit into 128 bits,
/// and no text counts that far.
const LIMIT: i128 = 10i128.pow(18);

impl Value {
    /// Zero.
    pub const ZERO: Value = Value { numerator: 0, denominator: 1 };

    /// A whole number; `None` past 10^18.
    pub fn whole(number: u64) -> Option<Self> {
        Self::ratio(i128::from(number), 1)
    }

    /// A small whole number, for tables and tests.
    pub const fn small(number: u32) -> Self {
        Self { numerator: number as i128, denominator: 1 }
    }

    /// `numerator / denominator`; `None` for a zero denominator, a negative part or one past the limit.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 || numerator < 0 {
            return None;
        }
        // Division of 128 bits takes many times as long, and nearly all numbers are small.
        let value = match (u64::try_from(numerator), u64::try_from(denominator)) {
            (Ok(above), Ok(below)) => {
                let common = gcd(above, below);
                Self { numerator: (above / common).into(), denominator: (below / common).into() }
            }
            _ => {
                let common = wide_gcd(numerator, denominator);
                Self { numerator: numerator / common, denominator: denominator / common }
            }
        };
        (value.numerator <= LIMIT && value.denominator <= LIMIT).then_some(value)
    }

    /// The decimal `digits / 10^scale`.
    pub fn decimal(digits: i128, scale: u32) -> Option<Self> {
        Self::ratio(digits, 10i128.checked_pow(scale)?)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        // Both parts are at most 10^18, so neither product can pass 10^36.
        Self::ratio(self.numerator * other.numerator, self.denominator * other.denominator)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::ratio(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )
    }

    /// The number itself if it is whole.
    pub fn as_whole(self) -> Option<u64> {
        (self.denominator == 1).then(|| u64::try_from(self.numerator).ok())?
    }

    /// The nearest floating-point number, for tolerances only.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// How many decimal digits stand before trailing zeros: 1,200 has two, 3.14 three.
    pub fn significant_digits(self) -> u32 {
        let (Ok(mut scaled), Ok(mut denominator)) =
            (u64::try_from(self.numerator), u64::try_from(self.denominator))
        else {
            return u32::MAX;
        };
        // A terminating decimal has only 2 and 5 in its denominator. The limit leaves room for one more digit.
        while denominator.is_multiple_of(2) || denominator.is_multiple_of(5) {
            if scaled >= LIMIT as u64 {
                break;
            }
            let common = gcd(scaled * 10, denominator);
            scaled = scaled * 10 / common;
            denominator /= common;
        }
        while scaled != 0 && scaled.is_multiple_of(10) {
            scaled /= 10;
        }
        scaled.checked_ilog10().map_or(1, |log| log + 1)
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else if 10i128.pow(18) % self.denominator == 0 {
            let text = format!("{:018}", self.numerator % self.denominator * (LIMIT / self.denominator));
            write!(f, "{}.{}", self.numerator / self.denominator, text.trim_end_matches('0'))
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

/// The greatest common divisor; `b` when `a` is zero.
fn gcd(mut a: u64, mut b: u64) -> u64 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

/// The same for the products of two values.
fn wide_gcd(mut a: i128, mut b: i128) -> i128 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_however_made() {
        let third = Value::ratio(2, 6);
        assert_eq!(third, Value::ratio(1, 3));
        assert_eq!(Value::decimal(12, 1).and_then(|v| v.times(Value::small(10_000))), Value::whole(12_000));
        assert_eq!(Value::ratio(1, 0), None);
        assert_eq!(Value::whole(u64::MAX), None);
    }

    #[test]
    fn shown_as_people_write() {
        let show = |n, s| Value::decimal(n, s).map(|v| v.to_string());
        assert_eq!(show(314, 2).as_deref(), Some("3.14"));
        assert_eq!(show(1005, 3).as_deref(), Some("1.005"));
        assert_eq!(show(70, 1).as_deref(), Some("7"));
        assert_eq!(Value::ratio(2, 3).map(|v| v.to_string()).as_deref(), Some("2/3"));
    }

    #[test]
    fn significant() {
        assert_eq!(Value::small(1200).significant_digits(), 2);
        assert_eq!(Value::decimal(314, 2).map(Value::significant_digits), Some(3));
        assert_eq!(Value::ZERO.significant_digits(), 1);
        assert_eq!(Value::decimal(123_456_789_012_345_678, 18).map(Value::significant_digits), Some(18));
        // 1/3 never ends: its numerator counts.
        assert_eq!(Value::ratio(17, 30).map(Value::significant_digits), Some(2));
    }
}
