//! The ids of stories, which stay when articles come: each article has the id of the story that it was in first kept for it, in
//! the cache under its hash.

use serde_json::{Value, json};

use crate::{
    cache::{CacheKey, Context, Entry},
    digest::Story,
    fingerprint::{Fingerprint, Hasher},
    render::Record,
};

use super::{Pipeline, grouping::note, published::Published};

/// What the cache calls it.
const TASK: &str = "story";

impl Pipeline {
    /// The id of each story: the one that it was published under, else the one that it had in an earlier run, else one made of
    /// its earliest article.
    pub(super) fn story_ids(
        &self,
        records: &[Record],
        stories: &[Story],
        published: &Published,
    ) -> Vec<String> {
        let members = |story: &Story| earliest_first(records, story);
        let hashes: Vec<Vec<Fingerprint>> = stories.iter().map(members).collect();
        let keys = Keys::new();
        let known: Published = hashes
            .iter()
            .flatten()
            .filter_map(|hash| match self.entry(keys.of(*hash)) {
                Entry::Hit(outcome) => Some((hash.to_string(), outcome.text)),
                Entry::Vacant(_) => None,
            })
            .collect();
        let all = published.with(known);
        let written = |story: &Vec<Fingerprint>| story.iter().map(Fingerprint::to_string).collect();
        let ids = all.ids(&hashes.iter().map(written).collect::<Vec<_>>());
        for (hashes, id) in hashes.iter().zip(&ids) {
            for hash in hashes.iter().filter(|hash| all.story_of(hash) != Some(id)) {
                self.keep(&keys, *hash, id);
            }
        }
        ids
    }

    fn keep(&self, keys: &Keys, article: Fingerprint, id: &str) {
        let key = keys.of(article);
        let outcome = note(key, id.to_owned());
        let name = article.to_string();
        self.cache().refresh(key).save(&outcome, &Context { recipe: &keys.value, name: &name, task: TASK });
    }
}

/// Where the ids are kept.
struct Keys {
    value: Value,
    recipe: Fingerprint,
}

impl Keys {
    fn new() -> Self {
        let value = json!({"recipe": 1, "engine": "digest", "task": {"kind": TASK}});
        let recipe = Hasher::new().field("recipe").field(value.to_string()).finish();
        Self { value, recipe }
    }

    fn of(&self, article: Fingerprint) -> CacheKey {
        CacheKey { recipe: self.recipe, source: article }
    }
}

/// The hashes of a story's articles, the earliest first.
fn earliest_first(records: &[Record], story: &Story) -> Vec<Fingerprint> {
    let dated = |&i: &usize| (records[i].published.is_none(), records[i].published, records[i].hash);
    let mut articles: Vec<_> = story.members.iter().map(dated).collect();
    articles.sort();
    articles.into_iter().map(|(.., hash)| hash).collect()
}
