//! Digits that are part of a name: "GB/T 1234-2025", "COVID-19", "iPhone7", "NL63".

/// True where letters right before the digits make them part of a name. `before` ends at the digits.
pub(super) fn names(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some(c) if c.is_ascii_alphabetic() => super::unit::sign_before(before).is_none(),
        Some('-' | '‑' | '_' | '/') => chars.next().is_some_and(|c| c.is_ascii_alphabetic()),
        _ => false,
    }
}

/// The start of the name whose letters end `before`: back over letters, digits and the joints between.
/// Looks back over a bounded stretch only.
pub(super) fn start(before: &str) -> usize {
    before
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, '-' | '‑' | '_' | '/' | '.'))
        .last()
        .map_or(before.len(), |(i, _)| i)
}

/// The bytes at the start of `rest` that go on with a name: letters, digits, joints before a digit.
pub(super) fn tail(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joint = matches!(c, '-' | '‑' | '_' | '/' | '.')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_alphanumeric());
        if !c.is_ascii_alphanumeric() && !joint {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_to_letters() {
        assert!(names("COVID-") && names("iPhone") && names("HCoV-NL"));
        assert!(!names("RMB") && !names("about ") && !names("—") && !names("2016-"));
        assert_eq!(start("has COVID-"), 4);
        assert_eq!(tail("-CoV-2 and"), 6);
        assert_eq!(tail("-1. Then"), 2);
    }
}
