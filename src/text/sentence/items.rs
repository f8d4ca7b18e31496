//! Items of a list that was run into one line: `1) First item 2) Second item`.

use super::mark;

/// The longest label that is read, in bytes (`xviii.)`).
const LONGEST: usize = 8;

/// The label of a list item: `2.`, `b)`, `iv.)`, `• 3.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label<'a> {
    /// True where a bullet stands before it.
    bullet: bool,
    /// The number or letter.
    text: &'a str,
    /// What follows it: `.`, `)` or `.)`; nothing for a bare bullet.
    suffix: &'a str,
    /// Bytes of the whole.
    pub len: usize,
}

impl<'a> Label<'a> {
    /// The label that `text` begins with.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut rest = text;
        let bullet = rest.starts_with(mark::is_bullet);
        if bullet {
            rest = rest.trim_start_matches(mark::is_bullet).trim_start_matches(' ');
        }
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let number = window.find(|c: char| !c.is_ascii_alphanumeric()).map_or(window, |end| &window[..end]);
        let after = &window[number.len()..];
        let suffix = [".)", ".", ")"].into_iter().find(|suffix| after.starts_with(suffix)).unwrap_or("");
        let ends = after[suffix.len()..].is_empty() || after[suffix.len()..].starts_with(' ');
        if !suffix.is_empty() && ends && ordinals(number).next().is_some() {
            let len = text.len() - rest.len() + number.len() + suffix.len();
            return Some(Self { bullet, text: number, suffix, len });
        }
        let len = text.len() - rest.len();
        bullet.then_some(Self { bullet, text: "", suffix: "", len })
    }

    /// True when this label comes right after `before` in a list.
    pub fn follows(&self, before: &Label<'_>) -> bool {
        if self.bullet != before.bullet || self.suffix != before.suffix {
            return false;
        }
        if self.text.is_empty() {
            return before.text.is_empty();
        }
        ordinals(before.text).any(|(style, n)| ordinals(self.text).any(|this| this == (style, n + 1)))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Number,
    Letter,
    Capital,
    Roman,
}

/// The ways to read a label as a position in a list: `i` is the ninth letter and the first Roman numeral.
fn ordinals(label: &str) -> impl Iterator<Item = (Style, u32)> {
    let number = (label.len() <= 3).then(|| label.parse().ok()).flatten();
    let letter = match label.as_bytes() {
        [c] if c.is_ascii_lowercase() => Some((Style::Letter, u32::from(c - b'a'))),
        [c] if c.is_ascii_uppercase() => Some((Style::Capital, u32::from(c - b'A'))),
        _ => None,
    };
    let numbered = number.map(|n| (Style::Number, n));
    let roman = roman(label).map(|n| (Style::Roman, n));
    [numbered, letter, roman].into_iter().flatten()
}

/// Lower-case Roman numerals up to xxxix.
fn roman(label: &str) -> Option<u32> {
    let tens = label.len() - label.trim_start_matches('x').len();
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        .iter()
        .position(|unit| *unit == &label[tens..])?;
    let value = u32::try_from(tens * 10 + units).ok()?;
    (tens <= 3 && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(before: &str, this: &str) -> bool {
        let labels = Label::read(before).zip(Label::read(this));
        labels.is_some_and(|(before, this)| this.follows(&before))
    }

    #[test]
    fn labels_in_order() {
        assert!(follows("1.) First", "2.) Second"));
        assert!(follows("i) First", "ii) Second"));
        assert!(follows("h) Eighth", "i) Ninth"));
        assert!(follows("A. First", "B. Second"));
        assert!(follows("• 9. Ninth", "• 10. Tenth"));
        assert!(follows("• one", "• two"));
    }

    #[test]
    fn labels_out_of_order_or_of_other_styles() {
        assert!(!follows("1. First", "3. Third"));
        assert!(!follows("1. First", "2) Second"));
        assert!(!follows("1. First", "2.5 litres"));
        assert!(!follows("Word. First", "b. Second"));
        assert!(!follows("", ""));
    }
}
