//! Events that look alike and are two: the forum of this year and of last year, two accidents in one week, two officials
//! charged in the same words; and reports that do not look alike and are of one.

mod apart;
mod doubt;
mod one;

use jiff::civil::Date;

use super::{
    Candidate,
    accident::Accident,
    circumstances::Circumstances,
    counted::Counted,
    edition::{Edition, editions},
    english_names::{Compared, EnglishNames},
    event_days::{self, Days},
    fixture::Fixture,
    headline::Headline,
    holders::Holders,
    month::Month,
    named::Named,
    offices::Offices,
    outcome::Outcome,
    told_figures::ToldFigures,
    warning::Warning,
};
use crate::text::{Language, script::is_han};

pub use doubt::names_agreement;

/// Bytes in which an article without a headline names its event, and in which a report says on which day it was.
const LEAD: usize = 300;

/// Bytes in which an article tells of its event.
const TOLD: usize = 1_500;

/// A text that is shorter is no report, but a line of one: English words, or Chinese characters, twice as many.
const BRIEF: usize = 25;

/// A text of fewer words says nothing but its headline.
const FEW_WORDS: usize = 8;

/// A first line that is longer is no headline, measured so.
const LONGEST_HEADLINE: usize = 20;

/// What tells an article's event from others of its kind.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    editions: Vec<Edition>,
    published: Option<Date>,
    /// Days on which its beginning says the event was.
    days: Days,
    /// What kind of accident it is of, and how many it killed.
    accident: Accident,
    /// The day of the week, the province, the magnitude.
    circumstances: Circumstances,
    /// Who held which office.
    holders: Holders,
    chinese: bool,
    headline: Headline,
    /// The headline and the beginning of the text, in lower case.
    told: String,
    /// What the headline counts.
    counted: Counted,
    /// The month that the figures of the headline are of.
    month: Option<Month>,
    /// Of which match it is, and what it tells of it.
    fixture: Fixture,
    outcome: Outcome,
    /// Which warning of the weather it is.
    warning: Option<Warning>,
    /// Whose offices the headline names.
    offices: Offices,
    /// The headline in English, of a Chinese article by its translation.
    english_headline: Headline,
    /// True for a few words without a headline, and for a headline without more than a few words.
    brief: bool,
    only_headline: bool,
    /// Who and where, in Chinese.
    named: Named,
    /// The same in English.
    names: Option<EnglishNames>,
    figures: ToldFigures,
}

impl Marks {
    /// The marks of an article.
    pub fn of(candidate: &Candidate) -> Self {
        let Candidate { title, text, language, published, .. } = candidate;
        let lead = &text[..text.floor_char_boundary(LEAD)];
        let mut editions = editions(title);
        if let Some(english) = &candidate.english {
            editions.extend(self::editions(&english.title));
        }
        if editions.is_empty() && title.is_empty() {
            editions = self::editions(lead);
            editions.truncate(1);
        }
        let fixture = Fixture::of(title, text);
        let headline = if title.is_empty() { first_line(text, *language) } else { title };
        let english_headline = match &candidate.english {
            Some(english) => Headline::of(&english.title, Language::English),
            None if language.is_chinese() => Headline::default(),
            None => Headline::of(title, Language::English),
        };
        Self {
            editions,
            published: *published,
            outcome: Outcome::of(title, text, fixture.is_known()),
            warning: Warning::of(title, text, *published),
            offices: Offices::of(title),
            english_headline,
            brief: title.is_empty() && length(text) < BRIEF,
            only_headline: !title.is_empty() && length(text) < FEW_WORDS,
            days: event_days::days(lead, *published),
            accident: Accident::of(title, text, *language),
            circumstances: Circumstances::of(title, lead, *language),
            holders: Holders::of(&format!("{title}\n{}", &text[..text.floor_char_boundary(TOLD)])),
            chinese: language.is_chinese(),
            headline: Headline::of(headline, *language),
            told: format!("{title}\n{}", &text[..text.floor_char_boundary(TOLD)]).to_lowercase(),
            counted: Counted::of(title, *language),
            month: Month::of(title),
            named: if language.is_chinese() { Named::of(title, text) } else { Named::default() },
            fixture,
            names: EnglishNames::of(candidate),
            figures: ToldFigures::of(text),
        }
    }

    /// How alike two articles are whose words are so alike, when what tells their events apart is compared.
    pub fn alike(&self, other: &Self, words: f32) -> f32 {
        (words * self.agreement(other)).max(self.at_least_alike(other))
    }

