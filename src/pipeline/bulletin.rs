//! Many articles into one bulletin: records, stories, headlines.

use std::{collections::HashMap, sync::Arc};

use crate::{
    digest::{Candidate, Interests, Story, Topics, Wanted, choose, keywords, rank},
    engine::Watcher,
    render::{Bulletin, Group, Record, Skipped},
    task::TermList,
    text::Language,
};

use super::{
    Pipeline, columns::Columns, in_script::in_script, published::Published, tags, telling::differing,
};

/// What is wanted of a bulletin.
#[derive(Clone, Debug, Default)]
pub struct BulletinWishes {
    /// Its title.
    pub title: String,
    /// The languages of its headlines and summaries.
    pub languages: Vec<Language>,
    /// How many stories.
    pub wanted: Wanted,
    /// What the reader cares for.
    pub interests: Interests,
    /// The sections; where there are none, the topics that the sources name.
    pub topics: Topics,
    /// The user's terms.
    pub terms: Arc<TermList>,
    /// What earlier bulletins told, where the story of an article is remembered.
    pub published: Option<Published>,
    /// Only stories with articles that no earlier bulletin told.
    pub only_new: bool,
}

/// A bulletin, and what is not in it.
pub struct Bound {
    /// The bulletin.
    pub bulletin: Bulletin,
    /// Stories that were left out because their source leads enough others.
    pub passed_over: usize,
    /// Articles of stories that an earlier bulletin told.
    pub told_before: usize,
}

impl Pipeline {
    /// Groups and orders finished records, which carry summaries in the bulletin's languages and their clean text.
    pub fn bulletin(
        &self,
        records: Vec<Record>,
        skipped: Vec<Skipped>,
        wishes: &BulletinWishes,
        watcher: &dyn Watcher,
    ) -> Bound {
        let candidates: Vec<Candidate> = records.iter().map(candidate).collect();
        let groups = self.groups(&candidates, &wishes.terms, watcher);
        let words = keywords(&candidates, &groups);
        let stories = rank(&candidates, groups, words, &wishes.interests);
        let nothing = Published::default();
        let published = wishes.published.as_ref().unwrap_or(&nothing);
        let ids = self.story_ids(&records, &stories, published);
        // By its leading article, which is in no other story.
        let mut id_of: HashMap<usize, String> =
            stories.iter().map(|story| story.members[0]).zip(ids).collect();
        let is_new =
            |story: &Story| !wishes.only_new || story.members.iter().any(|&i| !published.has(&records[i]));
        let (new, old): (Vec<Story>, Vec<Story>) = stories.into_iter().partition(is_new);
        let told_before = old.iter().map(|story| story.members.len()).sum();
        let (chosen, passed_over) = choose(&candidates, new, &wishes.wanted);
        let members = |story: &Story| story.members.iter().map(|&i| &records[i]).collect();
        let mut named = match wishes.topics.is_empty() {
            true => tags::topics(&chosen.iter().map(members).collect::<Vec<_>>()).into_iter(),
            false => Vec::new().into_iter(),
        };
        let mut records: Vec<Option<Record>> = records.into_iter().map(Some).collect();
        let groups = chosen.into_iter().map(|story| {
            let id = id_of.remove(&story.members[0]).unwrap_or_default();
            let articles = story.members.iter().filter_map(|&member| records[member].take()).collect();
            let topic = named.next().flatten().or_else(|| wishes.topics.of(&candidates, &story.members));
            self.story(id, articles, story, topic, published, wishes, watcher)
        });
        let groups = groups.collect();
        let bulletin = Bulletin::new(wishes.title.clone(), wishes.languages.clone(), groups, skipped);
        Bound { bulletin, passed_over, told_before }
    }

    #[allow(clippy::too_many_arguments)] // one story's parts, each from another hand
    fn story(
        &self,
        id: String,
        articles: Vec<Record>,
        story: Story,
        topic: Option<String>,
        published: &Published,
        wishes: &BulletinWishes,
        watcher: &dyn Watcher,
    ) -> Group {
        let (mut articles, mut told): (Vec<Record>, Vec<Record>) =
            articles.into_iter().partition(|article| !wishes.only_new || !published.has(article));
        let Columns { headline, summary, facts } =
            self.columns(&articles, &wishes.languages, &wishes.terms, watcher);
        let differences = differing(&articles, &wishes.languages);
        let earlier = told.len();
        articles.append(&mut told);
        articles.iter_mut().for_each(|article| article.text = None);
        let Story { score, reasons, keywords, .. } = story;
        // Where all Chinese of the bulletin is in Traditional script, so are its headings and keywords.
        let chinese = wishes.languages.iter().copied().find(|language| language.is_chinese());
        let script = chinese.filter(|_| !wishes.languages.contains(&Language::Chinese));
        let in_its_script = |word: String| {
            script.map_or_else(|| word.clone(), |script| in_script(&word, Language::Chinese, script))
        };
        let keywords = keywords.into_iter().map(in_its_script).collect();
        let topic = topic.map(in_its_script);
        Group {
            id,
            headline,
            summary,
            facts,
            differences,
            keywords,
            topic,
            score,
            reasons,
            earlier,
            articles,
        }
    }
}

fn candidate(record: &Record) -> Candidate {
    Candidate {
        id: record.id.to_string(),
        language: record.lang.unwrap_or(Language::English),
        title: record.title.clone().unwrap_or_default(),
        text: record.text.clone().unwrap_or_default(),
        published: record.published,
        source: record.publisher.clone().or_else(|| host(record.source.as_deref()?).map(str::to_owned)),
        english: None,
    }
}

/// The host of an address: `https://www.example.org/a` is of `example.org`.
fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("https://www.example.org/a?b"), Some("example.org"));
        assert_eq!(host("http://example.org"), Some("example.org"));
        assert_eq!(host("samples/a.txt"), None);
    }
}
