//! Choosing sentences: the best ones that do not repeat each other.

use std::collections::HashSet;

use super::{
    asked::{Asked, Heard},
    candidates::{Candidate, Standing},
    cues::Cue,
    echo::Said,
    retold::Told,
    short_names::ShortNames,
    terms::Vector,
    weights,
};

/// Two sentences with a cosine above this say the same, and only one of them is wanted.
const SAME: f64 = 0.9;

/// So many sentences are put off for saying again what was said; a text that says no more than that is not searched to its end.
const MOST_PUT_OFF: usize = 200;

/// How the number of sentences is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// So many, of statements.
    AtMost,
    /// So many, of fragments too.
    Exactly,
    /// At most so many, to be read without the article around them.
    Alone,
}

/// A sentence that was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Pick {
    /// Its number.
    pub at: usize,
    /// True where it says again what was said, or cannot stand: it fills up a number that was asked for.
    pub fills: bool,
}

/// So much of a sentence, by the weight of its terms, must be new beside those that are chosen.
const NEW: f64 = 0.5;

/// The best `count` sentences, the best first, by maximal marginal relevance (Carbonell and
/// Goldstein 1998): the highest score first, less what the sentence shares with those already chosen, more what it says
/// of the headline that they do not.
///
/// Fragments are chosen only where there are no statements, or where `exact` asks for the full number;
/// headings only where there is nothing else.
pub fn select(
    candidates: &[Candidate<'_>],
    vectors: &[Vector],
    scores: &[f64],
    asked: &Asked,
    short: &ShortNames,
    count: usize,
    how: How,
) -> Vec<Pick> {
    let Some(best) = candidates.iter().map(|candidate| candidate.standing).min() else {
        return Vec::new();
    };
    let worst = if how == How::Exactly { best.max(Standing::Fragment) } else { best };
    let mut left: Vec<Option<f64>> = candidates
        .iter()
        .zip(scores)
        .map(|(candidate, score)| {
            // Whatever their scores, statements come before fragments.
            let handicap = if candidate.standing > best { weights::NEVER } else { 0.0 };
            (candidate.standing <= worst).then_some(score - handicap)
        })
        .collect();
    let mut redundancy = vec![0.0f64; candidates.len()];
    let mut echoed = vec![false; candidates.len()];
    let mut put_off = 0;
    let mut said = Said::default();
    let mut terms: HashSet<u32> = HashSet::new();
    let mut picks: Vec<Pick> = Vec::new();
    let mut chosen: Vec<usize> = Vec::new();
    let mut heard = Heard::default();
    while chosen.len() < count {
        let headline = match how {
            How::Alone if chosen.is_empty() => weights::HEADLINE_OF_STORY,
            How::Alone => weights::HEADLINE_LEFT,
            _ => weights::HEADLINE,
        };
        let value = |i: usize| {
            let base = left[i]? - redundancy[i] + headline * asked.adds(i, &heard);
            Some(if how == How::Alone { base - leaning(i, candidates, short, &chosen) } else { base })
        };
        let Some((next, worth)) = (0..candidates.len())
            .filter_map(|i| Some((i, value(i)?)))
            .reduce(|best, this| if this.1 > best.1 { this } else { best })
        else {
            break;
        };
        let Some(score) = left[next] else { break };
        let repeats = !picks.is_empty() && vectors[next].share(|term| !terms.contains(&term)) < NEW;
        let looks = put_off < MOST_PUT_OFF && !echoed[next];
        let tells = |at: usize| Told::of(candidates[at].text, &vectors[at]);
        let retells = looks && how == How::Alone && chosen.iter().any(|at| tells(next).retells(&tells(*at)));
        if looks && (repeats || retells || said.echoes(candidates[next].text)) {
            // Last choice, but a choice: as many sentences as were asked for.
            put_off += 1;
            echoed[next] = true;
            left[next] = Some(score - weights::NEVER);
            continue;
        }
        left[next] = None;
        said.say(candidates[next].text);
        terms.extend(vectors[next].entries().iter().map(|(term, _)| *term));
        picks.push(Pick { at: next, fills: worth < -weights::NEVER / 2.0 });
        chosen.push(next);
        asked.hear(next, &mut heard);
        if chosen.len() < count {
            for (i, vector) in vectors.iter().enumerate().filter(|(i, _)| left[*i].is_some()) {
                let shared = vector.dot(&vectors[next]);
                let same = if shared > SAME { weights::NEVER } else { 0.0 };
                redundancy[i] = redundancy[i].max(weights::REDUNDANCY * shared + same);
            }
        }
    }
    picks
}

/// What a sentence loses that cannot well be read beside the chosen ones without those before it in the text.
fn leaning(at: usize, candidates: &[Candidate<'_>], short: &ShortNames, chosen: &[usize]) -> f64 {
    let this = &candidates[at];
    if this.voice {
        return weights::NEVER;
    }
    let before = chosen.iter().filter(|other| **other < at).map(|other| candidates[*other].text);
    let riddle = if short.is_riddle(at, before) { weights::AS_KNOWN } else { 0.0 };
    if at > 0 && chosen.contains(&(at - 1)) {
        return riddle;
    }
    let behind = at == 0 || chosen.iter().any(|other| *other < at);
    let named = |name: &str| chosen.iter().any(|other| *other < at && candidates[*other].text.contains(name));
    match this.known {
        _ if this.cues.opens_with(Cue::Leaning) => weights::NEVER,
        Some(_) if !behind => weights::NEVER,
        Some(name) if at > 0 && !named(name) => weights::AS_KNOWN,
        _ => riddle,
    }
}
