//! What earlier bulletins told: which articles, in which stories.
//!
//! One file a series of bulletins. By it a story keeps its id when articles come that are older than its first one, or when the
//! grouping of everything changes; and a bulletin of news leaves out what was told.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    fingerprint::Fingerprint,
    render::{Bulletin, Record},
};

/// The schema of the file.
const SCHEMA: &str = "zhaiyi-published/1";

/// The articles that were published, by their hashes, with the ids of their stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    story_of: BTreeMap<String, String>,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    schema: String,
    stories: BTreeMap<String, BTreeSet<String>>,
}

/// Why what was published cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// The file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is another file, or damaged.
    #[error("{} is no list of published articles ({why})", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl Published {
    /// What the file says; nothing where there is none yet.
    ///
    /// # Errors
    /// When it cannot be read, or is another file.
    pub fn read(path: &Path) -> Result<Self, PublishedError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(PublishedError::File { path: path.to_owned(), source }),
        };
        let other = |why: String| PublishedError::Other { path: path.to_owned(), why };
        let written: Written = serde_json::from_str(&text).map_err(|error| other(error.to_string()))?;
        if written.schema != SCHEMA {
            return Err(other(format!("its schema is {:?}, expected {SCHEMA:?}", written.schema)));
        }
        let articles =
            |(id, hashes): (String, BTreeSet<String>)| hashes.into_iter().map(move |hash| (hash, id.clone()));
        Ok(written.stories.into_iter().flat_map(articles).collect())
    }

    /// Adds a bulletin that is out to what the file says. Two runs at once wait for each other, and the file appears whole.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn add(path: &Path, bulletin: &Bulletin) -> Result<(), PublishedError> {
        let failed = |source| PublishedError::File { path: path.to_owned(), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let beside = Self::lock(path);
        let lock = File::options().create(true).truncate(false).write(true).open(beside).map_err(failed)?;
        lock.lock().map_err(failed)?;
        let mut all = Self::read(path)?;
        for group in &bulletin.groups {
            let articles = group.articles.iter().map(|article| (article.hash.to_string(), group.id.clone()));
            all.story_of.extend(articles);
        }
        let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (hash, id) in all.story_of {
            stories.entry(id).or_default().insert(hash);
        }
        let written = Written { schema: SCHEMA.to_owned(), stories };
        let text = serde_json::to_string_pretty(&written).map_err(|error| failed(error.into()))?;
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
        file.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// The file beside it by which runs wait for each other. It stays: who takes it away may take it from a run that waits.
    pub fn lock(path: &Path) -> PathBuf {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        beside.into()
    }

    /// True where an article was in a bulletin before.
    pub fn has(&self, article: &Record) -> bool {
        self.story_of.contains_key(&article.hash.to_string())
    }

    /// The story of an article, by its hash.
    pub(super) fn story_of(&self, article: &Fingerprint) -> Option<&String> {
        self.story_of.get(&article.to_string())
    }

    /// The same, and what else is known of articles that were never published.
    pub(super) fn with(&self, others: Self) -> Self {
        others.story_of.into_iter().chain(self.story_of.clone()).collect()
    }

    /// The ids of groups, given the hashes of the articles of each, the earliest first. A group has the id of the story that
    /// most of its articles were in; of two such groups the one with more of them. A new one is named by its earliest article.
    pub fn ids(&self, groups: &[Vec<String>]) -> Vec<String> {
        let mut claims: Vec<(usize, &str, usize)> = Vec::new();
        for (group, hashes) in groups.iter().enumerate() {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for id in hashes.iter().filter_map(|hash| self.story_of.get(hash)) {
                *counts.entry(id).or_insert(0) += 1;
            }
            claims.extend(counts.into_iter().map(|(id, count)| (count, id, group)));
        }
        claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)).then(a.2.cmp(&b.2)));
        let known: HashSet<&String> = self.story_of.values().collect();
        let mut ids: Vec<Option<String>> = vec![None; groups.len()];
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for (_, id, group) in claims {
            if ids[group].is_none() && taken.insert(id) {
                ids[group] = Some(id.to_owned());
            }
        }
        let new = |hashes: &Vec<String>| {
            // The story of its earliest article may have gone to another group: then the next one names it.
            let named = hashes.iter().map(|hash| story_id(hash)).find(|id| !known.contains(id));
            named.unwrap_or_else(|| hashes.first().map_or_else(String::new, |hash| story_id(hash) + "-2"))
        };
        ids.into_iter().zip(groups).map(|(id, hashes)| id.unwrap_or_else(|| new(hashes))).collect()
    }
}

impl FromIterator<(String, String)> for Published {
    /// Hashes of articles with the ids of their stories; of two ids for one article the later one stands.
    fn from_iter<T: IntoIterator<Item = (String, String)>>(articles: T) -> Self {
        Self { story_of: articles.into_iter().collect() }
    }
}

/// The first eight digits of an article's hash.
fn story_id(hash: &str) -> String {
    let digits = hash.trim_start_matches("blake3:");
    format!("story-{}", &digits[..digits.len().min(8)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(stories: &[(&str, &[&str])]) -> Published {
        let articles = |(id, hashes): &(&str, &[&str])| {
            let id = (*id).to_owned();
            hashes.iter().map(move |hash| ((*hash).to_owned(), id.clone())).collect::<Vec<_>>()
        };
        stories.iter().flat_map(articles).collect()
    }

    fn ids(published: &Published, groups: &[&[&str]]) -> Vec<String> {
        let groups: Vec<Vec<String>> =
            groups.iter().map(|group| group.iter().map(|hash| (*hash).to_owned()).collect()).collect();
        published.ids(&groups)
    }

    #[test]
    fn the_earliest_article_names_a_story() {
        assert_eq!(
            ids(&Published::default(), &[&["blake3:0123456789", "b"], &["c"]]),
            ["story-01234567", "story-c"]
        );
    }

    #[test]
    fn a_story_keeps_its_id() {
        let before = published(&[("story-b", &["b", "c"]), ("story-x", &["x"])]);
        assert_eq!(ids(&before, &[&["a", "b", "c"], &["x", "y"]]), ["story-b", "story-x"]);
        // Parted: the larger part keeps the id. Joined: the id of the larger part.
        assert_eq!(ids(&before, &[&["b"], &["c"]]), ["story-b", "story-c"]);
        assert_eq!(ids(&before, &[&["x", "b", "c"]]), ["story-b"]);
    }

    #[test]
    fn another_file_is_told_and_none_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("published.json");
        assert_eq!(Published::read(&path).unwrap(), Published::default());
        for text in ["{", "{\"schema\":\"x/1\",\"stories\":{}}", "[]"] {
            fs::write(&path, text).unwrap();
            let error = Published::read(&path).unwrap_err().to_string();
            assert!(error.contains("published.json is no list"), "{error}");
        }
    }

    #[test]
    fn bulletins_add_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/published.json");
        let bulletin = Bulletin::new("t".into(), Vec::new(), Vec::new(), Vec::new());
        Published::add(&path, &bulletin).unwrap();
        Published::add(&path, &bulletin).unwrap();
        assert_eq!(Published::read(&path).unwrap(), Published::default());
    }
}
