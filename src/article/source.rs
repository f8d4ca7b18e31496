//! A run of bytes to read articles from: its name, its first bytes for all to look at, and the rest.

use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::Path,
};

use super::{Id, ReadError, encoding};

/// So many bytes from the start are looked at to tell the format.
const HEAD: usize = 16 * 1024;

/// The largest text that is taken for one article; it guards the memory, not the reader's patience.
pub(super) const LARGEST: u64 = 512_000_000;

/// An opened input.
pub(super) struct Source {
    /// The path as it was given; `None` for standard input.
    pub path: Option<String>,
    /// The first bytes.
    pub head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// What the system says of its size; a hint.
    size: usize,
}

impl Source {
    /// Standard input; not touched before it is read.
    pub fn stdin() -> io::Result<Self> {
        Self::new(None, Box::new(io::stdin()))
    }

    /// A file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let head = head(&mut file)?;
        // Most files end here, and need not be asked for their size.
        let size = if head.len() < HEAD { 0 } else { file.metadata().map_or(0, |data| data.len()) };
        let size = usize::try_from(size.min(LARGEST)).unwrap_or(0);
        Ok(Self { path: Some(path.display().to_string()), head, rest: Box::new(file), size })
    }

    /// Anything else: a member of an archive, a test.
    pub fn new(path: Option<String>, mut rest: Box<dyn Read + Send>) -> io::Result<Self> {
        Ok(Self { path, head: head(&mut rest)?, rest, size: 0 })
    }

    /// True when the first bytes are all there is.
    pub fn is_complete(&self) -> bool {
        self.head.len() < HEAD
    }

    /// What to call it in messages.
    pub fn place(&self) -> String {
        self.path.clone().unwrap_or_else(|| "standard input".to_owned())
    }

    /// What its one article is called.
    pub fn id(&self) -> Id {
        Id::Text(self.path.clone().unwrap_or_else(|| "-".to_owned()))
    }

    /// The file extension in lower case.
    pub fn extension(&self) -> Option<String> {
        let path = Path::new(self.path.as_deref()?);
        Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
    }

    /// All its bytes, as a stream.
    pub fn into_reader(self) -> impl Read + Send {
        Cursor::new(self.head).chain(self.rest)
    }

    /// All its bytes, unless they are too many.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, ReadError> {
        if self.is_complete() {
            return Ok(self.head);
        }
        let place = self.place();
        let mut bytes = self.head;
        bytes.reserve((self.size + 1).saturating_sub(bytes.len()));
        let room = LARGEST + 1 - bytes.len() as u64;
        match self.rest.by_ref().take(room).read_to_end(&mut bytes) {
            Err(source) => Err(ReadError::Io { place, source }),
            Ok(_) if bytes.len() as u64 > LARGEST => Err(ReadError::TooLarge { place, limit: LARGEST }),
            Ok(_) => Ok(bytes),
        }
    }

    /// Its whole text.
    pub fn into_text(self, declared: Option<&str>) -> Result<encoding::Decoded, ReadError> {
        let place = self.place();
        let decoded = encoding::decode(self.into_bytes()?, declared);
        if decoded.text.trim().is_empty() {
            return Err(ReadError::Empty { place });
        }
        Ok(decoded)
    }
}

/// The first bytes.
fn head(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    from.take(HEAD as u64).read_to_end(&mut head)?;
    head.shrink_to_fit();
    Ok(head)
}
