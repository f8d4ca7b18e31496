//! The form of a noun before another noun: economy → economic, "A, B and others" → "A, B and other".

use std::{collections::HashMap, sync::LazyLock};

static ADJECTIVES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("attributive.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit_once(' '))
        .collect()
});

/// The noun phrase as a modifier.
pub fn form(noun: &str) -> String {
    if let Some(list) = noun.strip_suffix(" and others") {
        return format!("{list} and other");
    }
    ADJECTIVES.get(noun).map_or_else(|| noun.to_owned(), |adjective| (*adjective).to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn nouns_turn_into_adjectives() {
        for (noun, adjective) in [
            ("economy", "economic"),
            ("whole world", "global"),
            ("forum", "forum"),
            ("tea and others", "tea and other"),
        ] {
            assert_eq!(super::form(noun), adjective);
        }
    }
}
