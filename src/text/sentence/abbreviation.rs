//! The word lists of the English rules.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// What a full stop after an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It belongs to what comes next (Dr.).
    Before,
    /// It belongs to the number that comes next (No.).
    Number,
    /// It may end a sentence (Inc.).
    Open,
    /// It ends a sentence more often than not where a capital letter follows (etc.).
    Close,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    let mut kind = None;
    for line in data_lines(include_str!("abbreviations.txt")) {
        match line {
            "[before]" => kind = Some(Kind::Before),
            "[number]" => kind = Some(Kind::Number),
            "[open]" => kind = Some(Kind::Open),
            "[close]" => kind = Some(Kind::Close),
            words => kinds.extend(kind.iter().flat_map(|kind| words.split(' ').map(|w| (w, *kind)))),
        }
    }
    kinds
});

static STARTERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| data_lines(include_str!("starters.txt")).flat_map(|line| line.split(' ')).collect());

static NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| data_lines(include_str!("names.txt")).collect());

fn data_lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What kind of abbreviation a word is. `word` comes without the full stop under question.
pub fn kind(word: &str) -> Option<Kind> {
    ABBREVIATIONS
        .get(word.to_lowercase().as_str())
        .copied()
        .or_else(|| is_initials(word).then_some(Kind::Open))
}

/// True for a word that begins sentences.
pub fn is_starter(word: &str) -> bool {
    STARTERS.contains(word.to_lowercase().replace('’', "'").as_str())
}

/// True for a name that ends in an exclamation or question mark.
pub fn is_name_with_mark(word: &str) -> bool {
    NAMES.contains(word)
}

/// Single letters with full stops between them: `U.N`, `J.C`, and `E` alone where it is a capital.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.');
    let single = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    if word.contains('.') {
        letters.all(single)
    } else {
        single(word) && word.chars().all(char::is_uppercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert_eq!(kind("Dr"), Some(Kind::Before));
        assert_eq!(kind("No"), Some(Kind::Number));
        assert_eq!(kind("Ltd"), Some(Kind::Open));
        assert_eq!(kind("p.m"), Some(Kind::Close));
        assert_eq!(kind("Q.T"), Some(Kind::Open), "any initials");
        assert_eq!(kind("standard"), None);
        assert!(is_starter("The") && is_starter("It’s") && !is_starter("Government"));
        assert!(is_name_with_mark("Yahoo!"));
    }

    #[test]
    fn no_word_stands_in_two_sections() {
        let listed = data_lines(include_str!("abbreviations.txt"))
            .filter(|line| !line.starts_with('['))
            .flat_map(|line| line.split(' '))
            .count();
        assert_eq!(listed, ABBREVIATIONS.len());
    }
}
