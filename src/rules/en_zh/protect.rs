//! The user's terms: found first, rendered as the glossary says.

use std::collections::HashMap;

use super::token::{Token, tokens};
use crate::task::Glossary;

/// The glossary, ready for look-up by the first word of a term.
pub struct Terms<'g> {
    by_first: HashMap<String, Vec<(Vec<String>, &'g str)>>,
}

impl<'g> Terms<'g> {
    /// Sorts the terms by their first word.
    pub fn new(glossary: &'g Glossary) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, &str)>> = HashMap::new();
        for term in glossary.terms() {
            let words: Vec<String> =
                tokens(&term.source).iter().map(|token| token.text.to_lowercase()).collect();
            if let Some(first) = words.first() {
                let same = by_first.entry(first.clone()).or_default();
                same.push((words, &term.target));
            }
        }
        for terms in by_first.values_mut() {
            terms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())); // stable: an earlier term wins
        }
        Self { by_first }
    }

    /// The longest term at a token: its length in tokens and its rendering. Case is ignored, so is a plural -s.
    pub fn at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
        if self.by_first.is_empty() {
            return None;
        }
        let lower = tokens[at].text.to_lowercase();
        let single = lower.strip_suffix('s').unwrap_or(&lower);
        let terms = self.by_first.get(&lower).or_else(|| self.by_first.get(single))?;
        terms
            .iter()
            .find(|(words, _)| {
                words.len() <= tokens.len() - at
                    && words.iter().enumerate().all(|(n, word)| {
                        let text = tokens[at + n].text.to_lowercase();
                        text == *word || n + 1 == words.len() && text.strip_suffix('s') == Some(word)
                    })
            })
            .map(|(words, target)| (words.len(), (*target).to_owned()))
    }
}
