//! Characters that tell the two Chinese scripts apart: those that the dictionary writes in one script
//! and hardly ever in the other.

use std::{fs, path::Path};

use chinese_dictionary::WordEntry;

/// The block that the tables cover: CJK Unified Ideographs. What lies outside is too rare to tell anything.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// How many times more often a character must stand in one script's column than in the other's.
/// The rest is left to surnames and to variants (an old form kept in one name).
const RATIO: u32 = 12;

/// Writes `simplified.bits` and `traditional.bits`: one bit a character, low bit first.
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
