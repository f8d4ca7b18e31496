//! English inflection: verbs, plurals, articles.

use std::{collections::HashMap, sync::LazyLock};

struct Irregular {
    /// Base to past and participle.
    verbs: HashMap<&'static str, (&'static str, &'static str)>,
    /// Singular to plural.
    nouns: HashMap<&'static str, &'static str>,
}

static IRREGULAR: LazyLock<Irregular> = LazyLock::new(|| {
    let (mut verbs, mut nouns) = (HashMap::new(), HashMap::new());
    for line in include_str!("irregular.txt").lines() {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["verb", base, past, participle] => {
                verbs.insert(*base, (*past, *participle));
            }
            ["noun", singular, plural] => {
                nouns.insert(*singular, *plural);
            }
            _ => {}
        }
    }
    Irregular { verbs, nouns }
});

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// go
    Base,
    /// goes
    Third,
    /// went
    Past,
    /// gone
    Participle,
    /// going
    Gerund,
}

/// The verb (its first word) in this form.
pub fn inflect(verb: &str, form: Form) -> String {
    let (first, rest) = verb.split_at(verb.find(' ').unwrap_or(verb.len()));
    let head = match form {
        Form::Base => first.to_owned(),
        Form::Third => third(first),
        Form::Past => past(first, false),
        Form::Participle => past(first, true),
        Form::Gerund => gerund(first),
    };
    format!("{head}{rest}")
}

/// The noun (its last word before " of ") in the plural.
pub fn plural(noun: &str) -> String {
    let head_end = noun.find(" of ").unwrap_or(noun.len());
    let (head, rest) = noun.split_at(head_end);
    let (before, last) = head.split_at(head.rfind([' ', '-']).map_or(0, |at| at + 1));
    format!("{before}{}{rest}", plural_word(last))
}

fn plural_word(word: &str) -> String {
    if let Some(form) = IRREGULAR.nouns.get(word) {
        return (*form).to_owned();
    }
    let base = word
        .strip_suffix("man")
        .filter(|stem| stem.len() > 2 && !stem.ends_with("hu") && !stem.ends_with("er"));
    if let Some(stem) = base {
        return format!("{stem}men");
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        return word.to_owned();
    }
    with_s(word)
}

fn third(verb: &str) -> String {
    match verb {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" => "does".to_owned(),
        "go" => "goes".to_owned(),
        _ => with_s(verb),
    }
}

fn with_s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hiss = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    let o = ["hero", "potato", "tomato", "echo", "veto"].contains(&word);
    if hiss || o { format!("{word}es") } else { format!("{word}s") }
}

fn ends_in_consonant_y(word: &str) -> bool {
    let mut back = word.chars().rev();
    back.next() == Some('y') && back.next().is_some_and(|c| !is_vowel(c))
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

fn past(verb: &str, participle: bool) -> String {
    if let Some((past, perfect)) = IRREGULAR.verbs.get(verb) {
        return (if participle { *perfect } else { *past }).to_owned();
    }
    // Prefixes keep the irregularity of the verb: rewrite, rebuild, outgrow.
    for prefix in ["re", "over", "under", "out", "mis", "up"] {
        if let Some((past, perfect)) = verb.strip_prefix(prefix).and_then(|stem| IRREGULAR.verbs.get(stem)) {
            return format!("{prefix}{}", if participle { perfect } else { past });
        }
    }
    match () {
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ if ends_in_consonant_y(verb) => format!("{}ied", &verb[..verb.len() - 1]),
        _ if doubles(verb) => format!("{verb}{}ed", &verb[verb.len() - 1..]),
        _ => format!("{verb}ed"),
    }
}

fn gerund(verb: &str) -> String {
    match () {
        _ if verb == "be" => "being".to_owned(),
        _ if verb.ends_with("ie") => format!("{}ying", &verb[..verb.len() - 2]),
        _ if verb.ends_with('e') && !verb.ends_with("ee") && !verb.ends_with("oe") && verb.len() > 2 => {
            format!("{}ing", &verb[..verb.len() - 1])
        }
        _ if doubles(verb) => format!("{verb}{}ing", &verb[verb.len() - 1..]),
        _ => format!("{verb}ing"),
    }
}

/// Verbs of more than one syllable that double their last letter, being stressed there.
const STRESSED: [&str; 12] = [
    "admit", "commit", "submit", "permit", "refer", "prefer", "occur", "control", "regret", "transfer",
    "begin", "equip",
];

fn doubles(verb: &str) -> bool {
    if !verb.is_ascii() {
        return false;
    }
    let bytes = verb.as_bytes();
    let [.., a, b, c] = bytes else { return false };
    let vowel = |byte: u8| is_vowel(byte as char);
    let closed = !vowel(*c) && vowel(*b) && !vowel(*a) && !matches!(c, b'w' | b'x' | b'y');
    let syllables = bytes.windows(2).filter(|pair| vowel(pair[0]) && !vowel(pair[1])).count();
    closed && (syllables == 1 && !verb.ends_with("qu") || STRESSED.contains(&verb))
}

/// "greater", "more important"; with `most` "greatest", "most important".
pub fn compare(adjective: &str, most: bool) -> String {
    let (more, er) = if most { ("most", "est") } else { ("more", "er") };
    let irregular = match (adjective, most) {
        ("good", false) => "better",
        ("good", true) => "best",
        ("bad" | "poor", false) => "worse",
        ("bad", true) => "worst",
        ("far", false) => "farther",
        ("many" | "much", false) => "more",
        ("many" | "much", true) => "most",
        ("few" | "little", false) => "less",
        ("few" | "little", true) => "least",
        _ => "",
    };
    let syllables = adjective
        .bytes()
        .zip(adjective.bytes().skip(1).chain([b' ']))
        .filter(|(a, b)| is_vowel(*a as char) && !is_vowel(*b as char));
    let short = syllables.count() - usize::from(adjective.len() > 3 && adjective.ends_with('e')) <= 1;
    match () {
        _ if !irregular.is_empty() => irregular.to_owned(),
        _ if adjective.contains([' ', '-']) || !adjective.is_ascii() || adjective.ends_with("ed") => {
            format!("{more} {adjective}")
        }
        _ if ends_in_consonant_y(adjective) && adjective.len() < 7 => {
            format!("{}i{er}", &adjective[..adjective.len() - 1])
        }
        _ if short && adjective.ends_with('e') => format!("{adjective}{}", &er[1..]),
        _ if short && doubles(adjective) => format!("{adjective}{}{er}", &adjective[adjective.len() - 1..]),
        _ if short => format!("{adjective}{er}"),
        _ => format!("{more} {adjective}"),
    }
}

/// "a" or "an" before this phrase.
pub fn indefinite(phrase: &str) -> &'static str {
    let lower = phrase.to_lowercase();
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u'])
        || lower.starts_with("hour")
        || lower.starts_with("honest");
    let glide = ["uni", "use", "eu", "one", "ut", "usu"].iter().any(|start| lower.starts_with(start))
        && !lower.starts_with("unin")
        && !lower.starts_with("unim");
    if vowel && !glide || lower.starts_with('8') { "an" } else { "a" }
}

