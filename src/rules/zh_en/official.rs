//! Official names of bodies, documents and events, which go before what the dictionary makes of their words.

use std::{collections::HashMap, sync::LazyLock};

use crate::rules::terms;

/// Shorter names are too often something else.
const SHORTEST: usize = 4 * '会'.len_utf8();

/// Names by their first character, as (Chinese, English).
static NAMES: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut names: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for pair in terms::official().filter(|pair| pair.from_chinese && is_name(pair.english)) {
        // A document is named with its marks and without.
        let bare = pair.chinese.trim_start_matches('《').trim_end_matches('》');
        let numbered = pair.english.starts_with(|c: char| c.is_ascii_digit());
        for chinese in [pair.chinese, bare].into_iter().filter(|name| numbered || name.len() >= SHORTEST) {
            let Some(first) = chinese.chars().next() else { continue };
            let same = names.entry(first).or_default();
            if same.iter().all(|(old, _)| *old != chinese) {
                same.push((chinese, pair.english));
            }
        }
    }
    names
});

/// The official names at the start of `text`: length and English.
pub fn names(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let same = text.chars().next().and_then(|first| NAMES.get(&first));
    let all = same.into_iter().flatten();
    all.filter(move |(chinese, _)| text.starts_with(chinese))
        .map(|(chinese, english)| (chinese.len(), *english))
}

/// A name in full: words with a capital, no short form.
fn is_name(english: &str) -> bool {
    english.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && english.contains(' ')
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_found_in_full() {
        let found: Vec<_> = super::names("国家标准化管理委员会主任").collect();
        assert_eq!(found, [("国家标准化管理委员会".len(), "Standardization Administration of China")]);
        assert_eq!(super::names("会议").count(), 0);
    }
}
