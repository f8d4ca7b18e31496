//! What a single Chinese character is: its usual syllable and its script, from CC-CEDICT.

use std::sync::LazyLock;

/// The script that a character belongs to, where it belongs to one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Stands in Simplified text only: 国.
    Simplified,
    /// Stands in Traditional text only: 國.
    Traditional,
}

/// Two bytes for each character from U+4E00 on, as `build/pinyin.rs` writes them.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/hanzi.bin"));

/// The syllables without tone, in order.
static SYLLABLES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/syllables.txt")).lines().collect());

/// True for a Chinese character of the basic block or its first extension.
pub fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The most common reading of a character without tone, ü as `v`.
pub fn syllable(c: char) -> Option<&'static str> {
    let line = usize::from(cell(c)? & 0x3fff).checked_sub(1)?;
    SYLLABLES.get(line).copied()
}

/// True for a syllable that some character has: `zhong`, not `zhon`.
pub fn is_syllable(syllable: &str) -> bool {
    SYLLABLES.binary_search(&syllable).is_ok()
}

/// The script a character stands in, if it stands in one only.
pub fn script(c: char) -> Option<Script> {
    match cell(c)? >> 14 {
        1 => Some(Script::Simplified),
        2 => Some(Script::Traditional),
        _ => None,
    }
}

fn cell(c: char) -> Option<u16> {
    let at = usize::try_from((c as u32).checked_sub(0x4e00)?).ok()? * 2;
    let bytes = TABLE.get(at..at + 2)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_scripts() {
        assert_eq!(syllable('中'), Some("zhong"));
        assert_eq!(syllable('绿'), Some("lv"));
        assert_eq!(syllable('a'), None);
        assert_eq!(script('国'), Some(Script::Simplified));
        assert_eq!(script('國'), Some(Script::Traditional));
        for both in ['中', '后', '里', '台', '著', 'x', '\u{9fff}'] {
            assert_eq!(script(both), None, "{both}");
        }
    }
}
