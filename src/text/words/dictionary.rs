//! The words of jieba's dictionary with their probabilities, read in place from the binary; nothing is loaded at
//! start. `build/segmenter.rs` writes what is read here.

use std::ops::Range;

/// The tables are little-endian numbers of so many bytes.
type Table<const N: usize> = &'static [[u8; N]];

/// The character of each node of the trie; those of the children of a node lie side by side, in order.
static CODES: Table<2> = include_bytes!(concat!(env!("OUT_DIR"), "/words.codes")).as_chunks().0;

/// Where the children of each node begin; they end where those of the next node begin.
static CHILDREN: Table<4> = include_bytes!(concat!(env!("OUT_DIR"), "/words.children")).as_chunks().0;

/// The place in [`LOGS`] of the word that ends at each node, 0 for none.
static WORTHS: Table<2> = include_bytes!(concat!(env!("OUT_DIR"), "/words.worths")).as_chunks().0;

/// Logarithms of probabilities, the first for a character that is no word.
static LOGS: Table<8> = include_bytes!(concat!(env!("OUT_DIR"), "/words.logs")).as_chunks().0;

/// The node of each first character from U+4E00 on, 0 for none.
static ROOTS: Table<2> = include_bytes!(concat!(env!("OUT_DIR"), "/words.roots")).as_chunks().0;

/// Calls `found` with the length in characters and the logarithm of the probability of every word that `text`
/// starts with, the shortest first.
pub fn prefixes(text: &[char], mut found: impl FnMut(usize, f64)) {
    let mut node = None;
    for (at, c) in text.iter().enumerate() {
        node = match node {
            None => root(*c),
            Some(node) => child(node, *c),
        };
        let Some(node) = node else { return };
        let worth = WORTHS.get(node).map_or(0, |worth| u16::from_le_bytes(*worth));
        if worth > 0 {
            found(at + 1, log(worth.into()));
        }
    }
}

/// True for a word of the dictionary.
pub fn has(word: &[char]) -> bool {
    let mut last = 0;
    prefixes(word, |length, _| last = length);
    last == word.len()
}

/// The logarithm of the probability of a character that is no word.
pub fn unknown() -> f64 {
    log(0)
}

fn log(place: usize) -> f64 {
    LOGS.get(place).map_or(f64::NEG_INFINITY, |log| f64::from_le_bytes(*log))
}

fn root(c: char) -> Option<usize> {
    let place = usize::try_from(u32::from(c).checked_sub(0x4e00)?).ok()?;
    let node = u16::from_le_bytes(*ROOTS.get(place)?);
    (node > 0).then_some(node.into())
}

fn child(node: usize, c: char) -> Option<usize> {
    let code = u16::try_from(u32::from(c)).ok()?;
    let children = children(node)?;
    let place = CODES.get(children.clone())?.binary_search_by_key(&code, |code| u16::from_le_bytes(*code));
    Some(children.start + place.ok()?)
}

fn children(node: usize) -> Option<Range<usize>> {
    let start = |node: usize| usize::try_from(u32::from_le_bytes(*CHILDREN.get(node)?)).ok();
    Some(start(node)?..start(node + 1)?)
}
