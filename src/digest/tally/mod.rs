//! Figures of which it is sure what they count: so many killed, so many guests, so much in fines, a magnitude.
//!
//! What a figure counts is read from the words next to it, by a small table of nouns and of what happens to them in both
//! languages. So the same figure is the same in "14 workers injured", "injuring 14 workers" and 14名工人受伤. What the
//! table does not know is not counted: better to be silent than to compare different things.

mod chinese;
mod english;
mod words;

use std::ops::Range;

use crate::text::{
    Language,
    dates::{self, Date},
    numerals::{self, Accuracy, Certainty, Kind, Number},
    sentence,
};
use words::{Noun, Role};

/// Words of sentences whose figures are of other times, or of many times.
const OTHER_TIMES: [&str; 26] = [
    " ago",
    "previous",
    "last year",
    "last month",
    "annual",
    " since ",
    "each year",
    "every year",
    "a year",
    "similar",
    "average",
    "earlier this",
    "去年",
    "前年",
    "以来",
    "此前",
    "曾",
    "每年",
    "年均",
    "平均",
    "累计",
    "上一次",
    "历史",
    "上月",
    "今年前",
    "往年",
];

/// What is counted: two figures may differ only where this is the same.
#[derive(Clone, Copy)]
pub enum Of {
    /// So many of these, to whom this happened or who did it.
    Some(&'static Role, &'static Noun),
    /// Countries that somebody came from.
    Countries(&'static Noun),
    /// Money, by its currency, with which this was done.
    Amount(&'static Role, &'static str),
    /// Of an earthquake.
    Magnitude,
    /// Of a sentence.
    YearsInPrison,
}

impl Of {
    fn key(&self) -> (u8, &'static str, &'static str) {
        match self {
            Self::Some(role, noun) => (0, role.code, noun.code),
            Self::Countries(noun) => (1, noun.code, ""),
            Self::Amount(role, currency) => (2, role.code, currency),
            Self::Magnitude => (3, "", ""),
            Self::YearsInPrison => (4, "", ""),
        }
    }

    /// What stands behind the figure.
    pub fn said(&self, chinese: bool) -> String {
        match self {
            Self::Some(role, noun) => role.said(noun, chinese),
            Self::Countries(noun) => noun.counted(chinese),
            Self::Amount(role, _) => role.called(chinese).to_owned(),
            Self::Magnitude => if chinese { "级" } else { "in magnitude" }.to_owned(),
            Self::YearsInPrison => if chinese { "年有期徒刑" } else { "years in prison" }.to_owned(),
        }
    }

    /// What happened to people, where it is that: killed, injured.
    pub fn victims(&self) -> Option<&'static str> {
        match self {
            Self::Some(role, _) if !role.is_visit() => Some(role.code),
            _ => None,
        }
    }
}

impl PartialEq for Of {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// What a figure counts, and how many bytes before and behind it say so.
struct Found {
    role: &'static Role,
    noun: &'static Noun,
    before: usize,
    behind: usize,
}

/// A figure with what it counts.
#[derive(Clone)]
pub struct Tally<'a> {
    /// What it counts.
    pub of: Of,
    /// How many, how much.
    pub value: f64,
    /// How exactly that is meant.
    pub accuracy: Accuracy,
    /// True where the text says "at least", which is not quite "more than".
    pub at_least: bool,
    /// The figure as it is written, with its magnitude, and an amount with its currency.
    pub written: &'a str,
    /// The bytes of the text that say what the figure counts, and the figure: "14 workers were injured".
    pub phrase: Range<usize>,
}

