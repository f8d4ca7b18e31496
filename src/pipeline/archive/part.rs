//! One file of an archive while it is written: every byte is counted and hashed on the way to the disk.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::Asked;
#[cfg(feature = "parquet")]
use super::table::Table;
use crate::model::{Sha256, Sha256Hasher};

/// A file of a finished archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its name in the folder of the archive.
    pub file: String,
    /// The records in it.
    pub records: u64,
    /// Its size.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Sha256,
}

/// A file that is being written.
pub struct Part {
    name: String,
    out: Out,
    records: u64,
}

/// The way to the file.
enum Out {
    Plain(BufWriter<Hashing>),
    Zstd(zstd::Encoder<'static, BufWriter<Hashing>>),
    #[cfg(feature = "parquet")]
    Table(Box<Table<BufWriter<Hashing>>>),
}

/// The default of the format; each level more costs a third of the speed for some percent of the size.
const LEVEL: i32 = zstd::DEFAULT_COMPRESSION_LEVEL;

/// A file that hashes what goes into it.
struct Hashing {
    file: File,
    hasher: Sha256Hasher,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Part {
    /// A new file in `folder`.
    pub fn create(folder: &Path, name: String) -> io::Result<Self> {
        let out = Out::Plain(hashing(folder, &name)?);
        Ok(Self { name, out, records: 0 })
    }

    /// A new file in `folder`, compressed by Zstandard, with a checksum of its own.
    pub fn compressed(folder: &Path, name: String) -> io::Result<Self> {
        let mut out = zstd::Encoder::new(hashing(folder, &name)?, LEVEL)?;
        out.include_checksum(true)?;
        Ok(Self { name, out: Out::Zstd(out), records: 0 })
    }

    /// A new file in `folder` with a table in columns.
    pub fn table(folder: &Path, name: String, asked: &Asked) -> io::Result<Self> {
        #[cfg(feature = "parquet")]
        {
            let out = Out::Table(Box::new(Table::new(hashing(folder, &name)?, asked)?));
            Ok(Self { name, out, records: 0 })
        }
        #[cfg(not(feature = "parquet"))]
        {
            let _ = (folder, name, asked);
            Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without Parquet"))
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes a record that ends with its line end.
    pub fn put(&mut self, line: &str) -> io::Result<()> {
        self.records += 1;
        match &mut self.out {
            Out::Plain(out) => out.write_all(line.as_bytes()),
            Out::Zstd(out) => out.write_all(line.as_bytes()),
            #[cfg(feature = "parquet")]
            Out::Table(table) => table.put(line),
        }
    }

    /// Everything is on the disk when this returns.
    pub fn finish(self) -> io::Result<OutputFile> {
        let out = match self.out {
            Out::Plain(out) => out,
            Out::Zstd(out) => out.finish()?,
            #[cfg(feature = "parquet")]
            Out::Table(table) => table.finish()?,
        };
        let Hashing { file, hasher } = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(OutputFile {
            file: self.name,
            records: self.records,
            bytes: hasher.bytes(),
            sha256: hasher.finish(),
        })
    }
}

fn hashing(folder: &Path, name: &str) -> io::Result<BufWriter<Hashing>> {
    let file = File::create_new(folder.join(name))?;
    Ok(BufWriter::with_capacity(1 << 16, Hashing { file, hasher: Sha256Hasher::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_is_said_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = Part::create(folder.path(), "a.jsonl".into()).unwrap();
        (0..5000).for_each(|n| part.put(&format!("{n} 论坛\n")).unwrap());
        let told = part.finish().unwrap();
        let bytes = std::fs::read(folder.path().join("a.jsonl")).unwrap();
        assert_eq!((told.records, told.bytes), (5000, bytes.len() as u64));
        assert_eq!(told.sha256, Sha256::of(bytes.as_slice(), &mut |_| ()).unwrap());
        assert!(Part::create(folder.path(), "a.jsonl".into()).is_err(), "no file is written twice");

        let mut part = Part::compressed(folder.path(), "a.jsonl.zst".into()).unwrap();
        (0..5000).for_each(|n| part.put(&format!("{n} 论坛\n")).unwrap());
        let told = part.finish().unwrap();
        let packed = std::fs::read(folder.path().join("a.jsonl.zst")).unwrap();
        assert_eq!((told.records, told.bytes), (5000, packed.len() as u64));
        assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), bytes);
    }
}
