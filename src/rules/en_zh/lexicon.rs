//! The compiled English lexicon: see `build/english.rs` for its form.

use std::sync::LazyLock;

use fst::raw::{CompiledAddr, Fst, Output};

static INDEX: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!(concat!(env!("OUT_DIR"), "/english.fst")).as_slice()).ok());
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/english.txt"));

/// One way to render a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Part of speech, lower case: `n v a d p c r m t`; names: `b` body, `o` office, `l` place, `e` demonym,
    /// `h` person, `g` given name.
    pub tag: char,
    /// From our own tables, not from the general dictionary.
    pub own: bool,
    /// The Chinese.
    pub chinese: &'static str,
}

/// The candidates of a key, the best first.
pub fn candidates(record: u64) -> impl Iterator<Item = Candidate> {
    let (start, length) = ((record >> 16) as usize, (record & 0xffff) as usize);
    let record = TEXT.get(start..start + length).unwrap_or_default();
    record.split('\t').filter_map(|column| {
        let tag = column.chars().next()?;
        Some(Candidate {
            tag: tag.to_ascii_lowercase(),
            own: tag.is_ascii_uppercase(),
            chinese: &column[tag.len_utf8()..],
        })
    })
}

/// The record of an exact key.
pub fn get(key: &str) -> Option<u64> {
    INDEX.as_ref()?.get(key).map(Output::value)
}

/// A place in the trie of keys.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    address: CompiledAddr,
    output: u64,
}

/// The start of all keys.
pub fn root() -> Option<Place> {
    INDEX.as_ref().map(|index| Place { address: index.root().addr(), output: 0 })
}

impl Place {
    /// Goes on along `bytes`.
    pub fn step(mut self, bytes: &[u8]) -> Option<Self> {
        let index = INDEX.as_ref()?;
        for &byte in bytes {
            let node = index.node(self.address);
            let transition = node.transition(node.find_input(byte)?);
            self.address = transition.addr;
            self.output += transition.out.value();
        }
        Some(self)
    }

    /// The record, where a key ends here.
    pub fn record(self) -> Option<u64> {
        let node = INDEX.as_ref()?.node(self.address);
        node.is_final().then(|| self.output + node.final_output().value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_come_first() {
        let best = candidates(get("standardization").unwrap()).next().unwrap();
        assert_eq!((best.own, best.chinese), (true, "标准化"));
    }

    #[test]
    fn the_trie_is_walked_word_by_word() {
        let place = root().unwrap().step(b"technical").and_then(|place| place.step(b" committee"));
        assert!(place.is_some_and(|place| place.record().is_some()));
        assert!(root().unwrap().step(b"qqqq").is_none());
    }
}
