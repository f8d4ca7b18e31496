//! Whether a figure is of the event, and all of it.

use std::{collections::HashSet, ops::Range};

use crate::{
    digest::tally,
    text::{Language, script::is_han, words},
};

/// Words of sentences that say what a law threatens with, or what somebody may face.
const OF_A_LAW: [&str; 14] = [
    "以下有期徒刑",
    "以上有期徒刑",
    "以下罚款",
    "以上罚款",
    "可处",
    "应处",
    "规定处",
    "将面临",
    "最高可判",
    "faces up to",
    "face up to",
    "maximum sentence",
    "maximum penalty",
    "punishable by",
];

/// Words behind an English figure that make it one of many times.
const OFTEN: [&str; 9] =
    [" a day", " a week", " a month", " a minute", " an hour", " every ", " each ", " per ", " a time"];

/// True for a figure of a sentence that tells of the event, not of other times, or of what a law says.
pub(super) fn is_of_the_event(text: &str, span: &Range<usize>) -> bool {
    let sentence = sentence(text, span);
    !tally::is_of_other_times(sentence) && !OF_A_LAW.iter().any(|words| sentence.contains(words))
}

/// True where nothing goes on behind a figure that belongs to it: killed 3-year-olds, 9名华人|超市店员, 11年|6个月.
pub(super) fn is_whole(text: &str, span: &Range<usize>, nouns: &[HashSet<&str>]) -> bool {
    let (before, figure, behind) = (&text[..span.start], &text[span.clone()], &text[span.end..]);
    let Some(next) = behind.chars().next() else { return true };
    let clause = before.rsplit(['，', '。', '；', ',', ';', '.']).next().unwrap_or(before);
    let is_part = ["其中", "包括", "另有"].iter().any(|word| clause.contains(word));
    let is_often = OFTEN.iter().any(|words| behind.starts_with(words));
    let ends_with_person = nouns[0].iter().any(|noun| figure.ends_with(noun));
    // What a run of characters goes on with is no noun: a mark, or a word of sentences.
    let goes_on = is_han(next) && ends_with_person && {
        let run = &behind[..behind.find(|c| !is_han(c)).unwrap_or(behind.len())];
        let word = words::words(run, Language::Chinese).first().copied().unwrap_or_default();
        nouns.iter().flatten().any(|noun| run.contains(noun)) && !words::is_stop(word)
    };
    // "killed a 66 - year - old", 亏损0.04至0.05元
    let next = behind.trim_start().chars().next().unwrap_or(next);
    let is_a_range = matches!(next, '-' | '–' | '—' | '~' | '～' | '至') && !behind.starts_with("——");
    let is_cut =
        behind.starts_with(|c: char| c.is_ascii_alphanumeric()) && figure.ends_with(|c: char| c.is_ascii());
    !(is_part || is_often || goes_on || is_a_range || is_cut)
}

/// The sentence around a span, roughly: to the nearest full stops.
fn sentence<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    let ends = ['。', '\n', '！', '？'];
    let start = text[..span.start].rfind(ends).into_iter().chain(text[..span.start].rfind(". ")).max();
    let end = text[span.end..].find(ends).into_iter().chain(text[span.end..].find(". ")).min();
    &text[start.unwrap_or(0)..end.map_or(text.len(), |end| span.end + end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_is_no_whole_figure() {
        let nouns = ["人", "华人", "店员", "代表"].into();
        let nouns: [HashSet<&str>; 2] = [nouns, HashSet::from(["超市"])];
        let whole = |text: &str, figure: &str| {
            let at = text.find(figure).unwrap();
            is_whole(text, &(at..at + figure.len()), &nouns)
        };
        assert!(!whole("抓获9名抢劫华人超市的嫌犯", "抓获9名抢劫华人"));
        assert!(!whole("其中3名代表缺席", "3名代表"));
        assert!(!whole("亏损0.04至0.05元", "亏损0.04"));
        assert!(!whole("killed a 66-year-old", "killed a 66"));
        assert!(!whole("killed a 66 - year - old", "killed a 66"));
        assert!(!whole("100 people a minute sign up", "100 people"));
        assert!(whole("抓获9名华人，无人受伤", "抓获9名华人"));
        assert!(whole("300 guests attended", "300 guests"));
        assert!(whole("致4死9伤", "4死"));
    }

    #[test]
    fn what_a_law_threatens_with_is_not_what_happened() {
        let event = |text: &str| is_of_the_event(text, &(0..text.len()));
        assert!(!event("依法可处10日以下拘留，并处罚款500元"));
        assert!(!event("He faces up to 10 years in prison"));
        assert!(event("法院判处其有期徒刑3年"));
    }
}
