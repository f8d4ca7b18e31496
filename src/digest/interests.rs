//! What the user cares for, with weights.

use std::{fmt, str::FromStr};

use super::Candidate;

/// What the user cares for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interests(Vec<Interest>);

/// One thing that the user cares for: a term, or a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Interest {
    /// A word or several, in any language; of a source a part of its name or address.
    pub what: String,
    /// True for sources only.
    pub is_source: bool,
    /// What it adds to a story's score; less than nothing moves it down.
    pub weight: f64,
}

/// A weight that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoInterest {
    /// Nothing before the weight.
    #[error("it names nothing")]
    Blank,
    /// No number from -100 to 100.
    #[error("{0:?} is no weight: use a number from -100 to 100")]
    Weight(String),
}

/// What an interest adds where no weight is said: as much as twice as many sources.
const WEIGHT: f64 = 1.0;

/// Weights beyond this are slips.
const MOST: f64 = 100.0;

impl FromStr for Interest {
    type Err = NoInterest;

    /// Reads `WHAT`, `WHAT=WEIGHT` or `source:NAME=WEIGHT`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (what, weight) = match text.rsplit_once('=') {
            Some((what, weight)) => {
                let number = weight.trim().parse().ok().filter(|number: &f64| number.abs() <= MOST);
                (what, number.ok_or_else(|| NoInterest::Weight(weight.to_owned()))?)
            }
            None => (text, WEIGHT),
        };
        let (what, is_source) = match what.trim().strip_prefix("source:") {
            Some(source) => (source, true),
            None => (what, false),
        };
        match what.trim() {
            "" => Err(NoInterest::Blank),
            what => Ok(Self { what: what.to_owned(), is_source, weight }),
        }
    }
}

impl fmt::Display for Interest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_source { "source:" } else { "" }, self.what)
    }
}

impl Interests {
    /// These interests.
    pub fn new(interests: Vec<Interest>) -> Self {
        Self(interests)
    }

    /// What they add to a story, and which of them are in it. Each counts once, however often it is named.
    pub(super) fn of(
        &self,
        candidates: &[Candidate],
        members: &[usize],
        keywords: &[String],
    ) -> (f64, Vec<String>) {
        let mut sum = 0.0;
        let mut matched = Vec::new();
        for interest in &self.0 {
            let what = interest.what.to_lowercase();
            let is_keyword = !interest.is_source && keywords.iter().any(|word| word.to_lowercase() == what);
            if is_keyword || members.iter().any(|&i| interest.is_in(&candidates[i], &what)) {
                sum += interest.weight;
                matched.push(interest.to_string());
            }
        }
        (sum, matched)
    }
}

impl Interest {
    fn is_in(&self, candidate: &Candidate, what: &str) -> bool {
        if self.is_source {
            return candidate.source.as_ref().is_some_and(|source| source.to_lowercase().contains(what));
        }
        [&candidate.title, &candidate.text].into_iter().any(|text| stands_in(&text.to_lowercase(), what))
    }
}

/// True where `what` stands in the text as a word of its own: `lift` does not stand in `shoplifting`. In Chinese nothing
/// parts words.
pub(super) fn stands_in(text: &str, what: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !crate::text::script::is_han(c));
    text.match_indices(what).any(|(at, found)| {
        let opens_inside = is_part(what.chars().next()) && is_part(text[..at].chars().next_back());
        let ends_inside =
            is_part(what.chars().next_back()) && is_part(text[at + found.len()..].chars().next());
        !opens_inside && !ends_inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read() {
        let read = |text: &str| text.parse::<Interest>();
        let interest = |what: &str, is_source, weight| Interest { what: what.into(), is_source, weight };
        assert_eq!(read("lifts"), Ok(interest("lifts", false, 1.0)));
        assert_eq!(read("source: SAC = 2.5"), Ok(interest("SAC", true, 2.5)));
        assert_eq!(read("advertisement=-3"), Ok(interest("advertisement", false, -3.0)));
        assert_eq!(read("=2"), Err(NoInterest::Blank));
        assert_eq!(read("lifts=much"), Err(NoInterest::Weight("much".into())));
        assert!(read("lifts=NaN").is_err() && read("lifts=1e9").is_err());
    }

    #[test]
    fn words_stand_alone() {
        assert!(stands_in("a standard for lifts.", "lifts") && !stands_in("shoplifting", "lift"));
        assert!(stands_in("三项电梯标准", "电梯") && stands_in("the iso标准", "iso"));
    }
}
