//! Events that look alike and are two: the forum of this year and of last year, two accidents in one week, two officials
//! charged in the same words.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Candidate,
    accident::Accident,
    counted::Counted,
    edition::{Edition, editions},
    english_names::{Compared, EnglishNames},
    event_days::{self, Days},
    fixture::Fixture,
    month::Month,
    named::Named,
};
use crate::text::{Language, words};

/// Bytes in which an article without a headline names its event, and in which a report says on which day it was.
const LEAD: usize = 300;

/// Reports that are so many days apart are seldom of one event; half a year apart, never but in name.
const NEAR_DAYS: f32 = 60.0;
const FAR_DAYS: f32 = 180.0;

/// What is left of the similarity of two articles where one thing speaks against their being on one event.
const DOUBT: f32 = 0.5;

/// The same where they name other people or other places: reports of two cases are often written in the same words.
const STRONG_DOUBT: f32 = 0.2;

/// The same for the days that they name, which a report of the aftermath may do too.
const SLIGHT_DOUBT: f32 = 0.75;

/// Two articles of as many victims of one kind on one day, in one place, are at least so alike: they are of one event, in
/// whatever words and language.
const OF_ONE_ACCIDENT: f32 = 0.45;

/// Two articles of one kind of accident, one place and one week: as little alike as reports of one event may be.
const OF_ONE_AFTERMATH: f32 = 0.3;

/// What is in a week.
const A_WEEK: u32 = 7;

/// So much of the words of two headlines that are alike is the same.
const LIKE_HEADLINES: f32 = 0.7;

/// So much of the words of the shorter of two headlines is the same in the reports of two months.
const LIKE_REPORTS: f32 = 0.5;

/// Reports of two months are so many days apart at least.
const TWO_MONTHS: u32 = 20;

/// Of days that are further apart than this only one is that of an event, and one other number of victims is enough.
const SEVERAL_DAYS: u32 = 2;