/// True for nouns that have no plural in running text: development, information, safety.
pub fn is_mass(noun: &str) -> bool {
    const MASS: [&str; 60] = [
        "information",
        "equipment",
        "research",
        "work",
        "water",
        "money",
        "energy",
        "technology",
        "education",
        "health",
        "trade",
        "traffic",
        "evidence",
        "news",
        "music",
        "knowledge",
        "progress",
        "support",
        "growth",
        "science",
        "quality",
        "society",
        "economy",
        "peace",
        "culture",
        "industry",
        "agriculture",
        "power",
        "food",
        "data",
        "software",
        "hardware",
        "media",
        "help",
        "time",
        "pressure",
        "guidance",
        "governance",
        "space",
        "air",
        "oil",
        "gas",
        "electricity",
        "transport",
        "transportation",
        "tourism",
        "training",
        "funding",
        "financing",
        "history",
        "life",
        "politics",
        "economics",
        "police",
        "staff",
        "personnel",
        "mankind",
        "nature",
        "attention",
        "advice",
    ];
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    MASS.contains(&last)
        || [
            "ment", "ness", "ism", "ance", "ence", "ship", "ing", "ology", "tion", "sion", "ity", "th", "cy",
            "dom", "hood",
        ]
        .iter()
        .any(|end| last.len() > end.len() + 2 && last.ends_with(end))
            && !COUNTED.contains(&last)
}

/// Nouns that look abstract and are counted all the same.
const COUNTED: [&str; 30] = [
    "organization",
    "institution",
    "nation",
    "regulation",
    "corporation",
    "association",
    "station",
    "city",
    "university",
    "community",
    "authority",
    "activity",
    "facility",
    "agreement",
    "document",
    "department",
    "government",
    "conference",
    "agency",
    "policy",
    "building",
    "meeting",
    "decision",
    "commission",
    "opinion",
    "region",
    "question",
    "solution",
    "country",
    "company",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_inflect() {
        let table = [
            ("hold", "holds", "held", "held", "holding"),
            ("carry out", "carries out", "carried out", "carried out", "carrying out"),
            ("stop", "stops", "stopped", "stopped", "stopping"),
            ("develop", "develops", "developed", "developed", "developing"),
            ("play", "plays", "played", "played", "playing"),
            ("rebuild", "rebuilds", "rebuilt", "rebuilt", "rebuilding"),
            ("reach", "reaches", "reached", "reached", "reaching"),
            ("see", "sees", "saw", "seen", "seeing"),
            ("admit", "admits", "admitted", "admitted", "admitting"),
            ("visit", "visits", "visited", "visited", "visiting"),
            ("lie", "lies", "lay", "lain", "lying"),
        ];
        for (base, third, past, participle, gerund) in table {
            assert_eq!(inflect(base, Form::Third), third);
            assert_eq!(inflect(base, Form::Past), past);
            assert_eq!(inflect(base, Form::Participle), participle);
            assert_eq!(inflect(base, Form::Gerund), gerund);
        }
    }

    #[test]
    fn nouns_take_the_plural() {
        let table = [
            ("standard", "standards"),
            ("national body", "national bodies"),
            ("policeman", "policemen"),
            ("human", "humans"),
            ("member of parliament", "members of parliament"),
            ("series", "series"),
            ("city", "cities"),
            ("box", "boxes"),
            ("analysis", "analyses"),
        ];
        for (one, many) in table {
            assert_eq!(plural(one), many);
        }
        for (adjective, comparative) in [
            ("big", "bigger"),
            ("large", "larger"),
            ("important", "more important"),
            ("easy", "easier"),
            ("good", "better"),
            ("high", "higher"),
            ("strict", "stricter"),
        ] {
            assert_eq!(compare(adjective, false), comparative);
        }
        assert_eq!(indefinite("important forum"), "an");
        assert_eq!(indefinite("university"), "a");
        assert!(is_mass("standardization") && !is_mass("organization"));
    }
}
