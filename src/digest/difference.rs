//! Where the articles of one story give different figures for the same thing.
//!
//! Two figures are of the same thing where they count the same and say the same of it: 12 and 14 workers injured, in
//! whichever language; not 3 killed and 12 injured, nor 13 and 33 home runs, of which nobody knows whose they are. What is
//! not sure to be the same is not compared: better to be silent than to call a difference what is none.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    amounts::{self, Account},
    event_days::{self, Days},
    risen::is_risen,
    tally::{Tally, tallies},
};
use crate::text::{
    Language,
    numerals::{self, Accuracy},
    script::simplified_form,
};

/// Bytes of each text that are looked at: what stands late is detail.
const LOOKED_AT: usize = 1_500;

/// Figures that are further apart count different things of one name: a hall and a country have guests.
const FARTHEST: f64 = 5.0;

/// A number of victims that is so much greater has risen: the reports are of different hours, and nobody is wrong.
const RISEN: f64 = 2.0;

/// A figure from here on is seldom in an article by chance.
const TELLING: f64 = 10.0;

/// Bytes in which a report says on which day it was.
const LEAD: usize = 300;

/// Two figures for one thing. Where there are three, they are of more than one, or of one that grows by the hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The language that it is said in.
    #[serde(skip)]
    pub language: Option<Language>,
    /// What is counted.
    pub what: String,
    /// The figures, the smaller ones first.
    pub figures: Vec<String>,
}

/// A figure of an article.
struct Count<'a> {
    article: usize,
    language: Language,
    tally: Tally<'a>,
    /// True where the text says that it was smaller before.
    risen: bool,
}

/// The differences between texts, in the order of the first of the texts that have them; each in both languages. What an
/// article says first of a thing is its figure for it; one that knows of the other's differs not. Nor do victims that grew
/// in number with the time.
pub fn differences(texts: &[(Language, &str)]) -> Vec<Difference> {
    let beginnings: Vec<Cow<'_, str>> = texts.iter().map(|&(language, text)| read(text, language)).collect();
    let mut counts: Vec<Count<'_>> = Vec::new();
    let mut numbers: Vec<Vec<f64>> = Vec::new();
    let mut days: Vec<Days> = Vec::new();
    for (article, (&(language, _), text)) in texts.iter().zip(&beginnings).enumerate() {
        days.push(event_days::days(&text[..text.floor_char_boundary(LEAD)], None));
        numbers.push(numerals::find(text).iter().map(|number| number.value.to_f64()).collect());
        counts.extend(tallies(text, language).into_iter().map(|tally| {
            let risen = is_risen(&text[..tally.phrase.end]);
            Count { article, language, tally, risen }
        }));
    }
    let knows = |count: &Count<'_>, value: f64| {
        value >= TELLING && numbers[count.article].contains(&value)
            || counts.iter().any(|other| {
                other.article == count.article && other.is_like(count) && other.tally.value == value
            })
    };
    // Reports that name different days may be of two events, however alike.
    let may_differ = |one: &Count<'_>, other: &Count<'_>| {
        one.differs(other, &knows)
            && event_days::between(&days[one.article], &days[other.article])
                .is_none_or(|days| days <= event_days::OF_ONE_EVENT)
    };
    let is_first = |at: usize| {
        let count = &counts[at];
        !counts[..at].iter().any(|other| other.article == count.article && other.tally.of == count.tally.of)
    };
    let firsts: Vec<&Count<'_>> =
        (0..counts.len()).filter(|&at| is_first(at)).map(|at| &counts[at]).collect();
    let mut out = Vec::new();
    for (at, first) in firsts.iter().enumerate() {
        let same: Vec<&Count<'_>> =
            firsts.iter().filter(|other| other.tally.of == first.tally.of).copied().collect();
        // Each thing once, where it is met first.
        if firsts[..at].iter().any(|other| other.tally.of == first.tally.of) {
            continue;
        }
        let mut differing: Vec<&Count<'_>> = Vec::new();
        for count in &same {
            let is_new = differing.iter().all(|other| other.tally.value != count.tally.value);
            if is_new && same.iter().any(|other| may_differ(count, other)) {
                differing.push(count);
            }
        }
        differing.sort_by(|a, b| a.tally.value.total_cmp(&b.tally.value));
        if differing.len() == 2 {
            let spoken = [Language::English, Language::Chinese].into_iter();
            out.extend(spoken.filter_map(|language| said(&differing, language)));
        }
    }
    let account = |at: usize| Account {
        language: texts[at].0,
        text: &beginnings[at],
        numbers: &numbers[at],
        days: &days[at],
    };
    let accounts: Vec<Account<'_>> = (0..texts.len()).map(account).collect();
    out.extend(amounts::differing(&accounts, allows).into_iter().map(|(language, low, high)| Difference {
        language: Some(language),
        what: low.said(language),
        figures:
            [&low, &high].map(|amount| hedged(amount.accuracy, false, &amount.written, language)).to_vec(),
    }));
    out
}

