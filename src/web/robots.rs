//! What a site asks of programs in its `robots.txt` (RFC 9309), and how long they should pause (`Crawl-delay`, which is
//! older than the standard and not in it).
//!
//! `texting_robots`, the crate for it, brings two versions of `regex-automata`, `nom` 7 and `bstr` 0.2 for a format of four
//! words, and was last released in 2023.

use std::time::Duration;

/// We are this to sites (RFC 9309, 2.2.1).
pub(super) const NAME: &str = "zhaiyi";

/// What of a `robots.txt` must be read at least (RFC 9309, 2.5).
pub(super) const LONGEST: u64 = 500 * 1024;

/// Rules for us.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Robots {
    /// Patterns of paths, and whether they may be read.
    rules: Vec<(String, bool)>,
    /// The pause between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Reads the rules of our own group, or else of the group for all.
    pub fn parse(text: &str) -> Self {
        let (mut own, mut all) = (None::<Self>, None::<Self>);
        // Whom the group that is being read is for, and whether its rules have begun.
        let (mut for_us, mut for_all, mut begun) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if begun {
                    (for_us, for_all, begun) = (false, false, false);
                }
                // `zhaiyi/2.0` is us too.
                let product = value.split(['/', ' ']).next().unwrap_or_default();
                for_us |= product.eq_ignore_ascii_case(NAME);
                for_all |= value == "*";
                if for_us {
                    own.get_or_insert_default();
                }
                continue;
            }
            let rule = match key.as_str() {
                "allow" | "disallow" => {
                    begun = true;
                    // An empty pattern matches nothing.
                    (!value.is_empty()).then(|| (normal(value), key == "allow"))
                }
                "crawl-delay" => {
                    begun = true;
                    None
                }
                _ => continue,
            };
            let delay = (key == "crawl-delay").then(|| seconds(value)).flatten();
            for (applies, group) in [(for_us, &mut own), (for_all, &mut all)] {
                if applies {
                    let group = group.get_or_insert_default();
                    group.rules.extend(rule.clone());
                    group.delay = group.delay.max(delay);
                }
            }
        }
        own.or(all).unwrap_or_default()
    }

    /// True for a path that may be read: the longest pattern that matches decides; of two as long, the kinder one.
    pub fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        let matching = self.rules.iter().filter(|(pattern, _)| matches(pattern.as_bytes(), path.as_bytes()));
        let best = matching.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed));
        path == "/robots.txt" || best.is_none_or(|(_, allowed)| *allowed)
    }
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(1e6)))
}

/// The path with every character that may be written both ways as it is, and every other one as its bytes (RFC 9309, 2.2.2).
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let escaped = match bytes[at..] {
            [b'%', high, low, ..] => hex(high).zip(hex(low)).map(|(high, low)| (high * 16 + low) as u8),
            _ => None,
        };
        let byte = escaped.unwrap_or(bytes[at]);
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain || (escaped.is_none() && byte.is_ascii_graphic()) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

/// True if the path begins with what the pattern says: `*` is any run of characters, `$` at the end is the end.
/// Linear in time for each star, as the last one alone needs to be tried again.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (mut p, mut at) = (0, 0);
    let mut star = None;
    loop {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p + 1, at));
            p += 1;
        } else if p == pattern.len() && (!whole || at == path.len()) {
            return true;
        } else if p < pattern.len() && at < path.len() && pattern[p] == path[at] {
            (p, at) = (p + 1, at + 1);
        } else {
            match star {
                Some((after, from)) if from < path.len() => {
                    star = Some((after, from + 1));
                    (p, at) = (after, from + 1);
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_the_standard_says() {
        for (pattern, path, expected) in [
            ("/", "/a", true),
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish", false),
            ("/fish*.php", "/fish/x.php?y", true),
            ("/*.php$", "/a.php", true),
            ("/*.php$", "/a.php?x", false),
            ("/*.php$", "/a.php.php", true),
            ("*", "/", true),
            ("/a/*/c", "/a/b/x/c", true),
            ("/a/*/c", "/a/c", false),
            ("/$", "/", true),
            ("/$", "/x", false),
        ] {
            assert_eq!(matches(pattern.as_bytes(), path.as_bytes()), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn our_own_group_counts_or_else_that_for_all() {
        let text = "\u{feff}User-agent: other\nUser-agent: *\nDisallow: /private # not this\nAllow: /private/open\nCrawl-delay: 2.5\n\n\
            User-Agent: Zhaiyi/1.0\nDisallow:\nDisallow: /ours\nSitemap: x\nuser-agent: badbot\nDisallow: /\n";
        let robots = Robots::parse(text);
        assert!(robots.allow("/private") && !robots.allow("/ours/x") && robots.allow("/robots.txt"));
        assert_eq!(robots.delay, None);
        let robots = Robots::parse(&text.replace("Zhaiyi", "x"));
        assert!(!robots.allow("/private/x") && robots.allow("/private/open/y") && robots.allow("/ours"));
        assert_eq!(robots.delay, Some(Duration::from_millis(2500)));
        assert!(Robots::parse("").allow("/x") && Robots::parse("<html>no</html>").allow("/x"));
        assert!(!Robots::parse("User-agent: zhaiyi\nDisallow: /%e6%a0%87").allow("/标准"));
        assert!(!Robots::parse("user-agent:*\ndisallow:/\n").allow("/"));
        assert!(Robots::parse("User-agent: *\nDisallow: /\nUser-agent: zhaiyi\nAllow: /").allow("/"));
        let two = Robots::parse("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b");
        assert!(!two.allow("/a") && !two.allow("/b"), "groups for the same are one");
    }

    #[test]
    fn any_text_is_rules_in_a_moment() {
        proptest::proptest!(|(text in "(user-agent: ?(\\*|zhaiyi)|disallow: ?[a-z*$/%]{0,30}|crawl-delay: [0-9.a-]{0,4}|\n|#){0,20}", path in "/[a-z%$*标]{0,20}")| {
            Robots::parse(&text).allow(&path);
        });
        assert!(!matches("*a".repeat(2000).as_bytes(), "a".repeat(1999).as_bytes()));
    }
}
