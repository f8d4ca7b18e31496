//! How many tokens go in, and how many may come out.

/// The most tokens of a passage of a translation. Passages are judged and tried again one by one, so small ones waste
/// little; a paragraph of news has 40 to 200 tokens.
pub(super) const PASSAGE: usize = 256;

/// The most tokens of a line that is translated in one go; longer ones are cut between sentences. Small models lose
/// sentences in long texts.
pub(super) const LINE: usize = 512;

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

/// Tokens that a summary of `sentences` may have; never more than a quarter of the window, which is for reading.
pub(super) fn summary(sentences: usize, window: usize) -> usize {
    (sentences * SENTENCE + 32).min(window / 4)
}
