//! How many tokens go in, and how many may come out.

/// The most tokens of a passage of a translation. Passages are judged and tried again one by one, so small ones waste
/// little; a paragraph of news has 40 to 200 tokens.
pub(super) const PASSAGE: usize = 256;

/// The most tokens of a line that is translated in one go; longer ones are cut between sentences. Small models lose
/// sentences in long texts.
const LINE: usize = 512;

/// The most tokens of a text that is summarized in one go, whatever the window: beyond it small models forget the beginning,
/// and attention costs more than the words.
pub(super) const TEXT: usize = 6_000;

/// Tokens of a sentence of a summary at most: a long sentence of news has 60 words, Chinese ones 100 characters.
const SENTENCE: usize = 120;

/// Tokens that a translation of `tokens` may have. Between Chinese and English the number changes by less than half
/// under the vocabularies covered; what has three times as many has lost its way.
pub(super) fn translation(tokens: usize) -> usize {
    tokens * 3 + 32
}

/// The most tokens of a line that is translated in one go where the window holds `free` tokens beside the prompt's own: as
/// many for the line and twice as many for its translation.
pub(super) fn line(free: usize) -> usize {
    (free.saturating_sub(32) / 3).clamp(1, LINE)
}

/// Tokens that a summary of `sentences` may have; never more than a quarter of the window, which is for reading.
pub(super) fn summary(sentences: usize, window: usize) -> usize {
    (sentences * SENTENCE + 32).min(window / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_room_for_its_translation() {
        for free in 36..4_000 {
            let line = line(free);
            assert!(line <= LINE && line + 2 * line + 32 <= free, "{line} of {free}");
        }
        assert_eq!(line(8_000), LINE);
        assert_eq!((line(0), line(33)), (1, 1));
    }
}
