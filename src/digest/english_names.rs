//! Whom and which places articles name, compared across languages by what they read like in English.
//!
//! The English of a Chinese article is made by rules, word for word: poor as a text, but its names are right where a table
//! has them, and otherwise spelled as they sound.

use std::collections::HashSet;

use super::Candidate;
use crate::text::{
    dates::{MONTHS, WEEKDAYS},
    english_words::{is_word, ways_of_naming},
};

/// Bytes of a text in which it names its event.
const LEAD: usize = 400;

/// Bytes in which an article says what it knows of.
const LOOKED_AT: usize = 4_000;

/// So many names that both have further on are no chance.
const SEVERAL: usize = 2;

/// Names of fewer letters are like too many others.
const SHORTEST: usize = 3;

/// Longer names that begin with the same letters, so many, are one: Libya and Libyan.
const STEM: usize = 5;

/// What follows the apostrophe of two words in one: I'm, They'd.
const CONTRACTED: [&str; 6] = ["m", "d", "t", "re", "ve", "ll"];

/// Names of as many consonants at least that are the same are one, spelled by their sound: Moualem and Mualim.
const CONSONANTS: usize = 3;

/// A name in lower case, and its [consonants], which no name of a country needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Name {
    word: String,
    consonants: Option<String>,
}

/// The names of an article.
#[derive(Clone, Debug, Default)]
pub struct EnglishNames {
    /// Those of countries, where it begins.
    countries: Vec<Name>,
    /// All others, where it begins.
    others: Vec<Name>,
    /// The last words of names of several, such as those of people, where it begins.
    surnames: Vec<Name>,
    /// The words of all names in the headline.
    headline: HashSet<String>,
    /// All others that it has.
    all: HashSet<Name>,
    /// All that it has, how they begin, and their [consonants].
    known: HashSet<String>,
}

/// How the names of two articles compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Each names what the other knows of.
    Shared,
    /// Neither knows of anything that the other names.
    Foreign,
    /// Neither knows of anything but a country: other names may only be spelled in another way.
    OfOneCountry,
    /// Nothing can be said.
    Unknown,
}

impl EnglishNames {
    /// The names of an article that can be read in English.
    pub fn of(candidate: &Candidate) -> Option<Self> {
        let reading = candidate.english_reading()?;
        let text = &reading.text[..reading.text.floor_char_boundary(LOOKED_AT)];
        let lead = &text[..text.floor_char_boundary(LEAD)];
        let (mut all, mut known) = (HashSet::new(), HashSet::new());
        for name in names(reading.title).chain(names(text)) {
            known.extend(stem(&name.word).map(str::to_owned));
            known.insert(name.word.clone());
            if ways_of_naming(&name.word).is_none() {
                known.extend(name.consonants.clone());
                all.insert(name);
            }
        }
        let headline = names(reading.title).map(|name| name.word).collect();
        let begins: HashSet<Name> = names(reading.title).chain(names(lead)).collect();
        let (countries, others) = begins.into_iter().partition(|name| ways_of_naming(&name.word).is_some());
        Some(Self { countries, others, surnames: surnames(lead).collect(), headline, all, known })
    }

    /// True where both begin with people, of whom the other one knows nobody.
    pub fn begin_with_others(&self, other: &Self) -> bool {
        !self.surnames.is_empty()
            && !other.surnames.is_empty()
            && !self.knows_any(&other.surnames)
            && !other.knows_any(&self.surnames)
    }

    /// True where both begin with a name that is no country's.
    pub fn share_where_they_begin(&self, other: &Self) -> bool {
        self.others.iter().any(|name| other.others.iter().any(|other| other.word == name.word))
    }

    /// True for a word of a name in the headline, in lower case.
    pub fn has_in_headline(&self, word: &str) -> bool {
        self.headline.contains(word)
    }

    fn knows(&self, name: &Name) -> bool {
        let Name { word, consonants } = name;
        let known = |form: &str| self.known.contains(form);
        known(word)
            || stem(word).is_some_and(known)
            || consonants.as_deref().is_some_and(known)
            || ways_of_naming(word).is_some_and(|ways| ways.iter().any(|way| known(way)))
    }

    fn knows_any(&self, names: &[Name]) -> bool {
        names.iter().any(|name| self.knows(name))
    }

    /// How its names compare with another's.
    pub fn compared(&self, other: &Self) -> Compared {
        if self.others.is_empty() && self.countries.is_empty()
            || other.others.is_empty() && other.countries.is_empty()
        {
            return Compared::Unknown;
        }
        let (here, there) = (self.knows_any(&other.others), other.knows_any(&self.others));
        if here && there {
            return Compared::Shared;
        }
        // What they name further on may be of both, though whom they begin with is spelled in two ways.
        let further = || self.all.iter().filter(|name| other.knows(name)).count() >= SEVERAL;
        if here || there || further() {
            return Compared::Unknown;
        }
        if self.knows_any(&other.countries) || other.knows_any(&self.countries) {
            return match self.others.is_empty() || other.others.is_empty() {
                true => Compared::Unknown,
                false => Compared::OfOneCountry,
            };
        }
        Compared::Foreign
    }
}