/// The figures of a text of which it is sure what they count, in order.
pub fn tallies(text: &str, language: Language) -> Vec<Tally<'_>> {
    let numbers = numerals::find(text);
    let days = dates::find(text, &numbers);
    let mut out = Vec::new();
    for range in sentence::sentences(text, Some(language)) {
        let sentence = &text[range.clone()];
        if is_of_other_times(sentence) {
            continue;
        }
        let lower = sentence.to_lowercase();
        let within = |span: &Range<usize>| range.start <= span.start && span.end <= range.end;
        let days: Vec<&Date> = days.iter().filter(|date| within(&date.span)).collect();
        let of_another_year = days.iter().any(|date| date.year.is_some() && date.month.is_none());
        let aftershock = lower.contains("aftershock") || lower.contains("余震");
        for number in numbers.iter().filter(|number| within(&number.span) && counts(text, number, &days)) {
            let before = &text[range.start..number.written.start];
            let written = &text[number.written.start..number.span.end];
            let len = number.written.len() + magnitude(&text[number.written.end..range.end]);
            let behind = &text[number.written.start + len..range.end];
            let chinese = language.is_chinese();
            let of = match number.kind {
                Kind::Money(currency) => {
                    let Range { start, end } = number.span;
                    let (before, behind) = (&text[range.start..start], &text[end..range.end]);
                    let amount = if chinese { chinese::amount } else { english::amount };
                    let found = amount(before, behind);
                    found.map(|(role, first, last)| (Of::Amount(role, currency), start - first..end + last))
                }
                _ => of(before, behind, chinese).map(|(of, first, last)| {
                    let (start, end) = (number.written.start, number.written.start + len);
                    (of, start - first..end + last)
                }),
            };
            let Some((of, phrase)) = of else { continue };
            if of.victims().is_some() && of_another_year || of == Of::Magnitude && aftershock {
                continue;
            }
            let written = match number.kind {
                Kind::Money(_) => &text[number.span.clone()],
                _ => &written[..len],
            };
            let (value, accuracy) = (number.value.to_f64(), number.accuracy);
            let figure = match number.kind {
                Kind::Money(_) => number.span.start.min(number.written.start),
                _ => number.written.start,
            };
            let at_least = is_at_least(&text[range.start..figure]);
            out.push(Tally { of, value, accuracy, at_least, written: written.trim(), phrase });
        }
    }
    out
}

/// True for a sentence whose figures and days are of other times, or of many times.
pub fn is_of_other_times(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    OTHER_TIMES.iter().any(|word| lower.contains(word))
}