    /// True where both headlines have a word in common; none where there are not two in one language.
    pub fn headlines_are_alike(&self, other: &Self) -> Option<bool> {
        let comparable =
            self.chinese == other.chinese && !self.headline.is_empty() && !other.headline.is_empty();
        comparable.then(|| self.headline.shared(&other.headline) > 0)
    }

    /// True where both have one headline, and begin with people of whom the other one knows nobody.
    fn has_headline_of_others(&self, other: &Self) -> bool {
        self.headline.is_like(&other.headline) && self.begins_with_others(other)
    }

    /// True where both, in one language, begin with people of whom the other one knows nobody.
    fn begins_with_others(&self, other: &Self) -> bool {
        let names = || self.names.as_ref().zip(other.names.as_ref());
        self.chinese == other.chinese
            && match self.chinese {
                true => self.named.begins_with_others(&other.named),
                false => names().is_some_and(|(mine, theirs)| mine.begin_with_others(theirs)),
            }
    }

    /// How many days lie between those of publication; none where one is not known.
    fn days_between(&self, other: &Self) -> u32 {
        match (self.published, other.published) {
            (Some(a), Some(b)) => (a - b).get_days().unsigned_abs(),
            _ => 0,
        }
    }

    /// How many days lie between the events that both name.
    fn event_days_between(&self, other: &Self) -> Option<u32> {
        event_days::between(&self.days, &other.days)
    }

    /// How their names compare, where both can be read in English.
    fn compared_names(&self, other: &Self) -> Compared {
        let names = self.names.as_ref().zip(other.names.as_ref());
        names.map_or(Compared::Unknown, |(mine, theirs)| mine.compared(theirs))
    }
}

/// How long a text is, in English words; a Chinese character is half of one.
fn length(text: &str) -> usize {
    let characters = text.chars().filter(|c| is_han(*c)).count();
    characters / 2
        + text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_alphanumeric())).count()
}

