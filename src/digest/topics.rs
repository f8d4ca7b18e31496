//! The sections that the user wants.

use std::str::FromStr;

use super::{Candidate, interests::stands_in};

/// The sections that the user wants, in order: a story belongs to the first that it fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics(Vec<Topic>);

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its heading.
    pub name: String,
    /// Words, in any language: a story with one of them in a headline or at the beginning of an article belongs here.
    pub terms: Vec<String>,
}

/// A topic that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a name and its words: NAME=WORD,WORD")]
pub struct NoTopic;

/// Bytes of a text in which the words of a topic are looked for.
const LEAD: usize = 600;

impl FromStr for Topic {
    type Err = NoTopic;

    /// Reads `NAME=WORD,WORD`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, terms) = text.split_once('=').ok_or(NoTopic)?;
        let terms: Vec<String> = terms
            .split([',', '，'])
            .map(|term| term.trim().to_lowercase())
            .filter(|term| !term.is_empty())
            .collect();
        if name.trim().is_empty() || terms.is_empty() {
            return Err(NoTopic);
        }
        Ok(Self { name: name.trim().to_owned(), terms })
    }
}

impl Topics {
    /// These sections.
    pub fn new(topics: Vec<Topic>) -> Self {
        Self(topics)
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The section of a story; none where it fits none.
    pub fn of(&self, candidates: &[Candidate], members: &[usize]) -> Option<String> {
        let fits = |topic: &&Topic| {
            members.iter().any(|&i| {
                let Candidate { title, text, .. } = &candidates[i];
                let lead = &text[..text.floor_char_boundary(LEAD)];
                let (title, lead) = (title.to_lowercase(), lead.to_lowercase());
                topic.terms.iter().any(|term| stands_in(&title, term) || stands_in(&lead, term))
            })
        };
        self.0.iter().find(fits).map(|topic| topic.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_story_belongs_to_the_first_topic_that_it_fits() {
        let topics = Topics::new(vec!["Ports = port, 港口".parse().unwrap(), "Lifts=lift".parse().unwrap()]);
        let story = |title: &str| {
            let candidate = Candidate { title: title.into(), ..Candidate::empty(Language::English) };
            topics.of(&[candidate], &[0])
        };
        assert_eq!(story("A lift in the port").as_deref(), Some("Ports"));
        assert_eq!(story("港口论坛").as_deref(), Some("Ports"));
        assert_eq!(story("Lift"), Some("Lifts".into()));
        assert_eq!(story("Sports"), None);
        assert_eq!("Ports".parse::<Topic>(), Err(NoTopic));
        assert_eq!("=a".parse::<Topic>(), Err(NoTopic));
    }
}
