//! Digits that name something: COVID-19, iPhone 7, GB/T 1234-2025, Linux 6.1.

use super::super::{Fault, Finding, Scope, figures::Figure};

/// Every identifier of the target stands in the source, in some writing.
pub(super) fn check(scope: &Scope, source: &[Figure], target: &[Figure], out: &mut Vec<Finding>) {
    let known: std::collections::HashSet<String> = source
        .iter()
        .flat_map(|f| {
            let text = &scope.source.text[f.span.clone()];
            [plain(text), digits(text)]
        })
        .collect();
    for figure in target.iter().filter(|f| f.is_identifier()) {
        let text = &scope.target.text[figure.span.clone()];
        if known.contains(&plain(text)) || known.contains(&digits(text)) {
            continue;
        }
        let message = format!("“{text}” is not in the source.");
        out.push(Finding::new(Fault::IdentifierChanged, message).in_target(figure.span.clone()));
    }
}

/// The letters and digits alone, in one case: "COVID-19" and "Covid 19" are one name.
fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The digits alone: "iPhone7" beside "苹果7".
fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect::<String>()
        .trim_matches('.')
        .to_owned()
}
