//! Who, when, where, and the figures of a story, as its text says them: pieces of the text, nothing put into other words.

use std::ops::Range;

use serde::Serialize;

use crate::text::{
    Language, dates,
    numerals::{self, Certainty, Kind, Number},
    script::is_han,
    words,
};

/// So many of a kind at most.
const MOST: usize = 3;

/// The key facts of a text, in its own words. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Organisations and people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// Days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<String>,
    /// Places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#where: Vec<String>,
    /// Figures with what they count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
}

impl Facts {
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.who.is_empty() && self.when.is_empty() && self.r#where.is_empty() && self.figures.is_empty()
    }
}

/// The facts of a short text.
pub fn facts(text: &str, language: Language) -> Facts {
    let numbers = numerals::find(text);
    let days = dates::find(text, &numbers);
    let when = days.iter().filter(|date| date.day.is_some()).map(|date| &text[date.span.clone()]);
    let (who, places) = if language.is_chinese() { chinese_names(text) } else { english_names(text) };
    let is_figure = |number: &&Number| {
        let says = !matches!(number.kind, Kind::Ordinal | Kind::Identifier);
        says && number.certainty == Certainty::Sure
            && !days.iter().any(|date| date.span.start < number.span.end && number.span.start < date.span.end)
    };
    let figures = numbers.iter().filter(is_figure).filter_map(|number| figure(text, number, language));
    Facts { who: some(who), when: some(when), r#where: some(places), figures: some(figures) }
}

/// The first of them, each once.
fn some<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in all.into_iter().map(str::trim).filter(|one| !one.is_empty()) {
        if out.len() < MOST && !out.iter().any(|other| other.contains(one)) {
            out.push(one.to_owned());
        }
    }
    out
}

/// A figure with the word behind it: "300 guests", "300多名嘉宾".
fn figure<'a>(text: &'a str, number: &Number, language: Language) -> Option<&'a str> {
    let Range { start, mut end } = number.span.clone();
    let measured = !matches!(number.kind, Kind::Cardinal | Kind::Measure(_))
        || text[start..end].ends_with(char::is_alphabetic);
    let rest = &text[end..];
    if language.is_chinese() {
        let tail = rest.trim_start_matches(['多', '余', '名', '位', '个', '项', '家']);
        let skipped = rest.len() - tail.len();
        let noun = words::words(&tail[..tail.find(|c| !is_han(c)).unwrap_or(tail.len())], language);
        let noun = noun.first().filter(|noun| noun.chars().count() > 1);
        match noun {
            Some(noun) if skipped > 0 || !measured => end += skipped + noun.len(),
            _ if skipped > 0 => end += skipped,
            _ if measured => {}
            _ => return None,
        }
    } else if !measured || number.kind == Kind::Cardinal {
        let clause = &rest[..rest.find(['.', ',', ';', ':', '(', '\n']).unwrap_or(rest.len())];
        let noun = clause.split(' ').filter(|word| !word.is_empty()).take(2);
        let mut last = None;
        for word in noun {
            let lower = word.to_lowercase();
            if words::is_stop(word)
                || !word.chars().all(|c| c.is_alphabetic() || c == '-')
                || lower.ends_with("ed")
            {
                break;
            }
            last = Some(word);
        }
        let noun = last?;
        end = noun.as_ptr() as usize - text.as_ptr() as usize + noun.len();
    }
    Some(&text[start..end])
}

/// What ends the Chinese names of organisations.
const ORGANISATIONS: [&str; 14] = [
    "委员会",
    "管理局",
    "监督局",
    "总局",
    "标准院",
    "研究院",
    "协会",
    "学会",
    "组织",
    "公司",
    "集团",
    "大学",
    "政府",
    "部门",
];

/// What stands behind a place in Chinese.
const BEHIND_A_PLACE: [&str; 8] = ["举行", "召开", "开幕", "举办", "闭幕", "发布", "发生", "启动"];

