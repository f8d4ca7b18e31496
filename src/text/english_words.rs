//! Which English words the dictionary has, and how countries are named.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use fst::Set;

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words_en.fst"));
static NAMES_OF_THE_NEWS: &str = include_str!("../../build/names.txt");

// An index that cannot be read is an empty one; a test holds that it can.
static SET: LazyLock<Option<Set<&[u8]>>> = LazyLock::new(|| Set::new(WORDS).ok());

/// For each word of a name that is written in several ways all of them: germany, german, germans.
static GROUPS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut groups: HashMap<_, HashSet<_>> = HashMap::new();
    for line in NAMES_OF_THE_NEWS.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(" | ").skip(1).flat_map(str::split_whitespace).collect();
        for word in &words {
            groups.entry(*word).or_default().extend(&words);
        }
    }
    groups.retain(|_, words| words.len() > 1);
    groups
});

/// The endings that a word may have beside the form that the dictionary has.
const ENDINGS: [&str; 8] = ["s", "es", "ed", "d", "ing", "ly", "er", "r"];

/// True for a word in lower case that means something and names nothing, as it is or without an ending.
pub fn is_word(word: &str) -> bool {
    let known = |word: &str| SET.as_ref().is_some_and(|set| set.contains(word));
    let without = |ending: &&str| {
        let stem = word.strip_suffix(*ending).filter(|stem| stem.len() >= 3);
        stem.is_some_and(|stem| known(stem) || known(&format!("{stem}e")))
    };
    known(word) || ENDINGS.iter().any(without)
}

/// The ways in which the name is written that a word in lower case is one of: of a country its name and its people's.
pub fn ways_of_naming(word: &str) -> Option<&'static HashSet<&'static str>> {
    GROUPS.get(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names() {
        assert!(is_word("meeting") && is_word("bridges") && !is_word("geneva") && !is_word("lanzhou"));
        assert!(ways_of_naming("danish").is_some_and(|ways| ways.contains("denmark")));
        assert!(ways_of_naming("geneva").is_none());
    }
}
