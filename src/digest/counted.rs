//! What a headline counts: "Acme recalls 280,000 vehicles", 召回28万辆汽车.

use super::tally::{magnitude, tallies};
use crate::text::{
    Language, dates,
    numerals::{self, Kind, Number},
    script::is_han,
    words,
};

/// Two figures are of one thing where the greater one is at most so much of the other: 280,000 and "nearly 300,000".
const ROUNDED: f64 = 1.2;

/// The figures of a headline, each with what it counts.
#[derive(Clone, Debug, Default)]
pub struct Counted(Vec<(String, f64)>);

impl Counted {
    /// What a headline counts. One that tells of victims counts nothing here: of one event their number grows.
    pub fn of(title: &str, language: Language) -> Self {
        if tallies(title, language).iter().any(|tally| tally.of.victims().is_some()) {
            return Self::default();
        }
        let numbers = numerals::find(title);
        let dates = dates::find(title, &numbers);
        let counts = |number: &&Number| {
            !matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Percent | Kind::Fraction)
                && !dates.iter().any(|date| date.overlaps(&number.written))
        };
        let figure = |number: &Number| {
            let rest = &title[number.written.end..];
            let what = what(&rest[magnitude(rest)..], language)?;
            Some((what, number.value.to_f64()))
        };
        Self(numbers.iter().filter(counts).filter_map(figure).collect())
    }

    /// True where both count the same thing, and not as much of it.
    pub fn differs(&self, other: &Self) -> bool {
        self.0.iter().any(|(what, value)| {
            let same: Vec<f64> =
                other.0.iter().filter(|(other, _)| other == what).map(|(_, value)| *value).collect();
            let is_it = |other: &f64| value.max(*other) <= ROUNDED * value.min(*other);
            !same.is_empty() && !same.iter().any(is_it)
        })
    }
}

/// What stands behind a figure: the stem of the next word, or the next two Chinese characters.
fn what(behind: &str, language: Language) -> Option<String> {
    if language.is_chinese() {
        let behind = behind.trim_start_matches(['多', '余', '餘']);
        let what: String = behind.chars().take_while(|c| is_han(*c)).take(2).collect();
        return (what.chars().count() == 2).then_some(what);
    }
    let behind = behind.strip_prefix(' ')?;
    let word = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
    let is_noun = word.len() > 2 && word.chars().all(char::is_lowercase) && !words::is_stop(word);
    is_noun.then(|| words::stem(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_numbers_of_one_thing() {
        let differs =
            |language, a: &str, b: &str| Counted::of(a, language).differs(&Counted::of(b, language));
        let english = |a, b| differs(Language::English, a, b);
        assert!(english("Acme recalls 280,000 vehicles over brakes", "Acme recalls 100,000 vehicles"));
        assert!(!english("Acme recalls 280,000 vehicles", "Acme recalls 300,000 vehicles"));
        assert!(!english("Acme recalls 280,000 vehicles", "Acme recall costs 100,000 dollars"));
        assert!(!english("Blast kills 12 people", "Blast kills 31 people"));
        let chinese = |a, b| differs(Language::Chinese, a, b);
        assert!(chinese("因刹车缺陷召回28万辆汽车", "因气囊缺陷召回10万辆汽车"));
        assert!(!chinese("召回28万辆汽车", "召回28万余辆汽车"));
        assert!(!chinese("爆炸致12人死亡", "爆炸致31人死亡"));
    }
}
