//! What is found in a folder: finished archives and finished parts of archives.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use super::super::{Entry, Manifest, manifest::SCHEMA, plan::Names};
use crate::model::Sha256;

/// A finished archive, or a finished part of one.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The folder.
    pub place: PathBuf,
    /// The files in it.
    pub names: Names,
    /// What they are.
    pub manifest: Manifest,
}

/// Why there is no piece in a file.
#[derive(Debug, thiserror::Error)]
pub enum NoPiece {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no manifest.
    #[error("{} is not a manifest of an archive: {why}", path.display())]
    NotAManifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// There is no manifest in the folder.
    #[error("there is no manifest in {}: no run has finished there", path.display())]
    Nothing {
        /// The folder.
        path: PathBuf,
    },
}

/// The pieces in a folder, by their shards, and what is wrong in it.
pub fn find(place: &Path) -> (Vec<Piece>, Vec<NoPiece>) {
    let (mut pieces, mut wrong) = (Vec::new(), Vec::new());
    match manifests(place) {
        Ok(paths) if paths.is_empty() => wrong.push(NoPiece::Nothing { path: place.to_owned() }),
        Ok(paths) => {
            for path in paths {
                match read(place, &path) {
                    Ok(piece) => pieces.push(piece),
                    Err(error) => wrong.push(error),
                }
            }
        }
        Err(source) => wrong.push(NoPiece::Unreadable { path: place.to_owned(), source }),
    }
    pieces.sort_by_key(|piece| (piece.manifest.shard.of(), piece.manifest.shard.index()));
    (pieces, wrong)
}

/// The files with the names of manifests, by name.
fn manifests(place: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(place)? {
        let name = entry?.file_name();
        let is_one = |name: &str| {
            name == "manifest.json" || (name.starts_with("manifest-") && name.ends_with(".json"))
        };
        if name.to_str().is_some_and(is_one) {
            paths.push(place.join(name));
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(place: &Path, path: &Path) -> Result<Piece, NoPiece> {
    let not = |why: String| NoPiece::NotAManifest { path: path.to_owned(), why };
    let text = fs::read(path).map_err(|source| NoPiece::Unreadable { path: path.to_owned(), source })?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| not(error.to_string()))?;
    if manifest.schema != SCHEMA {
        return Err(not(format!("its schema is {:?}, not {SCHEMA:?}", manifest.schema)));
    }
    let names = Names::of(manifest.shard, manifest.plan.asked.form);
    Ok(Piece { place: place.to_owned(), names, manifest })
}

impl Piece {
    /// What to call it in messages: its folder, and its shard if it is one.
    pub fn name(&self) -> String {
        let place = self.place.display();
        let shard = self.manifest.shard;
        if shard.is_whole() { place.to_string() } else { format!("{place} (shard {shard})") }
    }

    /// The entries of its index, in order, up to the first that cannot be read.
    pub fn entries(&self) -> io::Result<Entries> {
        let path = self.place.join(&self.names.index);
        let known = self.manifest.outputs.iter().find(|output| output.file == self.names.index);
        let hash = Sha256::of(File::open(&path)?, &mut |_| ())?;
        let altered = known.is_none_or(|known| known.sha256 != hash);
        let lines = BufReader::with_capacity(1 << 16, File::open(&path)?);
        Ok(Entries { lines, altered, last: None, wrong: None, read: 0 })
    }
}

/// The entries of an index.
pub struct Entries {
    lines: BufReader<File>,
    /// It is not the file that was written.
    altered: bool,
    last: Option<u64>,
    wrong: Option<String>,
    read: u64,
}

impl Entries {
    /// What was wrong with it, if anything; there should have been `all` entries.
    pub fn end(self, all: u64) -> Option<String> {
        let read = self.read;
        let fewer = || (read != all).then(|| format!("it has {read} entries, the manifest says {all}"));
        let altered = || self.altered.then(|| "its hash is not the one in the manifest".to_owned());
        self.wrong.or_else(fewer).or_else(altered)
    }

    fn parse(&self, line: &[u8]) -> Result<Entry, String> {
        let entry: Entry = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        match self.last {
            Some(last) if entry.n <= last => Err("it is out of order".to_owned()),
            _ => Ok(entry),
        }
    }
}

impl Iterator for Entries {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.wrong.is_some() {
            return None;
        }
        let mut line = Vec::new();
        let parsed = match self.lines.read_until(b'\n', &mut line) {
            Ok(0) => return None,
            Ok(_) => self.parse(&line),
            Err(error) => Err(error.to_string()),
        };
        match parsed {
            Ok(entry) => {
                self.read += 1;
                self.last = Some(entry.n);
                Some(entry)
            }
            Err(why) => {
                self.wrong = Some(format!("line {}: {why}", self.read + 1));
                None
            }
        }
    }
}
