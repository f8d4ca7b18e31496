//! The parts of speech of the rules, and the function words, which the dictionary cannot translate.

use std::{collections::HashMap, sync::LazyLock};

/// What a word or phrase can do in a Chinese sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// A common noun, or a noun phrase.
    Noun,
    /// The name of a place, a body, a work.
    Name,
    /// The name of a person.
    Person,
    /// 我, 他们.
    Pronoun,
    /// 其: a possessive before its noun.
    Whose,
    /// A date, or a word that says when.
    Time,
    /// A number.
    Number,
    /// A measure word.
    Measure,
    /// An adjective.
    Adjective,
    /// A verb.
    Verb,
    /// 是.
    Be,
    /// 不是.
    BeNot,
    /// 有.
    Have,
    /// 没有.
    HaveNot,
    /// 为 after a verb or alone.
    As,
    /// A modal.
    Aux,
    /// A negated modal.
    NotAux,
    /// 将: will, or 把.
    Future,
    /// 正在.
    Now,
    /// 不, 没.
    Neg,
    /// An adverb.
    Adverb,
    /// 很.
    Degree,
    /// 更.
    More,
    /// 最.
    Most,
    /// A preposition.
    Prep,
    /// 比.
    Than,
    /// A localizer: 上, 期间.
    Local,
    /// 的.
    De,
    /// 地.
    Di,
    /// 得.
    Dec,
    /// 了, 着, 过 after a verb.
    Aspect,
    /// 把.
    Ba,
    /// 被.
    Bei,
    /// A word that joins clauses.
    Conj,
    /// A word or mark that joins phrases.
    And,
    /// A determiner of a singular noun.
    Det,
    /// A determiner of a plural noun.
    DetPlural,
    /// A finished adverbial phrase.
    Phrase,
    /// Left out in English.
    Particle,
    /// Punctuation.
    Punct,
}

impl Category {
    /// True for what can be the head of a noun phrase.
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Name | Self::Person | Self::Pronoun)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Noun" => Self::Noun,
            "Pronoun" => Self::Pronoun,
            "Whose" => Self::Whose,
            "Number" => Self::Number,
            "Measure" => Self::Measure,
            "Verb" => Self::Verb,
            "Be" => Self::Be,
            "BeNot" => Self::BeNot,
            "Have" => Self::Have,
            "HaveNot" => Self::HaveNot,
            "As" => Self::As,
            "Aux" => Self::Aux,
            "NotAux" => Self::NotAux,
            "Future" => Self::Future,
            "Now" => Self::Now,
            "Neg" => Self::Neg,
            "Adverb" => Self::Adverb,
            "Degree" => Self::Degree,
            "More" => Self::More,
            "Most" => Self::Most,
            "Prep" => Self::Prep,
            "Than" => Self::Than,
            "Local" => Self::Local,
            "De" => Self::De,
            "Di" => Self::Di,
            "Dec" => Self::Dec,
            "Aspect" => Self::Aspect,
            "Ba" => Self::Ba,
            "Bei" => Self::Bei,
            "Conj" => Self::Conj,
            "And" => Self::And,
            "Det" => Self::Det,
            "DetPlural" => Self::DetPlural,
            "Particle" => Self::Particle,
            _ => return None,
        })
    }
}

/// A function word: what it is and its English, empty if it has none.
pub type Function = (Category, &'static str);

static FUNCTIONS: LazyLock<HashMap<&'static str, Function>> = LazyLock::new(|| {
    include_str!("function.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (word, category, english) = (fields.next()?, fields.next()?, fields.next()?);
            Some((word, (Category::named(category)?, if english == "-" { "" } else { english })))
        })
        .collect()
});

/// The function word, if it is one.
pub fn function(word: &str) -> Option<Function> {
    FUNCTIONS.get(word).copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("function.txt").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(super::FUNCTIONS.len(), lines, "a double headword or an unknown category");
    }
}
