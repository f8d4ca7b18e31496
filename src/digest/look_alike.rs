//! Events that look alike and are two: the forum of this year and of last year, two accidents in one week, two officials
//! charged in the same words.

use std::ops::Range;

use jiff::civil::Date;

use super::Candidate;
use crate::text::{dates, numerals, words};

/// Bytes in which an article without a headline names its event, and in which a report says on which day it was.
const LEAD: usize = 300;

/// Reports that are so many days apart are seldom of one event; half a year apart, never but in name.
const NEAR_DAYS: f32 = 60.0;
const FAR_DAYS: f32 = 180.0;

/// What is left of the similarity of two articles where one thing speaks against their being on one event.
const DOUBT: f32 = 0.5;

/// The same for the days that they name, which a report of the aftermath may do too.
const SLIGHT_DOUBT: f32 = 0.75;

/// What tells an article's event from others of its kind.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    editions: Vec<Edition>,
    published: Option<Date>,
    /// Days that the beginning names, as month and day.
    days: Vec<(u32, u32)>,
}

/// One of a row of events: the 2023 Qingdao Forum, 第八届中国质量大会.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edition {
    number: u32,
    /// The words of its name, or the pairs of characters of a Chinese name.
    name: Vec<String>,
}

impl Marks {
    /// The marks of an article.
    pub fn of(candidate: &Candidate) -> Self {
        let lead = &candidate.text[..candidate.text.floor_char_boundary(LEAD)];
        let mut editions = editions(&candidate.title);
        if let Some(english) = &candidate.english {
            editions.extend(self::editions(&english.title));
        }
        if editions.is_empty() && candidate.title.is_empty() {
            editions = self::editions(lead);
            editions.truncate(1);
        }
        let numbers = numerals::find(lead);
        let named = dates::find(lead, &numbers);
        let days = named.iter().filter_map(|date| date.month.zip(date.day)).collect();
        Self { editions, published: candidate.published, days }
    }

    /// True where the article names one of a row of events.
    pub fn has_edition(&self) -> bool {
        !self.editions.is_empty()
    }

    /// True where both name one of the same row of events, and not the same.
    pub fn apart(&self, other: &Self) -> bool {
        let mut different = false;
        for a in &self.editions {
            for b in other.editions.iter().filter(|b| shares_name(&a.name, &b.name)) {
                if a.number == b.number {
                    return false;
                }
                different = true;
            }
        }
        different
    }

    /// What is left of the similarity of two articles when their dates are compared, 1 where nothing speaks against it.
    pub fn agreement(&self, other: &Self) -> f32 {
        let days = match (self.published, other.published) {
            (Some(a), Some(b)) => (a - b).get_days().unsigned_abs() as f32,
            _ => 0.0,
        };
        let apart = ((days - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS)).clamp(0.0, 1.0);
        // A forum of two days is reported by its first or its last.
        let near = |a: &(u32, u32), b: &(u32, u32)| a.0 == b.0 && a.1.abs_diff(b.1) <= 1;
        let same_day = self.days.is_empty()
            || other.days.is_empty()
            || self.days.iter().any(|a| other.days.iter().any(|b| near(a, b)));
        (1.0 - apart * DOUBT) * if same_day { 1.0 } else { SLIGHT_DOUBT }
    }
}

/// What is left where each headline names somebody or some place that the other article does not know at all. `names`
/// are those of the headlines, and `knows` says whether the article has a term.
pub fn names_agreement(names: [&[u32]; 2], knows: [&dyn Fn(u32) -> bool; 2]) -> f32 {
    let foreign = |names: &[u32], knows: &dyn Fn(u32) -> bool| {
        !names.is_empty() && !names.iter().any(|name| knows(*name))
    };
    if foreign(names[0], knows[1]) && foreign(names[1], knows[0]) { DOUBT } else { 1.0 }
}

/// Half of the words of the shorter name are in the other.
fn shares_name(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared * 2 >= a.len().min(b.len()) && shared > 0
}

/// The editions that a text names.
fn editions(text: &str) -> Vec<Edition> {
    let mut found = Vec::new();
    for number in numerals::find(text) {
        let Some(value) = number.value.as_whole().and_then(|value| u32::try_from(value).ok()) else {
            continue;
        };
        let written = &text[number.written.clone()];
        let ordinal = number.kind == numerals::Kind::Ordinal;
        let session = text[number.written.end..].trim_start_matches(' ').starts_with(['届', '屆']);
        let year = written.len() == 4
            && written.bytes().all(|b| b.is_ascii_digit())
            && (1900..2100).contains(&value);
        if ordinal || year || session {
            let name = name(text, number.written.end..text.len());
            if name.len() > 1 {
                found.push(Edition { number: value, name });
            }
        }
    }
    found
}

/// The name that follows a number: up to so many words or characters.
const LONGEST: usize = 6;
const LONGEST_CHINESE: usize = 16;

/// Words inside of the English names of events.
const CONNECTORS: [&str; 6] = ["of", "on", "for", "the", "and", "in"];

/// What follows the Chinese name of an event.
const CHINESE_ENDS: [&str; 16] = [
    "在", "于", "将", "举行", "举办", "召开", "开幕", "闭幕", "启动", "落幕", "发布", "公布", "圆满", "成功",
    "今", "的",
];

fn name(text: &str, rest: Range<usize>) -> Vec<String> {
    let rest = text[rest].trim_start_matches(['届', '屆', '年', '度', ' ']);
    let han: Vec<char> =
        rest.chars().take(LONGEST_CHINESE).take_while(|c| crate::text::script::is_han(*c)).collect();
    if !han.is_empty() {
        let name: String = han.into_iter().map(crate::text::script::simplified_form).collect();
        let end = CHINESE_ENDS.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
        let name: Vec<char> = name[..end].chars().collect();
        return name.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let suffix = ["st", "nd", "rd", "th"].iter().find_map(|suffix| rest.strip_prefix(suffix));
    let mut name = Vec::new();
    for word in suffix.unwrap_or(rest).trim_start().split(' ').take(LONGEST) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        if CONNECTORS.contains(&lower.as_str()) && !name.is_empty() {
            continue;
        }
        if bare.is_empty() || words::is_stop(bare) || !bare.starts_with(char::is_alphabetic) {
            break;
        }
        name.push(words::stem(bare));
        if bare.len() < word.len() {
            break;
        }
    }
    name
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
        assert_eq!(june.agreement(&marks("Mine fire", "A fire broke out on June 11.")), SLIGHT_DOUBT);
        assert_eq!(june.agreement(&marks("Mine fire", "The fire was put out on June 10.")), 1.0);
        assert_eq!(june.agreement(&marks("Mine fire", "A fire broke out on Friday.")), 1.0);
    }

    #[test]
    fn names_that_the_other_does_not_know_speak_against() {
        let knows = |terms: &'static [u32]| move |term: u32| terms.contains(&term);
        assert_eq!(names_agreement([&[1], &[2]], [&knows(&[1]), &knows(&[2])]), DOUBT);
        assert_eq!(names_agreement([&[1], &[2]], [&knows(&[1, 2]), &knows(&[2])]), 1.0);
        assert_eq!(names_agreement([&[1], &[]], [&knows(&[1]), &knows(&[])]), 1.0);
    }
}
