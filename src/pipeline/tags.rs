//! The topics that the sources themselves name: the categories of feeds, and those in records.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::render::Record;

/// Where records say what they are about.
const FIELDS: [&str; 5] = ["category", "section", "articleSection", "tags", "categories"];

/// Characters of a topic at most: longer ones are sentences.
const LONGEST: usize = 40;

/// The topic of each story: of its articles' tags the one that most stories have. A tag that one story alone has, or all have,
/// parts nothing, and is none.
pub(super) fn topics(stories: &[Vec<&Record>]) -> Vec<Option<String>> {
    let tags: Vec<BTreeSet<String>> =
        stories.iter().map(|articles| articles.iter().flat_map(|article| tags(article)).collect()).collect();
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for tag in tags.iter().flatten() {
        *counts.entry(tag).or_insert(0) += 1;
    }
    let parts = |tag: &&String| (2..stories.len()).contains(&counts[*tag]);
    let most = |tags: &BTreeSet<String>| {
        // The first in order of those that as many stories have.
        tags.iter().filter(parts).rev().max_by_key(|tag| counts[*tag]).cloned()
    };
    tags.iter().map(most).collect()
}

fn tags(article: &Record) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(|tag| tag.trim().to_owned());
    let of_field = |field: &&str| match article.extra.get(*field) {
        Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    };
    let all = FIELDS.iter().flat_map(of_field);
    all.filter(|tag: &String| !tag.is_empty() && tag.chars().count() <= LONGEST).collect()
}
