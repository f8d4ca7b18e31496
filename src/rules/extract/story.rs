//! How many sentences a story of a bulletin has: two or three that each add something, one where there is no more to say.

use std::borrow::Cow;

use crate::text::{Language, words};

use super::{
    asked::{Asked, Heard},
    candidates::{Candidate, closes},
    cues::Cue,
    select::Pick,
    short_names::ShortNames,
};

/// A sentence that says so much more of the headline has its place whatever the length.
const ASKED: f64 = 0.08;

/// The share of the text that two sentences may be; all of a text is no summary.
const SHARE: f64 = 0.7;

/// A third sentence keeps the summary within so many words and this share of the text.
const WORDS: f64 = 62.0;
const SHARE_OF_THREE: f64 = 0.5;

/// A sentence of more characters than this, and of several clauses behind semicolons, is told as far as it is asked for.
const LONG: usize = 110;

/// A long Chinese sentence up to the last clause that says something of the headline: a decision on an official ends in what is
/// done with what he took. Clauses behind a semicolon stand by themselves; the end of the sentence is put in its place.
pub fn without_tail<'a>(sentence: &'a str, headline: Option<&str>, language: Language) -> Cow<'a, str> {
    let is_whole = !language.is_chinese() || sentence.chars().nth(LONG).is_none();
    let clauses: Vec<&str> = sentence.split_inclusive('；').collect();
    if is_whole || clauses.len() < 2 || !sentence.ends_with('。') {
        return Cow::Borrowed(sentence);
    }
    let words: Vec<Vec<&str>> = clauses.iter().map(|clause| words::words(clause, language)).collect();
    let asked = Asked::of(headline, &clauses, &words, language);
    let mut heard = Heard::default();
    let mut last = 0;
    for at in 0..clauses.len() {
        if asked.adds(at, &heard) > 0.0 {
            last = at;
        }
        asked.hear(at, &mut heard);
    }
    let kept = clauses[..=last].iter().map(|clause| clause.len()).sum();
    match sentence[..kept].strip_suffix('；') {
        Some(kept) if closes(kept) => Cow::Owned(format!("{kept}。")),
        _ => Cow::Borrowed(sentence),
    }
}

/// The sentences that are told, of the picks, which come the best first.
pub fn told(picks: &[Pick], candidates: &[Candidate<'_>], asked: &Asked, short: &ShortNames) -> Vec<usize> {
    let all: f64 = candidates.iter().map(|candidate| candidate.words).sum();
    let mut told: Vec<usize> = Vec::new();
    let mut heard = Heard::default();
    let mut words = 0.0;
    for pick in picks {
        let with = words + candidates[pick.at].words;
        let has_room = match told.len() {
            0 => true,
            1 => with <= all * SHARE,
            _ => with <= WORDS && with <= all * SHARE_OF_THREE,
        };
        let fits = has_room || asked.adds(pick.at, &heard) >= ASKED;
        // It leans on a sentence that was picked, but is not told, or names somebody whom none names in full.
        let hangs =
            candidates[pick.at].cues.opens_with(Cue::Leaning) && !told.iter().any(|at| at + 1 == pick.at);
        let before = told.iter().filter(|at| **at < pick.at).map(|at| candidates[*at].text);
        let hangs = hangs || short.is_riddle(pick.at, before);
        if told.is_empty() || !pick.fills && fits && !hangs {
            told.push(pick.at);
            asked.hear(pick.at, &mut heard);
            words = with;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_ends_behind_what_was_asked() {
        let opening = "依据《临海市水泵工作人员处分条例》等有关规定，经市水泵委员会常务会议、全体委员会议研究并报市水泵大会批准，\
                       决定给予林华开除党籍处分";
        let middle = "由市监委给予其开除公职处分";
        let tail = "收缴其违纪所得的全部水泵；将其涉嫌犯罪的问题移送检察机关依法审查起诉，所涉财物和水泵阀门一并移送检察机关处理";
        let sentence = format!("{opening}；{middle}；{tail}。");
        let told = |headline| without_tail(&sentence, Some(headline), Language::Chinese);
        assert_eq!(told("林华被开除党籍和公职"), format!("{opening}；{middle}。"));
        assert_eq!(told("林华被移送检察机关处理"), sentence);
        assert_eq!(told("林华被开除党籍"), format!("{opening}。"));
        let short = "林华被开除党籍；其水泵被收缴。";
        assert_eq!(without_tail(short, Some("林华被开除党籍"), Language::Chinese), short);
    }
}
