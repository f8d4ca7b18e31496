//! A part of an input, so that several machines can share the work.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::article::Id;

/// Part `index` (from 0) of `of` parts. Which part an article is in depends on its id alone: on no other article, on no
/// machine, and on no version of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    index: u32,
    of: u32,
}

impl Shard {
    /// The only part of an input that is not parted.
    pub const WHOLE: Self = Self { index: 0, of: 1 };

    /// Which part it is, from 0.
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many parts there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// True when it is the whole.
    pub fn is_whole(&self) -> bool {
        self.of == 1
    }

    /// True when the article is in this part: the first eight bytes of the BLAKE3 hash of its id, read as a big-endian
    /// number, modulo the number of parts.
    pub fn has(self, id: &Id) -> bool {
        if self.is_whole() {
            return true;
        }
        let hash = blake3::hash(id.to_string().as_bytes());
        let first = hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        first % u64::from(self.of) == u64::from(self.index)
    }

    /// The name of one of its files: `articles.jsonl`, or `articles-00000-of-00004.jsonl`.
    pub fn file(self, stem: &str, end: &str) -> String {
        if self.is_whole() {
            format!("{stem}{end}")
        } else {
            format!("{stem}-{:05}-of-{:05}{end}", self.index, self.of)
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

/// A text that names no part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no shard: I/N, where I counts from 0 and is less than N, such as 0/4")]
pub struct BadShard {
    /// The text as it was given.
    pub found: String,
}

impl FromStr for Shard {
    type Err = BadShard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(index, of)| {
            let (index, of) = (index.trim().parse().ok()?, of.trim().parse().ok()?);
            (index < of).then_some(Self { index, of })
        });
        parts.ok_or_else(|| BadShard { found: text.to_owned() })
    }
}

impl Serialize for Shard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Shard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_in_exactly_one_part() {
        for of in [1, 2, 4, 7, 100] {
            let shards: Vec<Shard> = (0..of).map(|index| Shard { index, of }).collect();
            let mut sizes = vec![0; shards.len()];
            for n in 0..1000 {
                let id = Id::Text(format!("论坛/{n}.txt"));
                let all: Vec<usize> = (0..shards.len()).filter(|&at| shards[at].has(&id)).collect();
                assert_eq!(all.len(), 1);
                sizes[all[0]] += 1;
            }
            // The chance of a size this far off is below one in a million for each.
            let even = 1000 / of as usize;
            assert!(sizes.iter().all(|&size| size * 5 <= even * 8 + 80), "{sizes:?}");
        }
    }

    #[test]
    fn the_part_of_an_id_never_changes() {
        // As other tools compute them: the hash of "bbc-tech-276" begins with 61d66b020d6200cf, which is 3 modulo 4.
        let part = |id: Id| (0..4).find(|&index| Shard { index, of: 4 }.has(&id));
        let text = |text: &str| Id::Text(text.into());
        assert_eq!(["bbc-tech-276", "7", "论坛", ""].map(|id| part(text(id))), [3, 2, 2, 2].map(Some));
        assert_eq!(part(Id::Number(7.into())), Some(2), "a number is hashed as it is written");
    }

    #[test]
    fn only_a_part_of_a_whole_is_one() {
        assert_eq!("3/4".parse(), Ok(Shard { index: 3, of: 4 }));
        assert_eq!("0/1".parse(), Ok(Shard::WHOLE));
        for wrong in ["", "4", "4/4", "5/4", "0/0", "-1/4", "a/b", "1/4/2", "1.0/4"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        let shard: Shard = "3/16".parse().unwrap();
        assert_eq!(shard.file("articles", ".jsonl"), "articles-00003-of-00016.jsonl");
        assert_eq!(Shard::WHOLE.file("articles", ".jsonl"), "articles.jsonl");
    }
}
