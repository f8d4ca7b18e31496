//! Names of files for articles: an id in the letters that every file system takes, one name for each article.
//!
//! An id that is a path keeps its folders. What one of the three platforms does not take is replaced: characters, names
//! of devices, blanks and dots at an end, names that are too long (Microsoft's "Naming Files, Paths, and Namespaces"; APFS
//! and ext4 take 255 bytes). Names that some file system takes for the same (case, composed characters) get a hash of their
//! id and article.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::{
    article::Id,
    fingerprint::{Fingerprint, Hasher},
};

/// Bytes that a part of a path may have: with a hash, an extension and the name of an unfinished file around it, far
/// from the 255 that file systems take.
const LONGEST_PART: usize = 120;

/// Bytes that a path may have below the folder of the archive: Windows takes 260 characters of all.
const LONGEST: usize = 200;

/// Hexadecimal digits of the hash in a name.
const DIGITS: usize = 10;

/// Names of devices on Windows, with any extension and in any case.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Gives every article a name that no other one has.
///
/// Memory: two entries of a map for each article, below 100 bytes.
#[derive(Default)]
pub struct FileNames {
    taken: HashMap<u128, Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

impl FileNames {
    /// The path of an article below the folder of the archive, parted by slashes.
    pub fn name(&mut self, id: &Id, article: Fingerprint, extension: &str) -> String {
        let id = id.to_string();
        let mut plain = plain(&id, extension);
        if plain.len() <= LONGEST && self.is_free(&plain) {
            return self.take(plain);
        }
        if !self.may_be_above(&plain) {
            // What would be a folder is an article: no name below it will do.
            plain = last_part(&plain).to_owned();
        }
        // As often as it takes: an id may have been made to look like this very name.
        for turn in 0_u64.. {
            let hash = Hasher::new().field(&id).field(article.as_bytes()).field(turn.to_le_bytes()).finish();
            let name = hashed(&plain, extension, &hash.hex()[..DIGITS]);
            if self.is_free(&name) {
                return self.take(name);
            }
        }
        plain
    }

    /// True when an article has this path, or one that some file system takes for it.
    pub fn has(&self, path: &str) -> bool {
        self.taken.get(&key(path)) == Some(&Kind::File)
    }

    /// True when neither the path nor a folder above it has the name of something else.
    fn is_free(&self, path: &str) -> bool {
        self.may_be_above(path) && !self.taken.contains_key(&key(path))
    }

    /// True when all folders above a path are folders, or could be.
    fn may_be_above(&self, path: &str) -> bool {
        folders(path).all(|folder| self.taken.get(&key(folder)) != Some(&Kind::File))
    }

    fn take(&mut self, path: String) -> String {
        for folder in folders(&path) {
            self.taken.insert(key(folder), Kind::Folder);
        }
        self.taken.insert(key(&path), Kind::File);
        path
    }
}

/// The folders above a path.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The path without its folders.
fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What makes two names the same on some file system.
fn key(path: &str) -> u128 {
    // Upper case first: "ß" and "ss" are one name to some.
    let folded = path.nfkc().collect::<String>().to_uppercase().to_lowercase();
    let hash = Fingerprint::of(folded.as_bytes());
    hash.as_bytes().first_chunk().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

/// The id as a path, its last part with the extension.
fn plain(id: &str, extension: &str) -> String {
    let parts = id.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".");
    let mut path = parts.map(part).collect::<Vec<_>>().join("/");
    if path.is_empty() {
        path.push('_');
    }
    let end = format!(".{extension}");
    let ends = path.len().checked_sub(end.len()).and_then(|at| path.get(at..));
    if !ends.is_some_and(|ends| ends.eq_ignore_ascii_case(&end)) {
        path.push_str(&end);
    }
    path
}

/// The name with a hash before its extension, and short enough with it: folders go first, then the end of the name.
fn hashed(plain: &str, extension: &str, hash: &str) -> String {
    let stem = &plain[..plain.len() - extension.len() - 1];
    let room = LONGEST - extension.len() - hash.len() - 2;
    let stem = if stem.len() <= room { stem } else { last_part(stem) };
    format!("{}-{hash}.{extension}", start(stem, room))
}

/// One part of a path in characters that every file system takes.
fn part(text: &str) -> String {
    let mut out: String = text.nfc().map(|c| if is_taken(c) { c } else { '_' }).collect();
    if out.starts_with(['.', '-', ' ', '~']) {
        out.replace_range(..1, "_");
    }
    if out.len() > LONGEST_PART {
        out = start(&out, LONGEST_PART).to_owned();
    }
    if out.ends_with(['.', ' ']) {
        out.pop();
        out.push('_');
    }
    let stem = out.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        let number = stem.strip_prefix(device).unwrap_or_default();
        matches!(number.chars().collect::<Vec<_>>()[..], [c] if c.is_ascii_digit() || "¹²³".contains(c))
    });
    if numbered || DEVICES.contains(&stem.as_str()) {
        out.insert(0, '_');
    }
    out
}

