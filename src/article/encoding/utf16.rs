//! UTF-16 without a byte order mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Fewer bytes than this prove nothing.
const LEAST: usize = 8;

/// The byte order under which nearly every unit is a character of Chinese or English text, if there is one.
pub(super) fn detect(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.len() < LEAST {
        return None;
    }
    // Latin text in UTF-16 is half zeros, Chinese text has them in its spaces and line ends; text without
    // any zero is UTF-16 only if no other encoding fits it.
    let zeros = sample.contains(&0);
    if !zeros && std::str::from_utf8(sample).is_ok() {
        return None;
    }
    if plausible(sample, u16::from_le_bytes) {
        return Some(UTF_16LE);
    }
    plausible(sample, u16::from_be_bytes).then_some(UTF_16BE)
}

/// At least 19 units of 20 are what Chinese and English are written with.
fn plausible(sample: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let mut known = 0;
    for pair in sample.chunks_exact(2) {
        match unit([pair[0], pair[1]]) {
            // Letters, digits, line ends; Latin-1; dashes and quotation marks; CJK and full-width signs.
            0x20..=0x7e | 0x09 | 0x0a | 0x0d | 0xa0..=0xff | 0x2010..=0x2044 => known += 1,
            0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef => known += 1,
            0 => return false,
            _ => {}
        }
    }
    known * 20 >= sample.len() / 2 * 19
}
