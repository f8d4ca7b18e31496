//! Amounts of money and numbers of things for which the [table of tallies](super::tally) has no word: "$102 million in
//! jewellery", 价值86万元的首饰, 12,000 cattle.
//!
//! What an amount is of is read from the noun beside it. It counts only where the beginning of an article has one amount of
//! that, for of two nobody knows which one another article speaks of.

use std::ops::Range;

use super::{
    event_days::{self, Days},
    facts::is_counted,
    tally::{magnitude, tallies},
};
use crate::text::{
    Language, dates,
    numerals::{self, Accuracy, Certainty, Kind, Number},
    script::is_han,
    sentence, words,
};

/// Sentences of an article that are looked at.
const SENTENCES: usize = 2;

/// Amounts that are further apart are of two things, or of two of its parts.
const SIMILAR: f64 = 2.0;

/// Smaller numbers of things are of too many things.
const LEAST: f64 = 10.0;

/// Nouns are the same where so many of their letters are: jewels, jewellery.
const STEM: usize = 5;

/// Words behind an amount of money before what it is of: "$102 million in jewels", "worth of".
const LINKS: [&str; 4] = ["worth of", "in", "of", "for"];

/// What an amount of money "in" or "of" is no amount of.
const NO_NOUNS: [&str; 12] = [
    "cash", "total", "all", "today", "value", "year", "years", "month", "months", "quarter", "fines",
    "damage",
];

/// Classifiers of things in Chinese.
const CLASSIFIERS: [char; 16] =
    ['个', '件', '辆', '架', '艘', '头', '只', '棵', '台', '套', '栋', '间', '吨', '亩', '户', '幢'];

/// An amount with what it is of.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The currency, or nothing, and the noun.
    pub of: (&'static str, String),
    /// As the text says what it is of.
    pub what: String,
    pub value: f64,
    pub accuracy: Accuracy,
    /// As it is written.
    pub written: String,
}

impl Amount {
    /// What stands behind the figure.
    pub fn said(&self, language: Language) -> String {
        match self.of.0.is_empty() || language.is_chinese() {
            true => self.what.clone(),
            false => format!("in {}", self.what),
        }
    }
}

/// The amounts that an article tells of where it begins, each of another thing.
pub fn amounts(text: &str, language: Language) -> Vec<Amount> {
    let end =
        sentence::sentences(text, Some(language)).get(SENTENCES - 1).map_or(text.len(), |range| range.end);
    let text = &text[..end];
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let mut found: Vec<Amount> = Vec::new();
    let tallies = tallies(text, language);
    let is_tallied = |number: &Number| {
        tallies
            .iter()
            .any(|tally| tally.phrase.start < number.span.end && number.span.start < tally.phrase.end)
    };
    let mut twice: Vec<(&'static str, String)> = Vec::new();
    for number in numbers.iter().filter(|number| {
        !matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Percent | Kind::Fraction)
            && number.certainty == Certainty::Sure
            && number.accuracy != Accuracy::Vague
            && !dates.iter().any(|date| date.overlaps(&number.span))
            && !is_tallied(number)
    }) {
        let Some(amount) = amount(text, number, language) else { continue };
        if found.iter().any(|other| other.of == amount.of) {
            twice.push(amount.of.clone());
        }
        found.push(amount);
    }
    found.retain(|amount| !twice.contains(&amount.of));
    found
}

/// An article that tells of the event: its language, its beginning, all numbers in that, and on which days it says the event was.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    pub language: Language,
    pub text: &'a str,
    pub numbers: &'a [f64],
    pub days: &'a Days,
}

