//! Characters that tell the two Chinese scripts apart: those that the dictionary writes in one script
//! and hardly ever in the other.

use std::{collections::BTreeMap, fs, path::Path};

use chinese_dictionary::WordEntry;

/// The block that the tables cover: CJK Unified Ideographs. What lies outside is too rare to tell anything.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// How many times more often a character must stand in one script's column than in the other's.
/// The rest is left to surnames and to variants (an old form kept in one name).
const RATIO: u32 = 12;

/// Writes `simplified.bits` and `traditional.bits`: one bit a character, low bit first; and `simplified.map`:
/// two bytes a character, low byte first, the Simplified form of a character that is Traditional only, or 0.
pub fn write(entries: &[WordEntry], out_dir: &Path) {
    let size = (LAST - FIRST + 1) as usize;
    let mut simplified = vec![0u32; size];
    let mut traditional = vec![0u32; size];
    for entry in entries {
        count(&entry.simplified, &mut simplified);
        count(&entry.traditional, &mut traditional);
    }
    write_bits(&out_dir.join("simplified.bits"), &simplified, &traditional);
    write_bits(&out_dir.join("traditional.bits"), &traditional, &simplified);
    write_forms(&out_dir.join("simplified.map"), entries, |c| traditional[c] > simplified[c] * RATIO);
}

/// The Simplified form that stands most often where the character stands in the Traditional column.
fn write_forms(path: &Path, entries: &[WordEntry], is_traditional: impl Fn(usize) -> bool) {
    let mut pairs: BTreeMap<(usize, u32), u32> = BTreeMap::new();
    for entry in entries {
        for (from, to) in entry.traditional.chars().zip(entry.simplified.chars()) {
            let both = [from, to].map(u32::from);
            if from != to && both.iter().all(|c| (FIRST..=LAST).contains(c)) {
                *pairs.entry(((both[0] - FIRST) as usize, both[1])).or_default() += 1;
            }
        }
    }
    let mut forms = vec![(0u32, 0u32); (LAST - FIRST + 1) as usize];
    for ((from, to), count) in pairs {
        if is_traditional(from) && count > forms[from].1 {
            forms[from] = (to, count);
        }
    }
    let bytes: Vec<u8> =
        forms.iter().flat_map(|(to, _)| u16::try_from(*to).unwrap_or(0).to_le_bytes()).collect();
    fs::write(path, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}

fn count(word: &str, counts: &mut [u32]) {
    for c in word.chars().map(u32::from) {
        if (FIRST..=LAST).contains(&c) {
            counts[(c - FIRST) as usize] += 1;
        }
    }
}

fn write_bits(path: &Path, here: &[u32], there: &[u32]) {
    let mut bits = vec![0u8; here.len().div_ceil(8)];
    for (i, (&here, &there)) in here.iter().zip(there).enumerate() {
        if here > there * RATIO {
            bits[i / 8] |= 1 << (i % 8);
        }
    }
    fs::write(path, bits).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}
