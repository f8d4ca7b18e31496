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

/// Provinces and the like: a city before them takes a comma.
const PROVINCES: &str = "Shandong Jiangsu Zhejiang Anhui Fujian Jiangxi Henan Hubei Hunan Guangdong Hainan Sichuan Guizhou Yunnan \
    Shaanxi Gansu Qinghai Hebei Shanxi Liaoning Jilin Heilongjiang Guangxi Ningxia Xinjiang Tibet Taiwan California Texas \
    Florida Germany France Italy Japan Canada Australia Britain England Scotland India Russia Turkey Brazil";

/// Is this a place that holds cities?
pub fn holds_cities(name: &str) -> bool {
    let name = name.strip_suffix(" Province").unwrap_or(name);
    !name.is_empty() && PROVINCES.split_whitespace().any(|province| province == name)
}

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
