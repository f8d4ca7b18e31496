//! Which story comes first, which of its articles leads it, and why.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;

use super::{Candidate, interests::Interests};

/// Days after which news counts half. A week: bulletins appear weekly more often than daily.
const HALF_LIFE_DAYS: f64 = 7.0;

/// What it counts at most that a story speaks of what the others speak of: half as much as being of today.
const CENTRALITY: f64 = 0.5;

/// A story: a group with its place in the bulletin.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Indices of its articles, the leading one first.
    pub members: Vec<usize>,
    /// Its weight: the sum of what `reasons` says.
    pub score: f64,
    /// What the score is made of.
    pub reasons: Reasons,
    /// What it is about, by the words that tell it from other stories: the telling ones first.
    pub keywords: Vec<String>,
}

/// What a score is made of; the four numbers add up to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reasons {
    /// The logarithm (to base 2) of the number of sources: 0 for one, 1 for two, 2 for four.
    pub coverage: f64,
    /// 1 on the day of the newest article of the bulletin, half of that a week before; 0 without a date.
    pub recency: f64,
    /// 0 to 0.5: how much of what it is about is spoken of in other stories too.
    pub centrality: f64,
    /// The sum of the user's weights for what is in it.
    pub interest: f64,
    /// Its sources. Articles of one publisher are one source; an article without a publisher is one of its own.
    pub sources: usize,
    /// What of the user's interests is in it.
    pub matched: Vec<String>,
}

impl Reasons {
    fn score(&self) -> f64 {
        rounded(self.coverage + self.recency + self.centrality + self.interest)
    }
}

/// How many stories of what kind are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Stories at most; `None` for all.
    pub top: Option<usize>,
    /// Stories at most that one source leads; `None` for any number.
    pub per_source: Option<usize>,
}

/// Orders groups: widely covered, new, central ones and those of interest first. Within a story the article with a
/// headline, then the fullest one leads. `keywords` are those of each group.
pub fn rank(
    candidates: &[Candidate],
    groups: Vec<Vec<usize>>,
    keywords: Vec<Vec<String>>,
    interests: &Interests,
) -> Vec<Story> {
    let newest = candidates.iter().filter_map(|candidate| candidate.published).max();
    let spoken = Spoken::of(&keywords);
    let mut stories: Vec<Story> = groups
        .into_iter()
        .zip(keywords)
        .map(|(mut members, keywords)| {
            members.sort_by_key(|&i| {
                let candidate = &candidates[i];
                (candidate.title.is_empty(), std::cmp::Reverse(candidate.text.len()), candidate.id.clone())
            });
            let (interest, matched) = interests.of(candidates, &members, &keywords);
            let sources = sources(candidates, &members);
            let reasons = Reasons {
                coverage: rounded((sources as f64).log2()),
                recency: rounded(recency(candidates, &members, newest)),
                centrality: rounded(CENTRALITY * spoken.share(&keywords)),
                interest: rounded(interest),
                sources,
                matched,
            };
            Story { members, score: reasons.score(), reasons, keywords }
        })
        .collect();
    stories.sort_by(|a, b| {
        let (first, second) = (&candidates[a.members[0]], &candidates[b.members[0]]);
        b.score.total_cmp(&a.score).then_with(|| first.id.cmp(&second.id))
    });
    stories
}

/// The first stories within the limits; the second value counts those that were left out for their source.
pub fn choose(candidates: &[Candidate], stories: Vec<Story>, wanted: &Wanted) -> (Vec<Story>, usize) {
    let mut led: HashMap<String, usize> = HashMap::new();
    let mut passed_over = 0;
    let mut chosen = Vec::new();
    for story in stories {
        if wanted.top.is_some_and(|top| chosen.len() >= top) {
            break;
        }
        let source = candidates[story.members[0]].source.clone();
        if let (Some(most), Some(source)) = (wanted.per_source, source) {
            let count = led.entry(source).or_insert(0);
            if *count >= most {
                passed_over += 1;
                continue;
            }
            *count += 1;
        }
        chosen.push(story);
    }
    (chosen, passed_over)
}

fn sources(candidates: &[Candidate], members: &[usize]) -> usize {
    let named: HashSet<&str> = members.iter().filter_map(|&i| candidates[i].source.as_deref()).collect();
    named.len() + members.iter().filter(|&&i| candidates[i].source.is_none()).count()
}

fn recency(candidates: &[Candidate], members: &[usize], newest: Option<Date>) -> f64 {
    let latest = members.iter().filter_map(|&i| candidates[i].published).max();
    match (latest, newest) {
        (Some(latest), Some(newest)) => {
            let days = f64::from((newest - latest).get_days());
            0.5_f64.powf(days / HALF_LIFE_DAYS)
        }
        _ => 0.0,
    }
}

