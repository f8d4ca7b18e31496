//! Which story comes first, and which of its articles leads it.

use jiff::civil::Date;

use super::Candidate;

/// Days after which news counts half. A week: bulletins appear weekly more often than daily.
const HALF_LIFE_DAYS: f64 = 7.0;

/// A story: a group with its place in the bulletin.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Indices of its articles, the leading one first.
    pub members: Vec<usize>,
    /// Its weight: how widely it is covered, and how new it is.
    pub score: f64,
}

/// Orders groups: widely covered and new ones first. Within a story the article with a headline, then the fullest one
/// leads.
pub fn rank(candidates: &[Candidate], groups: Vec<Vec<usize>>) -> Vec<Story> {
    let newest = candidates.iter().filter_map(|candidate| candidate.published).max();
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|mut members| {
            members.sort_by_key(|&i| {
                let candidate = &candidates[i];
                (candidate.title.is_empty(), std::cmp::Reverse(candidate.text.len()), candidate.id.clone())
            });
            let score = score(candidates, &members, newest);
            Story { members, score }
        })
        .collect();
    stories.sort_by(|a, b| {
        let (first, second) = (&candidates[a.members[0]], &candidates[b.members[0]]);
        b.score.total_cmp(&a.score).then_with(|| first.id.cmp(&second.id))
    });
    stories
}

/// Coverage (the logarithm of the number of articles) plus recency (1 for the newest day, halved every week; a story
/// without a date counts as old).
fn score(candidates: &[Candidate], members: &[usize], newest: Option<Date>) -> f64 {
    let latest = members.iter().filter_map(|&i| candidates[i].published).max();
    let recency = match (latest, newest) {
        (Some(latest), Some(newest)) => {
            let days = f64::from((newest - latest).get_days());
            0.5_f64.powf(days / HALF_LIFE_DAYS)
        }
        _ => 0.0,
    };
    let score = (members.len() as f64).log2() + recency;
    (score * 1e6).round() / 1e6
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

    #[test]
    fn wide_coverage_comes_first_then_the_newest() {
        let articles = [
            candidate("old", Some(date(2023, 6, 1)), "x"),
            candidate("new", Some(date(2023, 6, 9)), "x"),
            candidate("short", Some(date(2023, 6, 2)), "x"),
            candidate("full", Some(date(2023, 6, 2)), "xxx"),
            candidate("undated", None, "x"),
        ];
        let stories = rank(&articles, vec![vec![0], vec![1], vec![2, 3], vec![4]]);
        let order: Vec<_> = stories.iter().map(|story| story.members.clone()).collect();
        assert_eq!(order, [vec![3, 2], vec![1], vec![0], vec![4]]);
    }
}
