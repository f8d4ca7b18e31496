//! Many articles into one bulletin: records, stories, headlines.

use std::sync::Arc;

use crate::{
    digest::{Candidate, rank},
    engine::Watcher,
    render::{Bulletin, ByLanguage, Group, Record, Skipped},
    task::TermList,
    text::Language,
};

use super::Pipeline;

/// What is wanted of a bulletin.
#[derive(Clone, Debug)]
pub struct BulletinWishes {
    /// Its title.
    pub title: String,
    /// The languages of its headlines and summaries.
    pub languages: Vec<Language>,
    /// The number of stories at most.
    pub top: usize,
    /// The user's terms.
    pub terms: Arc<TermList>,
}

impl Pipeline {
    /// Groups and orders finished records, which carry summaries in the bulletin's languages and their clean text.
    pub fn bulletin(
        &self,
        records: Vec<Record>,
        skipped: Vec<Skipped>,
        wishes: &BulletinWishes,
        watcher: &dyn Watcher,
    ) -> Bulletin {
        let candidates: Vec<Candidate> = records.iter().map(candidate).collect();
        let stories = rank(&candidates, self.groups(&candidates, &wishes.terms, watcher));
        let mut records: Vec<Option<Record>> = records.into_iter().map(Some).collect();
        let groups = stories.into_iter().take(wishes.top).map(|story| {
            let mut articles: Vec<Record> =
                story.members.iter().filter_map(|&member| records[member].take()).collect();
            articles.iter_mut().for_each(|article| article.text = None);
            Group {
                id: articles.first().map_or_else(String::new, story_id),
                headline: headlines(&articles, &wishes.languages),
                score: story.score,
                articles,
            }
        });
        let groups = groups.collect();
        Bulletin::new(wishes.title.clone(), wishes.languages.clone(), groups, skipped)
    }
}

fn candidate(record: &Record) -> Candidate {
    Candidate {
        id: record.id.to_string(),
        language: record.lang.unwrap_or(Language::English),
        title: record.title.clone().unwrap_or_default(),
        text: record.text.clone().unwrap_or_default(),
        published: record.published,
        english: None,
    }
}

/// The first eight digits of the leading article's hash.
fn story_id(leader: &Record) -> String {
    format!("story-{}", leader.hash.short())
}

/// The headline in each language, from the first article that has one; without any, the beginning of a summary.
fn headlines(articles: &[Record], languages: &[Language]) -> ByLanguage<String> {
    let mut headlines = ByLanguage::default();
    for &language in languages {
        let titled = articles.iter().find_map(|article| article.title_in(language)).map(str::to_owned);
        let lead = || {
            articles.iter().find_map(|article| article.summaries.get(language)).map(|made| made.text.clone())
        };
        if let Some(headline) = titled.or_else(lead) {
            headlines.insert(language, headline);
        }
    }
    headlines
}
