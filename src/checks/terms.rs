//! The user's glossary: a term of the source is translated as wanted.

use super::{Fault, Finding, Remark, Scope};

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for term in scope.glossary.terms() {
        let Some(source) = find(scope.source.text, &term.source) else {
            continue;
        };
        if find(scope.target.text, &term.target).is_none() {
            let message = Remark::TermMissing.of(&[&term.target, &term.source]);
            out.push(Finding::new(Fault::TermMissing, message).in_source(source));
        }
    }
}

/// Where a term stands: in any case, as whole words where it is Latin.
fn find(text: &str, term: &str) -> Option<std::ops::Range<usize>> {
    let first = term.chars().next()?;
    let word_before = |i: usize| text[..i].ends_with(|c: char| c.is_ascii_alphanumeric());
    let word_after = |i: usize| text[i..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let last_is_letter = term.ends_with(|c: char| c.is_ascii_alphanumeric());
    text.char_indices().filter(|(_, c)| c.eq_ignore_ascii_case(&first)).map(|(i, _)| i..i + term.len()).find(
        |span| {
            text.get(span.clone()).is_some_and(|found| found.eq_ignore_ascii_case(term))
                && !(first.is_ascii_alphanumeric() && word_before(span.start))
                && !(last_is_letter && word_after(span.end) && !text[span.end..].starts_with('s'))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_case() {
        assert_eq!(find("The Technical Committees met", "technical committee"), Some(4..23));
        assert_eq!(find("isolated", "iso"), None);
        assert_eq!(find("国家标准GB发布", "GB"), Some(12..14));
        assert_eq!(find("", ""), None);
    }
}
