//! How many sentences a story of a bulletin has: two or three that each add something, one where there is no more to say.

use super::{
    asked::{Asked, Heard},
    candidates::Candidate,
    cues::Cue,
    select::Pick,
};

/// A sentence that says so much more of the headline has its place whatever the length.
const ASKED: f64 = 0.08;

/// The share of the text that two sentences may be; all of a text is no summary.
const SHARE: f64 = 0.7;

/// A third sentence keeps the summary within so many words and this share of the text.
const WORDS: f64 = 62.0;
const SHARE_OF_THREE: f64 = 0.5;

/// The sentences that are told, of the picks, which come the best first.
pub fn told(picks: &[Pick], candidates: &[Candidate<'_>], asked: &Asked) -> Vec<usize> {
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
        // It leans on a sentence that was picked, but is not told.
        let hangs =
            candidates[pick.at].cues.opens_with(Cue::Leaning) && !told.iter().any(|at| at + 1 == pick.at);
        if told.is_empty() || !pick.fills && fits && !hangs {
            told.push(pick.at);
            asked.hear(pick.at, &mut heard);
            words = with;
        }
    }
    told
}
