//! Packing segments into passages that fit one engine call.

use std::ops::Range;

/// Two paragraphs of news: more context helps no model, and only what is near helps at all.
const BEFORE: usize = 1_000;

/// Consecutive segments that fit one engine call. One passage in, one draft out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The article's headline, for context.
    pub title: Option<String>,
    /// The end of what stands before it in the source, for context: [`BEFORE`] bytes at most.
    pub before: String,
    /// The segments with the gaps between them, as in the source.
    pub text: String,
    /// Where the segments are in `text`: byte ranges, in order.
    pub segments: Vec<Range<usize>>,
    /// Where `text` is in the source.
    pub range: Range<usize>,
}

/// Packs `segments` of `text` into passages of at most `window` units each, as `measure` counts them.
///
/// Only white space may lie between the segments of one passage. Where a passage has to end before the
/// window is full of it, it ends at a line break if there was one, so that lines stay whole. A segment that is
/// larger than the window is a passage by itself: the engine decides what to do with it.
pub fn pack(
    title: Option<&str>,
    text: &str,
    segments: &[Range<usize>],
    window: usize,
    measure: impl Fn(&str) -> usize,
) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut open = 0;
    let mut used = 0;
    let mut last_line = 0;
    for (i, segment) in segments.iter().enumerate() {
        let size = measure(&text[segment.clone()]);
        if i > open {
            let gap = &text[segments[i - 1].end..segment.start];
            let solid = gap.chars().any(|c| !c.is_whitespace());
            if gap.contains('\n') {
                last_line = i;
            }
            if solid {
                passages.push(passage(title, text, &segments[open..i]));
                (open, used) = (i, 0);
            } else if used + size > window {
                let cut = if last_line > open { last_line } else { i };
                passages.push(passage(title, text, &segments[open..cut]));
                open = cut;
                used = segments[cut..i].iter().map(|kept| measure(&text[kept.clone()])).sum();
            }
        }
        used += size;
    }
    if open < segments.len() {
        passages.push(passage(title, text, &segments[open..]));
    }
    passages
}

fn passage(title: Option<&str>, text: &str, segments: &[Range<usize>]) -> Passage {
    let range = segments[0].start..segments[segments.len() - 1].end;
    Passage {
        title: title.map(str::to_owned),
        before: text[text.ceil_char_boundary(range.start.saturating_sub(BEFORE))..range.start].to_owned(),
        text: text[range.clone()].to_owned(),
        segments: segments.iter().map(|s| s.start - range.start..s.end - range.start).collect(),
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(window: usize) -> Vec<String> {
        let text = "aa bb\ncc dd\n\nee";
        let segments = [0..2, 3..5, 6..8, 9..11, 13..15];
        pack(None, text, &segments, window, str::len).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn a_passage_ends_at_a_line_break_when_it_can() {
        assert_eq!(texts(100), ["aa bb\ncc dd\n\nee"]);
        assert_eq!(texts(6), ["aa bb", "cc dd\n\nee"]);
        assert_eq!(texts(4), ["aa bb", "cc dd", "ee"]);
        assert_eq!(texts(1), ["aa", "bb", "cc", "dd", "ee"]);
    }

    #[test]
    fn code_between_segments_parts_passages() {
        let text = "one\n`x = 1`\ntwo";
        let passages = pack(Some("t"), text, &[0..3, 12..15], 100, str::len);
        assert_eq!(passages.len(), 2);
        assert_eq!(passages[1].range, 12..15);
        assert_eq!(passages[1].segments[0], 0..3);
    }
}
