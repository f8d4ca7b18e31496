//! Putting articles on the same event together.

use super::{
    Candidate,
    alike::{Alike, alike},
    cohesion,
    look_alike::Marks,
    near::Pair,
};

/// Two texts more alike than this are one, reprinted.
const REPRINT: f32 = 0.9;

/// The groups, as indices of `candidates`: members ascending, groups by their first member.
pub fn group(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let marks: Vec<Marks> = candidates.iter().map(Marks::of).collect();
    let Alike { mut pairs, beyond } = alike(candidates);
    for pair in &mut pairs {
        pair.cosine = marks[pair.i].alike(&marks[pair.j], pair.cosine);
    }
    let apart = |a: usize, b: usize| marks[a].apart(&marks[b]);
    // A reprint says nothing new of how alike the reports of an event are: only the first of its kind is asked.
    let first = reprints(candidates.len(), &pairs, apart);
    pairs.retain(|pair| first[pair.i] == pair.i && first[pair.j] == pair.j);
    let headlines = |a: usize, b: usize| marks[a].headlines_are_alike(&marks[b]);
    let groups =
        cohesion::join(candidates.len(), &pairs, &beyond, |i| marks[i].may_be_apart(), apart, headlines);
    let mut place = vec![0; candidates.len()];
    for (number, members) in groups.iter().enumerate() {
        members.iter().for_each(|&member| place[member] = number);
    }
    let mut groups = vec![Vec::new(); groups.len()];
    for (i, &first) in first.iter().enumerate() {
        groups[place[first]].push(i);
    }
    groups.retain(|members| !members.is_empty());
    groups.sort_unstable();
    groups
}

/// Of each article the first one whose text it reprints: itself, for most.
fn reprints(count: usize, pairs: &[Pair], apart: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut first: Vec<usize> = (0..count).collect();
    // Pairs come in the order of the later article, so that the earlier one is settled already.
    for pair in pairs.iter().filter(|pair| pair.cosine >= REPRINT) {
        if first[pair.j] == pair.j && !apart(pair.i, pair.j) {
            first[pair.j] = first[pair.i];
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{digest::English, text::Language};

    fn candidate(title: &str, text: &str) -> Candidate {
        Candidate { title: title.into(), text: text.into(), ..Candidate::empty(Language::English) }
    }

    #[test]
    fn the_same_event_meets_and_its_next_edition_does_not() {
        let articles = [
            candidate(
                "2021 Harbour Forum on Standards Held",
                "The forum on standards was held in the harbour city.",
            ),
            candidate(
                "2023 Harbour Forum on Standards Held",
                "The forum on standards was held on June 9 in the harbour city.",
            ),
            candidate("Chip makers cut output", "Demand for memory chips fell again in autumn."),
            candidate(
                "",
                "The 2023 Harbour Forum on Standards opened on June 9 with 300 guests in the harbour city.",
            ),
        ];
        assert_eq!(group(&articles), [vec![0], vec![1, 3], vec![2]]);
    }

    #[test]
    fn reprints_stand_with_the_first_of_their_kind() {
        let text = "The committee adopted the standard for lifts on Monday in Geneva.";
        let other = candidate("Lifts", "Experts in Geneva spoke for a new standard for lifts on Monday.");
        let articles = [
            candidate("Lifts", text),
            candidate("Chips", "Memory is cheap."),
            candidate("Lifts", text),
            other,
        ];
        assert_eq!(group(&articles), [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn across_languages_by_the_english_of_the_chinese_one() {
        let english = |title: &str, text: &str| Some(English { title: title.into(), text: text.into() });
        let mut articles = vec![
            candidate(
                "Harbour forum opens in Dalian",
                "A forum on clean shipping opened in the port of Dalian on May 16.",
            ),
            Candidate {
                title: "港口论坛在大连开幕".into(),
                text: "5月16日，清洁航运论坛在大连港开幕。".into(),
                english: english(
                    "Port forum opens in Dalian",
                    "On May 16 the clean shipping forum opened in Dalian port.",
                ),
                ..Candidate::empty(Language::Chinese)
            },
            Candidate {
                title: "存储芯片降价".into(),
                text: "秋季存储芯片需求下降。".into(),
                english: english("Memory chips cheaper", "Demand for memory chips fell in autumn."),
                ..Candidate::empty(Language::Chinese)
            },
        ];
        assert_eq!(group(&articles), [vec![0, 1], vec![2]]);
        articles[1].english = None;
        assert_eq!(group(&articles), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn nothing_and_empty_articles_are_fine() {
        assert!(group(&[]).is_empty());
        assert_eq!(group(&[candidate("", ""), candidate("", "")]), [vec![0], vec![1]]);
    }
}
