//! The adjectives of countries: China → Chinese.

use std::{collections::HashMap, sync::LazyLock};

static ADJECTIVES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let two = ["South Korean", "North Korean", "South African", "New Zealand"];
    include_str!("countries.txt")
        .lines()
        .filter_map(|line| {
            let adjective = two.into_iter().find(|two| line.ends_with(two));
            let at = line.len()
                - adjective.map_or_else(|| line.len() - line.rfind(' ').unwrap_or(0) - 1, str::len);
            Some((line.get(..at)?.trim_end(), line.get(at..)?))
        })
        .collect()
});

/// The adjective of a country or continent.
pub fn adjective(country: &str) -> Option<&'static str> {
    ADJECTIVES.get(country).copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn countries_have_adjectives() {
        for (country, adjective) in [
            ("China", "Chinese"),
            ("South Korea", "South Korean"),
            ("Saudi Arabia", "Saudi"),
            ("New Zealand", "New Zealand"),
        ] {
            assert_eq!(super::adjective(country), Some(adjective));
        }
    }
}
