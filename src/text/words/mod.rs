//! Words of a text, for counting and comparing.

mod chinese;
mod dictionary;
mod unseen;

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};

use super::{Language, script::is_han};

static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("stop_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(' '))
        .collect()
});

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The words of `text` in order: runs of letters and digits, a number with its inner points and commas
/// (`1,000.5`) and a contraction (`don't`) in one piece; Chinese by a segmenter. In an English text each
/// Chinese character is a word of its own.
pub fn words(text: &str, language: Language) -> Vec<&str> {
    let mut out = Vec::new();
    let mut cutter = chinese::Cutter::default();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let han = chinese::run(rest);
        let len = if han > 0 {
            if language.is_chinese() {
                cutter.cut(&rest[..han], &mut out);
            } else {
                out.extend(rest[..han].split_inclusive(|_| true));
            }
            han
        } else {
            let len = alphabetic_run(rest);
            out.push(&rest[..len]);
            len
        };
        rest = &rest[len..];
    }
    out
}

/// True for a Chinese word that the segmenter's dictionary has.
pub fn is_chinese_word(word: &str) -> bool {
    let characters: Vec<char> = word.chars().map(super::script::simplified_form).collect();
    !characters.is_empty() && dictionary::has(&characters)
}

/// True for words that say little about what a text is about.
pub fn is_stop(word: &str) -> bool {
    STOP_WORDS.contains(lower(word).as_ref())
}

/// The Snowball stem of an English word, lower-cased; other words come back lower-cased.
pub fn stem(word: &str) -> String {
    let lower = lower(word);
    if lower.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
        STEMMER.stem(&lower).into_owned()
    } else {
        lower.into_owned()
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase();
    Cow::Owned(if lower.contains('’') { lower.replace('’', "'") } else { lower })
}

/// Bytes of the word in an alphabet, or number, that `text` begins with.
fn alphabetic_run(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let inner = match c {
            '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
            '\'' | '’' => before.is_alphabetic() && after.is_alphabetic() && !is_han(after),
            _ => false,
        };
        if !inner && (!c.is_alphanumeric() || is_han(c)) {
            return i;
        }
        before = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn english_words() {
        assert_eq!(
            words("It's 1,000.5 kg, ISO 9001:2015 (GB/T 1.1), state-of-the-art.", Language::English),
            ["It's", "1,000.5", "kg", "ISO", "9001", "2015", "GB", "T", "1.1", "state", "of", "the", "art"]
        );
        assert_eq!(words("5 标准 five", Language::English), ["5", "标", "准", "five"]);
    }

    #[test]
    fn chinese_words() {
        assert_eq!(
            words("国家标准GB 7718自2024年起实施。", Language::Chinese),
            ["国家标准", "GB", "7718", "自", "2024", "年", "起", "实施"]
        );
    }

    #[test]
    fn traditional_text_is_cut_like_simplified() {
        assert_eq!(
            words("國家標準自發布之日起實施。", Language::TraditionalChinese),
            ["國家標準", "自", "發布", "之日起", "實施"]
        );
    }

    #[test]
    fn stop_words_in_any_case() {
        assert!(is_stop("The") && is_stop("的") && is_stop("Don’t"));
        assert!(!is_stop("standard") && !is_stop("标准"));
    }

    #[test]
    fn stems() {
        assert_eq!(stem("Standards"), "standard");
        assert_eq!(stem("Published"), stem("publishing"));
        assert_eq!(stem("标准"), "标准");
        assert_eq!(stem("ISO9001"), "iso9001");
    }

    proptest! {
        /// Words stand in the text in their order and hold every letter and digit of it.
        #[test]
        fn nothing_is_lost(text in "([標準a-c'’.,0-9 标准委员会]|\\PC){0,60}") {
            for language in Language::ALL {
                let kept: String = words(&text, language).concat();
                let keep = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                prop_assert_eq!(keep(&kept), keep(&text));
            }
        }
    }
}
