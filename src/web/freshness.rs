//! For how long an answer may be used again without asking (RFC 9111, 5.2.2), and whether it may be kept.

use std::time::Duration;

/// What an answer says of its keeping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Freshness {
    /// It may be kept.
    pub kept: bool,
    /// It is good for so long.
    pub fresh: Duration,
}

/// No answer is believed for longer; a page of news that says a year means that nobody thought of it.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads the headers `Cache-Control` and `Age`.
pub(super) fn of(control: Option<&str>, age: Option<&str>) -> Freshness {
    let mut freshness = Freshness { kept: true, fresh: Duration::ZERO };
    let mut always_ask = false;
    for directive in control.unwrap_or_default().split(',') {
        let directive = directive.trim().to_ascii_lowercase();
        let (name, value) = directive.split_once('=').unwrap_or((&directive, ""));
        match name {
            "no-store" => freshness.kept = false,
            "no-cache" => always_ask = true,
            "max-age" => {
                let seconds = value.trim_matches('"').parse().unwrap_or(0);
                let spent = age.and_then(|age| age.trim().parse().ok()).unwrap_or(0);
                freshness.fresh =
                    Duration::from_secs(seconds).saturating_sub(Duration::from_secs(spent)).min(LONGEST);
            }
            _ => {}
        }
    }
    if always_ask || !freshness.kept {
        freshness.fresh = Duration::ZERO;
    }
    freshness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read() {
        let seconds = |control, age| of(Some(control), age).fresh.as_secs();
        assert_eq!(seconds("public, max-age=600", None), 600);
        assert_eq!(seconds("max-age=\"600\"", Some("100")), 500);
        assert_eq!(seconds("max-age=600, no-cache", None), 0);
        assert_eq!(seconds("max-age=99999999999", None), 86400);
        assert_eq!(of(None, None), Freshness { kept: true, fresh: Duration::ZERO });
        assert!(!of(Some("No-Store"), None).kept);
    }
}
