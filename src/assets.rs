//! Files that are part of the program, overlaid by the user's own: manifests of models, prompts, and
//! templates of bulletins.
//!
//! The user's folder is laid out as the project's own: `models/qwen3-1.7b.toml` in it stands in the place of the
//! built-in file of that name, and a file of another name stands beside the built-in ones.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

/// The longest file of this kind that a person writes: the longest built-in one has 3 kB. Whatever is longer came
/// here by mistake (weights beside their manifest), and is not read into memory.
const LONGEST: u64 = 1 << 20;

/// Folders in folders at most: `prompts/summarize/zh.md` is two deep.
const DEEPEST: usize = 4;

/// Kinds of files, each in a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `models/`: one manifest (TOML) a model.
    Models,
    /// `prompts/`: one template a task and language.
    Prompts,
    /// `templates/`: how bulletins look.
    Templates,
}

/// A file and the built-in text of it.
type BuiltIn = (&'static str, &'static str);

/// The built-in files of one folder. A test holds that none of the folder is forgotten.
macro_rules! built_in {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../", $folder, "/", $name)))),*]
    };
}

const MODELS: &[BuiltIn] = built_in!("models":
    "hy-mt2-1.8b.toml",
    "hy-mt2-7b.toml",
    "madlad-400-3b-mt.toml",
    "minicpm5-1b.toml",
    "opus-mt-en-zh.toml",
    "opus-mt-zh-en.toml",
    "qwen3-0.6b.toml",
    "qwen3-1.7b.toml",
    "qwen3-4b-instruct-2507.toml",
    "qwen3-4b.toml",
);

const PROMPTS: &[BuiltIn] = built_in!("prompts":
    "combine/en.toml",
    "combine/zh.toml",
    "hy-mt2/translate/en-zh.toml",
    "hy-mt2/translate/zh-en.toml",
    "summarize/en-zh.toml",
    "summarize/en.toml",
    "summarize/zh-en.toml",
    "summarize/zh.toml",
    "translate/en-zh-Hant.toml",
    "translate/en-zh.toml",
    "translate/zh-en.toml",
);

const TEMPLATES: &[BuiltIn] = built_in!("templates":
    "atom.xml",
    "bulletin.html",
    "check.html",
    "docx/document.xml",
    "docx/document.xml.rels",
    "docx/styles.xml",
    "email.html",
    "epub/bulletin.xhtml",
    "epub/content.opf",
    "epub/nav.xhtml",
    "epub/style.css",
    "findings.html",
    "head.html",
    "line.html",
    "record.html",
    "story.html",
    "style.css",
);

impl Kind {
    /// The folder's name, the same in the project and in the user's folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Prompts => "prompts",
            Self::Templates => "templates",
        }
    }

    fn built_in(self) -> &'static [BuiltIn] {
        match self {
            Self::Models => MODELS,
            Self::Prompts => PROMPTS,
            Self::Templates => TEMPLATES,
        }
    }
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path in its folder, with `/` on every platform: `summarize/zh.md`.
    pub name: String,
    /// What is in it.
    pub text: Cow<'static, str>,
    /// Whose it is.
    pub origin: Origin,
}

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn,
    /// It lies in the user's folder, here.
    User(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built in"),
            Self::User(path) => path.display().fmt(f),
        }
    }
}

/// A file of the user's that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is too long to be a file of this kind.
    #[error("{} has {found} bytes; a file of this kind has at most {most}", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        found: u64,
        /// The longest length in bytes.
        most: u64,
    },
}

/// The built-in files under those of the user.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    overlay: Option<PathBuf>,
}

impl Assets {
    /// The built-in files, overlaid by those in the user's folder. It need not exist.
    pub fn new(overlay: Option<PathBuf>) -> Self {
        Self { overlay }
    }

    /// The user's folder of this kind, where there is a place for one.
    pub fn folder(&self, kind: Kind) -> Option<PathBuf> {
        Some(self.overlay.as_ref()?.join(kind.folder()))
    }

