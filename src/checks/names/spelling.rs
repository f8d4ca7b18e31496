//! Slips of the pen in names: Pheonix for Phoenix. They name no one else.

use super::super::effort;

/// Shorter names differ by a letter and are others: Iran and Iraq.
const SHORTEST: usize = 5;

/// True where two words differ by one letter more, less or changed, or by two that have changed places.
pub(super) fn is_slip(word: &str, known: &str) -> bool {
    effort::spend(1);
    let (a, b) = (word.as_bytes(), known.as_bytes());
    if a.len().min(b.len()) < SHORTEST || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([w, x], [y, z]) => w == z && x == y,
        (left, right) => left.len() <= 1 && right.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (slip, name) in [("pheonix", "phoenix"), ("milwall", "millwall"), ("dormterm", "domterm")] {
            assert!(is_slip(slip, name) && is_slip(name, slip), "{slip}");
        }
        for (one, other) in [("iran", "iraq"), ("geneva", "vienna"), ("austria", "australia")] {
            assert!(!is_slip(one, other), "{one}");
        }
    }
}
