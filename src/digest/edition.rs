//! Look-alike events of different years: "2021 Forum" and "2023 Forum" are two stories.

use super::Candidate;

/// Characters of the lead in which the year of an event is looked for.
const LEAD: usize = 300;

/// The years that a candidate names in its headline, or else at the beginning of its text.
pub fn years(candidate: &Candidate) -> Vec<u16> {
    let named = find(&candidate.title);
    if named.is_empty() { find(&candidate.text[..candidate.text.floor_char_boundary(LEAD)]) } else { named }
}

/// True when both name years and share none.
pub fn apart(a: &[u16], b: &[u16]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|year| b.contains(year))
}

/// Numbers of four digits from 1900 to 2099 that stand alone.
fn find(text: &str) -> Vec<u16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (1900..2100).contains(year)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_alone() {
        assert_eq!(find("2023年青岛论坛；GB/T 19001-2016；12345"), [2023, 2016]);
        assert!(apart(&[2021], &[2023]));
        assert!(!apart(&[2021, 2023], &[2023]));
        assert!(!apart(&[], &[2023]));
    }
}
