//! Compiles what a single Chinese character is: its usual syllable without tone, and its script.
//!
//! Out of CC-CEDICT: the reading that most words give the character, and whether it stands only in
//! simplified or only in traditional forms. Written as two files into `OUT_DIR`: the syllables, one
//! a line, and two bytes (big-endian) for each character from U+4E00 to U+9FFF: 14 bits for the line
//! of the syllable (from one; zero is unknown), the upper two for the script.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chinese_dictionary::WordEntry;

/// The first and last character of the block that the table covers.
const BLOCK: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;
/// Stands only in simplified forms.
const SIMPLIFIED: u16 = 1 << 14;
/// Stands only in traditional forms.
const TRADITIONAL: u16 = 2 << 14;

/// Writes `syllables.txt` and `hanzi.bin` into `out`.
pub fn compile(entries: &[WordEntry], out: &Path) {
    let mut readings: BTreeMap<char, BTreeMap<String, usize>> = BTreeMap::new();
    let (mut simplified, mut traditional, mut changed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        let forms = [entry.simplified.as_str(), entry.traditional.as_str()];
        for (s, t) in forms[0].chars().zip(forms[1].chars()) {
            simplified.insert(s);
            traditional.insert(t);
            if s != t {
                changed.extend([s, t]);
            }
        }
        let syllables: Vec<&str> = entry.pinyin_numbers.split(' ').collect();
        for form in forms {
            if form.chars().count() == syllables.len() {
                for (c, syllable) in form.chars().zip(&syllables) {
                    *readings.entry(c).or_default().entry(plain(syllable)).or_default() += 1;
                }
            }
        }
    }
    let most_common = |c: char| {
        readings.get(&c).and_then(|r| {
            r.iter().max_by_key(|(name, count)| (**count, name.len())).map(|(name, _)| name.clone())
        })
    };
    let characters = || BLOCK.filter_map(char::from_u32);
    let names: BTreeSet<String> =
        characters().filter_map(most_common).filter(|name| !name.is_empty()).collect();
    let lines: Vec<&str> = names.iter().map(String::as_str).collect();
    let table: Vec<u8> = characters()
        .flat_map(|c| {
            let line = most_common(c).and_then(|name| lines.binary_search(&name.as_str()).ok());
            let mut cell = line.map_or(0, |line| u16::try_from(line + 1).expect("a few hundred syllables"));
            match (changed.contains(&c), simplified.contains(&c), traditional.contains(&c)) {
                (true, true, false) => cell |= SIMPLIFIED,
                (true, false, true) => cell |= TRADITIONAL,
                _ => {}
            }
            cell.to_be_bytes()
        })
        .collect();
    std::fs::write(out.join("syllables.txt"), lines.join("\n")).expect("OUT_DIR can be written");
    std::fs::write(out.join("hanzi.bin"), table).expect("OUT_DIR can be written");
}

/// `Lu:3` as `lv`: lower case, without tone, ü as v.
fn plain(syllable: &str) -> String {
    syllable
        .to_lowercase()
        .replace("u:", "v")
        .replace('ü', "v")
        .chars()
        .filter(char::is_ascii_lowercase)
        .collect()
}
