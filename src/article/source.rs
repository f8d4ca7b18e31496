//! A run of bytes to read articles from: its name, its first bytes for all to look at, and the rest.

use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use super::{Id, ReadError, bounds::Layer, name::Name, records::Place, single::Single};

/// So many bytes from the start are looked at to tell the format.
const HEAD: usize = 16 * 1024;

/// The largest text that is taken for one article: twenty times the Bible. It guards the memory, not the reader's
/// patience.
pub(super) const LARGEST: u64 = 64_000_000;

/// What is read from back and forth stays in memory up to this size, and goes into a temporary file beyond.
const IN_MEMORY: u64 = 16_000_000;

/// An opened input, or a member of one.
pub(super) struct Source<'a> {
    /// What it is called.
    pub name: Name,
    /// The first bytes.
    pub head: Vec<u8>,
    /// True when the first bytes are all there is.
    complete: bool,
    rest: Rest<'a>,
    /// Where it stands among archives.
    pub layer: Layer,
    /// What is said of its content by whoever sent it.
    pub said: Said,
    /// A user gave it, and it was not come across in something else.
    pub given: bool,
}

/// What the sender of a content says of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Its media type, in lower case and without parameters.
    pub media: Option<String>,
    /// Its encoding.
    pub charset: Option<String>,
}

impl Said {
    /// Reads the value of a header `Content-Type` (RFC 9110, 8.3).
    pub fn content_type(value: &str) -> Self {
        let mut parts = value.split(';').map(str::trim);
        let media = parts.next().filter(|media| media.contains('/')).map(str::to_ascii_lowercase);
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
        Self { media, charset }
    }
}

/// What comes after the first bytes.
enum Rest<'a> {
    /// A file of its own, which can be read at any time, and back and forth.
    File(File),
    /// A stream that goes on with other things after this one.
    Stream(Box<dyn Read + 'a>),
}

/// What can be read back and forth.
pub(super) trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

impl<'a> Source<'a> {
    /// Standard input; not touched before it is read.
    pub fn stdin() -> io::Result<Self> {
        let layer = Layer::default();
        let rest = layer.counting(io::stdin());
        Self::new(Name::stdin(), Box::new(rest), layer)
    }

    /// A file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let head = head(&mut file)?;
        let complete = head.len() < HEAD;
        Ok(Self {
            name: Name::path(path.display().to_string()),
            head,
            complete,
            rest: Rest::File(file),
            layer: Layer::default(),
            said: Said::default(),
            given: false,
        })
    }

    /// Anything else: a member of an archive, a test.
    ///
    /// # Errors
    /// When nothing of it can be read. Trouble behind the first bytes comes up where they end.
    pub fn new(name: Name, mut rest: Box<dyn Read + 'a>, layer: Layer) -> io::Result<Self> {
        let mut start = Vec::with_capacity(HEAD);
        let trouble = rest.by_ref().take(HEAD as u64).read_to_end(&mut start).err();
        let complete = start.len() < HEAD && trouble.is_none();
        let rest: Box<dyn Read + 'a> = match trouble {
            Some(trouble) if start.is_empty() => return Err(trouble),
            Some(trouble) => Box::new(Trouble(Some(trouble)).chain(rest)),
            None => rest,
        };
        start.shrink_to_fit();
        Ok(Self {
            name,
            head: start,
            complete,
            rest: Rest::Stream(rest),
            layer,
            said: Said::default(),
            given: false,
        })
    }

    /// The same, said to be given by a user.
    pub fn given(mut self, given: bool) -> Self {
        self.given = given;
        self
    }

    /// True when the first bytes are all there is.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// All its bytes, as a stream.
    pub fn into_reader(self) -> Box<dyn Read + 'a> {
        let head = Cursor::new(self.head);
        match self.rest {
            _ if self.complete => Box::new(head),
            Rest::File(file) => Box::new(head.chain(file)),
            Rest::Stream(rest) => Box::new(head.chain(rest)),
        }
    }

    /// All its bytes as a stream of what is packed: they count against what comes out.
    pub fn into_packed(self) -> BufReader<Box<dyn Read + 'a>> {
        self.count();
        BufReader::with_capacity(64 * 1024, self.into_reader())
    }

    /// Counts the size of a file; streams are counted as they are read.
    fn count(&self) {
        if let Rest::File(file) = &self.rest {
            self.layer.packed(file.metadata().map_or(0, |data| data.len()));
        }
    }

    /// All its bytes, to be read back and forth: the file itself, or a copy for the time of reading.
    pub fn into_seekable(self) -> io::Result<Box<dyn Seekable>> {
        self.count();
        match self.rest {
            _ if self.complete => Ok(Box::new(Cursor::new(self.head))),
            Rest::File(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                Ok(Box::new(BufReader::new(file)))
            }
            Rest::Stream(mut rest) => {
                let mut bytes = self.head;
                rest.by_ref().take(IN_MEMORY).read_to_end(&mut bytes)?;
                if (bytes.len() as u64) < IN_MEMORY {
                    return Ok(Box::new(Cursor::new(bytes)));
                }
                let mut copy = tempfile::tempfile()?;
                io::copy(&mut Cursor::new(bytes).chain(rest), &mut copy)?;
                copy.seek(SeekFrom::Start(0))?;
                Ok(Box::new(BufReader::new(copy)))
            }
        }
    }

    /// What holds all of it and can be read at any time: a file as it is, a stream's bytes unless they are too many.
    pub fn into_single(self) -> Result<Single, ReadError> {
        let Self { name, head, complete, rest, said, .. } = self;
        let mut document = match rest {
            _ if complete => Single::whole(name, head),
            Rest::File(file) => Single::file(name, head, file),
            Rest::Stream(rest) => {
                let bytes = read_all(&name, head, rest, 0)?;
                Single::whole(name, bytes)
            }
        };
        document.charset = said.charset;
        Ok(document)
    }

    /// What its one article is called, and where it is.
    pub fn place(&self) -> (Id, Option<String>) {
        (self.name.id(), self.name.source())
    }

    /// The place of its record of this number: `what` is "line" or "record".
    pub fn numbered(name: &Name, number: usize, what: &str) -> Place {
        Place { id: name.numbered(number), name: format!("{name}, {what} {number}"), source: name.source() }
    }
}

/// The bytes behind `head`, unless they are too many. `size` is what the system says of the size; a hint.
pub(super) fn read_all(
    name: &Name,
    mut head: Vec<u8>,
    rest: impl Read,
    size: u64,
) -> Result<Vec<u8>, ReadError> {
    let size = usize::try_from(size.min(LARGEST)).unwrap_or(0);
    head.reserve((size + 1).saturating_sub(head.len()));
    let room = LARGEST + 1 - head.len() as u64;
    match rest.take(room).read_to_end(&mut head) {
        Err(source) => Err(ReadError::Io { place: name.to_string(), source }),
        Ok(_) if head.len() as u64 > LARGEST => {
            Err(ReadError::TooLarge { place: name.to_string(), limit: LARGEST })
        }
        Ok(_) => Ok(head),
    }
}

/// An error that was met before its turn; nothing comes after it.
struct Trouble(Option<io::Error>);

impl Read for Trouble {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The first bytes.
fn head(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    from.take(HEAD as u64).read_to_end(&mut head)?;
    head.shrink_to_fit();
    Ok(head)
}
