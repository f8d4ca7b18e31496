//! Extractive summaries: sentences of the article in their order, without datelines, asides and the like; nothing
//! in them is changed or added.
//!
//! [`candidates`] tells statements from headings, captions and lead-ins, [`dateline`](crate::text::dateline) what a news agency
//! put before them, [`cues`] what they do. [`features`] measures each
//! sentence: its place, its length, what it shares with the title and the rest of the text, what its
//! phrases do. The score is the sum of the features by the table in [`weights`]; [`asked`] tells what each says of the
//! headline, [`short_names`] whom it names in short, [`alone`] what in it points back; [`select`] takes the best sentences that do not repeat each other and say the headline between them;
//! [`story`] how many of them a bulletin tells; [`compress`] leaves out what they can spare. [`baselines`] keeps the trivial ways as the floor.

mod alone;
mod asked;
pub mod baselines;
mod candidates;
mod centrality;
mod compress;
mod cues;
mod echo;
mod features;
mod kind;
mod retold;
mod select;
mod short_names;
mod story;
mod terms;
mod weights;

pub use candidates::closes;
pub use echo::Said;

use std::borrow::Cow;

use crate::{
    task::Length,
    text::{Language, words},
};
use asked::Asked;
use candidates::{Candidate, Standing};
use kind::Kind;
use select::{How, Pick};
use short_names::ShortNames;

/// A medium summary gets its second sentence only where it stays within this share of the text: more would
/// be no summary. Abstracts are summaries already and always get one sentence.
const MEDIUM_SHARE: f64 = 0.25;

/// Headlines are shorter than this, in words.
const LONGEST_HEADLINE: f64 = 30.0;

/// The sentences of `text` that tell most of it, in the order of the text.
/// `title` is the article's headline, `text` its clean text (a line is a paragraph or heading). Without a title
/// the first line stands in where it looks like one.
pub fn extract(title: Option<&str>, text: &str, language: Language, length: Length) -> Vec<String> {
    let candidates = candidates::candidates(text, language);
    let kind = Kind::of(&candidates);
    let title = title.or_else(|| headline(&candidates));
    let words: Vec<Vec<&str>> =
        candidates.iter().map(|candidate| words::words(candidate.text, language)).collect();
    let measured = features::measure(title, &candidates, &words, language);
    let scores: Vec<f64> =
        measured.features.iter().map(|features| weights::score(features, language, kind)).collect();
    let texts: Vec<&str> = candidates.iter().map(|candidate| candidate.text).collect();
    let asked = Asked::of(title, &texts, &words, language);
    let short = ShortNames::of(title, &texts, language);
    let best =
        |count, how| select::select(&candidates, &measured.vectors, &scores, &asked, &short, count, how);
    let mut chosen: Vec<usize> = match length {
        Length::Story => {
            let picks = best(length.sentences(), How::Alone);
            story::Article {
                title,
                language,
                candidates: &candidates,
                vectors: &measured.vectors,
                asked: &asked,
                short: &short,
            }
            .told(&picks)
        }
        Length::Sentences(_) => numbers(&best(length.sentences(), How::Exactly)),
        _ => numbers(&best(length.sentences(), How::AtMost)),
    };
    if length == Length::Medium && (kind == Kind::Abstract || share(&chosen, &candidates) > MEDIUM_SHARE) {
        chosen.truncate(1);
    }
    chosen.sort_unstable();
    let whole: Vec<&str> = chosen.iter().map(|i| candidates[*i].text).collect();
    let shortened = |(n, i): (usize, &usize)| {
        let follows = n > 0 && chosen[n - 1] + 1 == *i;
        let beside: String =
            whole.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, text)| *text).collect();
        let told = match length {
            Length::Story => story::without_tail(whole[n], title, language),
            _ => Cow::Borrowed(whole[n]),
        };
        compress::compress(&told, language, follows, &beside)
    };
    chosen.iter().enumerate().map(shortened).collect()
}

/// True for a sentence that opens as if it went on from another one: "He said", "However", 此外.
pub fn leans(sentence: &str) -> bool {
    cues::find(sentence).opens_with(cues::Cue::Leaning)
}

/// The first line, where it is a headline by its looks and a text follows.
fn headline<'a>(candidates: &[Candidate<'a>]) -> Option<&'a str> {
    let [first, second, ..] = candidates else {
        return None;
    };
    let alone = second.in_paragraph == 0;
    (alone && first.standing != Standing::Statement && first.words <= LONGEST_HEADLINE).then_some(first.text)
}

fn numbers(picks: &[Pick]) -> Vec<usize> {
    picks.iter().map(|pick| pick.at).collect()
}

/// The share of the text that these sentences make up, in words.
fn share(chosen: &[usize], candidates: &[Candidate<'_>]) -> f64 {
    let all: f64 = candidates.iter().map(|candidate| candidate.words).sum();
    let some: f64 = chosen.iter().map(|i| candidates[*i].words).sum();
    if all > 0.0 { some / all } else { 0.0 }
}

#[cfg(test)]
mod tests;
