//! A word or phrase on its way from Chinese to English.

use super::{grammar::Category, morphology};

/// A word or phrase. For noun phrases the article stays open until the phrase is said.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is.
    pub category: Category,
    /// The Chinese head, for rules about single words.
    pub zh: &'a str,
    /// Determiner: "this", "three", "China's"; empty if there is none.
    pub det: String,
    /// The English text: of a noun phrase its modifiers and head, of a verb its base form.
    pub english: String,
    /// What follows the head: "of the city", "that he made".
    pub post: String,
    /// True for more than one.
    pub plural: bool,
    /// True if the plural stands in the text already.
    pub inflected: bool,
    /// True if nothing but this one can be meant.
    pub definite: bool,
    /// 了 or 过 follows the verb.
    pub done: bool,
    /// No blank stands before it in the source.
    pub joined: bool,
    /// What a noun is as a verb: 讨论 is discussion and discuss.
    pub deed: &'static str,
    /// The object of 把 stands before the verb.
    pub held: bool,
}

/// Phrases longer than this (in bytes) take no more words: no reader follows them, and joining stays linear.
pub const LONGEST: usize = 600;

impl<'a> Node<'a> {
    /// A node of one word.
    pub fn new(category: Category, zh: &'a str, english: impl Into<String>) -> Self {
        Self {
            category,
            zh,
            det: String::new(),
            english: english.into(),
            post: String::new(),
            plural: false,
            inflected: false,
            definite: false,
            done: false,
            joined: false,
            deed: "",
            held: false,
        }
    }

    /// True once the phrase is too long to grow.
    pub fn is_full(&self) -> bool {
        self.english.len() + self.post.len() > LONGEST
    }

    /// A finished adverbial phrase.
    pub fn phrase(zh: &'a str, english: String) -> Self {
        Self::new(Category::Phrase, zh, english)
    }

    /// Modifiers and head in their number, without article.
    pub fn core(&self) -> String {
        // After a time its preposition is kept.
        if self.category == Category::Time {
            return self.english.clone();
        }
        let plural = self.category == Category::Noun && self.plural && !self.inflected;
        let head = if plural { morphology::plural(&self.english) } else { self.english.clone() };
        match self.post.as_str() {
            "" => head,
            post if post.starts_with(',') => format!("{head}{post}"),
            post => format!("{head} {post}"),
        }
    }

    /// The noun phrase with its determiner or article.
    pub fn said(&self) -> String {
        let core = self.core();
        let core = match core.strip_prefix("the ") {
            Some(bare) if !self.det.is_empty() || self.definite => bare.to_owned(),
            _ => core,
        };
        match self.article() {
            "" => core,
            "a" => format!("{} {core}", morphology::indefinite(&core)),
            article => format!("{article} {core}"),
        }
    }

    fn article(&self) -> &str {
        if !self.det.is_empty() {
            return &self.det;
        }
        if self.category == Category::Name && is_body(&self.english) {
            return "the";
        }
        if self.category != Category::Noun {
            return "";
        }
        // A name before a common noun is no name: the European market.
        let last = self.english.rsplit(' ').next().unwrap_or(&self.english);
        let starts_upper = last.starts_with(char::is_uppercase);
        let complement = self.post.starts_with("of ");
        match () {
            _ if self.definite || complement => "the",
            _ if starts_upper || self.plural || self.english.starts_with(|c: char| c.is_ascii_digit()) => "",
            _ if morphology::is_mass(&self.english) => "",
            _ => "the",
        }
    }

    /// The possessive before a noun: "his", "China's".
    pub fn possessive(&self) -> String {
        match self.english.as_str() {
            "I" => "my".to_owned(),
            "you" => "your".to_owned(),
            "he" => "his".to_owned(),
            "she" => "her".to_owned(),
            "it" => "its".to_owned(),
            "we" => "our".to_owned(),
            "they" | "themselves" => "their".to_owned(),
            "who" => "whose".to_owned(),
            _ => {
                let said = self.said();
                if said.ends_with('s') { format!("{said}'") } else { format!("{said}'s") }
            }
        }
    }

    /// After a verb or preposition: "him".
    pub fn object(&self) -> String {
        match self.english.as_str() {
            "I" => "me".to_owned(),
            "he" => "him".to_owned(),
            "she" => "her".to_owned(),
            "we" => "us".to_owned(),
            "they" => "them".to_owned(),
            _ => self.said(),
        }
    }
}

/// Names of bodies, which take the article: the Ministry of Commerce, the European Union.
fn is_body(name: &str) -> bool {
    const LAST: [&str; 17] = [
        "Congress",
        "Administration",
        "Committee",
        "Commission",
        "Organization",
        "Government",
        "Union",
        "Association",
        "Council",
        "Ministry",
        "Academy",
        "Department",
        "Bureau",
        "Federation",
        "Republic",
        "Party",
        "Outline",
    ];
    const FIRST: [&str; 8] = [
        "Ministry of",
        "Department of",
        "University of",
        "Bureau of",
        "State Administration",
        "Standardization Administration",
        "Chinese Academy",
        "International Organization",
    ];
    let last = name.rsplit(' ').next().unwrap_or(name);
    name.contains(' ')
        && !name.starts_with("the ")
        && !name.contains(',')
        && (LAST.contains(&last) || FIRST.iter().any(|start| name.starts_with(start)))
}
