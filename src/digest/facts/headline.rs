//! What the headline of a story counts, against which the figures of its text are held.

use crate::{
    digest::tally::{Of, tallies},
    text::{
        Language, dates,
        numerals::{self, Kind},
        script::is_han,
        words,
    },
};

/// Two figures are of one thing where the greater one is at most so much of the other: 近20万元 and 193000元.
const ROUNDED: f64 = 1.2;

/// What a figure is of: figures of two kinds say nothing of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// Money of a currency.
    Money(&'static str),
    /// People to whom something happened, or of whom nothing more is said.
    People(Option<&'static str>),
    /// Time in prison.
    Prison,
    /// Something else, by the word behind the figure.
    Other(String),
}

/// The figures of a headline, or of a figure with its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted(Vec<(What, f64)>);

impl Counted {
    pub(super) fn of(text: &str, language: Language) -> Self {
        let numbers = numerals::find(text);
        let dates = dates::find(text, &numbers);
        let tallies = tallies(text, language);
        let mut found = Vec::new();
        for number in numbers {
            if matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Percent | Kind::Fraction)
                || dates.iter().any(|date| date.overlaps(&number.written))
            {
                continue;
            }
            let of = tallies.iter().find(|tally| {
                tally.phrase.start <= number.written.start && number.written.end <= tally.phrase.end
            });
            let behind = &text[number.written.end..];
            let what = match (number.kind, of.map(|tally| tally.of)) {
                (Kind::Money(currency), _) => What::Money(currency),
                (_, Some(Of::YearsInPrison)) => What::Prison,
                (_, Some(of @ Of::Some(..))) if of.victims().is_some() => What::People(of.victims()),
                _ if is_prison(&text[..number.written.start], behind) => What::Prison,
                _ => match other(behind, language) {
                    Some(what) => what,
                    None => continue,
                },
            };
            found.push((what, number.value.to_f64()));
        }
        Self(found)
    }

    /// True for a figure that says no other number of what is counted here.
    pub(super) fn allows(&self, figure: &str, language: Language) -> bool {
        let figure = Self::of(figure, language);
        figure.0.iter().all(|one| {
            let same: Vec<&f64> =
                self.0.iter().filter(|other| is_of_one(&other.0, &one.0)).map(|(_, value)| value).collect();
            same.is_empty() || same.iter().any(|value| is_near(**value, one.1))
        })
    }

    /// True where a figure is one of these.
    pub(super) fn says(&self, figure: &Self) -> bool {
        let has = |one: &(What, f64)| {
            self.0.iter().any(|other| is_of_one(&other.0, &one.0) && is_near(other.1, one.1))
        };
        !figure.0.is_empty() && figure.0.iter().all(has)
    }
}

fn is_near(one: f64, other: f64) -> bool {
    one.max(other) <= ROUNDED * one.min(other)
}

/// People of whom nothing more is said may be those of whom something is.
fn is_of_one(one: &What, other: &What) -> bool {
    match (one, other) {
        (What::People(Some(one)), What::People(Some(other))) => one == other,
        (What::People(_), What::People(_)) => true,
        _ => one == other,
    }
}

fn is_prison(before: &str, behind: &str) -> bool {
    let months = ["年", "个月", "月"].iter().any(|unit| behind.starts_with(unit));
    let years = behind.starts_with(" year") || behind.starts_with("-year") || behind.starts_with(" month");
    let words = ["有期徒刑", "获刑", "判刑", "仍判", "被判", "刑期"];
    let english = ["jailed for", "jailed", "sentenced to", "gets", "jail"];
    months && words.iter().any(|word| before.ends_with(word))
        || years && english.iter().any(|word| before.trim_end().ends_with(word))
}

/// What stands behind a figure: the stem of the next word, or the next Chinese noun.
fn other(behind: &str, language: Language) -> Option<What> {
    if language.is_chinese() {
        let behind = behind.trim_start_matches(['多', '余', '餘', '万', '亿', '百', '千']);
        if behind.starts_with(['人', '名', '位', '死', '伤']) {
            return Some(What::People(None));
        }
        let behind = behind
            .trim_start_matches(['个', '家', '项', '起', '所', '座', '辆', '架', '艘', '件', '种', '条']);
        let run = &behind[..behind.find(|c| !is_han(c)).unwrap_or(behind.len())];
        let word = words::words(run, language).into_iter().next()?;
        return Some(What::Other(word.to_owned()));
    }
    let behind = behind.strip_prefix(' ')?;
    let word = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_noun = word.len() > 2 && word.chars().all(char::is_lowercase) && !words::is_stop(word);
    is_noun.then(|| What::Other(words::stem(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_not_the_whole() {
        let allows =
            |headline, figure| Counted::of(headline, Language::Chinese).allows(figure, Language::Chinese);
        assert!(!allows("旱灾致损失近9亿元", "直接经济损失0.51亿元"));
        assert!(allows("旱灾致损失近9亿元", "经济损失8.9亿元"));
        assert!(!allows("春节事故死亡61人", "死亡5人"));
        assert!(allows("春节事故死亡61人", "40人受伤"));
        assert!(!allows("车祸61人遇难", "5人死亡"));
        assert!(!allows("业者判6年10月", "有期徒刑1年") || !allows("业者获刑6年10月", "有期徒刑1年"));
        let allows =
            |headline, figure| Counted::of(headline, Language::English).allows(figure, Language::English);
        assert!(!allows("Blast kills 61", "killed 5 people"));
        assert!(allows("Blast kills 61", "61 people were killed"));
        assert!(!allows("Robbers take $102m", "$2 million"));
        assert!(allows("Robbers take $102m", "3 men"));
    }
}
