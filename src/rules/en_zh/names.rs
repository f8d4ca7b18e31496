//! Names of persons that the lexicon must not take apart: Chinese names in pinyin, and what follows a form of address.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    lexicon,
    token::{Kind, Token},
    word,
};

static SURNAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("surnames.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Initials of Mandarin syllables, the longer first.
const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w",
];
/// Finals of Mandarin syllables.
const FINALS: [&str; 34] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "an", "ao", "ei",
    "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "ve", "a", "e", "i", "o", "u",
    "v",
];
/// Forms of address before a name.
const ADDRESS: [&str; 10] = ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof."];

/// True for a form of address, such as `Mr`.
pub fn is_address(word: &str) -> bool {
    ADDRESS.contains(&word.to_lowercase().as_str())
}

/// True for a Chinese surname in pinyin.
pub fn is_pinyin_surname(word: &str) -> bool {
    SURNAMES.contains(word.to_lowercase().as_str())
}

/// Tokens of the personal name in pinyin that begins at `at`: surname, then a given name of one to three syllables.
pub fn pinyin(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let (surname, given) = (tokens.get(at)?, tokens.get(at + 1)?);
    let named = capital(surname)
        && capital(given)
        && is_pinyin_surname(surname.text)
        && syllables(&given.text.to_lowercase(), 3);
    named.then_some(2)
}

/// Tokens of the name after a form of address.
pub fn addressed(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if !is_address(tokens[at.checked_sub(1)?].text) {
        return None;
    }
    let used = tokens[at..].iter().take(4).take_while(|token| capital(token)).count();
    (used > 0).then_some(used)
}

/// Given names that are places too: with a capital word behind them that no list has, they name somebody.
const GIVEN: [&str; 16] = [
    "Chad", "Jordan", "Austin", "Georgia", "Paris", "Brooklyn", "Sydney", "Florence", "Madison", "Savannah",
    "Dallas", "Houston", "Lincoln", "Troy", "Israel", "Kent",
];

/// Family names that are words too.
const FAMILY: [&str; 60] = [
    "Marsh", "Price", "Rice", "Young", "Wood", "Woods", "Brown", "White", "Black", "Green", "King", "Hill",
    "Stone", "Bell", "Cook", "Carter", "Baker", "Butler", "Fisher", "Hunter", "Mason", "Miller", "Parker",
    "Potter", "Taylor", "Turner", "Walker", "Ward", "Knight", "Lane", "Long", "Little", "Pope", "Reed",
    "Rose", "Sharp", "Short", "Small", "Snow", "Swift", "Wolf", "Berry", "Cross", "Finch", "Flowers", "Fox",
    "Frost", "Gates", "Glass", "Grant", "Gray", "Hardy", "Keys", "Love", "Marks", "Noble", "Peacock",
    "Waters", "Banks", "Bishop",
];

/// How people are told of: what stands behind a name at the beginning of a sentence.
const SAYING: [&str; 14] = [
    "said", "says", "told", "added", "has", "had", "was", "is", "believes", "insisted", "admitted", "scored",
    "won", "and",
];

/// A family name that is a word too, and has no Chinese of its own: Brown is 布朗.
pub fn is_word(text: &str) -> bool {
    let is_name = |record| lexicon::candidates(record).any(|candidate| !"nvadpcrmto".contains(candidate.tag));
    FAMILY.contains(&text) && !lexicon::get(text).is_some_and(is_name)
}

/// The token is the given name of somebody, though it is a place by itself: Chad Mendes.
pub fn is_given(tokens: &[Token<'_>], at: usize) -> bool {
    let is_unknown = |token: &Token<'_>| {
        capital(token) && lexicon::get(token.text).is_none() && !word::is_common(token.text)
    };
    GIVEN.contains(&tokens[at].text) && tokens.get(at + 1).is_some_and(is_unknown)
}

/// The token is a family name, though it is a word: with a capital in the midst of a sentence, and alone; at its beginning before
/// a word of saying.
pub fn is_family(tokens: &[Token<'_>], at: usize) -> bool {
    if !is_word(tokens[at].text) {
        return false;
    }
    let next = tokens.get(at + 1);
    match at.checked_sub(1).map(|at| tokens[at]).filter(|before| before.kind != Kind::Mark) {
        Some(before) => {
            let article = matches!(before.text, "the" | "a" | "an" | "this" | "in" | "on" | "of" | "New");
            !article && !capital(&before) && next.is_none_or(|next| !capital(next))
        }
        None => next.is_some_and(|next| SAYING.contains(&next.text)),
    }
}

fn capital(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && token.text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The word is made of up to `most` syllables of pinyin.
fn syllables(word: &str, most: usize) -> bool {
    let word = word.trim_start_matches(['-', '\'']);
    if word.is_empty() {
        return true;
    }
    if most == 0 {
        return false;
    }
    let initials = INITIALS.iter().copied().chain([""]);
    initials.filter_map(|initial| word.strip_prefix(initial)).any(|rest| {
        FINALS.iter().filter_map(|last| rest.strip_prefix(last)).any(|rest| syllables(rest, most - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::en_zh::token::tokens;

    #[test]
    fn chinese_names_in_pinyin() {
        for (text, used) in [
            ("Zhang Gong said", Some(2)),
            ("Tian Shihong said", Some(2)),
            ("Song Junji", Some(2)),
            ("He Said", None),
            ("Long Street", None),
            ("Fan Club", None),
        ] {
            assert_eq!(pinyin(&tokens(text), 0), used, "{text}");
        }
        assert_eq!(addressed(&tokens("Mr. Brown said"), 1), Some(1));
    }

    #[test]
    fn names_that_are_words_too() {
        for (text, at, is) in [("Chad Mendes won", 0, true), ("Chad and Niger agreed", 0, false)] {
            assert_eq!(is_given(&tokens(text), at), is, "{text}");
        }
        for (text, at, is) in [
            ("Marsh said the rules are clear", 0, true),
            ("Marsh land is wet", 0, false),
            ("the port hired Marsh in May", 3, true),
            ("the Green party won", 1, false),
        ] {
            assert_eq!(is_family(&tokens(text), at), is, "{text}");
        }
    }
}
