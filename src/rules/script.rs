//! Chinese script conversion.

/// Traditional script to Simplified.
pub fn simplified(text: &str) -> String {
    text.to_owned()
}

/// Simplified script to Traditional.
pub fn traditional(text: &str) -> String {
    text.to_owned()
}