/// The pairs of amounts in which articles in one language differ, the smaller one first; `allows` says whether a figure that
/// is meant so exactly leaves room for another one.
pub fn differing(
    accounts: &[Account<'_>],
    allows: impl Fn(Accuracy, f64, f64) -> bool,
) -> Vec<(Language, Amount, Amount)> {
    let all: Vec<(usize, Amount)> = (0..accounts.len())
        .flat_map(|at| {
            amounts(accounts[at].text, accounts[at].language).into_iter().map(move |amount| (at, amount))
        })
        .collect();
    let differ = |(i, one): &(usize, Amount), (j, other): &(usize, Amount)| {
        let (a, b) = (&accounts[*i], &accounts[*j]);
        let (low, high) = (one.value.min(other.value), one.value.max(other.value));
        one.of == other.of
            && a.language.is_chinese() == b.language.is_chinese()
            && low > 0.0
            && high <= SIMILAR * low
            && !allows(one.accuracy, one.value, other.value)
            && !allows(other.accuracy, other.value, one.value)
            && !a.numbers.contains(&other.value)
            && !b.numbers.contains(&one.value)
            && event_days::between(a.days, b.days).is_none_or(|days| days <= event_days::OF_ONE_EVENT)
    };
    let mut out = Vec::new();
    for (at, first) in all.iter().enumerate() {
        let same: Vec<&(usize, Amount)> = all.iter().filter(|other| other.1.of == first.1.of).collect();
        let mut values: Vec<f64> = same.iter().map(|(_, amount)| amount.value).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        // Three amounts are of more than one thing.
        if values.len() != 2 || all[..at].iter().any(|other| other.1.of == first.1.of) {
            continue;
        }
        if let Some(other) = same.into_iter().find(|other| differ(first, other)) {
            let (low, high) = if first.1.value < other.1.value { (first, other) } else { (other, first) };
            out.push((accounts[first.0].language, low.1.clone(), high.1.clone()));
        }
    }
    out
}

fn amount(text: &str, number: &Number, language: Language) -> Option<Amount> {
    let currency = match number.kind {
        Kind::Money(currency) => currency,
        _ => "",
    };
    let value = number.value.to_f64();
    let digits = number.written.len() + magnitude(&text[number.written.end..]);
    // A length or a weight is of nothing by itself.
    if matches!(number.kind, Kind::Measure(_)) && !language.is_chinese() {
        return None;
    }
    let what = match (language.is_chinese(), currency.is_empty()) {
        (false, true) => english_thing(&text[number.span.end..]),
        (false, false) => english_worth(text, &number.span),
        (true, true) => chinese_thing(&text[number.written.start + digits..]),
        (true, false) => chinese_worth(text, &number.span),
    }?;
    if currency.is_empty() && value < LEAST {
        return None;
    }
    let noun: String = match language.is_chinese() {
        true => what.clone(),
        false => words::stem(what.rsplit(' ').next()?).chars().take(STEM).collect(),
    };
    Some(Amount {
        of: (currency, noun),
        what,
        value,
        accuracy: number.accuracy,
        written: match currency.is_empty() {
            true => text[number.written.start..number.written.start + digits].trim().to_owned(),
            false => text[number.span.clone()].trim().to_owned(),
        },
    })
}

fn is_noun(word: &str) -> bool {
    word.len() > 3
        && word.chars().all(|c| c.is_ascii_lowercase())
        && !words::is_stop(word)
        && !NO_NOUNS.contains(&word)
}

/// Behind the number: "12,000 cattle were".
fn english_thing(behind: &str) -> Option<String> {
    let word = behind.strip_prefix(' ')?.split(|c: char| !c.is_alphabetic()).next()?;
    is_counted(word).then(|| word.to_owned())
}

/// Behind an amount "in jewels", or before "worth" it.
fn english_worth(text: &str, span: &Range<usize>) -> Option<String> {
    let behind = text[span.end..].trim_start();
    let link = LINKS.iter().find_map(|link| behind.strip_prefix(link)?.strip_prefix(' '));
    if let Some(rest) = link {
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if is_noun(word) {
            return Some(word.to_owned());
        }
    }
    let before = &text[..span.start];
    let clause = before.rsplit(['.', ',', ';']).next().unwrap_or(before);
    let at = clause.find(" worth ")?;
    let word = clause[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    is_noun(word).then(|| word.to_owned())
}

/// Behind the number: 1.2万头牛.
fn chinese_thing(behind: &str) -> Option<String> {
    let behind = behind.trim_start_matches(['多', '余', '餘']);
    let noun = chinese_noun(behind.strip_prefix(CLASSIFIERS)?).filter(|noun| is_counted(noun))?;
    let classifier = behind.chars().next()?;
    Some(format!("{classifier}{noun}"))
}

/// 价值86万元的首饰, 首饰价值86万元.
fn chinese_worth(text: &str, span: &Range<usize>) -> Option<String> {
    if let Some(rest) = text[span.end..].strip_prefix('的') {
        return chinese_noun(rest);
    }
    let hedges = ["约", "近", "逾", "超过", "高达", "达", "人民币", "至少"];
    let mut before = &text[..span.start];
    while let Some(bare) = hedges.iter().find_map(|hedge| before.strip_suffix(hedge)) {
        before = bare;
    }
    let before = ["总价值", "价值", "总值"].iter().find_map(|word| before.strip_suffix(word))?;
    let run = before.rfind(|c| !is_han(c)).map_or(before, |at| &before[before.ceil_char_boundary(at + 1)..]);
    let word = words::words(run, Language::Chinese).last().copied()?;
    (word.chars().count() > 1 && !words::is_stop(word)).then(|| word.to_owned())
}

fn chinese_noun(rest: &str) -> Option<String> {
    let run = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
    let word = words::words(run, Language::Chinese).first().copied()?;
    (!words::is_stop(word)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(String, String)> {
        amounts(text, language).into_iter().map(|amount| (amount.written, amount.what)).collect()
    }

    fn one(written: &str, what: &str) -> Vec<(String, String)> {
        vec![(written.to_owned(), what.to_owned())]
    }

    #[test]
    fn english() {
        let english = |text| found(text, Language::English);
        assert_eq!(english("Thieves took $102 million in jewels."), one("$102 million", "jewels"));
        assert_eq!(
            english("They stole jewellery worth about $137 million."),
            one("$137 million", "jewellery")
        );
        assert_eq!(english("The flood wrecked 1,200 miles of road and 300 houses."), one("300", "houses"));
        assert_eq!(english("It has 300 houses, he 400 houses."), []);
        assert_eq!(english("It cost $3 million in all. He paid $5."), []);
        let key = |text| amounts(text, Language::English)[0].of.clone();
        assert_eq!(key("They took $1 million in jewels."), key("They took jewellery worth $2 million."));
    }

    #[test]
    fn chinese() {
        let chinese = |text| found(text, Language::Chinese);
        assert_eq!(chinese("三人抢走价值86万元的首饰。"), one("86万元", "首饰"));
        assert_eq!(chinese("被抢首饰价值约95万元。"), one("95万元", "首饰"));
        assert_eq!(chinese("大火烧毁120间房屋。"), one("120", "间房屋"));
        assert_eq!(chinese("他花了300元。"), []);
    }
}
