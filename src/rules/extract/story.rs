//! How many sentences a story of a bulletin has: two or three that each add something, one where there is no more to say.

use std::borrow::Cow;

use crate::text::{Language, words};

use super::{
    alone,
    asked::{Asked, Heard},
    candidates::{Candidate, Standing, closes},
    cues::Cue,
    retold::Told,
    select::Pick,
    short_names::ShortNames,
    terms::Vector,
};

/// A sentence that says so much more of the headline has its place whatever the length.
const ASKED: f64 = 0.08;

/// The share of the text that two sentences may be; all of a text is no summary.
const SHARE: f64 = 0.7;

/// A third sentence keeps the summary within so many words and this share of the text.
const WORDS: f64 = 62.0;
const SHARE_OF_THREE: f64 = 0.5;

/// The lead of an article has so many words; what is shorter is a caption or an exclamation.
const LEAD: f64 = 8.0;

/// The lead is told where it says so much of what the first sentence told says of the headline.
const LIKE: f64 = 0.9;

/// So many sentences behind the lead, one that points back points at it.
const NEAR: usize = 2;

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

/// An article, and what is known of its sentences.
pub struct Article<'a> {
    pub title: Option<&'a str>,
    pub language: Language,
    pub candidates: &'a [Candidate<'a>],
    pub vectors: &'a [Vector],
    pub asked: &'a Asked,
    pub short: &'a ShortNames,
}

impl Article<'_> {
    /// The sentences that are told, of the picks, which come the best first. The first that is told must stand alone: where it
    /// points back, or says no more of the headline than the lead of the article does, the lead is told before it.
    pub fn told(&self, picks: &[Pick]) -> Vec<usize> {
        let told = self.gathered(picks);
        let Some(first) = told.iter().copied().min() else { return told };
        let Some(lead) = (0..first).find(|at| self.is_lead(*at)) else { return told };
        let back = self.points_back(first);
        let none = Heard::default();
        if !back && self.asked.adds(lead, &none) < LIKE * self.asked.adds(first, &none) {
            return told;
        }
        let tells = |at: usize| Told::of(self.candidates[at].text, &self.vectors[at]);
        let mut heard = Heard::default();
        self.asked.hear(lead, &mut heard);
        let near = |at: usize| at <= lead + NEAR || self.asked.adds(at, &heard) >= ASKED;
        let stays = |pick: &&Pick| {
            !tells(pick.at).retells(&tells(lead)) && (!self.points_back(pick.at) || near(pick.at))
        };
        let mut with_lead = vec![Pick { at: lead, fills: false }];
        with_lead.extend(picks.iter().filter(stays));
        self.gathered(&with_lead)
    }

    /// As many of the picks as have their place, the best first.
    fn gathered(&self, picks: &[Pick]) -> Vec<usize> {
        let Self { candidates, asked, short, .. } = self;
        let all: f64 = candidates.iter().map(|candidate| candidate.words).sum();
        let mut told: Vec<usize> = Vec::new();
        let mut heard = Heard::default();
        let mut words = 0.0;
        for pick in picks {
            let with = words + candidates[pick.at].words;
            let has_room = match told.len() {
                0 => true,
                1 => with <= all * SHARE,
                2 => with <= WORDS && with <= all * SHARE_OF_THREE,
                _ => break,
            };
            let fits = has_room || asked.adds(pick.at, &heard) >= ASKED;
            // It leans on a sentence that was picked, but is not told, or names somebody whom none names in full.
            let hangs =
                candidates[pick.at].cues.opens_with(Cue::Leaning) && !told.iter().any(|at| at + 1 == pick.at);
            let before = told.iter().filter(|at| **at < pick.at).map(|at| candidates[*at].text);
            let hangs = hangs || short.is_riddle(pick.at, before.clone());
            // It points at something that no sentence near before it is told of, nor any other told names.
            let near = told.iter().any(|at| *at < pick.at && pick.at - *at <= NEAR);
            let hangs = hangs
                || !near
                    && asked.adds(pick.at, &heard) < ASKED
                    && self.back(pick.at).as_deref().and_then(alone::thing).is_some_and(|thing| {
                        !self.is_in_headline(thing) && !before.clone().any(|text| text.contains(thing))
                    });
            if told.is_empty() || !pick.fills && fits && !hangs {
                told.push(pick.at);
                asked.hear(pick.at, &mut heard);
                words = with;
            }
        }
        told
    }

    /// True for a statement long enough to be the lead of an article.
    fn is_lead(&self, at: usize) -> bool {
        let this = &self.candidates[at];
        this.standing == Standing::Statement
            && this.words >= LEAD
            && !this.voice
            && !this.cues.opens_with(Cue::Leaning)
    }

    /// The words by which the beginning of a sentence points back, where the headline has them not.
    fn back(&self, at: usize) -> Option<String> {
        alone::points_back(self.candidates[at].text, self.language)
            .filter(|words| !self.is_in_headline(words))
    }

    fn is_in_headline(&self, words: &str) -> bool {
        self.title.unwrap_or_default().to_lowercase().contains(&words.to_lowercase())
    }

    /// True where the beginning of a sentence points at something that the headline does not name.
    fn points_back(&self, at: usize) -> bool {
        let this = &self.candidates[at];
        this.cues.opens_with(Cue::Leaning)
            || this.known.is_some_and(|known| !self.is_in_headline(known))
            || self.back(at).is_some()
            || self.short.is_riddle(at, std::iter::empty())
    }
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
