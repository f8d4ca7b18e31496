//! The headline of an English sentence.

use super::ENGLISH;
use crate::{
    rules::{en_zh::is_clause, extract::closes},
    text::dateline::without_dateline,
};

/// A sentence of up to so many characters is no longer than it need be: it stays whole, and no phrase of a longer one is parted.
const WHOLE: usize = 100;
const WHOLE_PHRASE: usize = 120;

/// A headline of fewer characters than this rather ends at a later phrase.
const SHORT: usize = 60;

/// Characters of a headline that ends in the middle of a sentence, at least.
const SHORTEST: usize = 36;

/// Agencies that stand in brackets behind a place, with nothing before the first word.
const AGENCIES: [&str; 7] = ["(CNN)", "(Reuters)", "(AP)", "(AFP)", "(BBC)", "(Xinhua)", "(UPI)"];

/// How a sentence opens that says first when it was or who said so.
const WHEN: [&str; 18] = [
    "On Monday",
    "On Tuesday",
    "On Wednesday",
    "On Thursday",
    "On Friday",
    "On Saturday",
    "On Sunday",
    "Yesterday",
    "Today",
    "Last week",
    "Last month",
    "Earlier this",
    "This week",
    "According to",
    "Late on",
    "Early on",
    "On the",
    "Meanwhile",
];

/// How a sentence opens that says first how it came about.
const LEADS: [&str; 16] = [
    "In",
    "At",
    "After",
    "Before",
    "When",
    "While",
    "As",
    "Although",
    "Despite",
    "With",
    "Since",
    "Following",
    "During",
    "Under",
    "By",
    "For",
];

/// Words that begin a part of a sentence which may be left out.
const PARTS: [&str; 20] = [
    "after",
    "before",
    "when",
    "while",
    "because",
    "amid",
    "following",
    "despite",
    "although",
    "since",
    "who",
    "which",
    "where",
    "until",
    "unless",
    "with",
    "including",
    "ahead",
    "as",
    "during",
];

/// Words that begin a part which may be left out at need.
const PHRASES: [&str; 3] = ["in", "on", "over"];

const SAID: [&str; 16] = [
    "said",
    "says",
    "announced",
    "reported",
    "reports",
    "told",
    "confirmed",
    "according",
    "warned",
    "claimed",
    "claims",
    "suggests",
    "showed",
    "shows",
    "added",
    "say",
];

/// The headline of a sentence.
pub fn headline(sentence: &str) -> Option<String> {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = without_stop(after_agency(without_dateline(&sentence))).to_owned();
    text = without_opening(&text, &WHEN, true);
    let fits = |text: &str, most: usize| text.chars().count() <= most;
    let steps: [fn(&str) -> String; 4] =
        [without_age, without_speaker, |text| without_opening(text, &LEADS, false), without_apposition];
    for step in steps {
        if !fits(&text, WHOLE) {
            text = step(&text);
        }
    }
    if !fits(&text, WHOLE) && !begins_with_a_condition(&text) {
        let longest = |parts| cuts(&text, parts).filter(|cut| fits(cut, ENGLISH)).last();
        let phrase = || if fits(&text, WHOLE_PHRASE) { None } else { longest(false) };
        let cut = longest(true).filter(|cut| !fits(cut, SHORT)).or_else(phrase).or_else(|| longest(true));
        let cut = cut.or_else(|| cuts(&text, true).next());
        text = cut.map_or_else(|| text.clone(), str::to_owned);
    }
    let leans = ["He ", "She ", "It ", "They ", "But ", "And ", "This ", "These "];
    let can = text.chars().count() <= 2 * ENGLISH
        && !leans.iter().any(|word| text.starts_with(word))
        && closes(&text);
    (can && is_clause(&text)).then_some(text)
}