/// What tells an article's event from others of its kind.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    editions: Vec<Edition>,
    published: Option<Date>,
    /// Days on which its beginning says the event was.
    days: Days,
    /// What kind of accident it is of, and how many it killed.
    accident: Accident,
    chinese: bool,
    /// The words of the headline, without numbers.
    headline: BTreeSet<String>,
    /// What the headline counts.
    counted: Counted,
    /// The month that the figures of the headline are of.
    month: Option<Month>,
    /// Of which match it is.
    fixture: Fixture,
    /// Who and where, in Chinese.
    named: Named,
    /// The same in English.
    names: Option<EnglishNames>,
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
        Self {
            editions,
            published: *published,
            days: event_days::days(lead, *published),
            accident: Accident::of(title, text, *language),
            chinese: language.is_chinese(),
            headline: headline(title, *language),
            counted: Counted::of(title, *language),
            month: Month::of(title),
            named: if language.is_chinese() { Named::of(title, text) } else { Named::default() },
            fixture: Fixture::of(title, text),
            names: EnglishNames::of(candidate),
        }
    }

    /// True where the article may be [apart](Self::apart) from another one.
    pub fn may_be_apart(&self) -> bool {
        !self.editions.is_empty() || !self.days.is_empty() || self.month.is_some() || self.fixture.is_known()
    }

    /// True where both are surely of two events: both name one of the same row of events, and not the same; or
    /// they name other days, and other victims or like headlines; or they are the figures of two months, or two matches.
    pub fn apart(&self, other: &Self) -> bool {
        self.of_two_editions(other)
            || self.of_two_days(other)
            || self.of_two_months(other)
            || self.fixture.is_of_another(
                &other.fixture,
                self.event_days_between(other),
                self.days_between(other),
            )
    }

    /// How many days lie between those of publication; none where one is not known.
    fn days_between(&self, other: &Self) -> u32 {
        match (self.published, other.published) {
            (Some(a), Some(b)) => (a - b).get_days().unsigned_abs(),
            _ => 0,
        }
    }

    fn of_two_editions(&self, other: &Self) -> bool {
        let mut different = false;
        for a in &self.editions {
            for same in other.editions.iter().filter_map(|b| a.is(b)) {
                if same {
                    return false;
                }
                different = true;
            }
        }
        different
    }

    fn of_two_days(&self, other: &Self) -> bool {
        let days = self.event_days_between(other).filter(|days| *days > event_days::OF_ONE_EVENT);
        let Some(days) = days.filter(|_| !self.accident.rising && !other.accident.rising) else {
            return false;
        };
        let (same, another) = self.accident.compared_tolls(&other.accident);
        another && (!same || days > SEVERAL_DAYS)
            || self.chinese == other.chinese && self.has_like_headline(other)
    }

    fn of_two_months(&self, other: &Self) -> bool {
        let Some((one, another)) = self.month.zip(other.month) else { return false };
        let published = self.published.zip(other.published);
        let in_one = published.is_some_and(|(a, b)| (a - b).get_days().unsigned_abs() < TWO_MONTHS);
        let shorter = self.headline.len().min(other.headline.len()) as f32;
        let shared = self.shared_words(other);
        !one.may_be(another)
            && !in_one
            && self.chinese == other.chinese
            && shared > 1.0
            && shared >= LIKE_REPORTS * shorter
    }

    fn has_like_headline(&self, other: &Self) -> bool {
        let longer = self.headline.len().max(other.headline.len()) as f32;
        let shared = self.shared_words(other);
        shared > 1.0 && shared >= LIKE_HEADLINES * longer
    }

    /// True where both headlines have a word in common; none where there are not two in one language.
    pub fn headlines_are_alike(&self, other: &Self) -> Option<bool> {
        let comparable =
            self.chinese == other.chinese && !self.headline.is_empty() && !other.headline.is_empty();
        comparable.then(|| self.shared_words(other) > 0.0)
    }

    fn shared_words(&self, other: &Self) -> f32 {
        self.headline.intersection(&other.headline).count() as f32
    }

    /// How alike two articles are whose words are so alike, when what tells their events apart is compared.
    pub fn alike(&self, other: &Self, words: f32) -> f32 {
        let alike = words * self.agreement(other);
        match (self.of_one_accident(other), self.of_one_aftermath(other)) {
            (true, _) => alike.max(OF_ONE_ACCIDENT),
            (_, true) => alike.max(OF_ONE_AFTERMATH),
            _ => alike,
        }
    }

    /// True where both tell of as many victims, on one day, in one place.
    fn of_one_accident(&self, other: &Self) -> bool {
        self.accident.compared_tolls(&other.accident) == (true, false)
            && self.event_days_between(other).is_some_and(|days| days <= event_days::OF_ONE_EVENT)
            && self.compared_names(other) == Compared::Shared
    }

    /// True where both are of one kind of accident in one county or town and in one week, and nothing tells them apart.
    fn of_one_aftermath(&self, other: &Self) -> bool {
        let days = self.event_days_between(other);
        let in_one_place = || {
            self.named.is_of_one_place(&other.named)
                // Names that are read in English may be of a whole province: then the day must be the same.
                || self.chinese != other.chinese && days.is_some() && self.compared_names(other) == Compared::Shared
        };
        let in_one_week =
            self.published.is_some() && other.published.is_some() && self.days_between(other) <= A_WEEK;
        in_one_week
            && self.accident.is_like(&other.accident)
            && days.is_none_or(|days| days <= event_days::OF_ONE_EVENT)
            && (self.accident.compared_tolls(&other.accident) != (false, true)
                || self.accident.rising
                || other.accident.rising)
            && in_one_place()
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

    /// What is left of the similarity of two articles when their dates and names are compared, 1 where nothing speaks against it.
    fn agreement(&self, other: &Self) -> f32 {
        let published = self.days_between(other);
        let apart = ((published as f32 - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS)).clamp(0.0, 1.0);
        let other_days = self.event_days_between(other).is_some_and(|days| days > event_days::OF_ONE_EVENT);
        let rising = self.accident.rising || other.accident.rising;
        let months = self.chinese == other.chinese
            && self.month.zip(other.month).is_some_and(|(one, another)| !one.may_be(another));
        let counts_differ = published > SEVERAL_DAYS && !rising && self.counted.differs(&other.counted);
        let others = counts_differ || self.named.is_of_others(&other.named);
        let across =
            if self.chinese == other.chinese { Compared::Unknown } else { self.compared_names(other) };
        let names = match across {
            _ if others => STRONG_DOUBT,
            Compared::Foreign if other_days || published > SEVERAL_DAYS => STRONG_DOUBT,
            Compared::Foreign => DOUBT,
            Compared::OfOneCountry => SLIGHT_DOUBT,
            Compared::Shared | Compared::Unknown => 1.0,
        };
        (1.0 - apart * DOUBT)
            * if other_days { SLIGHT_DOUBT } else { 1.0 }
            * if months { DOUBT } else { 1.0 }
            * names
    }
}

/// The words of a headline that say what kind of event it is.
fn headline(title: &str, language: Language) -> BTreeSet<String> {
    let says = |word: &&str| !words::is_stop(word) && !word.contains(char::is_numeric);
    words::words(title, language).into_iter().filter(says).map(words::stem).collect()
}

/// What is left where each headline names somebody or some place that the other article does not know at all. `names`
/// are those of the headlines, and `knows` says whether the article has a term.
pub fn names_agreement(names: [&[u32]; 2], knows: [&dyn Fn(u32) -> bool; 2]) -> f32 {
    let foreign = |names: &[u32], knows: &dyn Fn(u32) -> bool| {
        !names.is_empty() && !names.iter().any(|name| knows(*name))
    };
    if foreign(names[0], knows[1]) && foreign(names[1], knows[0]) { STRONG_DOUBT } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
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
