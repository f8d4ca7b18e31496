//! Putting drafts back where their passages were.

use std::ops::Range;

use crate::text::Language;

/// The text with each part replaced by its translation; what lies between parts stays, as the target language has it.
/// Parts are in order and do not overlap.
pub fn stitch<'a>(
    text: &str,
    parts: impl IntoIterator<Item = (Range<usize>, &'a str)>,
    from: Language,
    to: Language,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, part) in parts {
        let between = &text[at..range.start];
        let same = at == 0 || from.is_chinese() == to.is_chinese();
        out.push_str(if same { between } else { gap(between, to) });
        out.push_str(part);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// What stands between two pieces, as the target language has it: Chinese sentences follow each other without a blank.
pub fn gap(gap: &str, to: Language) -> &str {
    match gap {
        " " if to.is_chinese() => "",
        "" if !to.is_chinese() => " ",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{Source, pack};
    use crate::text::Language;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gaps_and_segments_reproduce_the_source(text in "\\PC{0,60}(\n\\PC{0,60}){0,6}", window in 1usize..80) {
            for language in Language::ALL {
                let source = Source::line(&text);
                let segments = source.segments(language);
                let passages = pack(None, &text, &segments, window, str::len);
                let same = passages.iter().map(|passage| (passage.range.clone(), passage.text.as_str()));
                prop_assert_eq!(stitch(&text, same, language, language), text.clone());
                let inside: usize = passages.iter().map(|p| p.segments.len()).sum();
                prop_assert_eq!(inside, segments.len());
            }
        }
    }

    #[test]
    fn gaps_are_those_of_the_target() {
        assert_eq!(gap(" ", Language::Chinese), "");
        assert_eq!(gap("", Language::English), " ");
        assert_eq!(gap("\n\n", Language::English), "\n\n");
        let parts = [(0..3, "One."), (3..6, "Two.")];
        assert_eq!(stitch("一二", parts.clone(), Language::Chinese, Language::English), "One. Two.");
        assert_eq!(stitch("一二", parts, Language::Chinese, Language::TraditionalChinese), "One.Two.");
    }
}