/// Without the full stop of a sentence: "U.S." and "Inc." have points of their own.
fn without_stop(sentence: &str) -> &str {
    const SHORT: [&str; 7] = ["Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "St"];
    let bare = sentence.strip_suffix('.').unwrap_or(sentence);
    let last = bare.rsplit(' ').next().unwrap_or_default();
    if last.contains('.') && !last.contains(|c: char| c.is_ascii_digit()) || SHORT.contains(&last) {
        sentence
    } else {
        bare
    }
}

/// True for a sentence of which the beginning says less than half: "If the port opens…".
fn begins_with_a_condition(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    matches!(
        first,
        "If" | "Unless" | "Although" | "Though" | "While" | "When" | "Whether" | "As" | "Because" | "Since"
    )
}

/// Behind `Hong Kong (CNN)`.
fn after_agency(sentence: &str) -> &str {
    let found = AGENCIES.iter().find_map(|agency| Some((sentence.find(agency)?, agency.len())));
    let place = |text: &str| {
        text.split([' ', ',']).all(|word| word.is_empty() || word.starts_with(char::is_uppercase))
    };
    match found.filter(|(at, _)| *at < 40 && place(&sentence[..*at])) {
        Some((at, length)) => sentence[at + length..].trim_start_matches([' ', '-', '–', '—']),
        None => sentence,
    }
}

/// Without an opening before the first comma, where what follows is a clause.
fn without_opening(text: &str, openings: &[&str], is_start: bool) -> String {
    let Some((opening, rest)) = text.split_once(", ") else { return text.to_owned() };
    let opens = |lead: &&str| match is_start {
        true => opening.starts_with(*lead),
        false => opening.split(' ').next() == Some(*lead),
    };
    let stands = rest.len() >= SHORTEST && closes(opening) && is_clause(rest) && !begins_in_the_middle(rest);
    if openings.iter().any(opens) && stands { capital(rest) } else { text.to_owned() }
}

/// True for what goes on with a clause: "which opened", "and the pumps".
fn begins_in_the_middle(rest: &str) -> bool {
    let first = rest.split(' ').next().unwrap_or_default();
    PARTS.contains(&first) || matches!(first, "and" | "or" | "but" | "whose" | "that")
}

/// Without ", 92,".
fn without_age(text: &str) -> String {
    let Some((before, rest)) = text.split_once(", ") else { return text.to_owned() };
    match rest.split_once(", ") {
        Some((age, after)) if !age.is_empty() && age.len() < 4 && age.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{before} {after}")
        }
        _ => text.to_owned(),
    }
}

/// Without ", police said" at the end.
fn without_speaker(text: &str) -> String {
    let Some((before, last)) = text.rsplit_once(", ") else { return text.to_owned() };
    let words = last.split(' ').count();
    let says = last.split(' ').any(|word| SAID.contains(&word));
    if says && words <= 12 && closes(before) && is_clause(before) {
        before.to_owned()
    } else {
        text.to_owned()
    }
}

/// Verbs that go on behind an apposition.
const GOES_ON: [&str; 20] = [
    "has", "have", "had", "is", "was", "are", "were", "will", "would", "may", "can", "could", "said", "says",
    "plans", "wants", "won", "beat", "must", "should",
];

/// Without what stands between two commas behind the subject.
fn without_apposition(text: &str) -> String {
    let Some((subject, rest)) = text.split_once(", ") else { return text.to_owned() };
    let Some((_, after)) = rest.split_once(", ") else { return text.to_owned() };
    let joined = format!("{subject} {after}");
    let goes_on = GOES_ON.contains(&after.split(' ').next().unwrap_or_default());
    let stands = !is_clause(subject) && closes(subject) && closes(after) && goes_on;
    if stands && is_clause(&joined) { joined } else { text.to_owned() }
}

/// The places where the text may end, from left to right: before a part of it, or also before a phrase.
fn cuts(text: &str, only_parts: bool) -> impl Iterator<Item = &str> {
    let words = text.match_indices(' ').map(|(at, _)| at);
    words.filter_map(move |at| {
        let next = text[at + 1..].split([' ', ',']).next().unwrap_or_default();
        let before = text[..at].trim_end_matches([',', ';', ':']);
        let behind_comma = text[..at].ends_with(',');
        let done = next.ends_with("ed") || next.ends_with("ing");
        let part = PARTS.contains(&next) || behind_comma && (done || matches!(next, "and" | "but" | "or"));
        let is_place = part || !only_parts && PHRASES.contains(&next);
        (is_place && at >= SHORTEST && closes(before) && is_clause(before) && says_all(before))
            .then_some(before)
    })
}

/// True where what was said, behind a word of saying, is a clause of its own.
fn says_all(text: &str) -> bool {
    const SAYING: [&str; 14] = [
        "said", "says", "believes", "admitted", "admits", "claims", "claimed", "that", "thinks", "hopes",
        "fears", "warned", "warns", "denied",
    ];
    let words = text.split(' ').collect::<Vec<_>>();
    let said = words.iter().rposition(|word| SAYING.contains(word)).map(|at| words[at + 1..].join(" "));
    said.is_none_or(|said| is_clause(&said))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn long_sentences_become_headlines() {
        for (sentence, expected) in [
            ("The port opened its new pump hall on Monday.", "The port opened its new pump hall on Monday"),
            (
                "Dalian (CNN)Six workers were hurt after an explosion at a pump hall of the old port in the north of the city, port authorities told reporters.",
                "Six workers were hurt after an explosion at a pump hall of the old port in the north of the city",
            ),
            (
                "On Monday, the port council adopted the standard for pumps.",
                "The port council adopted the standard for pumps",
            ),
            (
                "Harbour Pumps, the biggest maker of small pumps for inland ships in the north, has bought a yard in Dalian to build larger ones.",
                "Harbour Pumps has bought a yard in Dalian to build larger ones",
            ),
        ] {
            assert_eq!(headline(sentence).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_no_sentence_is_no_headline() {
        for sentence in ["The pump hall of the port.", "He said yes to the port council.", ""] {
            assert_eq!(headline(sentence), None, "{sentence}");
        }
    }
}
