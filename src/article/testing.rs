//! What the tests of all readers hold.

use super::Block;

/// Blocks are in order, do not overlap, start and end with ink, and leave none outside.
pub(super) fn assert_covered(text: &str, blocks: &[Block]) {
    let mut at = 0;
    for block in blocks {
        assert!(block.range.start >= at && block.range.end > block.range.start, "{blocks:?} of {text:?}");
        assert!(text[at..block.range.start].trim().is_empty(), "ink before {block:?} of {text:?}");
        let content = &text[block.range.clone()];
        assert_eq!(content, content.trim(), "{text:?}");
        at = block.range.end;
    }
    assert!(text[at..].trim().is_empty(), "ink after {at} of {text:?}");
}
