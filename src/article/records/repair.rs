//! Mends the one fault of JSON that otherwise sound exporters make: half a UTF-16 pair (`"\ud83d"`) in a string.

/// The text with every lone surrogate escape replaced by `\ufffd`; `None` when there is none.
pub(super) fn lone_surrogates(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        at += found;
        match surrogate(json, at) {
            Some(High) if surrogate(json, at + 6) == Some(Low) => at += 12,
            Some(_) => {
                out.push_str(&json[copied..at]);
                out.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // A backslash and what it escapes, so that `\\u` is not taken for `\u`.
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    out.push_str(&json[copied..]);
    (copied > 0).then_some(out)
}

#[derive(PartialEq)]
enum Half {
    High,
    Low,
}
use Half::{High, Low};

fn surrogate(json: &str, at: usize) -> Option<Half> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(High),
        0xdc00..=0xdfff => Some(Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_halves_are_replaced() {
        for (json, mended) in [
            (r#""\ud83d\ude00 whole""#, None),
            (r#""\\ud83d is no escape""#, None),
            (r#""\ud83d alone""#, Some(r#""\ufffd alone""#)),
            (r#""标准\udc00\ud83d\ude00""#, Some(r#""标准\ufffd\ud83d\ude00""#)),
            (r#""\ud8"#, None),
            ("\\", None),
            ("\\标", None),
        ] {
            assert_eq!(lone_surrogates(json).as_deref(), mended, "{json}");
        }
    }
}
