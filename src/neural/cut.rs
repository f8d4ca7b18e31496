//! Cutting what is too long for a model.

use std::ops::Range;

/// A sentence, cut in halves until each part fits: at a comma near the middle, else anywhere between characters.
pub(super) fn halves(text: &str, range: Range<usize>, fits: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let sentence = &text[range.clone()];
    if sentence.len() <= 4 || fits(sentence) {
        return vec![range];
    }
    let middle = sentence.len() / 2;
    let breaks = sentence.char_indices().filter(|(_, c)| matches!(c, '，' | '；' | '、' | ',' | ';' | ' '));
    let nearest = breaks.map(|(at, c)| at + c.len_utf8()).min_by_key(|at| at.abs_diff(middle));
    let far = |at: &usize| at.abs_diff(middle) <= sentence.len() / 4;
    let cut = range.start + nearest.filter(far).unwrap_or_else(|| sentence.floor_char_boundary(middle));
    let mut parts = halves(text, range.start..cut, fits);
    parts.extend(halves(text, cut..range.end, fits));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, most: usize) -> Vec<&str> {
        halves(text, 0..text.len(), &|part| part.len() <= most).into_iter().map(|part| &text[part]).collect()
    }

    #[test]
    fn cuts_are_at_commas_near_the_middle_else_between_characters() {
        assert_eq!(cut("one, two and three", 40), ["one, two and three"]);
        assert_eq!(cut("one two three, four five six", 20), ["one two three,", " four five six"]);
        assert_eq!(cut("标准化工作会议", 9).concat(), "标准化工作会议");
        assert_eq!(cut("", 9), [""]);
    }
}