/// The beginning of a text, in Simplified characters: the words that are known are written in these.
fn read(text: &str, language: Language) -> Cow<'_, str> {
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    match language {
        Language::TraditionalChinese => text.chars().map(simplified_form).collect(),
        _ => Cow::Borrowed(text),
    }
}

/// The difference in a language; none where a figure cannot be written in it.
fn said(differing: &[&Count<'_>], language: Language) -> Option<Difference> {
    let figures: Option<Vec<String>> = differing.iter().map(|count| count.written(language)).collect();
    let what = differing.first()?.tally.of.said(language.is_chinese());
    Some(Difference { language: Some(language), what, figures: figures? })
}

impl Count<'_> {
    /// True where neither figure leaves room for the other one, and neither article knows of the other's.
    fn differs(&self, other: &Self, knows: &impl Fn(&Self, f64) -> bool) -> bool {
        let (a, b) = (&self.tally, &other.tally);
        let (low, high) = (a.value.min(b.value), a.value.max(b.value));
        // Of "more than 129" and "more than 132" both may be right.
        let is_open = |tally: &Tally<'_>| matches!(tally.accuracy, Accuracy::More | Accuracy::Less);
        let farthest = if a.of.victims().is_some() { RISEN } else { FARTHEST };
        self.article != other.article
            && low > 0.0
            && high / low <= farthest
            && !(a.accuracy == b.accuracy && is_open(a))
            && !allows(a.accuracy, a.value, b.value)
            && !allows(b.accuracy, b.value, a.value)
            && !knows(self, b.value)
            && !knows(other, a.value)
            && !self.has_risen(other)
            && !other.has_risen(self)
    }

    /// True for more victims than another article has, of a later time as the text says.
    fn has_risen(&self, other: &Self) -> bool {
        self.tally.of.victims().is_some() && self.tally.value > other.tally.value && self.risen
    }

    /// True where both count the same, or are of the same victims, whatever these are called.
    fn is_like(&self, other: &Self) -> bool {
        let victims = self.tally.of.victims();
        self.tally.of == other.tally.of || victims.is_some() && victims == other.tally.of.victims()
    }

    /// The figure in a language: as the article writes it where it is in digits or in that language.
    fn written(&self, language: Language) -> Option<String> {
        let Tally { value, written, accuracy, at_least, .. } = &self.tally;
        let in_digits = written.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let figure = if in_digits || value.fract() != 0.0 || *value >= 10_000.0 {
            let same = self.language.is_chinese() == language.is_chinese();
            (in_digits || same).then(|| (*written).to_owned())?
        } else if written.contains(['$', '€', '£', '元']) {
            (self.language.is_chinese() == language.is_chinese()).then(|| (*written).to_owned())?
        } else {
            format!("{value}")
        };
        Some(hedged(*accuracy, *at_least, &figure, language))
    }
}

