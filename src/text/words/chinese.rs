//! Chinese words, as the segmenter jieba cuts them: the likeliest row of words of a dictionary, and in what that
//! leaves as single characters the words that a model finds.

use std::ops::Range;

use super::{dictionary, unseen};
use crate::text::script::{self, is_han};

#[cfg(test)]
mod tests;

/// The segmenter gets no more than so many bytes at a time; a longer run without any mark is not prose.
const LONGEST_RUN: usize = 3 * 1024;

/// Bytes of the run of Chinese characters that `text` begins with.
pub fn run(text: &str) -> usize {
    let end = text.find(|c| !is_han(c)).unwrap_or(text.len());
    text.floor_char_boundary(end.min(LONGEST_RUN))
}

/// Cuts runs of Chinese characters; what it needs for one is kept for the next.
#[derive(Default)]
pub struct Cutter {
    chars: Vec<char>,
    /// Where each character begins, and where the last one ends.
    offsets: Vec<usize>,
    /// The score of what follows each character, and where the word ends that begins with it.
    route: Vec<(f64, usize)>,
}

impl Cutter {
    /// Appends the words of a run of Chinese characters. The dictionary is in Simplified script, so Traditional
    /// text is cut where its Simplified form is.
    pub fn cut<'a>(&mut self, run: &'a str, out: &mut Vec<&'a str>) {
        self.chars.clear();
        self.chars.extend(run.chars().map(script::simplified_form));
        self.offsets.clear();
        self.offsets.extend(run.char_indices().map(|(at, _)| at).chain([run.len()]));
        let mut start = 0;
        for block in self.chars.chunk_by(|a, b| is_cut(*a) && is_cut(*b)) {
            let mut emit = |word: Range<usize>| {
                let span = self.offsets[start + word.start]..self.offsets[start + word.end];
                out.push(&run[span]);
            };
            if block.len() == 1 {
                emit(0..1);
            } else {
                find_route(block, &mut self.route);
                follow(block, &self.route, &mut emit);
            }
            start += block.len();
        }
    }
}

/// True for the characters that jieba cuts; any other is a word of its own.
fn is_cut(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{2a6df}'
            | '\u{2a700}'..='\u{2ebef}'
            | '\u{2f800}'..='\u{2fa1f}'
    )
}

/// The likeliest word at each character, from the end on; of two as likely the longer.
fn find_route(block: &[char], route: &mut Vec<(f64, usize)>) {
    route.clear();
    route.resize(block.len() + 1, (0.0, block.len()));
    for at in (0..block.len()).rev() {
        let mut best: Option<(f64, usize)> = None;
        dictionary::prefixes(&block[at..], |length, log| {
            let score = log + route[at + length].0;
            if best.is_none_or(|(least, _)| score >= least) {
                best = Some((score, at + length));
            }
        });
        route[at] = best.unwrap_or_else(|| (dictionary::unknown() + route[at + 1].0, at + 1));
    }
}

/// Emits the words along a route; the model joins what stands alone.
fn follow(block: &[char], route: &[(f64, usize)], emit: &mut impl FnMut(Range<usize>)) {
    let mut alone = 0;
    let mut at = 0;
    while at < block.len() {
        let end = route[at].1;
        if end - at > 1 {
            join(block, alone..at, emit);
            emit(at..end);
            alone = end;
        }
        at = end;
    }
    join(block, alone..at, emit);
}

/// Emits what single characters in a row are: a word that the dictionary has is less likely than its characters.
fn join(block: &[char], singles: Range<usize>, emit: &mut impl FnMut(Range<usize>)) {
    let text = &block[singles.clone()];
    if text.len() < 2 || dictionary::has(text) {
        singles.for_each(|at| emit(at..at + 1));
        return;
    }
    let mut start = singles.start;
    unseen::cut(text, |end| {
        emit(start..singles.start + end);
        start = singles.start + end;
    });
}
