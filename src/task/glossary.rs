//! The user's terms.

use std::collections::HashSet;

use crate::text::Language;

/// The user's terms, in the order given; a later one does not override an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    terms: Vec<Term>,
}

/// A term and the one translation that is wanted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it stands in the source.
    pub source: String,
    /// As it must stand in the target.
    pub target: String,
}

impl Glossary {
    /// A glossary of these terms.
    pub fn new(terms: Vec<Term>) -> Self {
        Self { terms }
    }

    /// The terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// Terms as the user keeps them, for any direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList(Vec<TermPair>);

/// One line of a term list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPair {
    /// The languages of source and target, where the list says so.
    pub languages: Option<(Language, Language)>,
    /// One side.
    pub source: String,
    /// The other side.
    pub target: String,
}

impl TermList {
    /// Adds a line.
    pub fn push(&mut self, pair: TermPair) {
        self.0.push(pair);
    }

    /// Adds all lines of another list.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The lines, in the order given.
    pub fn pairs(&self) -> &[TermPair] {
        &self.0
    }

    /// The terms that serve in one direction. Of several for the same words the first goes: one in the very script that is
    /// asked for, else one in the other.
    pub fn glossary(&self, from: Language, to: Language) -> Glossary {
        // A list in one Chinese script serves for the other as well: rules work in Simplified and convert.
        let like = |a: Language, b: Language| a.is_chinese() == b.is_chinese();
        let term = |source: &str, target: &str| Term { source: source.to_owned(), target: target.to_owned() };
        let serves = |pair: &TermPair| match pair.languages {
            None => Some(term(&pair.source, &pair.target)),
            Some((source, target)) if like(source, from) && like(target, to) => {
                Some(term(&pair.source, &pair.target))
            }
            Some((source, target)) if like(source, to) && like(target, from) => {
                Some(term(&pair.target, &pair.source))
            }
            Some(_) => None,
        };
        let exact =
            |pair: &&TermPair| pair.languages.is_none_or(|pair| pair == (from, to) || pair == (to, from));
        let (first, second): (Vec<&TermPair>, Vec<&TermPair>) = self.0.iter().partition(exact);
        let mut known = HashSet::new();
        let terms = first.into_iter().chain(second).filter_map(serves);
        Glossary::new(terms.filter(|term| known.insert(term.source.to_lowercase())).collect())
    }
}
