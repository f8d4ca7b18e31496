//! Reads a header forward, never past the end of the file and never more than is asked.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use super::WeightsError;

/// Names are some tens of bytes (ggml itself stops at 64); longer ones only fill messages.
pub(super) const MOST_NAME: usize = 1024;

/// A reader that knows how much is left.
pub(super) struct Cursor {
    path: PathBuf,
    file: BufReader<File>,
    /// Bytes of the file.
    pub length: u64,
    /// Bytes read so far.
    pub position: u64,
}

impl Cursor {
    pub fn open(path: &Path) -> Result<Cursor, WeightsError> {
        let read = |source| WeightsError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        Ok(Cursor { path: path.to_owned(), file: BufReader::new(file), length, position: 0 })
    }

    /// The file, for who goes on by himself: [`Cursor::position`] no longer counts.
    pub fn file(&mut self) -> &mut File {
        self.file.get_mut()
    }

    /// The file, for reading tensors.
    pub fn into_file(self) -> File {
        self.file.into_inner()
    }

    pub fn damaged(&self, what: impl Into<String>) -> WeightsError {
        WeightsError::Damaged { path: self.path.clone(), what: what.into() }
    }

    /// The next `count` items of `size` bytes, checked against what is left before anything is allocated.
    pub fn bytes(&mut self, count: u64, size: u64, what: &str) -> Result<Vec<u8>, WeightsError> {
        let left = self.length - self.position;
        let wanted = count.checked_mul(size).filter(|wanted| *wanted <= left);
        let Some(wanted) = wanted else {
            return Err(
                self.damaged(format!("{what} of {count} × {size} bytes, {left} are left in the file"))
            );
        };
        let mut bytes = vec![0; wanted as usize];
        let read = |source| WeightsError::Read { path: self.path.clone(), source };
        self.file.read_exact(&mut bytes).map_err(read)?;
        self.position += wanted;
        Ok(bytes)
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], WeightsError> {
        let left = self.length - self.position;
        if (N as u64) > left {
            return Err(self.damaged(format!("the file ends within {what}")));
        }
        let mut bytes = [0; N];
        let read = |source| WeightsError::Read { path: self.path.clone(), source };
        self.file.read_exact(&mut bytes).map_err(read)?;
        self.position += N as u64;
        Ok(bytes)
    }

    pub fn u32(&mut self, what: &str) -> Result<u32, WeightsError> {
        Ok(u32::from_le_bytes(self.array(what)?))
    }

    pub fn u64(&mut self, what: &str) -> Result<u64, WeightsError> {
        Ok(u64::from_le_bytes(self.array(what)?))
    }

    /// The name of a setting or a tensor: a text short enough to be told.
    pub fn name(&mut self, what: &str) -> Result<String, WeightsError> {
        let name = self.text(what)?;
        if name.len() > MOST_NAME {
            return Err(self.damaged(format!("{what} is {} bytes long", name.len())));
        }
        Ok(name)
    }

    /// A text with its length before it. Trailing zeros, which some writers leave, are dropped; bytes that are no
    /// UTF-8 become U+FFFD.
    pub fn text(&mut self, what: &str) -> Result<String, WeightsError> {
        let length = self.u64(what)?;
        let mut bytes = self.bytes(length, 1, what)?;
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}