/// In how many stories each keyword is one.
struct Spoken {
    stories: usize,
    counts: HashMap<String, usize>,
}

impl Spoken {
    fn of(keywords: &[Vec<String>]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in keywords.iter().flatten() {
            *counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
        Self { stories: keywords.len(), counts }
    }

    /// The mean share of the other stories that have one of these keywords.
    fn share(&self, keywords: &[String]) -> f64 {
        if self.stories < 2 || keywords.is_empty() {
            return 0.0;
        }
        let others = |word: &String| self.counts.get(&word.to_lowercase()).map_or(0, |count| count - 1);
        let sum: usize = keywords.iter().map(others).sum();
        sum as f64 / (keywords.len() * (self.stories - 1)) as f64
    }
}

/// Six decimals, so that every machine writes the same.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use jiff::civil::date;

    fn candidate(id: &str, published: Option<Date>, text: &str) -> Candidate {
        Candidate {
            id: id.into(),
            title: id.into(),
            text: text.into(),
            published,
            ..Candidate::empty(Language::English)
        }
    }

    fn ranked(candidates: &[Candidate], groups: Vec<Vec<usize>>, interests: &[&str]) -> Vec<Story> {
        let none = vec![Vec::new(); groups.len()];
        let interests = Interests::new(interests.iter().map(|text| text.parse().unwrap()).collect());
        rank(candidates, groups, none, &interests)
    }

    #[test]
    fn wide_coverage_comes_first_then_the_newest() {
        let articles = [
            candidate("old", Some(date(2023, 6, 1)), "x"),
            candidate("new", Some(date(2023, 6, 9)), "x"),
            candidate("short", Some(date(2023, 6, 2)), "x"),
            candidate("full", Some(date(2023, 6, 2)), "xxx"),
            candidate("undated", None, "x"),
        ];
        let stories = ranked(&articles, vec![vec![0], vec![1], vec![2, 3], vec![4]], &[]);
        let order: Vec<_> = stories.iter().map(|story| story.members.clone()).collect();
        assert_eq!(order, [vec![3, 2], vec![1], vec![0], vec![4]]);
        for Story { score, reasons, .. } in &stories {
            let sum = reasons.coverage + reasons.recency + reasons.centrality + reasons.interest;
            assert!((score - sum).abs() < 1e-5, "{reasons:?}");
        }
    }

    #[test]
    fn two_articles_of_one_source_are_one_source() {
        let mut articles =
            vec![candidate("a", None, "x"), candidate("b", None, "x"), candidate("c", None, "x")];
        articles[0].source = Some("Harbour Daily".into());
        articles[1].source = Some("Harbour Daily".into());
        let stories = ranked(&articles, vec![vec![0, 1], vec![2]], &[]);
        assert_eq!(stories.iter().map(|story| story.reasons.sources).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(stories[0].reasons.coverage, 0.0);
    }

    #[test]
    fn interests_go_first_and_are_named() {
        let articles =
            [candidate("Chips", None, "memory"), candidate("Lifts", None, "A standard for lifts.")];
        let stories = ranked(&articles, vec![vec![0], vec![1]], &["lifts=2.5"]);
        assert_eq!(stories[0].members, [1]);
        assert_eq!(
            (stories[0].reasons.interest, &stories[0].reasons.matched[..]),
            (2.5, &["lifts".to_owned()][..])
        );
    }

    #[test]
    fn one_source_leads_only_so_many() {
        let mut articles: Vec<Candidate> = (0..4).map(|i| candidate(&i.to_string(), None, "x")).collect();
        articles[..3].iter_mut().for_each(|article| article.source = Some("Harbour Daily".into()));
        let stories = ranked(&articles, vec![vec![0], vec![1], vec![2], vec![3]], &[]);
        let (chosen, passed_over) =
            choose(&articles, stories.clone(), &Wanted { top: None, per_source: Some(2) });
        assert_eq!((chosen.len(), passed_over), (3, 1));
        let (chosen, _) = choose(&articles, stories, &Wanted { top: Some(2), per_source: Some(1) });
        assert_eq!(chosen.iter().map(|story| story.members[0]).collect::<Vec<_>>(), [0, 3]);
    }

    #[test]
    fn what_others_speak_of_is_central() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let keywords = vec![words(&["lifts", "safety"]), words(&["Safety"]), words(&["chips"])];
        let spoken = Spoken::of(&keywords);
        let shares: Vec<f64> = keywords.iter().map(|words| spoken.share(words)).collect();
        assert_eq!(shares, [0.25, 0.5, 0.0]);
    }
}
