//! Chinese words, by the segmenter jieba.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::text::script::{self, is_han};

/// Loading takes about a tenth of a second, so it waits for the first Chinese text.
static SEGMENTER: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The segmenter gets no more than so many bytes at a time; a longer run without any mark is not prose.
const LONGEST_RUN: usize = 3 * 1024;

/// Bytes of the run of Chinese characters that `text` begins with.
pub fn run(text: &str) -> usize {
    let end = text.find(|c| !is_han(c)).unwrap_or(text.len());
    text.floor_char_boundary(end.min(LONGEST_RUN))
}

/// Appends the words of a run of Chinese characters. The segmenter's dictionary is in Simplified script, so
/// Traditional text is cut where its Simplified form is; both have the same length, character by character.
pub fn cut<'a>(run: &'a str, out: &mut Vec<&'a str>) {
    if !run.chars().any(script::is_traditional) {
        out.extend(SEGMENTER.cut(run, true).into_iter().map(|token| token.word));
        return;
    }
    let simplified: String = run.chars().map(script::simplified_form).collect();
    let mut rest = run;
    for token in SEGMENTER.cut(&simplified, true) {
        let length: usize = rest.chars().take(token.word.chars().count()).map(char::len_utf8).sum();
        let (word, after) = rest.split_at(length);
        out.push(word);
        rest = after;
    }
}
