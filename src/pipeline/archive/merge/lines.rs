//! The lines of a file, found by their hash. So a line that was lost, altered or doubled is seen, and one that was
//! moved is found all the same.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use crate::{article::Id, fingerprint::Fingerprint};

/// A file of lines.
///
/// Memory: some 60 bytes a line.
pub struct Lines {
    file: BufReader<File>,
    at: HashMap<Fingerprint, Place>,
}

/// Where a line is, and how often it is there.
struct Place {
    offset: u64,
    length: usize,
    times: usize,
}

impl Lines {
    /// Reads the whole file once.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// Unpacks the whole file into one without a name in the folder `scratch`, and reads that.
    pub fn unpack(path: &Path, scratch: &Path) -> io::Result<Self> {
        let mut unpacked = tempfile::tempfile_in(scratch)?;
        zstd::stream::copy_decode(File::open(path)?, &unpacked)?;
        unpacked.rewind()?;
        Self::of(unpacked)
    }

    /// The records of a table, written as lines into a file without a name in the folder `scratch`.
    pub fn of_table(path: &Path, scratch: &Path) -> io::Result<Self> {
        #[cfg(feature = "parquet")]
        {
            let mut lines = io::BufWriter::new(tempfile::tempfile_in(scratch)?);
            super::super::table::lines(File::open(path)?, &mut lines)?;
            let mut lines = lines.into_inner().map_err(io::IntoInnerError::into_error)?;
            lines.rewind()?;
            Self::of(lines)
        }
        #[cfg(not(feature = "parquet"))]
        {
            let _ = (path, scratch);
            Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without Parquet"))
        }
    }

    fn of(file: File) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(1 << 16, file);
        let mut at: HashMap<Fingerprint, Place> = HashMap::new();
        let (mut offset, mut line) = (0, Vec::new());
        loop {
            line.clear();
            let length = file.read_until(b'\n', &mut line)?;
            if length == 0 {
                return Ok(Self { file, at });
            }
            let place = at.entry(Fingerprint::of(&line)).or_insert(Place { offset, length, times: 0 });
            place.times += 1;
            offset += length as u64;
        }
    }

    /// The line with this hash, its end included; each is given once.
    pub fn take(&mut self, hash: Fingerprint) -> io::Result<Option<String>> {
        let Some(place) = self.at.get_mut(&hash).filter(|place| place.times > 0) else {
            return Ok(None);
        };
        place.times -= 1;
        let (offset, length) = (place.offset, place.length);
        let line = self.read(offset, length)?;
        // The file may have changed since it was opened.
        Ok((Fingerprint::of(&line) == hash).then(|| String::from_utf8(line).ok()).flatten())
    }

    /// The ids of the lines that nobody took; `None` for a line that is no record.
    pub fn left(&mut self) -> io::Result<Vec<Option<Id>>> {
        let mut places: Vec<(u64, usize, usize)> =
            self.at.values().map(|place| (place.offset, place.length, place.times)).collect();
        places.retain(|(.., times)| *times > 0);
        places.sort_unstable();
        let mut ids = Vec::new();
        for (offset, length, times) in places {
            let id = id(&self.read(offset, length)?);
            ids.extend(std::iter::repeat_n(id, times));
        }
        Ok(ids)
    }

    fn read(&mut self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let here = self.file.stream_position()?;
        match i64::try_from(i128::from(offset) - i128::from(here)) {
            Ok(step) => self.file.seek_relative(step)?,
            Err(_) => drop(self.file.seek(SeekFrom::Start(offset))?),
        }
        let mut line = vec![0; length];
        self.file.read_exact(&mut line)?;
        Ok(line)
    }
}

/// The id in a line.
fn id(line: &[u8]) -> Option<Id> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: Id,
    }
    serde_json::from_slice::<Named>(line).ok().map(|named| named.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_found_once_wherever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let lines =
            ["{\"id\":1}\n", "{\"id\":2}\n", "{\"id\":2}\n", "noise\n", "{\"id\":\"3\"}\n", "{\"id\":4"];
        std::fs::write(&path, lines.concat()).unwrap();
        let mut found = Lines::open(&path).unwrap();
        let mut take = |line: &str| found.take(Fingerprint::of(line.as_bytes())).unwrap();
        for line in [lines[4], lines[1], lines[0], lines[1]] {
            assert_eq!(take(line).as_deref(), Some(line));
        }
        assert_eq!(take(lines[0]), None, "it was taken");
        assert_eq!(take(lines[1]), None, "both were taken");
        assert_eq!(take("{\"id\":9}\n"), None);
        assert_eq!(found.left().unwrap(), [None, None], "noise, and a line without its end");
    }
}
