//! Where the articles of one story give different figures for the same thing.
//!
//! Two figures are of the same thing where the words behind them agree: what is counted and what it does. "300 guests attended" and
//! "400 guests attended" differ; "3 people were killed" and "12 people were hurt" do not. Only articles in one language are
//! compared with each other. Better to be silent than to call a difference what is none.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facts::is_plural;
use crate::text::{
    Language, dates,
    numerals::{self, Accuracy, Certainty, Kind, Number},
    words,
};

/// Bytes of each text that are looked at: what stands late is detail.
const LOOKED_AT: usize = 3_000;

/// Words behind a figure that say what it counts: the first one, and what the others say of it.
const WORDS: usize = 4;

/// Figures that are further apart count different things of one name: a hall and a country have inhabitants.
const FARTHEST: f64 = 5.0;

/// Two figures for one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The language of the articles that differ.
    #[serde(skip)]
    pub language: Option<Language>,
    /// What is counted, as the articles say it.
    pub what: String,
    /// The figures as they are written, the smaller one first.
    pub figures: Vec<String>,
}

/// A figure with what it counts.
struct Count<'a> {
    article: usize,
    value: f64,
    accuracy: Accuracy,
    written: &'a str,
    noun: &'a str,
    /// Stems of the further words.
    says: Vec<String>,
}

/// The differences between texts, each in its language, in the order of the first of the texts that have them.
pub fn differences(texts: &[(Language, &str)]) -> Vec<Difference> {
    let mut by_noun: BTreeMap<(bool, Option<&'static str>, String), Vec<Count<'_>>> = BTreeMap::new();
    for (article, &(language, text)) in texts.iter().enumerate() {
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        for (unit, count) in counts(article, language, text) {
            let key = (language.is_chinese(), unit, words::stem(count.noun));
            by_noun.entry(key).or_default().push(count);
        }
    }
    let mut found: Vec<(usize, Difference)> = Vec::new();
    for ((chinese, ..), counts) in by_noun {
        let language = if chinese { Language::Chinese } else { Language::English };
        for (i, a) in counts.iter().enumerate() {
            let differing: Vec<&Count<'_>> =
                counts[i + 1..].iter().filter(|b| b.article != a.article && a.differs(b, &counts)).collect();
            let Some(b) = differing.first() else { continue };
            let (less, more) = if a.value <= b.value { (a, *b) } else { (*b, a) };
            let figures = vec![less.written.to_owned(), more.written.to_owned()];
            let difference = Difference { language: Some(language), what: a.noun.to_owned(), figures };
            if !found.iter().any(|(_, other)| other.what == difference.what) {
                found.push((a.article, difference));
            }
        }
    }
    found.sort_by_key(|(article, _)| *article);
    found.into_iter().map(|(_, difference)| difference).collect()
}

impl Count<'_> {
    /// True where both count the same thing, and neither article knows of the other's figure.
    fn differs(&self, other: &Self, all: &[Count<'_>]) -> bool {
        let same = self.says.iter().any(|word| other.says.contains(word));
        let (low, high) = (self.value.min(other.value), self.value.max(other.value));
        let near = low > 0.0 && high / low <= FARTHEST;
        let knows = |article: usize, value: f64| {
            all.iter().any(|count| count.article == article && count.value == value)
        };
        same && near
            && !self.allows(other)
            && !other.allows(self)
            && !knows(self.article, other.value)
            && !knows(other.article, self.value)
    }

    /// True where this figure leaves room for the other one: "more than 300" for 320, "about 300" for 310.
    fn allows(&self, other: &Self) -> bool {
        match self.accuracy {
            Accuracy::Exact => self.value == other.value,
            Accuracy::About => (self.value - other.value).abs() <= 0.1 * self.value,
            Accuracy::More => other.value >= self.value && other.value < 1.34 * self.value,
            Accuracy::Less => other.value <= self.value && other.value > 0.75 * self.value,
            Accuracy::Vague => true,
        }
    }
}

/// The figures of a text that count something, each with its unit where it has one.
fn counts(article: usize, language: Language, text: &str) -> Vec<(Option<&'static str>, Count<'_>)> {
    let numbers = numerals::find(text);
    let days = dates::find(text, &numbers);
    let of_date = |number: &Number| days.iter().any(|date| overlap(&date.span, &number.span));
    let is_count = |number: &&Number| {
        matches!(number.kind, Kind::Cardinal | Kind::Measure(_) | Kind::Money(_))
            && number.certainty > Certainty::Weak
            && !of_date(number)
    };
    let mut out = Vec::new();
    for number in numbers.iter().filter(is_count) {
        let unit = match number.kind {
            Kind::Measure(unit) | Kind::Money(unit) => Some(unit),
            _ => None,
        };
        let rest = &text[number.span.end..];
        let clause = &rest[..rest
            .find(['.', ',', ';', ':', '(', '，', '。', '；', '：', '（', '、', '\n'])
            .unwrap_or(rest.len())];
        let clause = clause.trim_start_matches(['多', '余', '名', '位', '个', '人', '+', ' ']);
        let behind: Vec<&str> = words::words(clause, language)
            .into_iter()
            .filter(|word| !words::is_stop(word))
            .take(WORDS)
            .collect();
        if let Some((&noun, says)) = behind.split_first()
            && noun.chars().all(char::is_alphabetic)
            && (language.is_chinese()
                || unit.is_none() && is_plural(noun) && noun.starts_with(char::is_lowercase))
        {
            let says = says.iter().map(|word| words::stem(word)).collect();
            let (value, accuracy) = (number.value.to_f64(), number.accuracy);
            let written = text[number.span.clone()].trim();
            out.push((unit, Count { article, value, accuracy, written, noun, says }));
        }
    }
    out
}

fn overlap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(language: Language, texts: &[&str]) -> Vec<(String, Vec<String>)> {
        let texts: Vec<(Language, &str)> = texts.iter().map(|text| (language, *text)).collect();
        differences(&texts).into_iter().map(|found| (found.what, found.figures)).collect()
    }

    #[test]
    fn different_figures_for_one_thing_are_told() {
        let english = figures(
            Language::English,
            &[
                "On Monday 300 guests attended the forum.",
                "The forum opened; 400 guests attended it, and 3 papers were read.",
            ],
        );
        assert_eq!(english, [("guests".to_owned(), vec!["300".to_owned(), "400".to_owned()])]);
        let chinese = figures(Language::Chinese, &["论坛开幕，300名嘉宾出席。", "400名嘉宾出席了论坛。"]);
        assert_eq!(chinese.len(), 1, "{chinese:?}");
        assert!(chinese[0].1[0].contains("300") && chinese[0].1[1].contains("400"));
    }

    #[test]
    fn what_may_agree_is_no_difference() {
        for texts in [
            ["3 people were killed on Monday.", "12 people were hurt on Monday."],
            ["More than 300 guests attended.", "On Friday 320 guests attended."],
            [
                "The fair had 300 guests attending.",
                "Of 400 guests attending, 300 guests attending came by sea.",
            ],
            ["It took place on May 16 in Dalian.", "It took place on May 17 in Dalian."],
            ["It has 30 guests attending.", "It has 3,000 guests attending."],
        ] {
            assert_eq!(figures(Language::English, &texts), [], "{texts:?}");
        }
    }
}
