//! The files of a directory: all levels, by name, without hidden ones, never in circles, and never out of it. Links within it
//! are followed, those to one directory only once: directories that link to each other have as many ways through them as
//! there are orders of them.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    vec,
};

use super::{Id, Item, ReadError};

/// A file, or the item of an entry that cannot be followed.
type Found = Result<PathBuf, Box<Item>>;

/// The files below `root`, and an item for each entry that cannot be followed. Files and folders whose canonical path is
/// one of `leave_out` are passed over.
pub(super) fn files(root: PathBuf, leave_out: Vec<PathBuf>) -> impl Iterator<Item = Found> + Send {
    let inside = root.canonicalize().unwrap_or_else(|_| root.clone());
    let mut walk = Walk { open: Vec::new(), inside, leave_out, followed: HashSet::new() };
    let first = walk.enter(root.clone()).map(Err);
    let mut found = first.into_iter().chain(walk).peekable();
    let nothing = found.peek().is_none().then(|| {
        let place = root.display().to_string();
        Err(Box::new(failed(&root, ReadError::NoFiles { place })))
    });
    nothing.into_iter().chain(found)
}

/// A walk in the middle: the directories it is in, the deepest last, each with what is left of it.
struct Walk {
    open: Vec<(PathBuf, vec::IntoIter<Entry>)>,
    /// The canonical path of the directory that was given.
    inside: PathBuf,
    leave_out: Vec<PathBuf>,
    /// The canonical paths of the directories that links led to.
    followed: HashSet<PathBuf>,
}

/// An entry of a directory, and its kind where the directory tells it.
struct Entry {
    path: PathBuf,
    kind: Option<fs::FileType>,
}

impl Walk {
    /// Goes into a directory; an item when it cannot be listed.
    fn enter(&mut self, path: PathBuf) -> Option<Box<Item>> {
        match entries(&path) {
            Ok(entries) => {
                self.open.push((path, entries.into_iter()));
                None
            }
            Err(error) => Some(unreadable(&path, error)),
        }
    }

    /// What an entry comes to; nothing for a directory, which is gone into, and for a file that is left out.
    fn look(&mut self, Entry { path, kind }: Entry) -> Option<Found> {
        if let Some(kind) = kind.filter(|kind| !kind.is_symlink()) {
            return self.take(path, kind, false);
        }
        match fs::metadata(&path).and_then(|data| Ok((data, path.canonicalize()?))) {
            Ok((data, target)) => self.follow(path, data.file_type(), target),
            Err(error) => Some(Err(unreadable(&path, error))),
        }
    }

    /// What a link to `target` comes to.
    fn follow(&mut self, path: PathBuf, kind: fs::FileType, target: PathBuf) -> Option<Found> {
        let place = path.display().to_string();
        let refused = |error| Some(Err(Box::new(failed(&path, error))));
        if kind.is_dir()
            && let Some(ancestor) = self.leads_back(&target)
        {
            return refused(ReadError::Loop { place, ancestor });
        }
        if !target.starts_with(&self.inside) {
            let target = target.display().to_string();
            return refused(ReadError::WayOut { place, target });
        }
        if kind.is_dir() && !self.followed.insert(target) {
            return None;
        }
        self.take(path, kind, true)
    }

    fn take(&mut self, path: PathBuf, kind: fs::FileType, linked: bool) -> Option<Found> {
        if kind.is_dir() {
            if self.is_left_out(&path, linked) { None } else { self.enter(path).map(Err) }
        } else if kind.is_file() {
            (!self.is_left_out(&path, linked)).then_some(Ok(path))
        } else {
            let place = path.display().to_string();
            Some(Err(Box::new(failed(&path, ReadError::NotAFile { place }))))
        }
    }

    /// The directory of this walk that a link to `target` leads back to, or out of and back into.
    fn leads_back(&self, target: &Path) -> Option<String> {
        let inside = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(target));
        self.open.iter().find(|(path, _)| inside(path)).map(|(path, _)| path.display().to_string())
    }

    /// Only a link can have another name than the file it leads to, so few files are asked for their canonical path.
    fn is_left_out(&self, path: &Path, linked: bool) -> bool {
        let named = |out: &PathBuf| linked || out.file_name() == path.file_name();
        self.leave_out.iter().any(named)
            && path.canonicalize().is_ok_and(|path| self.leave_out.contains(&path))
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let (_, entries) = self.open.last_mut()?;
            match entries.next() {
                Some(entry) => {
                    if let Some(found) = self.look(entry) {
                        return Some(found);
                    }
                }
                None => {
                    self.open.pop();
                }
            }
        }
    }
}

/// What is in a directory, by name, without hidden entries.
fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(Entry { path: entry.path(), kind: entry.file_type().ok() });
        }
    }
    entries.sort_by(|one, other| one.path.file_name().cmp(&other.path.file_name()));
    Ok(entries)
}

fn unreadable(path: &Path, source: io::Error) -> Box<Item> {
    Box::new(failed(path, ReadError::Io { place: path.display().to_string(), source }))
}

/// The item of an entry that could not be read.
pub(super) fn failed(path: &Path, error: ReadError) -> Item {
    let place = path.display().to_string();
    Item::failed(Id::Text(place.clone()), Some(place), error)
}
