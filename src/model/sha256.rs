//! SHA-256 (FIPS 180-4): the hash by which model hubs name large files.

use std::{fmt, io, io::Read, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Digest;

/// Read at once: large enough that hashing, not reading, takes the time.
const BLOCK: usize = 1 << 18;

/// A hash of the contents of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The hash of all that a reader gives; `progress` hears how many bytes it was after each block.
    ///
    /// # Errors
    /// When the reader fails.
    pub fn of(mut reader: impl Read, progress: &mut dyn FnMut(u64)) -> io::Result<Self> {
        let mut hasher = Hasher::default();
        let mut block = vec![0; BLOCK];
        loop {
            match reader.read(&mut block) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(read) => {
                    hasher.update(&block[..read]);
                    progress(hasher.bytes());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The first 4 and the last 4 hexadecimal digits, for people.
    pub fn short(&self) -> String {
        let hex = self.to_string();
        format!("{}…{}", &hex[..4], &hex[60..])
    }

    /// The raw hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Hashes piece by piece.
#[derive(Clone, Default)]
pub(crate) struct Hasher {
    state: sha2::Sha256,
    bytes: u64,
}

impl Hasher {
    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.state.update(piece);
        self.bytes += piece.len() as u64;
    }

    /// The number of bytes so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn finish(self) -> Sha256 {
        Sha256(self.state.finalize().into())
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{self}")
    }
}

/// A string that is not 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no SHA-256: 64 hexadecimal digits in lower case")]
pub struct BadSha256 {
    /// The string as it was given.
    pub found: String,
}

impl FromStr for Sha256 {
    type Err = BadSha256;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        let mut pairs = text.as_bytes().chunks_exact(2);
        for byte in &mut hash {
            let pair = pairs.next().and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
            *byte = pair.ok_or_else(|| BadSha256 { found: text.to_owned() })?;
        }
        if text.len() == 64 { Ok(Self(hash)) } else { Err(BadSha256 { found: text.to_owned() }) }
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_standard() {
        // FIPS 180-4 examples: the empty text and "abc".
        let hash = |text: &str| Sha256::of(text.as_bytes(), &mut |_| ()).unwrap().to_string();
        assert_eq!(hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn only_64_lower_case_digits_are_a_hash() {
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let hash: Sha256 = text.parse().unwrap();
        assert_eq!((hash.to_string(), hash.short()), (text.into(), "ba78…15ad".into()));
        for wrong in ["", "ba", &text[1..], &format!("{text}0"), &text.to_uppercase(), &"é".repeat(32)] {
            assert!(wrong.parse::<Sha256>().is_err(), "{wrong}");
        }
    }
}
