//! What holds one article: all of its bytes, or the file that they are read from when their turn comes.

use std::fs::File;

use super::{Id, ReadError, encoding, name::Name, source::read_all};

/// The source of one article; it can go to another thread.
pub(super) struct Single {
    /// What it is called.
    pub name: Name,
    /// The first bytes, or all of them.
    pub head: Vec<u8>,
    /// The encoding that its sender says it has.
    pub charset: Option<String>,
    rest: Option<File>,
}

impl Single {
    /// One whose bytes are all there.
    pub fn whole(name: Name, bytes: Vec<u8>) -> Self {
        Self { name, head: bytes, charset: None, rest: None }
    }

    /// A file of which the first bytes are read.
    pub fn file(name: Name, head: Vec<u8>, rest: File) -> Self {
        Self { name, head, charset: None, rest: Some(rest) }
    }

    /// What its article is called.
    pub fn id(&self) -> Id {
        self.name.id()
    }

    /// All its bytes, unless they are too many.
    pub fn into_bytes(self) -> Result<Vec<u8>, ReadError> {
        match self.rest {
            None => Ok(self.head),
            Some(file) => {
                let size = file.metadata().map_or(0, |data| data.len());
                read_all(&self.name, self.head, file, size)
            }
        }
    }

    /// Its whole text. `declared` is the encoding that the content says of itself; its sender's word goes first (HTML
    /// Standard, 13.2.3.2).
    pub fn into_text(mut self, declared: Option<&str>) -> Result<encoding::Decoded, ReadError> {
        let place = self.name.to_string();
        let charset = self.charset.take();
        // What servers say of everything they have by default says nothing of this.
        let default =
            |said: &&str| ["iso-8859-1", "latin1", "us-ascii"].contains(&&*said.to_ascii_lowercase());
        let said = charset.as_deref().filter(|said| !default(said)).or(declared).or(charset.as_deref());
        let decoded = encoding::decode(self.into_bytes()?, said);
        if decoded.text.trim().is_empty() {
            return Err(ReadError::Empty { place });
        }
        Ok(decoded)
    }
}
