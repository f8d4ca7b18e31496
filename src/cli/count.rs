//! Counts as people write them.

use std::fmt::Display;

/// "1 record", "2 records".
pub fn counted(number: impl Display, one: &str) -> String {
    let number = number.to_string();
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {one}{plural}")
}