fn chinese_names(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut who, mut places) = (Vec::new(), Vec::new());
    for run in text.split(|c| !is_han(c)) {
        for ending in ORGANISATIONS {
            if let Some(at) = run.find(ending) {
                let name = &run[..at + ending.len()];
                // What a sentence begins with before the name is no part of it: 由, 在, 与.
                let start = name
                    .rfind(['由', '在', '与', '和', '经', '向', '据', '日'])
                    .map_or(0, |cut| cut + '由'.len_utf8());
                let name = &name[start..];
                if (4..=16).contains(&name.chars().count()) {
                    who.push(name);
                }
                break;
            }
        }
        if let Some(at) = run.rfind('在') {
            let rest = &run[at + '在'.len_utf8()..];
            let end = BEHIND_A_PLACE.iter().filter_map(|behind| rest.find(behind)).min();
            if let Some(place) =
                end.map(|end| &rest[..end]).filter(|place| (2..=12).contains(&place.chars().count()))
            {
                places.push(place);
            }
        }
    }
    (who, places)
}

fn english_names(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut who, mut places) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
        let mut before = "";
        for word in line.split_inclusive(' ') {
            let start = word.as_ptr() as usize - line.as_ptr() as usize;
            let bare = word.trim().trim_matches(|c: char| !c.is_alphanumeric());
            let at = start + word.find(bare).unwrap_or(0);
            let capital = bare.starts_with(char::is_uppercase) && !is_month(bare);
            let opens = start == 0 || before.ends_with(['.', '!', '?', ':', '"', '“']);
            if capital {
                let joined = spans.last().filter(|(span, _)| {
                    let gap = &line[span.end..at];
                    matches!(gap, " " | " of " | " for " | " and the " | " of the ")
                        || (gap == ", " && before.ends_with(','))
                });
                match joined {
                    Some(_) => {
                        if let Some((span, _)) = spans.last_mut() {
                            span.end = at + bare.len();
                        }
                    }
                    None if opens && words::is_stop(bare) => {}
                    None => spans
                        .push((at..at + bare.len(), matches!(before.to_lowercase().as_str(), "in" | "at"))),
                }
            }
            before = word.trim();
        }
        for (span, is_place) in spans {
            let name = &line[span];
            if is_place {
                places.push(name);
            } else if name.contains(' ') && !name.contains(", ") {
                who.push(name);
            }
        }
    }
    (who, places)
}

fn is_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    dates::MONTHS.iter().chain(&dates::WEEKDAYS).any(|name| lower == name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english() {
        let text = "The 2024 Harbour Forum was held in Dalian, Liaoning province, on May 16-17. More than 300 guests from 20 countries \
                    attended. Li Ming of the Standards Office spoke.";
        let found = facts(text, Language::English);
        assert_eq!(found.r#where, ["Dalian, Liaoning"]);
        assert!(found.when[0].starts_with("May 16"), "{found:?}");
        assert!(found.figures.iter().any(|figure| figure.contains("300 guests")), "{found:?}");
        assert!(found.who.iter().any(|who| who.contains("Standards Office")), "{found:?}");
        for piece in [found.who, found.when, found.r#where, found.figures].concat() {
            assert!(text.contains(&piece), "{piece}");
        }
    }

    #[test]
    fn chinese() {
        let text = "国家标准化管理委员会5月16日在辽宁省大连市召开论坛，300多名嘉宾出席。";
        let found = facts(text, Language::Chinese);
        assert_eq!(found.who, ["国家标准化管理委员会"]);
        assert_eq!(found.r#where, ["辽宁省大连市"]);
        assert_eq!(found.when, ["5月16日"]);
        assert!(found.figures.iter().any(|figure| figure.contains("300")), "{found:?}");
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert!(facts("", Language::English).is_empty() && facts("。", Language::Chinese).is_empty());
    }
}
