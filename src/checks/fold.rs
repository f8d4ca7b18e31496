//! Texts as the checks read them: one width, single spaces. Places are led back to the original.

use std::{borrow::Cow, ops::Range};

/// A text in which full-width letters and digits are ASCII, and runs of white space within a line one space.
pub(super) struct Folded<'a> {
    /// The folded text.
    pub text: Cow<'a, str>,
    /// Folded position and original position where the distance between the two changes, in order.
    shifts: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        if !text.chars().any(|c| folded(c) != c) && !text.contains("  ") {
            return Self { text: Cow::Borrowed(text), shifts: Vec::new() };
        }
        let mut out = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        let mut distance = 0;
        for (at, c) in text.char_indices() {
            let c = folded(c);
            if c == ' ' && out.ends_with(' ') || c == '\r' {
                continue;
            }
            if at - out.len() != distance {
                distance = at - out.len();
                shifts.push((out.len(), at));
            }
            out.push(c);
        }
        Self { text: Cow::Owned(out), shifts }
    }

    /// The place in the original of a place in the folded text.
    pub(super) fn original(&self, span: Range<usize>, original: &str) -> Range<usize> {
        let start = self.position(span.start);
        // The end is found from the last character, which may be wider in the original.
        let last =
            self.text.get(span.clone()).and_then(|s| s.char_indices().next_back()).map_or(0, |(i, _)| i);
        let last = self.position(span.start + last);
        let width = original.get(last..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8);
        start..(last + width).min(original.len()).max(start)
    }

    fn position(&self, at: usize) -> usize {
        let i = self.shifts.partition_point(|(folded, _)| *folded <= at);
        i.checked_sub(1).map_or(at, |i| {
            let (folded, original) = self.shifts[i];
            original + (at - folded)
        })
    }
}

fn folded(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＄' | '．' | '／' | '－' => {
            // The full-width forms stand in the order of ASCII, this far above it.
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\t' | '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let text = "共 　２０２５　年 ABＣ 人";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "共 2025 年 ABC 人");
        let year = folded.text.find("2025").unwrap_or(0);
        assert_eq!(&text[folded.original(year..year + 4, text)], "２０２５");
        let end = folded.text.len();
        assert_eq!(&text[folded.original(end - 3..end, text)], "人");
        assert!(matches!(Folded::new("plain text").text, Cow::Borrowed(_)));
    }
}