/// The names of a text in order: words with a capital that mean nothing else.
fn names(text: &str) -> impl Iterator<Item = Name> {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    words.filter_map(|word| {
        let word = word.trim_matches(['\'', '’']);
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let contracted = word.rsplit_once(['\'', '’']).is_some_and(|(_, end)| CONTRACTED.contains(&end));
        let lower = word.to_lowercase();
        let country = ways_of_naming(&lower).is_some();
        let is_name = word.starts_with(char::is_uppercase)
            && word.chars().count() >= SHORTEST
            && !contracted
            && !MONTHS.iter().chain(&WEEKDAYS).any(|date| date.eq_ignore_ascii_case(word))
            && (country || !is_word(&lower));
        is_name.then(|| Name { consonants: consonants(&lower).filter(|_| !country), word: lower })
    })
}

/// The last words of names of several words: Cruz of Ramon Cruz.
fn surnames(text: &str) -> impl Iterator<Item = Name> {
    let mut before = false;
    text.split_whitespace().filter_map(move |word| {
        let name = names(word).next();
        let is_last = before && name.is_some();
        // A comma or a full stop ends a name.
        before = name.is_some() && word.ends_with(char::is_alphabetic);
        name.filter(|name| is_last && ways_of_naming(&name.word).is_none())
    })
}

fn stem(name: &str) -> Option<&str> {
    name.get(..STEM)
}

/// The consonants of a name in capitals, those that transliterations mix as one, and whether a vowel comes first; none
/// where there are too few to tell.
fn consonants(name: &str) -> Option<String> {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    let mut found = String::from(if vowel { "A" } else { "" });
    for c in name.chars() {
        let class = match c {
            'b' | 'p' => 'P',
            'd' | 't' => 'T',
            'c' | 'g' | 'k' | 'q' => 'K',
            'f' | 'v' | 'w' => 'F',
            'l' | 'r' => 'L',
            'm' | 'n' => 'N',
            's' | 'z' | 'x' | 'j' => 'S',
            _ => continue,
        };
        if !found.ends_with(class) {
            found.push(class);
        }
    }
    (found.len() >= CONSONANTS + usize::from(vowel)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{digest::English, text::Language};

    fn english(title: &str, text: &str) -> EnglishNames {
        let (title, text) = (title.to_owned(), text.to_owned());
        EnglishNames::of(&Candidate { title, text, ..Candidate::empty(Language::English) }).unwrap()
    }

    fn chinese(title: &str, text: &str) -> EnglishNames {
        let english = Some(English { title: title.to_owned(), text: text.to_owned() });
        EnglishNames::of(&Candidate { english, ..Candidate::empty(Language::Chinese) }).unwrap()
    }

    #[test]
    fn what_cannot_be_read_in_english_names_nothing() {
        assert!(EnglishNames::of(&Candidate::empty(Language::Chinese)).is_none());
    }

    #[test]
    fn names_of_both_languages_are_compared() {
        let here = chinese("Coach overturns in Tongren, Guizhou", "On Monday in Sinan a coach overturned.");
        let same =
            english("Coach overturns in China", "A coach overturned on Monday in Sinan county, Guizhou.");
        let there =
            english("Coach overturns near Linz", "A coach overturned near Linz in Austria on Monday.");
        assert_eq!(here.compared(&same), Compared::Shared);
        assert_eq!(here.compared(&there), Compared::Foreign);
        assert_eq!(here.compared(&english("A coach overturns", "On Monday it rained.")), Compared::Unknown);
    }

    #[test]
    fn a_country_is_one_by_whichever_name() {
        let here = chinese("Danish bridge closed", "In Denmark the bridge at Odense was closed.");
        let there = english("Bridge closed", "The Danish bridge at Vejle was closed.");
        assert_eq!(here.compared(&there), Compared::OfOneCountry);
        let somewhere = english("Danish bridge closed", "The bridge was closed.");
        assert_eq!(here.compared(&somewhere), Compared::Unknown);
    }

    #[test]
    fn names_are_spelled_as_they_sound() {
        let here = chinese("", "Foreign Minister Mualim spoke on Friday.");
        assert_eq!(here.compared(&english("", "The minister, Walid al-Moualem, spoke.")), Compared::Shared);
        assert_eq!(here.compared(&english("", "The minister, Steinem, spoke.")), Compared::Foreign);
    }
}
