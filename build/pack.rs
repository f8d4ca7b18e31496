//! Writes the lexicon in the form that the program reads in place: `src/rules/lexicon/` is the other side.
//!
//! `lexicon.fst` maps a headword to an offset in `lexicon.bin`. There: cost (u16, thousandths of -ln p,
//! little-endian), tag (2 bytes), count (u8), then each sense as kind (u8), length (u8), text.

use std::{collections::BTreeMap, path::Path};

use crate::lexicon::Headword;

/// The kind under which the Pinyin of a character stands among its senses.
const READING: u8 = b'r';

/// Writes both files.
pub fn write(table: &BTreeMap<String, Headword>) {
    let total: f64 = table.values().map(|word| word.frequency as f64).sum();
    let mut bytes = Vec::new();
    let mut keys = fst::MapBuilder::memory();
    for (headword, word) in table {
        keys.insert(headword, bytes.len() as u64).expect("the table is ordered");
        let cost = -((word.frequency.max(1) as f64) / total).ln() * 1000.0;
        bytes.extend((cost as u16).to_le_bytes());
        let mut tag = word.tag.bytes();
        bytes.extend([tag.next().unwrap_or(b' '), tag.next().unwrap_or(b' ')]);
        let reading = (!word.reading.is_empty()).then_some((READING, word.reading.as_str()));
        let senses = word.senses.iter().map(|sense| (sense.kind as u8, sense.text.as_str()));
        let all: Vec<(u8, &str)> = senses.chain(reading).filter(|(_, text)| text.len() < 256).collect();
        bytes.push(all.len() as u8);
        for (kind, text) in all {
            bytes.extend([kind, text.len() as u8]);
            bytes.extend(text.as_bytes());
        }
    }
    let keys = keys.into_inner().expect("memory does not fail");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (name, data) in [("lexicon.fst", &keys), ("lexicon.bin", &bytes)] {
        let path = Path::new(&out).join(name);
        std::fs::write(&path, data).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
    }
}