/// True for a character that every file system takes and every reader sees.
fn is_taken(c: char) -> bool {
    let unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    !c.is_control() && !unseen && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

/// The beginning of a text, at most this many bytes.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn names(ids: &[&str]) -> Vec<String> {
        let mut names = FileNames::default();
        ids.iter().map(|id| names.name(&Id::Text((*id).to_owned()), Fingerprint::of(b"x"), "md")).collect()
    }

    #[test]
    fn a_name_tells_whose_it_is() {
        for (id, name) in [
            ("bbc-tech-276", "bbc-tech-276.md"),
            ("news/2024/a.txt", "news/2024/a.txt.md"),
            ("docs/guide.md", "docs/guide.md"),
            ("docs/GUIDE.MD", "docs/GUIDE.MD"),
            ("news\\论坛.html", "news/论坛.html.md"),
            ("/data/./a", "data/a.md"),
            ("../../etc/passwd", "__/__/etc/passwd.md"),
            ("https://www.sac.gov.cn/xw/a.html?id=3#top", "https_/www.sac.gov.cn/xw/a.html_id=3#top.md"),
            ("C:\\news\\a.txt", "C_/news/a.txt.md"),
            ("nul", "_nul.md"),
            ("a/Com1.txt", "a/_Com1.txt.md"),
            ("com10", "com10.md"),
            ("trailing. ", "trailing._.md"),
            (".hidden", "_hidden.md"),
            ("-rf", "_rf.md"),
            ("a\u{202e}cod.exe\0", "a_cod.exe_.md"),
            ("", "_.md"),
            ("///", "_.md"),
        ] {
            assert_eq!(names(&[id]), [name], "{id:?}");
        }
    }

    #[test]
    fn names_that_some_system_takes_for_one_are_told_apart() {
        for ids in [
            &["a", "A", "a"][..],
            &["caf\u{e9}", "cafe\u{301}", "CAF\u{c9}"],
            &["straße", "STRASSE"],
            &["a?", "a*", "a_"],
            &["a.md", "a"],
            &["a.md/b", "a"],
            &["a", "a.md/b"],
            &["x/a.md", "x", "X.md/b", "x.md"],
            &["ﬁle", "file"],
        ] {
            let names = names(ids);
            assert!(!names[0].contains('-'), "the first keeps its name: {names:?}");
            let keys: HashSet<u128> = names.iter().map(|name| key(name)).collect();
            assert_eq!(keys.len(), ids.len(), "{names:?}");
        }
        let long = "论坛/".repeat(100) + &"x".repeat(500);
        let (one, other) = (long.clone() + "1", long + "2");
        let names = names(&[&one, &other]);
        assert!(names.iter().all(|name| name.len() <= LONGEST) && names[0] != names[1], "{names:?}");
    }

    proptest! {
        /// Whatever the ids are, each name stays below the folder, and no two meet: neither as files nor as folders.
        #[test]
        fn no_two_articles_meet(ids in prop::collection::vec("([a-cA-C./\\\\:? ~é論\u{301}\u{0}-]{0,6}|[a-b](/[a-b](\\.md)?){0,3})", 0..30)) {
            let mut given = FileNames::default();
            let mut files = HashSet::new();
            let mut above = HashSet::new();
            for (n, id) in ids.iter().enumerate() {
                let name = given.name(&Id::Text(id.clone()), Fingerprint::of(&[n as u8]), "md");
                prop_assert!(!name.starts_with('/') && name.len() <= LONGEST, "{name}");
                for part in name.split('/') {
                    prop_assert!(!part.is_empty() && !part.starts_with('.') && !part.ends_with(['.', ' ']), "{name}");
                    prop_assert!(!part.contains(['\\', ':', '?', '\0']), "{name}");
                }
                prop_assert!(files.insert(key(&name)), "{name} is there twice");
                above.extend(folders(&name).map(key));
            }
            prop_assert!(files.is_disjoint(&above), "a file is a folder");
        }
    }
}
