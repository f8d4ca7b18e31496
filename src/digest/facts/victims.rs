//! The dead before the injured, and the whole before a part.

use crate::{
    digest::tally::{Of, Tally, tallies},
    text::Language,
};

/// What happened to the dead.
const KILLED: &str = "killed";

/// What people are called of whom nothing more is said.
const PEOPLE: &str = "people";

/// The figures of a story with the dead before other victims, and without smaller numbers of a single group: of 27 dead and 3
/// officers injured the latter are not what the story is of. `texts` are those that tell of the dead.
pub(super) fn in_order<'a>(figures: Vec<&'a str>, texts: [&str; 2], language: Language) -> Vec<&'a str> {
    let dead =
        texts.into_iter().flat_map(|text| tallies(text, language)).filter(|tally| of(tally) == Some(KILLED));
    let dead: Vec<(&str, f64)> = dead.map(|tally| (group(&tally), tally.value)).collect();
    let most = dead.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let is_part = |tally: &Tally<'_>| {
        let own = group(tally);
        own != PEOPLE && tally.value < most && !dead.iter().any(|(group, _)| *group == own)
    };
    let mut figures: Vec<(u8, &str)> = figures
        .into_iter()
        .filter_map(|figure| {
            let tallies = tallies(figure, language);
            let victims = tallies.iter().find(|tally| of(tally).is_some());
            match victims {
                Some(tally) if of(tally) == Some(KILLED) => Some((0, figure)),
                Some(tally) if is_part(tally) => None,
                Some(_) => Some((1, figure)),
                None => Some((2, figure)),
            }
        })
        .collect();
    // Only victims change places among themselves.
    let places: Vec<usize> = (0..figures.len()).filter(|&at| figures[at].0 < 2).collect();
    let mut victims: Vec<(u8, &str)> = places.iter().map(|&at| figures[at]).collect();
    victims.sort_by_key(|(order, _)| *order);
    places.into_iter().zip(victims).for_each(|(at, figure)| figures[at] = figure);
    figures.into_iter().map(|(_, figure)| figure).collect()
}

/// What happened to the counted, where these are people.
fn of(tally: &Tally<'_>) -> Option<&'static str> {
    tally.of.victims()
}

/// Which people are counted.
fn group(tally: &Tally<'_>) -> &'static str {
    match tally.of {
        Of::Some(_, noun) => noun.code,
        _ => PEOPLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dead_come_first() {
        let text = "The blast injured 80 people and killed 31 people.";
        let figures = vec!["2 shops", "injured 80 people", "killed 31 people"];
        assert_eq!(
            in_order(figures, ["", text], Language::English),
            ["2 shops", "killed 31 people", "injured 80 people"]
        );
        assert_eq!(
            in_order(vec!["80人受伤", "31人死亡"], ["", "爆炸致80人受伤，31人死亡。"], Language::Chinese),
            ["31人死亡", "80人受伤"]
        );
    }

    #[test]
    fn no_few_of_one_group_beside_many_dead() {
        let text = "袭击造成27人死亡。3名警察受伤。";
        assert!(in_order(vec!["3名警察受伤"], ["", text], Language::Chinese).is_empty());
        assert_eq!(in_order(vec!["3名警察受伤"], ["", "3名警察受伤。"], Language::Chinese), ["3名警察受伤"]);
        assert_eq!(
            in_order(vec!["3人受伤"], ["", "袭击造成27人死亡，3人受伤。"], Language::Chinese),
            ["3人受伤"]
        );
        let text = "The attack killed 27 people. It injured 3 officers.";
        assert!(in_order(vec!["injured 3 officers"], [text, ""], Language::English).is_empty());
    }
}
