//! Many articles into one bulletin: records, stories, headlines.

use std::sync::Arc;

use crate::{
    digest::{Candidate, group, rank},
    engine::Watcher,
    render::{Bulletin, ByLanguage, Group, Record, Skipped},
    segment::Source,
    task::{Task, TermList, Translate},
    text::Language,
};

use super::Pipeline;

/// Characters of an article's text that are translated so that it can be compared with articles in another language.
const COMPARED: usize = 1_500;

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
        let mixed = records
            .iter()
            .any(|record| record.lang.map(Language::is_chinese) != records[0].lang.map(Language::is_chinese));
        let candidates: Vec<Candidate> = records
            .iter()
            .map(|record| {
                let candidate = candidate(record);
                if mixed { self.in_english(candidate, &wishes.terms, watcher) } else { candidate }
            })
            .collect();
        let stories = rank(&candidates, group(&candidates));
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

    /// The candidate with an English headline and lead. Where that fails it stays as it is: it will stand alone.
    fn in_english(&self, candidate: Candidate, terms: &TermList, watcher: &dyn Watcher) -> Candidate {
        if !candidate.language.is_chinese() {
            return candidate;
        }
        let (from, to) = (candidate.language, Language::English);
        let glossary = Arc::new(terms.glossary(from, to));
        let translated = |text: &str| {
            let task = Translate { from, to, glossary: Arc::clone(&glossary) };
            let name = format!("{}#compared", candidate.id);
            let done = self.run(&Task::Translate(task), &Source::line(text), &name, watcher);
            done.map(|done| done.outcome.text).unwrap_or_default()
        };
        let end = candidate.text.char_indices().nth(COMPARED).map_or(candidate.text.len(), |(at, _)| at);
        let (title, text) = (translated(&candidate.title), translated(&candidate.text[..end]));
        Candidate { title, text, language: Language::English, ..candidate }
    }
}

fn candidate(record: &Record) -> Candidate {
    Candidate {
        id: record.id.to_string(),
        language: record.lang.unwrap_or(Language::English),
        title: record.title.clone().unwrap_or_default(),
        text: record.text.clone().unwrap_or_default(),
        published: record.published,
    }
}

/// The first eight digits of the leading article's hash.
fn story_id(leader: &Record) -> String {
    let digits = leader.hash.trim_start_matches("blake3:");
    format!("story-{}", &digits[..digits.len().min(8)])
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