/// A figure behind the word that says how exactly it is meant.
fn hedged(accuracy: Accuracy, at_least: bool, figure: &str, language: Language) -> String {
    let hedge = match (accuracy, language.is_chinese()) {
        (Accuracy::About, false) => "about ",
        (Accuracy::About, true) => "约",
        (Accuracy::More, false) if at_least => "at least ",
        (Accuracy::More, true) if at_least => "至少",
        (Accuracy::More, false) => "more than ",
        (Accuracy::More, true) => "超过",
        (Accuracy::Less, false) => "nearly ",
        (Accuracy::Less, true) => "近",
        _ => "",
    };
    format!("{hedge}{figure}")
}

/// True where a figure leaves room for another one: "more than 300" for 320, "about 300" for 310.
fn allows(accuracy: Accuracy, value: f64, other: f64) -> bool {
    match accuracy {
        Accuracy::Exact => value == other,
        Accuracy::About => (value - other).abs() <= 0.1 * value,
        Accuracy::More => other >= value && other < 1.34 * value,
        Accuracy::Less => other <= value && other > 0.75 * value,
        Accuracy::Vague => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the languages of the texts.
    fn told(texts: &[(Language, &str)]) -> Vec<String> {
        let is_spoken = |found: &Difference| {
            let language = found.language.unwrap();
            texts.iter().any(|(other, _)| other.is_chinese() == language.is_chinese())
        };
        differences(texts)
            .into_iter()
            .filter(is_spoken)
            .map(|found| format!("{} {}", found.figures.join("/"), found.what))
            .collect()
    }

    fn english(texts: &[&str]) -> Vec<String> {
        told(&texts.iter().map(|text| (Language::English, *text)).collect::<Vec<_>>())
    }

    fn chinese(texts: &[&str]) -> Vec<String> {
        told(&texts.iter().map(|text| (Language::Chinese, *text)).collect::<Vec<_>>())
    }

    #[test]
    fn different_figures_for_one_thing_are_told() {
        assert_eq!(
            english(&[
                "On Monday 300 guests attended the forum.",
                "The forum opened; 400 guests attended it, and 3 papers were read.",
            ]),
            ["300/400 guests"]
        );
        assert_eq!(chinese(&["论坛开幕，300名嘉宾出席。", "400名嘉宾出席了论坛。"]), ["300/400 名嘉宾"]);
        assert_eq!(
            english(&[
                "A fire at a paper mill injured 12 workers on Monday.",
                "Police said 14 workers were injured in the fire.",
            ]),
            ["12/14 workers injured"]
        );
        assert_eq!(
            english(&["The blast killed 31 people.", "The blast left 35 people dead and 80 injured."]),
            ["31/35 killed"]
        );
        assert_eq!(chinese(&["事故造成31人死亡。", "事故致35人遇难，80人受伤。"]), ["31/35 人死亡"]);
        assert_eq!(
            english(&["A 6.8-magnitude earthquake struck.", "The quake, of magnitude 7.1, struck."]),
            ["6.8/7.1 in magnitude"]
        );
        assert_eq!(
            english(&["Acme was fined $3 million.", "It fined Acme $4 million."]),
            ["$3 million/$4 million in fines"]
        );
        assert_eq!(chinese(&["监管部门罚款300万元。", "公司被罚款400万元。"]), ["300万元/400万元 罚款"]);
    }

    #[test]
    fn amounts_of_one_thing_outside_the_table_are_told_too() {
        assert_eq!(
            english(&[
                "Four men stole $102 million in jewels from a shop in Linz.",
                "The thieves took jewellery worth $137 million in Linz.",
            ]),
            ["$102 million/$137 million in jewels"]
        );
        assert_eq!(
            chinese(&["三人抢走价值86万元的首饰。", "店主说，被抢首饰价值95万元。"]),
            ["86万元/95万元 首饰"]
        );
        for same in [
            ["They stole $102 million in jewels.", "They took jewels worth more than $100 million."],
            [
                "They stole $102 million in jewels.",
                "Of jewels worth $137 million they took $102 million in jewels.",
            ],
            ["They stole $102 million in jewels.", "Its jewels are worth $900 million."],
            ["They stole $102 million in jewels.", "They raised $137 million in aid."],
        ] {
            assert_eq!(english(&same), Vec::<String>::new(), "{same:?}");
        }
    }

    #[test]
    fn across_languages_they_are_told_in_both() {
        let three = [
            (Language::English, "A fire at a paper mill injured twelve workers on Monday."),
            (Language::Chinese, "造纸厂发生火灾，造成15名工人受伤。"),
            (Language::English, "A fire at a paper mill injured 14 workers on Monday."),
        ];
        assert_eq!(told(&three[..2]), ["12/15 workers injured", "12/15 名工人受伤"]);
        assert_eq!(told(&three), Vec::<String>::new(), "three figures are of more than one thing");
        let hurt =
            [(Language::English, "Fire at mill injures 12"), (Language::Chinese, "工厂火灾致14人受伤")];
        assert_eq!(told(&hurt), ["12/14 injured", "12/14 人受伤"]);
        let agreed =
            [(Language::English, "Fire at mill injures 14"), (Language::Chinese, "工厂火灾致十四人受伤")];
        assert_eq!(told(&agreed), Vec::<String>::new());
    }

    #[test]
    fn of_texts_in_one_language_they_are_told_in_both() {
        let texts = ["A fire injured 12 workers.", "Police said 14 workers were injured in the fire."];
        let found = differences(&texts.map(|text| (Language::English, text)));
        let said: Vec<_> = found.iter().map(|found| (found.language, found.what.as_str())).collect();
        assert_eq!(
            said,
            [(Some(Language::English), "workers injured"), (Some(Language::Chinese), "名工人受伤")]
        );
    }

    #[test]
    fn the_hedge_is_that_of_the_text() {
        let found = english(&["The blast killed at least 31 people.", "The blast killed 20 people."]);
        assert_eq!(found, ["20/at least 31 killed"]);
        assert_eq!(chinese(&["爆炸造成至少31人死亡。", "爆炸造成20人死亡。"]), ["20/至少31 人死亡"]);
        let found = english(&["More than 300 guests attended.", "On Friday 200 guests attended."]);
        assert_eq!(found, ["200/more than 300 guests"]);
    }

    #[test]
    fn traditional_text_is_read_and_told_in_simplified_characters() {
        let texts = [
            (Language::TraditionalChinese, "監管部門對其罰款300萬元，火災造成15名工人受傷。"),
            (Language::Chinese, "火灾造成12名工人受伤，公司被罚款400万元。"),
        ];
        assert_eq!(told(&texts), ["300万元/400万元 罚款", "12/15 名工人受伤"]);
    }

    #[test]
    fn what_may_agree_is_no_difference() {
        for texts in [
            ["3 people were killed on Monday.", "12 people were hurt on Monday."],
            ["More than 300 guests attended.", "On Friday 320 guests attended."],
            ["300 guests attended.", "400 guests attended, more than the 300 guests who attended before."],
            ["It took place on May 16 in Dalian.", "It took place on May 17 in Dalian."],
            ["30 guests attended.", "3,000 guests attended."],
            ["He has hit 13 homers.", "He has hit 33 homers."],
            ["3 children were killed.", "5 people were killed."],
            ["At least 129 people were killed.", "At least 232 people were killed."],
            ["On May 3 a blast killed 31 people.", "On May 9 a blast killed 35 people."],
            [
                "The bus crash killed 3 people.",
                "It killed 5. In 2019, 31 people were killed there. At first 3 people were said to be killed; it killed 3 people.",
            ],
        ] {
            assert_eq!(english(&texts), Vec::<String>::new(), "{texts:?}");
        }
        for texts in [
            ["其中3人死亡。", "5人死亡。"],
            ["300多名代表出席。", "320名代表出席。"],
            ["3名儿童受伤。", "12人受伤。"],
            ["5月3日发生爆炸，造成31人死亡。", "5月9日发生爆炸，造成35人死亡。"],
        ] {
            assert_eq!(chinese(&texts), Vec::<String>::new(), "{texts:?}");
        }
    }
}
