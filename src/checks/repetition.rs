//! The same words again and again, as a model does that has lost its way. What the source repeats may be repeated.

use std::collections::HashMap;

use super::{Fault, Finding, Remark, Scope};

/// A repeated piece has at least this much: shorter ones repeat in honest text ("no, no, no", "哈哈哈").
const LEAST: usize = 6;

/// So many copies one after another are no accident.
const COPIES: usize = 3;

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    let target = scope.target.text;
    let span = tail(target)
        .filter(|_| tail(scope.source.text).is_none())
        .or_else(|| sentences(target).filter(|_| sentences(scope.source.text).is_none()));
    if let Some(span) = span {
        out.push(Finding::new(Fault::Repeated, Remark::Repetitive).in_target(span));
    }
}

/// The end of the text, where it is one piece several times over.
///
/// The failure function of Knuth, Morris and Pratt on the reversed text gives the period of each
/// suffix in linear time.
fn tail(text: &str) -> Option<std::ops::Range<usize>> {
    let reversed: Vec<(usize, char)> =
        text.trim_end().char_indices().rev().filter(|(_, c)| !c.is_whitespace()).collect();
    let mut fail = vec![0usize; reversed.len()];
    let mut best = None;
    let mut matched = 0;
    // One character over and over (a rule of dashes, a cry) is typography, and so is a row of marks.
    let letter = reversed.iter().position(|(_, c)| c.is_alphabetic())?;
    for k in 1..reversed.len() {
        while matched > 0 && reversed[k].1 != reversed[matched].1 {
            matched = fail[matched - 1];
        }
        matched += usize::from(reversed[k].1 == reversed[matched].1);
        fail[k] = matched;
        let period = k + 1 - matched;
        if k + 1 >= COPIES * period && period >= LEAST && letter < period {
            best = Some(reversed[k].0..text.trim_end().len());
        }
    }
    best
}

/// A sentence that stands several times in the text.
fn sentences(text: &str) -> Option<std::ops::Range<usize>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut start = 0;
    for piece in text.split_inclusive(['。', '！', '？', '.', '!', '?', '\n', '；', ';']) {
        let end = start + piece.len();
        let sentence = piece.trim();
        if sentence.chars().filter(|c| c.is_alphanumeric()).count() >= 2 * LEAST {
            let count = counts.entry(sentence).or_default();
            *count += 1;
            if *count > COPIES {
                return Some(start..end);
            }
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_repeats() {
        let text = "标准今日发布。委员会将继续工作。委员会将继续工作。委员会将继续工作。";
        assert_eq!(tail(text).map(|s| &text[s]), Some(&text["标准今日发布".len()..]));
        assert!(tail("The work goes on The work goes on The work goes on").is_some());
        for fine in ["哈哈哈哈哈哈哈哈哈哈", "----------------------", "no, no, no", "a b c d e f g", ""]
        {
            assert_eq!(tail(fine), None, "{fine}");
        }
    }

    #[test]
    fn long_texts() {
        let start = std::time::Instant::now();
        tail(&"ab".repeat(500_000));
        tail(&format!("{}b", "a".repeat(1_000_000)));
        assert!(start.elapsed().as_secs() < 5);
    }
}
