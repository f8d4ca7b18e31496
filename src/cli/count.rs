//! Counts as people write them.

use std::fmt::Display;

/// "1 record", "2 records".
pub fn counted(number: impl Display, one: &str) -> String {
    let number = number.to_string();
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// "20,000": digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        let told = [0, 7, 999, 1000, 20_000, 1_234_567].map(grouped);
        assert_eq!(told, ["0", "7", "999", "1,000", "20,000", "1,234,567"]);
    }
}