/// True where a figure that follows is the least.
fn is_at_least(before: &str) -> bool {
    let before = before.trim_end();
    let words = ["at least", "no fewer than", "no less than", "至少", "不少于", "不低于"];
    words.iter().any(|word| {
        let tail = before.len().checked_sub(word.len()).and_then(|from| before.get(from..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    })
}

/// True where a loss that follows did not come about: 挽回经济损失.
pub fn is_averted(before: &str) -> bool {
    ["挽回", "避免", "减少", "挽回直接", "避免直接"].iter().any(|word| before.ends_with(word))
}

/// True for a number that can count something.
fn counts(text: &str, number: &Number, days: &[&Date]) -> bool {
    !matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Percent | Kind::Fraction)
        && number.certainty > Certainty::Weak
        && !is_of_a_score(text, number)
        && !days
            .iter()
            .any(|date| date.span.start < number.written.end && number.written.start < date.span.end)
}

/// True for either number of 2-1.
fn is_of_a_score(text: &str, number: &Number) -> bool {
    let (before, behind) = (&text[..number.written.start], &text[number.written.end..]);
    let joins = ['-', '–', ':', '比'];
    behind.strip_prefix(joins).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        || before.strip_suffix(joins).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// Bytes of the magnitude that a figure begins its rest with: "million", 万.
pub fn magnitude(rest: &str) -> usize {
    let word = rest.trim_start_matches(' ');
    let space = rest.len() - word.len();
    let english = ["hundred", "thousand", "million", "billion"].iter().find(|name| word.starts_with(**name));
    let han = word.len() - word.trim_start_matches(['百', '千', '万', '萬', '亿', '億']).len();
    english.map_or(if han > 0 { space + han } else { 0 }, |name| space + name.len())
}

/// True for a numeral that months may follow with: 5年六个月.
fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十零又".contains(c)
}

/// What a figure counts, and how many bytes before and behind it say so.
fn of(before: &str, behind: &str, chinese: bool) -> Option<(Of, usize, usize)> {
    let near = before.trim_end_matches([' ', '-', '的']);
    let said = |word: &str| before.len() - (near.len() - word.len());
    if chinese {
        if behind.starts_with("级地震") {
            return Some((Of::Magnitude, 0, "级地震".len()));
        }
        if near.ends_with("里氏") && behind.starts_with('级') {
            return Some((Of::Magnitude, said("里氏"), "级".len()));
        }
        if near.ends_with("有期徒刑")
            && behind
                .strip_prefix('年')
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_numeric() || is_numeral(c)))
        {
            return Some((Of::YearsInPrison, said("有期徒刑"), "年".len()));
        }
        if let Some(end) = chinese::come_from(before, behind) {
            return Some((Of::Countries(words::noun("countries")?), 0, end));
        }
        let Found { role, noun, before, behind } = chinese::counted(before, behind)?;
        return Some((Of::Some(role, noun), before, behind));
    }
    let word = behind.trim_start_matches([' ', '-']);
    let skipped = behind.len() - word.len();
    if word.starts_with("magnitude") {
        return Some((Of::Magnitude, 0, skipped + "magnitude".len()));
    }
    if near.ends_with("magnitude") {
        return Some((Of::Magnitude, said("magnitude"), 0));
    }
    if word.starts_with("year")
        && let Some(said_so) = ["sentenced to", "jailed for"].into_iter().find(|words| near.ends_with(words))
    {
        let years = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        return Some((Of::YearsInPrison, said(said_so), skipped + years));
    }
    if let Some(end) = english::come_from(before, behind) {
        return Some((Of::Countries(words::noun("countries")?), 0, end));
    }
    let Found { role, noun, before, behind } = english::counted(before, behind)?;
    Some((Of::Some(role, noun), before, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, text: &str) -> Vec<(String, f64)> {
        tallies(text, language).into_iter().map(|tally| (tally.of.said(false), tally.value)).collect()
    }

    fn one(what: &str, value: f64) -> Vec<(String, f64)> {
        vec![(what.to_owned(), value)]
    }

    #[test]
    fn english_figures_by_their_nouns_and_roles() {
        let english = |text| found(Language::English, text);
        assert_eq!(english("Fire at paper mill injures 12"), one("injured", 12.0));
        assert_eq!(
            english("A fire at a mill injured 12 workers on Monday, police said."),
            one("workers injured", 12.0)
        );
        assert_eq!(english("14 workers were injured."), one("workers injured", 14.0));
        assert_eq!(english("A crash killed three people on Tuesday."), one("killed", 3.0));
        assert_eq!(
            english("The blast left 31 people dead and injured at least 80."),
            [one("killed", 31.0), one("injured", 80.0)].concat()
        );
        assert_eq!(
            english("About 300 guests of a nearby hotel were evacuated."),
            one("guests evacuated", 300.0)
        );
        assert_eq!(
            english("More than 420 participants from 31 countries attended the forum."),
            [one("participants", 420.0), one("countries", 31.0)].concat()
        );
        assert_eq!(english("A 6.8-magnitude earthquake struck."), one("in magnitude", 6.8));
        assert_eq!(english("He was sentenced to 12 years."), one("years in prison", 12.0));
        assert_eq!(english("The regulator fined Acme $3 million."), one("in fines", 3e6));
    }

    #[test]
    fn chinese_figures_by_their_nouns_and_roles() {
        let chinese = |text| found(Language::Chinese, text);
        assert_eq!(chinese("林茨造纸厂火灾致15人受伤"), one("injured", 15.0));
        assert_eq!(chinese("火灾造成15名工人受伤。"), one("workers injured", 15.0));
        assert_eq!(chinese("爆炸致3人死亡，8人受伤。"), [one("killed", 3.0), one("injured", 8.0)].concat());
        assert_eq!(chinese("车祸致3死5伤"), [one("killed", 3.0), one("injured", 5.0)].concat());
        assert_eq!(chinese("死亡人数升至31人。"), one("killed", 31.0));
        assert_eq!(
            chinese("来自31个国家的300多名代表出席。"),
            [one("countries", 31.0), one("participants", 300.0)].concat()
        );
        assert_eq!(chinese("当地发生6.8级地震。"), one("in magnitude", 6.8));
        assert_eq!(chinese("监管部门对其罚款300万元。"), one("in fines", 3e6));
    }

    #[test]
    fn what_is_not_sure_is_not_counted() {
        for text in [
            "12 of them, including 3 children, were killed.",
            "In 2010, 31 people were killed there.",
            "He was killed 3 days later.",
            "The team hit 13 homers.",
            "It has 40 workers and makes paper.",
            "On average 31 people are killed.",
        ] {
            assert_eq!(found(Language::English, text), [], "{text}");
        }
        for text in ["其中3人死亡。", "去年有31人死亡。", "厂里有40名工人。", "15日有雨。", "新增3人死亡。"]
        {
            assert_eq!(found(Language::Chinese, text), [], "{text}");
        }
    }
}