    /// All files of a kind, sorted by name. Names that begin with a dot or end with `~` are left out: those are
    /// what editors and file managers leave behind.
    ///
    /// # Errors
    /// When a file of the user's cannot be read, is not UTF-8 or is far too long.
    pub fn list(&self, kind: Kind) -> Result<Vec<Asset>, AssetError> {
        let mut assets = BTreeMap::new();
        for (name, text) in kind.built_in() {
            let asset = Asset { name: (*name).to_owned(), text: (*text).into(), origin: Origin::BuiltIn };
            assets.insert(asset.name.clone(), asset);
        }
        if let Some(folder) = self.folder(kind).filter(|folder| folder.is_dir()) {
            for entry in WalkDir::new(&folder).min_depth(1).max_depth(DEEPEST).follow_links(true) {
                let entry = entry.map_err(|error| walking(&folder, error))?;
                if let Some(asset) = user_file(&folder, &entry)? {
                    assets.insert(asset.name.clone(), asset);
                }
            }
        }
        Ok(assets.into_values().collect())
    }

    /// One file by its name, as [`Assets::list`] has it.
    ///
    /// # Errors
    /// As [`Assets::list`].
    pub fn get(&self, kind: Kind, name: &str) -> Result<Option<Asset>, AssetError> {
        Ok(self.list(kind)?.into_iter().find(|asset| asset.name == name))
    }
}

fn user_file(folder: &Path, entry: &DirEntry) -> Result<Option<Asset>, AssetError> {
    let path = entry.path();
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let names: Vec<Cow<'_, str>> = inside.iter().map(|name| name.to_string_lossy()).collect();
    let left_behind = names.iter().any(|name| name.starts_with('.') || name.ends_with('~'));
    if !entry.file_type().is_file() || left_behind {
        return Ok(None);
    }
    let unreadable = |source| AssetError::Read { path: path.to_owned(), source };
    let found = fs::metadata(path).map_err(unreadable)?.len();
    if found > LONGEST {
        return Err(AssetError::TooLong { path: path.to_owned(), found, most: LONGEST });
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    Ok(Some(Asset { name: names.join("/"), text: text.into(), origin: Origin::User(path.to_owned()) }))
}

fn walking(folder: &Path, error: walkdir::Error) -> AssetError {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a link that leads to itself"));
    AssetError::Read { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(assets: &[Asset]) -> Vec<&str> {
        assets.iter().map(|asset| asset.name.as_str()).collect()
    }

    #[test]
    fn every_file_of_the_project_is_built_in() {
        for kind in [Kind::Models, Kind::Prompts, Kind::Templates] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind.folder());
            let mut files = Vec::new();
            for entry in WalkDir::new(&folder).into_iter().filter_map(Result::ok) {
                files.extend(user_file(&folder, &entry).unwrap().map(|asset| asset.name));
            }
            files.sort();
            assert_eq!(names(&Assets::default().list(kind).unwrap()), files, "{}", kind.folder());
        }
    }

    #[test]
    fn a_file_of_the_user_goes_first_or_stands_beside() {
        let home = tempfile::tempdir().unwrap();
        let assets = Assets::new(Some(home.path().to_owned()));
        let before = assets.list(Kind::Prompts).unwrap();
        assert_eq!(before, Assets::default().list(Kind::Prompts).unwrap());

        let folder = home.path().join("prompts/summarize");
        fs::create_dir_all(&folder).unwrap();
        for name in ["mine.md", ".mine.md.swp", "mine.md~"] {
            fs::write(folder.join(name), "mine").unwrap();
        }
        let mine = assets.get(Kind::Prompts, "summarize/mine.md").unwrap().unwrap();
        assert_eq!((mine.text.as_ref(), mine.origin), ("mine", Origin::User(folder.join("mine.md"))));
        assert_eq!(assets.list(Kind::Prompts).unwrap().len(), before.len() + 1);
        if let Some(first) = before.first() {
            let path = home.path().join("prompts").join(&first.name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "in its place").unwrap();
            assert_eq!(assets.get(Kind::Prompts, &first.name).unwrap().unwrap().text, "in its place");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("models/x.toml");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let assets = Assets::new(Some(home.path().to_owned()));
        fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
        let error = assets.list(Kind::Models).unwrap_err().to_string();
        assert!(error.contains("x.toml") && error.contains("UTF-8"), "{error}");
        fs::File::create(&path).unwrap().set_len(LONGEST + 1).unwrap();
        assert!(matches!(assets.list(Kind::Models), Err(AssetError::TooLong { .. })));
    }
}
