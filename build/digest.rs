//! What the rule engine is made of, as one hash: part of every cache key, so that no change of a rule, a list, a
//! dictionary or the code itself can ever be answered with an old text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Source folders that change what the rule engine is given, what it writes, and what is found in that.
const SOURCES: &[&str] = &[
    "src/text",
    "src/task",
    "src/segment",
    "src/checks",
    "src/engine",
    "src/digest",
    "src/rules",
    "src/pipeline",
];

/// What the compiled data are made from.
const INGREDIENTS: &[&str] = &[
    "build",
    "Cargo.lock",
    "src/rules/zh_en/words.txt",
    "src/rules/zh_en/function.txt",
    "src/rules/en_zh/words",
    "src/rules/terms",
];

/// The file that says what the compiled data were made from.
const STAMP: &str = "compiled-from";

/// True when the compiled data are there and were made from what is there now. Compiling takes seconds, and this
/// script runs whenever a rule changes.
pub fn is_fresh(out_dir: &Path) -> bool {
    fs::read_to_string(out_dir.join(STAMP)).is_ok_and(|stamp| stamp == hash(INGREDIENTS, &[]))
}

/// Notes that the compiled data are complete.
pub fn mark_fresh(out_dir: &Path) {
    fs::write(out_dir.join(STAMP), hash(INGREDIENTS, &[])).expect("OUT_DIR can be written");
}

/// The digest of the sources and of the compiled data.
pub fn rules(out_dir: &Path) -> String {
    SOURCES.iter().for_each(|folder| println!("cargo:rerun-if-changed={folder}"));
    hash(SOURCES, &[out_dir])[..16].to_owned()
}

/// The hash of all files in folders of the package and in other folders: names and contents, in order of the names.
fn hash(own: &[&str], others: &[&Path]) -> String {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for base in own.iter().map(|name| root.join(name)).chain(others.iter().map(PathBuf::from)) {
        let mut files = Vec::new();
        collect(&base, &mut files);
        files.sort();
        for file in files.iter().filter(|file| !file.ends_with(STAMP)) {
            let content = fs::read(file).unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
            let name = file.strip_prefix(&base).unwrap_or(file).to_string_lossy().replace('\\', "/");
            hasher.update(name.as_bytes()).update(&(content.len() as u64).to_le_bytes()).update(&content);
        }
    }
    hasher.finalize().to_hex().to_string()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap_or_else(|e| panic!("cannot list {}: {e}", path.display()));
        entries.flatten().for_each(|entry| collect(&entry.path(), files));
    } else {
        files.push(path.to_owned());
    }
}
