//! The files of a directory: all levels, by name, without hidden ones, and never in circles.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{Id, Item, ReadError};

/// The files below `root`, and an item for each entry that cannot be followed.
pub(super) fn files(root: PathBuf) -> impl Iterator<Item = Result<PathBuf, Box<Item>>> + Send {
    let walk = WalkDir::new(&root).follow_links(true).sort_by_file_name();
    let mut found = walk.into_iter().filter_entry(visible).filter_map(file).peekable();
    let nothing = found.peek().is_none().then(|| {
        let place = root.display().to_string();
        Err(Box::new(failed(&root, ReadError::NoFiles { place })))
    });
    nothing.into_iter().chain(found)
}

fn visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn file(entry: walkdir::Result<DirEntry>) -> Option<Result<PathBuf, Box<Item>>> {
    let error = match entry {
        Ok(entry) if entry.file_type().is_dir() => return None,
        Ok(entry) if entry.file_type().is_file() => return Some(Ok(entry.into_path())),
        Ok(entry) => {
            let place = entry.path().display().to_string();
            return Some(Err(Box::new(failed(entry.path(), ReadError::NotAFile { place }))));
        }
        Err(error) => error,
    };
    let path = error.path().unwrap_or(Path::new("")).to_owned();
    let place = path.display().to_string();
    let ancestor = error.loop_ancestor().map(|path| path.display().to_string());
    let reason = match ancestor {
        Some(ancestor) => ReadError::Loop { place, ancestor },
        None => {
            let source = error.into_io_error().unwrap_or_else(|| ErrorKind::Other.into());
            ReadError::Io { place, source }
        }
    };
    Some(Err(Box::new(failed(&path, reason))))
}

/// The item of an entry that could not be read.
pub(super) fn failed(path: &Path, error: ReadError) -> Item {
    let place = path.display().to_string();
    Item::failed(Id::Text(place.clone()), Some(place), error)
}
