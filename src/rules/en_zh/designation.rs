//! Designations of standards, which are written alike in every language: `ISO/IEC 27001:2022`, `IEEE 802.11`.

use super::token::{Kind, Token};

/// Who issues documents under its own letters; after a list of them a number follows. (CEN, EN and the like have no
/// Chinese names in the dictionary, but stand together with those that have: `EN ISO 9001`.)
const ISSUERS: [&str; 16] = [
    "ISO", "IEC", "ITU", "IEEE", "CISPR", "CEN", "CENELEC", "EN", "ETSI", "ASTM", "ANSI", "DIN", "BS", "JIS",
    "NIST", "TR",
];

/// The letters before the number of a standard: how many tokens, and how they are written.
pub fn letters(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let issuer =
        |at: usize| tokens.get(at).filter(|token| token.text.split('/').all(|part| ISSUERS.contains(&part)));
    let mut written = issuer(at)?.text.to_owned();
    let mut used = 1;
    while let Some(token) = issuer(at + used) {
        written.push(' ');
        written.push_str(token.text);
        used += 1;
    }
    let number = tokens.get(at + used)?;
    let digits = number.text.bytes().take_while(u8::is_ascii_digit).count();
    let plain = digits == number.text.len();
    let year = plain && digits == 4 && matches!(&number.text[..2], "19" | "20");
    let follows = matches!(number.kind, Kind::Number | Kind::Verbatim);
    (follows && digits > 0 && !year && (digits >= 3 || !plain)).then_some((used, written))
}
