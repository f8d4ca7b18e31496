//! Quotation marks and brackets: closed where they are opened, unless the source leaves them open too.

use super::{Fault, Finding, Remark, Scope};

/// What opens and what closes; either form of a bracket closes the other's width.
const PAIRS: [(&[char], &[char]); 6] = [
    (&['(', '（'], &[')', '）']),
    (&['[', '【'], &[']', '】']),
    (&['《'], &['》']),
    (&['「'], &['」']),
    (&['『'], &['』']),
    (&['“'], &['”']),
];

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for (open, close) in PAIRS {
        let of = |text: &str| {
            text.chars()
                .fold(0i64, |sum, c| sum + i64::from(open.contains(&c)) - i64::from(close.contains(&c)))
        };
        let (source, target) = (of(scope.source.text), of(scope.target.text));
        if target != 0 && source == 0 {
            let kinds: String = open.iter().chain(close).collect();
            let marks = if target > 0 { open } else { close };
            let last = scope.target.text.rfind(marks).unwrap_or(0);
            let width = scope.target.text[last..].chars().next().map_or(0, char::len_utf8);
            out.push(
                Finding::new(Fault::Unbalanced, Remark::Unbalanced.of(&[&kinds]))
                    .in_target(last..last + width),
            );
        }
    }
}

/// How many brackets and quotation marks are opened and not closed.
pub(super) fn unclosed(text: &str) -> usize {
    let of = |(open, close): (&[char], &[char])| {
        let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
        count(open).saturating_sub(count(close))
    };
    PAIRS.into_iter().map(of).sum()
}
