//! One file an article: written beside their place, brought to the disk many at a time, then moved there.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{OutputFile, name::FileNames};
use crate::{article::Id, fingerprint::Fingerprint, model::Sha256Hasher};

/// So many files are brought to the disk together: one by one they would take some ten times as long.
const BATCH: usize = 256;

/// Threads that ask for it. More do not help: the disk is what they wait for.
const THREADS: usize = 8;

/// No finished article waits longer than this for the others of its batch.
const PATIENCE: Duration = Duration::from_secs(5);

/// The files of an archive while they are written.
pub struct Files {
    folder: PathBuf,
    name: String,
    extension: &'static str,
    names: FileNames,
    /// Files that are written, and where they go.
    waiting: Vec<(PathBuf, PathBuf)>,
    since: Instant,
    number: u64,
    bytes: u64,
    list: Sha256Hasher,
}

impl Files {
    /// The files of an archive at `place`, in the folder `name` of it.
    pub fn new(place: &Path, name: String, extension: &'static str) -> Self {
        Self {
            folder: place.join(&name),
            name,
            extension,
            names: FileNames::default(),
            waiting: Vec::new(),
            since: Instant::now(),
            number: 0,
            bytes: 0,
            list: Sha256Hasher::default(),
        }
    }

    /// The name of the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes the file of an article, unless it is there as it should be. Returns its name in the folder.
    pub fn put(&mut self, staging: &Path, id: &Id, article: Fingerprint, text: &str) -> io::Result<String> {
        let name = self.names.name(id, article, self.extension);
        self.list.update(format!("{}  {name}\n", Fingerprint::of(text.as_bytes()).hex()).as_bytes());
        self.number += 1;
        self.bytes += text.len() as u64;
        let place = self.folder.join(&name);
        if !is_there(&place, text.as_bytes()) {
            if self.waiting.is_empty() {
                self.since = Instant::now();
            }
            let unfinished = staging.join(format!("{}.{}", self.number, self.extension));
            File::create_new(&unfinished)?.write_all(text.as_bytes())?;
            self.waiting.push((unfinished, place));
            if self.waiting.len() >= BATCH || self.since.elapsed() > PATIENCE {
                self.settle()?;
            }
        }
        Ok(name)
    }

    /// Brings what waits to the disk and to its place.
    fn settle(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        thread::scope(|scope| {
            let share = waiting.len().div_ceil(THREADS).max(1);
            let sync = |files: &[(PathBuf, PathBuf)]| {
                files.iter().try_for_each(|(file, _)| File::options().write(true).open(file)?.sync_all())
            };
            let threads: Vec<_> =
                waiting.chunks(share).map(|files| scope.spawn(move || sync(files))).collect();
            let join = |thread: thread::ScopedJoinHandle<'_, io::Result<()>>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            threads.into_iter().map(join).collect::<io::Result<Vec<()>>>()
        })?;
        let mut folder = None;
        for (file, place) in &waiting {
            if folder != place.parent() {
                folder = place.parent();
                folder.map_or(Ok(()), fs::create_dir_all)?;
            }
            fs::rename(file, place)?;
        }
        Ok(())
    }

    /// Everything is in its place when this returns. The hash of a folder is that of its list: a line of the BLAKE3 hash and
    /// the name of each file, in the order of the input.
    pub fn finish(mut self) -> io::Result<(OutputFile, FileNames)> {
        fs::create_dir_all(&self.folder)?;
        self.settle()?;
        let output = OutputFile {
            file: self.name,
            records: self.number,
            bytes: self.bytes,
            sha256: self.list.finish(),
        };
        Ok((output, self.names))
    }
}

/// True when the file is there and says this.
fn is_there(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|data| data.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|found| found == bytes)
}
