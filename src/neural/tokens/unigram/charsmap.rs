//! `precompiled_charsmap`: which characters become which others (NFKC and what the makers added), as a double-array trie.
//!
//! The format is that of Darts-clone, <https://github.com/s-yata/darts-clone>, with the replacements behind it, each ended
//! by a zero (`normalizer.cc` of `sentencepiece`).

/// Entries that are looked at for one place (`kMaxTrieResultsSize`): no key has more prefixes that are keys.
const MOST_RESULTS: usize = 32;

/// The map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Charsmap {
    units: Vec<u32>,
    replacements: Vec<u8>,
}

impl Charsmap {
    /// Reads the blob; an empty one maps nothing.
    pub fn read(blob: &[u8]) -> Result<Self, &'static str> {
        if blob.is_empty() {
            return Ok(Self::default());
        }
        let (size, rest) = blob.split_first_chunk::<4>().ok_or("its map of characters is cut off")?;
        let size = u32::from_le_bytes(*size) as usize;
        let (trie, replacements) = rest.split_at_checked(size).ok_or("its map of characters is cut off")?;
        let (units, odd) = trie.as_chunks::<4>();
        if !odd.is_empty() || units.is_empty() || std::str::from_utf8(replacements).is_err() {
            return Err("its map of characters is damaged");
        }
        let units = units.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
        Ok(Self { units, replacements: replacements.to_vec() })
    }

    /// The longest beginning of a text that is replaced: its length, and what stands for it.
    pub fn longest(&self, text: &str) -> Option<(usize, &str)> {
        let mut best = None;
        let mut results = 0;
        let mut node = offset(*self.units.first()?);
        for (at, byte) in text.bytes().enumerate() {
            node ^= byte as usize;
            let unit = *self.units.get(node)?;
            if unit & (1 << 31 | 0xFF) != u32::from(byte) {
                break;
            }
            node ^= offset(unit);
            if unit >> 8 & 1 == 1 && results < MOST_RESULTS {
                let value = self.units.get(node)? & !(1 << 31);
                best = Some((at + 1, value as usize));
                results += 1;
            }
        }
        // The key may end within a character where the map was made by hand; such an entry is none.
        let (length, start) = best.filter(|(length, _)| text.is_char_boundary(*length))?;
        let rest = self.replacements.get(start..)?;
        let end = rest.iter().position(|byte| *byte == 0)?;
        Some((length, std::str::from_utf8(&rest[..end]).ok()?))
    }
}

/// How far the children of a unit are.
fn offset(unit: u32) -> usize {
    (unit as usize >> 10) << ((unit & 1 << 9) >> 6)
}
