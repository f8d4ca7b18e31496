//! The name of a site behind the title of its page, and the title without it.

use super::{headline::columns, script::is_han};

/// What parts a title from the name of its site, and whether it does so in English too.
const SEPARATORS: [(&str, bool); 11] = [
    (" | ", true),
    (" - ", true),
    (" – ", true),
    (" — ", true),
    (" :: ", true),
    (" · ", true),
    ("|", true),
    ("｜", true),
    ("_", false),
    ("——", false),
    ("-", false),
];

/// Columns of a headline before the name of a site at least.
const SHORTEST_BEFORE_SITE: usize = 8;

/// Columns of a headline before an underscore at least, where what follows is not known as a site.
const SHORTEST_BEFORE_TAIL: usize = 20;

/// Characters of a site's name at most.
const LONGEST_SITE: usize = 24;

/// Characters of the name of a part of a site at most.
const LONGEST_CHANNEL: usize = 8;

/// How names of sites end, or what they are.
const SITES: [&str; 32] = [
    "网",
    "中新",
    "網",
    "新闻",
    "新聞",
    "日报",
    "日報",
    "晚报",
    "晚報",
    "时报",
    "時報",
    "在线",
    "频道",
    "频道首页",
    "门户网站",
    "官网",
    "客户端",
    "资讯",
    "社区",
    "博客",
    "知乎",
    "News",
    "Times",
    "Post",
    "Daily",
    "CNN",
    "BBC",
    "Reuters",
    "NPR",
    "Online",
    ".com",
    ".org",
];

/// The title without marks that cannot be seen and without the name of the site behind it: that of the publisher, or one that
/// ends as such names do.
pub fn without_site<'a>(title: &'a str, publisher: Option<&str>) -> &'a str {
    let mut title = trimmed(title);
    // "Headline_Channel_Site"
    for _ in 0..3 {
        let Some(shorter) = shorter(title, publisher) else { break };
        title = match shorter.rsplit_once('_') {
            Some((headline, channel)) if title[shorter.len()..].starts_with('_') && is_channel(channel) => {
                headline
            }
            _ => shorter,
        };
    }
    title
}

/// The name of a part of a site, which stands before that of the site.
fn is_channel(name: &str) -> bool {
    name.chars().count() <= LONGEST_CHANNEL && name.chars().all(is_han)
}

/// Without blanks and marks that cannot be seen.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

fn shorter<'a>(title: &'a str, publisher: Option<&str>) -> Option<&'a str> {
    let chinese = title.chars().any(is_han);
    let cut = |(separator, everywhere): &(&str, bool)| {
        let (headline, site) = title.rsplit_once(separator).filter(|_| *everywhere || chinese)?;
        let (headline, site) = (trimmed(headline), trimmed(site).trim_end_matches(['.', '。']));
        let own = publisher.is_some_and(|name| {
            let (name, site) = (name.to_lowercase(), site.to_lowercase());
            !site.is_empty() && (name.contains(&site) || site.contains(&name))
        });
        let named = |name: &str| SITES.iter().any(|end| name.ends_with(end));
        let is_site = own || named(site) || site.split('-').any(named);
        // "Snow: as told by the news" is a headline, and "News | BBC News" has none.
        let lower = site.starts_with(|c: char| c.is_ascii_lowercase());
        let enough = columns(headline) >= if own { 4 } else { SHORTEST_BEFORE_SITE };
        let fits = site.chars().count() <= LONGEST_SITE && enough && (own || !lower);
        // "中国-东盟新闻" and "2023-2024年新闻" are words of the headline.
        let number = headline.ends_with(|c: char| c.is_ascii_digit());
        let joined = *separator == "-" && (number || !site.chars().all(is_han));
        (is_site && fits && !joined).then_some(headline)
    };
    SEPARATORS.iter().find_map(cut).or_else(|| without_tail(title))
}

/// Without what an underscore parts from a Chinese headline: the name of a column or a site, much shorter than the headline.
fn without_tail(title: &str) -> Option<&str> {
    let (headline, tail) = title.rsplit_once('_')?;
    let is_headline = headline.chars().any(is_han) && columns(headline) >= SHORTEST_BEFORE_TAIL;
    (is_headline && !tail.is_empty() && 2 * columns(tail) <= columns(headline)).then_some(trimmed(headline))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sites_are_no_part_of_a_title() {
        for (title, publisher, expected) in [
            ("\u{feff}Pumps work again - BBC News", None, "Pumps work again"),
            ("水泵标准发布_新闻频道_临海网", None, "水泵标准发布"),
            ("水泵标准发布-临海网", None, "水泵标准发布"),
            ("水泵标准发布_政商_临海新闻-TheTown.", None, "水泵标准发布"),
            ("水泵_标准发布", None, "水泵_标准发布"),
            ("临海发布首批水泵标准，厂家要求细则_百分泵业", None, "临海发布首批水泵标准，厂家要求细则"),
            ("Pumps work | Harbour Gazette", Some("Harbour Gazette"), "Pumps work"),
            ("Pumps work - and valves do not", None, "Pumps work - and valves do not"),
            ("Snake_case names in the Daily", None, "Snake_case names in the Daily"),
            ("2023-2024年水泵新闻", None, "2023-2024年水泵新闻"),
            ("BBC News", None, "BBC News"),
            ("Pumps work again - and so do the News", None, "Pumps work again - and so do the News"),
        ] {
            assert_eq!(without_site(title, publisher), expected);
        }
    }
}
