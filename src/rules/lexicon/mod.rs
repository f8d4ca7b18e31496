//! The Chinese lexicon: CC-CEDICT and our own words, read in place from the binary; nothing is loaded at start.
//!
//! `build/pack.rs` writes what is read here.

use fst::raw::Fst;

use super::prefixes;

#[cfg(test)]
mod tests;

static KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.fst"));
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// Headwords longer than this are proverbs and titles of books; bounds the work at every character.
const LONGEST: usize = 16;

/// What a sense is in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A common noun.
    Noun,
    /// A verb in its base form.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A name.
    Name,
    /// A surname.
    Surname,
    /// A word that says when.
    Time,
    /// A measure word.
    Measure,
    /// The Pinyin of a single character.
    Reading,
    /// Unknown: the headword's tag decides.
    Other,
}

impl Kind {
    fn from_byte(byte: u8) -> Self {
        match byte {
            b'n' => Self::Noun,
            b'v' => Self::Verb,
            b'a' => Self::Adjective,
            b'd' => Self::Adverb,
            b'N' => Self::Name,
            b'S' => Self::Surname,
            b't' => Self::Time,
            b'q' => Self::Measure,
            b'r' => Self::Reading,
            _ => Self::Other,
        }
    }
}

/// One translation of a headword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it is in English.
    pub kind: Kind,
    /// The English text; verbs without "to", measure words empty.
    pub text: &'static str,
}

/// A headword, by its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    offset: usize,
}

impl Entry {
    fn bytes(self) -> &'static [u8] {
        TABLE.get(self.offset..).unwrap_or_default()
    }

    /// -ln of the word's probability in running text, in thousandths.
    pub fn cost(self) -> u32 {
        match self.bytes() {
            [low, high, ..] => u32::from(u16::from_le_bytes([*low, *high])),
            _ => u32::from(u16::MAX),
        }
    }

    /// The part of speech as jieba writes it, two letters, padded with blanks: `b"n "`, `b"vn"`.
    pub fn tag(self) -> [u8; 2] {
        match self.bytes() {
            [_, _, first, second, ..] => [*first, *second],
            _ => [b' '; 2],
        }
    }

    /// The senses, the most usual first.
    pub fn senses(self) -> impl Iterator<Item = Sense> {
        let bytes = self.bytes();
        let count = usize::from(bytes.get(4).copied().unwrap_or(0));
        let mut rest = bytes.get(5..).unwrap_or_default();
        (0..count).map_while(move |_| {
            let [kind, length, tail @ ..] = rest else {
                return None;
            };
            let text = tail.get(..usize::from(*length))?;
            rest = tail.get(usize::from(*length)..)?;
            Some(Sense { kind: Kind::from_byte(*kind), text: std::str::from_utf8(text).unwrap_or_default() })
        })
    }

    /// The first sense of this kind.
    pub fn sense(self, kind: Kind) -> Option<&'static str> {
        self.senses().find(|sense| sense.kind == kind).map(|sense| sense.text)
    }
}

/// The entry of a word in Simplified script.
pub fn lookup(word: &str) -> Option<Entry> {
    let offset = Fst::new(KEYS).ok()?.get(word)?.value();
    Some(Entry { offset: usize::try_from(offset).ok()? })
}

/// Every headword that `text` starts with, the shortest first, with its length in bytes.
pub fn prefixes(text: &str) -> Vec<(usize, Entry)> {
    let mut out = Vec::new();
    prefixes::each(KEYS, text, LONGEST, |length, offset| out.push((length, Entry { offset })));
    out
}

/// The Pinyin of a character, without tones.
pub fn reading(c: char) -> Option<&'static str> {
    let mut buffer = [0; 4];
    lookup(c.encode_utf8(&mut buffer))?.sense(Kind::Reading)
}
