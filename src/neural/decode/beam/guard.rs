//! What keeps a translation from saying the same again and again.

/// A circle has at least so many tokens in all: a number may well have seven zeros.
const LEAST: usize = 8;

/// The longest part that is looked for: a clause.
const LONGEST: usize = 32;

/// Where a text that goes round in circles began to: how many of its tokens are to be kept, if it does so at its end.
///
/// Some opus-mt models, of English into Chinese above all, do not end a sentence but begin it again. A part that stands
/// there three times (a short one until it fills [`LEAST`] tokens) is said once.
pub(super) fn circle(tokens: &[u32]) -> Option<usize> {
    let size = tokens.len();
    (1..=LONGEST.min(size / 3)).find_map(|period| {
        let times = LEAST.div_ceil(period).max(3);
        let span = period * times;
        let tail = tokens.get(size.checked_sub(span)?..)?;
        let same = tail.iter().zip(&tail[period..]).all(|(one, other)| one == other);
        same.then(|| size - span + period)
    })
}

/// The tokens that would say a sequence of `size` tokens a second time, as `no_repeat_ngram_size` of `transformers` has it:
/// the start counts.
pub(super) fn repeats(start: u32, tokens: &[u32], size: usize) -> Vec<u32> {
    let all: Vec<u32> = std::iter::once(start).chain(tokens.iter().copied()).collect();
    if size == 0 || all.len() < size {
        return Vec::new();
    }
    let last = &all[all.len() + 1 - size..];
    let same = all.windows(size).filter(|window| window[..size - 1] == *last);
    same.map(|window| window[size - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_at_the_end_only() {
        let circle = |text: &str| circle(&text.bytes().map(u32::from).collect::<Vec<_>>());
        assert_eq!(circle("abcdefg"), None);
        assert_eq!(circle("xabcabcabc"), Some(4));
        assert_eq!(circle("xabcabcabcd"), None, "it went on");
        assert_eq!(circle("xabcabc"), None, "twice may be meant");
        assert_eq!(circle("1000000"), None);
        assert_eq!(circle("x00000000"), Some(2));
        assert_eq!(circle("yabababab"), Some(3));
        assert_eq!(circle(""), None);
    }

    #[test]
    fn a_sequence_is_banned_the_second_time() {
        let banned = |tokens: &[u32], size| repeats(9, tokens, size);
        assert_eq!(banned(&[1, 2, 3, 1, 2], 3), [3]);
        assert_eq!(banned(&[1, 2, 3], 3), [0; 0]);
        assert_eq!(banned(&[1, 9], 2), [1], "the start counts");
        assert_eq!(banned(&[4], 1), [9, 4]);
        assert_eq!(banned(&[], 3), [0; 0]);
    }
}
