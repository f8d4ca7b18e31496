//! Where the records of an archive go while it is written.

use std::{io, path::Path};

use super::{Asked, Form, OutputFile, Shard, files::Files, name::FileNames, part::Part};
use crate::{article::Id, fingerprint::Fingerprint};

/// The records of an archive: lines of one file, or files of one folder.
pub enum Articles {
    /// Lines, or rows.
    Lines(Part),
    /// Files.
    Files(Files),
}

impl Articles {
    /// Those of a part of the archive at `place`.
    pub fn create(staging: &Path, place: &Path, asked: &Asked, shard: Shard) -> io::Result<Self> {
        let name = asked.form.articles(shard);
        Ok(match asked.form {
            Form::Jsonl => Self::Lines(Part::create(staging, name)?),
            Form::Zstd => Self::Lines(Part::compressed(staging, name)?),
            Form::Parquet => Self::Lines(Part::table(staging, name, asked)?),
            Form::Files(form, _) => Self::Files(Files::new(place, name, form.extension())),
        })
    }

    /// The name of the file or folder.
    pub fn name(&self) -> &str {
        match self {
            Self::Lines(part) => part.name(),
            Self::Files(files) => files.name(),
        }
    }

    /// Writes a record. Returns the name of its file, where it has one of its own.
    pub fn put(
        &mut self,
        staging: &Path,
        id: &Id,
        article: Fingerprint,
        text: &str,
    ) -> io::Result<Option<String>> {
        match self {
            Self::Lines(part) => part.put(text).map(|()| None),
            Self::Files(files) => files.put(staging, id, article, text).map(Some),
        }
    }

    /// Everything is on the disk when this returns.
    pub fn finish(self) -> io::Result<Finished> {
        match self {
            Self::Lines(part) => Ok(Finished { output: part.finish()?, names: None }),
            Self::Files(files) => {
                let (output, names) = files.finish()?;
                Ok(Finished { output, names: Some(names) })
            }
        }
    }
}

/// Records that are written.
pub struct Finished {
    /// Where they are.
    pub output: OutputFile,
    /// The names of the files, which are in their places already.
    pub names: Option<FileNames>,
}

impl Finished {
    /// The files that are still to be moved to their places.
    pub fn to_move(&self) -> Option<&OutputFile> {
        self.names.is_none().then_some(&self.output)
    }
}
