//! What must come through untouched: addresses, e-mail, {placeholders}, %s, tags, code spans.

use std::collections::HashSet;

use super::{Fault, Finding, Remark, Scope, Work, quote::quoted};

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    if scope.work == Work::Summary {
        return;
    }
    let kept: HashSet<&str> = find(scope.target.text).into_iter().map(|s| &scope.target.text[s]).collect();
    for span in find(scope.source.text) {
        let text = &scope.source.text[span.clone()];
        if !kept.contains(text) {
            let message = Remark::MissingOrChanged.of(&[&quoted(text)]);
            out.push(Finding::new(Fault::PlaceholderLost, message).in_source(span));
        }
    }
}

/// The places of all such pieces, in order.
fn find(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut end = 0;
    for (i, c) in text.char_indices() {
        if i < end {
            continue;
        }
        let rest = &text[i..];
        let len = match c {
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => address(rest),
            '{' => enclosed(rest, "{", "}"),
            '$' if rest.starts_with("${") => enclosed(rest, "${", "}"),
            '%' => printf(rest),
            _ => None,
        };
        if let Some(len) = len {
            end = i + len;
            found.push(i..end);
        }
    }
    found
}

/// An address up to white space or what cannot stand in one, without the punctuation of the sentence.
fn address(rest: &str) -> Option<usize> {
    let end = rest
        .find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | ')' | ']'))
        .unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (address.len() > "https://".len()).then_some(address.len())
}

/// `{name}` or `${name}`: a short name in letters, digits and dots.
fn enclosed(rest: &str, open: &str, close: &str) -> Option<usize> {
    // Longer things in braces are code or text.
    let body = &rest.as_bytes()[open.len()..rest.len().min(open.len() + 40)];
    let len =
        body.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-')).count();
    let end = open.len() + len;
    (len > 0 && rest.as_bytes().get(end) == close.as_bytes().first()).then_some(end + close.len())
}

/// `%s`, `%d`, `%1$s`; not "100%" or "% of".
fn printf(rest: &str) -> Option<usize> {
    let body = rest[1..].trim_start_matches(|c: char| c.is_ascii_digit());
    let position = rest.len() - 1 - body.len();
    let body = if position > 0 { body.strip_prefix('$')? } else { body };
    let kind = body.chars().next().filter(|c| matches!(c, 's' | 'd' | '@'))?;
    let after = body[1..].chars().next();
    (!after.is_some_and(|c| c.is_alphanumeric())).then_some(rest.len() - body.len() + kind.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces() {
        let text = "See https://www.iso.org/a_b. {name} has %d of 100% and ${x}, {a b}, %1$s.";
        let found: Vec<_> = find(text).into_iter().map(|s| &text[s]).collect();
        assert_eq!(found, ["https://www.iso.org/a_b", "{name}", "%d", "${x}", "%1$s"]);
    }
}
