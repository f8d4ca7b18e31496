//! Names of persons that the lexicon must not take apart: Chinese names in pinyin, and what follows a form of address.

use std::{collections::HashSet, sync::LazyLock};

use super::token::{Kind, Token};

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

/// Tokens of the personal name in pinyin that begins at `at`: surname, then a given name of one to three syllables.
pub fn pinyin(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let (surname, given) = (tokens.get(at)?, tokens.get(at + 1)?);
    let named = capital(surname)
        && capital(given)
        && SURNAMES.contains(surname.text.to_lowercase().as_str())
        && syllables(&given.text.to_lowercase(), 3);
    named.then_some(2)
}

/// Tokens of the name after a form of address.
pub fn addressed(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let address = at.checked_sub(1).map(|at| tokens[at].text.to_lowercase())?;
    if !ADDRESS.contains(&address.as_str()) {
        return None;
    }
    let used = tokens[at..].iter().take(4).take_while(|token| capital(token)).count();
    (used > 0).then_some(used)
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
}
