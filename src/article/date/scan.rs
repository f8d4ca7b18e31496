//! The parts that dates are made of: figures, names of months, Chinese numerals.

use crate::text::dates::{MONTHS, WEEKDAYS};

/// A place in a text, moved on by what is recognised there.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Scan<'a> {
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Runs another reading from the start of the text.
    pub fn retry<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.at = 0;
        read(self)
    }

    /// Reads a part that may be missing, and the spaces before it.
    pub fn optional(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) {
        let before = self.at;
        self.spaces();
        if read(self).is_none() {
            self.at = before;
        }
    }

    pub fn one_of(&mut self, options: &[&'static str]) -> Option<&'static str> {
        let found = options.iter().find(|option| self.rest().starts_with(**option))?;
        self.at += found.len();
        Some(found)
    }

    pub fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let count = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        if count < least {
            return None;
        }
        let value = self.rest()[..count].parse().ok();
        self.at += count;
        value
    }

    /// False inside a longer number (`2023-06-131`) or a standard's number (`2023-06-13-A`).
    pub fn ends_number(&self) -> bool {
        !self.rest().starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '/')
    }

    pub fn spaces(&mut self) {
        let rest = self.rest();
        let blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}');
        self.at += rest.len() - rest.trim_start_matches(blank).len();
    }

    /// What stands between the parts of a date: spaces, a comma.
    pub fn gap(&mut self) {
        self.spaces();
        self.one_of(&[",", "-", "|"]);
        self.spaces();
    }

    pub fn letters(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()]
    }

    /// The position of a name of three letters or more among `names`.
    pub fn name(&mut self, names: &[&str]) -> Option<u32> {
        let word = self.letters();
        let long_enough = word.len() >= 3;
        let position = names.iter().position(|name| {
            long_enough && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        })?;
        self.at += word.len();
        self.one_of(&["."]);
        u32::try_from(position).ok()
    }

    pub fn month(&mut self) -> Option<u32> {
        let month = self.name(&MONTHS)? + 1;
        self.gap();
        Some(month)
    }

    pub fn weekday(&mut self) {
        if self.name(&WEEKDAYS).is_some() {
            self.gap();
        }
    }

    pub fn ordinal(&mut self) {
        if matches!(self.letters(), "st" | "nd" | "rd" | "th") {
            self.at += 2;
        }
    }

    /// A number in Chinese numerals before `unit`: by digits (二〇二三) or up to 99 (三十一).
    pub fn han_number(&mut self, unit: &'static str) -> Option<u32> {
        let mut value = 0;
        let mut count = 0;
        for c in self.rest().chars().take(5) {
            if c == '十' {
                value = if value == 0 { 10 } else { value * 10 };
                let next = self.rest()[(count + 1) * 3..].chars().next().and_then(han_digit);
                value += next.unwrap_or(0);
                count += 1 + usize::from(next.is_some());
                break;
            }
            let Some(digit) = han_digit(c) else { break };
            value = value * 10 + digit;
            count += 1;
        }
        // Every numeral read is three bytes long.
        self.at += count * 3;
        self.one_of(&[unit]).filter(|_| count > 0).map(|_| value)
    }
}

fn han_digit(c: char) -> Option<u32> {
    let position = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'].iter().position(|d| *d == c);
    position.and_then(|p| u32::try_from(p).ok())
}
