//! Offices and bodies: what a title, an address, a government and an event look like in English.

use super::name;

/// Words of address, which stand before the name.
pub fn is_address(noun: &str) -> bool {
    matches!(noun, "Mr." | "Ms." | "Mrs." | "Miss" | "Sir" | "Dr.")
}

/// Offices that a person holds in a body.
pub fn is_title(noun: &str) -> bool {
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    matches!(
        last,
        "director"
            | "secretary"
            | "minister"
            | "chairman"
            | "president"
            | "governor"
            | "mayor"
            | "manager"
            | "head"
            | "dean"
            | "professor"
            | "officer"
            | "spokesman"
            | "engineer"
            | "official"
            | "director-general"
            | "secretary-general"
    )
}

/// Is this the name of a province, city or county?
pub fn is_place(name: &str) -> bool {
    ["Province", "City", "Municipality", "County"].iter().any(|unit| name.ends_with(unit))
}

/// Shandong Province + people's government: Shandong Provincial People's Government.
pub fn official(place: &str, noun: &str) -> String {
    let body =
        ["government", "committee", "bureau", "department", "administration", "commission", "congress"]
            .iter()
            .any(|end| noun.ends_with(end));
    let adjective = [(" Province", " Provincial"), (" City", " Municipal"), (" Municipality", " Municipal")]
        .iter()
        .find_map(|(unit, adjective)| Some(format!("{}{adjective}", place.strip_suffix(unit)?)));
    match (body, adjective) {
        (true, Some(adjective)) => format!("{adjective} {}", titled(noun)),
        _ => format!("{place} {noun}"),
    }
}

/// Events that are named by their year.
pub fn is_event(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    matches!(
        last.as_str(),
        "forum"
            | "conference"
            | "summit"
            | "expo"
            | "games"
            | "championship"
            | "olympics"
            | "exhibition"
            | "symposium"
    ) || name.contains(" Forum ")
}

/// A title as it stands before a name.
pub fn titled(text: &str) -> String {
    text.split(' ')
        .map(
            |word| {
                if matches!(word, "of" | "the" | "and" | "for") {
                    word.to_owned()
                } else {
                    name::capital(word)
                }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}
