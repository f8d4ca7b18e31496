//! Cutting what is too long for a model, and putting pieces side by side again.

use std::ops::Range;

use crate::text::Language;

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

/// What stands between two pieces, as the target language has it: Chinese sentences follow each other without a blank.
pub(super) fn gap(gap: &str, to: Language) -> &str {
    match gap {
        " " if to.is_chinese() => "",
        "" if !to.is_chinese() => " ",
        other => other,
    }
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

    #[test]
    fn gaps_are_those_of_the_target() {
        assert_eq!(gap(" ", Language::Chinese), "");
        assert_eq!(gap("", Language::English), " ");
        assert_eq!(gap("\n\n", Language::English), "\n\n");
    }
}
