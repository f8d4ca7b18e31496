//! Where the records of a part lie: in lines of a file, or in files of a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{
    super::{Entry, Fate, Form, stale::is_inside},
    lines::Lines,
    problem::Problem,
};
use crate::{article::Id, fingerprint::Fingerprint};

/// Lost records of one part that are named; a file that is gone as a whole is one problem, not thousands.
const NAMED: usize = 100;

/// The records, or the errors, of a part.
pub enum Store {
    /// Lines of a file.
    Lines {
        /// The file.
        file: PathBuf,
        /// Its lines; `None` where it cannot be read.
        lines: Option<Lines>,
        /// Records that are not in it.
        lost: Vec<Id>,
    },
    /// Files of a folder.
    Files {
        /// The folder.
        folder: PathBuf,
        /// How many of them are sound.
        taken: usize,
        /// Records that are not there or not sound.
        lost: Vec<Problem>,
    },
}

impl Store {
    /// The records at `path`. What is compressed is unpacked in the folder `scratch`.
    pub fn articles(path: PathBuf, form: Form, scratch: &Path, problems: &mut Vec<Problem>) -> Self {
        match form {
            Form::Jsonl => Self::lines(path, problems),
            Form::Zstd => Self::opened(path.clone(), Lines::unpack(&path, scratch), problems),
            Form::Parquet => Self::opened(path.clone(), Lines::of_table(&path, scratch), problems),
            Form::Files(..) => Self::Files { folder: path, taken: 0, lost: Vec::new() },
        }
    }

    /// The lines of a file.
    pub fn lines(path: PathBuf, problems: &mut Vec<Problem>) -> Self {
        let lines = Lines::open(&path);
        Self::opened(path, lines, problems)
    }

    fn opened(file: PathBuf, lines: io::Result<Lines>, problems: &mut Vec<Problem>) -> Self {
        let lines = lines.map_err(|error| problems.push(unreadable(&file, &error))).ok();
        Self::Lines { file, lines, lost: Vec::new() }
    }

    /// What was written for an entry, if it is as it was written.
    pub fn take(&mut self, entry: &Entry) -> Option<String> {
        match (self, &entry.fate) {
            (
                Self::Lines { lines, .. },
                Fate::Written { record: hash, .. } | Fate::Failed { error: hash },
            ) => lines.as_mut()?.take(*hash).ok().flatten(),
            (Self::Files { folder, taken, .. }, Fate::Written { record, file: Some(file), .. }) => {
                let bytes = is_inside(file).then(|| fs::read(folder.join(file)).ok()).flatten()?;
                let text =
                    (Fingerprint::of(&bytes) == *record).then(|| String::from_utf8(bytes).ok()).flatten()?;
                *taken += 1;
                Some(text)
            }
            _ => None,
        }
    }

    /// Notes that nobody has what was written for an entry.
    pub fn lost(&mut self, entry: Entry) {
        match self {
            Self::Lines { lost, .. } => lost.push(entry.id),
            Self::Files { folder, lost, .. } => {
                let name = match entry.fate {
                    Fate::Written { file: Some(file), .. } if is_inside(&file) => file,
                    _ => String::new(),
                };
                let (file, id) = (folder.join(name), entry.id);
                let there = file.is_file();
                lost.push(if there { Problem::Altered { file, id } } else { Problem::Lost { file, id } });
            }
        }
    }

    /// Tells what was lost, what was altered, and what is of no input.
    pub fn close(self, problems: &mut Vec<Problem>) {
        match self {
            // A file that is not there at all was told of.
            Self::Lines { lines: None, .. } => {}
            Self::Lines { file, lines: Some(lines), lost } => close_lines(file, lines, lost, problems),
            Self::Files { folder, taken, lost } => {
                let files = WalkDir::new(&folder).into_iter().flatten();
                let found = files.filter(|entry| entry.file_type().is_file()).count();
                let altered =
                    lost.iter().filter(|problem| matches!(problem, Problem::Altered { .. })).count();
                problems.extend(lost.into_iter().take(NAMED));
                let lines = found.saturating_sub(taken + altered);
                problems.extend((lines > 0).then_some(Problem::Strange { file: folder, lines }));
            }
        }
    }
}

/// What has the id of a lost record and another content was altered.
fn close_lines(file: PathBuf, mut lines: Lines, lost: Vec<Id>, problems: &mut Vec<Problem>) {
    let mut left = match lines.left() {
        Ok(left) => left,
        Err(error) => {
            problems.push(unreadable(&file, &error));
            return;
        }
    };
    for id in lost.into_iter().take(NAMED) {
        let file = file.clone();
        match left.iter().position(|found| found.as_ref() == Some(&id)) {
            Some(at) => {
                left.swap_remove(at);
                problems.push(Problem::Altered { file, id });
            }
            None => problems.push(Problem::Lost { file, id }),
        }
    }
    if !left.is_empty() {
        problems.push(Problem::Strange { file, lines: left.len() });
    }
}

/// A file that cannot be read.
pub fn unreadable(file: &Path, error: &io::Error) -> Problem {
    Problem::Unreadable { file: file.to_owned(), why: error.to_string() }
}
