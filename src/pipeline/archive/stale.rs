//! What an earlier archive in the same folder has and the new one has not.
//!
//! Only what its manifest and its index name is removed: whatever else lies there is somebody's.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use super::{Entry, Fate, Form, Manifest, articles::Finished, name::FileNames, plan::Names};

/// Files that are to go.
pub struct Stale {
    folder: PathBuf,
    files: Vec<String>,
}

impl Stale {
    /// Those of the archive that `manifest` in `place` is of, when `new` takes its place.
    pub fn find(place: &Path, manifest: &str, new: &Finished) -> Option<Self> {
        let text = fs::read(place.join(manifest)).ok()?;
        let old: Manifest = serde_json::from_slice(&text).ok()?;
        let names = Names::of(old.shard, old.plan.asked.form);
        let same = names.articles == new.output.file;
        match old.plan.asked.form {
            Form::Jsonl | Form::Zstd | Form::Parquet => Some(Self {
                folder: place.to_owned(),
                files: (!same).then_some(names.articles).into_iter().collect(),
            }),
            Form::Files(..) => {
                let none = FileNames::default();
                let there = new.names.as_ref().filter(|_| same).unwrap_or(&none);
                let index = BufReader::new(File::open(place.join(&names.index)).ok()?);
                let files = index.lines().map_while(Result::ok).filter_map(|line| file(&line));
                let files = files.filter(|file| is_inside(file) && !there.has(file)).collect();
                Some(Self { folder: place.join(names.articles), files })
            }
        }
    }

    /// Removes them, and the folders that are empty then. What cannot be removed stays.
    pub fn remove(self) {
        let mut emptied = BTreeSet::new();
        for file in self.files {
            if fs::remove_file(self.folder.join(&file)).is_ok() && file.contains('/') {
                emptied.extend(Path::new(&file).ancestors().skip(1).map(|above| self.folder.join(above)));
            }
        }
        // The deepest first.
        emptied.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// The file that an entry names.
fn file(line: &str) -> Option<String> {
    match serde_json::from_str::<Entry>(line).ok()?.fate {
        Fate::Written { file, .. } => file,
        Fate::Failed { .. } | Fate::Repeated { .. } => None,
    }
}

/// True for a name that leads to nothing outside its folder. An index is read from a disk, so it may say anything.
pub fn is_inside(file: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    file.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_index_leads_out_of_its_folder() {
        assert!(["a.md", "news/2024/a.md", "论坛/a b.md"].into_iter().all(is_inside));
        let outside = ["", "/etc/passwd", "../a.md", "a/../../b", "a//b", "C:/a", "a\\..\\b", "./a", "a\0"];
        assert!(!outside.into_iter().any(is_inside));
    }
}
