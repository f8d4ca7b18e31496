//! Putting drafts back where their passages were.

use super::Passage;

/// The source with each passage replaced by its draft; what lies between passages stays as it is.
/// `drafts` has one text for each passage, in the same order.
pub fn stitch(text: &str, passages: &[Passage], drafts: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (passage, draft) in passages.iter().zip(drafts) {
        out.push_str(&text[at..passage.range.start]);
        out.push_str(draft);
        at = passage.range.end;
    }
    out.push_str(&text[at..]);
    out
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
                let same: Vec<String> = passages.iter().map(|p| p.text.clone()).collect();
                prop_assert_eq!(stitch(&text, &passages, &same), text.clone());
                let inside: usize = passages.iter().map(|p| p.segments.len()).sum();
                prop_assert_eq!(inside, segments.len());
            }
        }
    }
}