/// The first line of a text that looks like the headline of what follows; else nothing.
fn first_line(text: &str, language: Language) -> &str {
    let Some((line, rest)) = text.split_once('\n') else { return "" };
    let ends = if language.is_chinese() { ['。', '；', '：'] } else { ['.', ';', ':'] };
    let is_headline =
        length(line) <= LONGEST_HEADLINE && !line.trim_end().ends_with(ends) && !rest.trim().is_empty();
    if is_headline { line } else { "" }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        doubt::{DOUBT, SLIGHT_DOUBT, STRONG_DOUBT},
        *,
    };
    use crate::text::Language;

    fn marks(title: &str, text: &str) -> Marks {
        Marks::of(&Candidate {
            title: title.into(),
            text: text.into(),
            ..Candidate::empty(Language::English)
        })
    }

    #[test]
    fn two_of_a_row_are_apart() {
        let apart = |a: &str, b: &str| marks(a, "").apart(&marks(b, ""));
        assert!(apart("2021 Qingdao Forum on Standards Held", "2023 Qingdao Forum on Standards Held"));
        assert!(!apart("2023 Qingdao Forum on Standards Held", "Guests leave the 2023 Qingdao Forum"));
        assert!(!apart("2021 Qingdao Forum on Standards Held", "2023 budget of Shandong adopted"));
        assert!(apart("第八届中国质量大会在成都召开", "第七届中国质量大会闭幕"));
        assert!(apart("2023年青岛国际标准化论坛举行", "2021年青岛国际标准化论坛举行"));
        assert!(!apart("2023年青岛国际标准化论坛举行", "2023年青岛论坛闭幕"));
        assert!(apart("The 8th China Quality Conference opens", "Seventh China Quality Conference ends"));
        assert!(!apart("On June 9, 2023, the forum opened", "On June 8, 2022, the forum opened"));
    }

    #[test]
    fn without_a_headline_the_beginning_names_the_edition() {
        let report =
            marks("", "The 2023 Qingdao Forum on Standards kicked off. The 2021 Qingdao Forum was larger.");
        assert!(report.apart(&marks("2021 Qingdao Forum on Standards Held", "")));
        assert!(!report.apart(&marks("2023 Qingdao Forum on Standards Held", "")));
    }

    #[test]
    fn dates_speak_against() {
        let published =
            |day| Marks { published: Some(day), ..marks("Mine fire", "A fire broke out on June 9.") };
        let june = published(date(2023, 6, 10));
        assert_eq!(june.agreement(&published(date(2023, 7, 17))), 1.0);
        assert_eq!(june.agreement(&published(date(2024, 6, 10))), DOUBT);
        assert_eq!(june.agreement(&marks("Mine fire", "A fire broke out on June 12.")), SLIGHT_DOUBT);
        assert_eq!(june.agreement(&marks("Mine fire", "The fire was put out on June 10.")), 1.0);
        assert_eq!(june.agreement(&marks("Mine fire", "A fire broke out on Friday.")), 1.0);
    }

    #[test]
    fn names_that_the_other_does_not_know_speak_against() {
        let knows = |terms: &'static [u32]| move |term: u32| terms.contains(&term);
        assert_eq!(names_agreement([&[1], &[2]], [&knows(&[1]), &knows(&[2])]), STRONG_DOUBT);
        assert_eq!(names_agreement([&[1], &[2]], [&knows(&[1, 2]), &knows(&[2])]), 1.0);
        assert_eq!(names_agreement([&[1], &[]], [&knows(&[1]), &knows(&[])]), 1.0);
    }
    fn chinese(title: &str, text: &str) -> Marks {
        Marks::of(&Candidate {
            title: title.into(),
            text: text.into(),
            ..Candidate::empty(Language::Chinese)
        })
    }

    #[test]
    fn figures_of_two_months_are_apart() {
        let april = chinese("4月全国报告传染病5637例", "");
        assert!(april.apart(&chinese("7月全国报告传染病4711例", "")));
        assert!(!april.apart(&chinese("2018年4月全国报告传染病5637例", "")));
        assert!(!april.apart(&chinese("7月新车销量上涨3成", "")));
        let may = marks("Consumer prices rise 0.3% in May", "");
        assert!(may.apart(&marks("Consumer prices rise 0.2% in June", "")));
        let published = |day, marks: Marks| Marks { published: Some(day), ..marks };
        let june = published(date(2024, 6, 12), marks("Consumer prices rise 0.2% in June", ""));
        assert!(!published(date(2024, 6, 14), may).apart(&june));
    }

    #[test]
    fn other_days_and_another_number_of_victims_are_two_events() {
        let here = chinese("纸箱厂火灾致5人死亡", "3月2日下午，一家纸箱厂发生火灾，造成5人死亡、8人受伤。");
        let there = |day: &str| {
            let text = format!("A fire at a box factory killed five people and injured 11 on March {day}.");
            marks("Fire at box factory kills five", &text)
        };
        assert!(here.apart(&there("6")));
        assert!(!here.apart(&there("3")));
    }

    #[test]
    fn other_people_places_and_numbers_speak_strongly_against() {
        let one = chinese("青川县水务局原局长孟小林被开除党籍", "");
        assert_eq!(one.agreement(&chinese("青川县粮食局原局长何大勇被开除党籍", "")), STRONG_DOUBT);
        assert_eq!(one.agreement(&chinese("孟小林案一审宣判", "")), 1.0);
        let charged = |text| marks("Former deputy mayor charged with bribery", text);
        let cruz = charged("Prosecutors charged Ramon Cruz, a former deputy mayor of Lipasay.");
        assert_eq!(cruz.agreement(&charged("Prosecutors charged Luis Ortega, once a mayor.")), STRONG_DOUBT);
        assert_eq!(cruz.agreement(&charged("Prosecutors charged Luis Ortega with Cruz, a friend.")), 1.0);
        assert_eq!(cruz.agreement(&charged("Prosecutors charged Mr. Cruz on Friday.")), 1.0);
        let crash = chinese("客车侧翻致3人受伤", "河东省临江市白沙县一辆客车侧翻。");
        let recall = |day, title| Marks { published: Some(day), ..marks(title, "") };
        let brakes = recall(date(2024, 2, 21), "Acme recalls 280,000 vehicles over brakes");
        let engine = "Acme recalls 100,000 vehicles over engine";
        assert_eq!(brakes.agreement(&recall(date(2024, 2, 26), engine)), STRONG_DOUBT);
        assert_eq!(brakes.agreement(&recall(date(2024, 2, 22), engine)), 1.0);
        assert_eq!(
            crash.agreement(&chinese("客车侧翻致3人受伤", "海西省北岸市红石县一辆客车侧翻。")),
            STRONG_DOUBT
        );
    }
}
