//! Counts in English words, and what counts how often: 四次, 3比2.

use super::{chinese, digit, small};

/// A determiner that tells a number above one: "five", "30", "more than 20".
pub fn counts(determiner: &str) -> bool {
    determiner.contains(|c: char| c.is_ascii_digit())
        || determiner.split(' ').any(|word| (2..=10).any(|value| small(value) == Some(word)))
}

/// 四次: four, and how often.
pub fn times(word: &str) -> Option<(&'static str, String)> {
    let mut chars = word.chars();
    let value = match chars.next()? {
        '十' => 10,
        c => digit(c).filter(|value| *value > 1)?,
    };
    (chars.as_str() == "次").then_some(())?;
    let count = small(value)?;
    Some((count, if value == 2 { "twice".to_owned() } else { format!("{count} times") }))
}

/// 3比2: the score of a game, 3-2, and the length of the source.
pub fn score(text: &str) -> Option<(String, usize)> {
    let (left, rest) = points(text)?;
    let (right, rest) = points(rest.strip_prefix('比')?)?;
    // 3比2大: a comparison of numbers.
    let compares = rest.starts_with(['大', '小', '多', '少', '高', '低', '更', '好', '强', '重']);
    (!compares && !rest.starts_with(['个', '名', '年', '月', '.', '%', '万', '亿', '千', '倍']))
        .then(|| (format!("{left}-{right}"), text.len() - rest.len()))
}

/// Up to three figures, or the same in characters.
fn points(text: &str) -> Option<(u128, &str)> {
    let figures = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if figures > 0 {
        let value = text[..figures].parse().ok().filter(|_| figures < 4)?;
        return Some((value, &text[figures..]));
    }
    let (value, length) = chinese(text).filter(|(value, _)| *value < 1000)?;
    Some((value, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_repetitions() {
        assert_eq!(score("3比2获胜"), Some(("3-2".to_owned(), "3比2".len())));
        assert_eq!(score("二比一。"), Some(("2-1".to_owned(), "二比一".len())));
        assert_eq!(score("3比2大"), None);
        assert_eq!(score("比2"), None);
        assert_eq!(times("四次"), Some(("four", "four times".to_owned())));
        assert_eq!(times("一次"), None);
    }

    #[test]
    fn determiners_that_count() {
        for (determiner, expected) in
            [("five", true), ("over 300", true), ("these two", true), ("his", false), ("one", false)]
        {
            assert_eq!(counts(determiner), expected, "{determiner}");
        }
    }
}
