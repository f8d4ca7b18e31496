//! Choosing sentences: the best ones that do not repeat each other.

use super::{
    candidates::{Candidate, Standing},
    echo::Said,
    terms::Vector,
    weights,
};

/// Two sentences with a cosine above this say the same, and only one of them is wanted.
const SAME: f64 = 0.9;

/// The numbers of `count` sentences in the order of the text, by maximal marginal relevance (Carbonell and
/// Goldstein 1998): the highest score first, less what the sentence shares with one already chosen.
///
/// Fragments are chosen only where there are no statements, or where `exact` asks for the full number;
/// headings only where there is nothing else.
pub fn select(
    candidates: &[Candidate<'_>],
    vectors: &[Vector],
    scores: &[f64],
    count: usize,
    exact: bool,
) -> Vec<usize> {
    let Some(best) = candidates.iter().map(|candidate| candidate.standing).min() else {
        return Vec::new();
    };
    let worst = if exact { best.max(Standing::Fragment) } else { best };
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
    let mut said = Said::default();
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let value = |i: usize| left[i].map(|score| score - redundancy[i]);
        let Some((next, _)) = (0..candidates.len())
            .filter_map(|i| Some((i, value(i)?)))
            .reduce(|best, this| if this.1 > best.1 { this } else { best })
        else {
            break;
        };
        let Some(score) = left[next] else { break };
        if !echoed[next] && said.echoes(candidates[next].text) {
            // Last choice, but a choice: as many sentences as were asked for.
            echoed[next] = true;
            left[next] = Some(score - weights::NEVER);
            continue;
        }
        left[next] = None;
        said.say(candidates[next].text);
        chosen.push(next);
        if chosen.len() < count {
            for (i, vector) in vectors.iter().enumerate().filter(|(i, _)| left[*i].is_some()) {
                let shared = vector.dot(&vectors[next]);
                let same = if shared > SAME { weights::NEVER } else { 0.0 };
                redundancy[i] = redundancy[i].max(weights::REDUNDANCY * shared + same);
            }
        }
    }
    chosen.sort_unstable();
    chosen
}
