//! From an inflected English word to the words it may be a form of.

use std::{collections::HashMap, sync::LazyLock};

/// Which form of its base a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The base itself: `walk`, `standard`, `high`.
    Base,
    /// Ends in -s: plural of a noun, or third person of a verb.
    S,
    /// Past tense: `went`.
    Past,
    /// Past participle: `gone`.
    Participle,
    /// Either of the two: `walked`.
    Ed,
    /// `walking`.
    Ing,
    /// Comparative: `higher`.
    Comparative,
    /// Superlative: `highest`.
    Superlative,
}

static IRREGULAR: LazyLock<HashMap<&'static str, Vec<(&'static str, Form)>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<(&str, Form)>> = HashMap::new();
    for line in include_str!("irregular.tsv").lines() {
        let mut columns = line.split('\t');
        if let (Some(word), Some(base), Some(form)) = (columns.next(), columns.next(), columns.next()) {
            let form = match form {
                "past" => Form::Past,
                "participle" => Form::Participle,
                "both" => Form::Ed,
                "ing" => Form::Ing,
                _ => Form::S,
            };
            table.entry(word).or_default().push((base, form));
        }
    }
    table
});

/// Verbs whose past and participle are the base itself.
const UNMARKED: [&str; 19] = [
    "cost", "put", "set", "hit", "cut", "let", "shut", "spread", "read", "split", "hurt", "burst", "cast",
    "beat", "bet", "bid", "quit", "shed", "upset",
];

/// The base of this verb is its past as well.
pub fn unmarked_past(word: &str) -> bool {
    UNMARKED.contains(&word)
}

/// The bases of an irregular form.
pub fn irregular(word: &str) -> &'static [(&'static str, Form)] {
    IRREGULAR.get(word).map_or(&[], Vec::as_slice)
}

/// The possible bases of a lower-case word, likeliest first; the word itself is not among them.
pub fn bases(word: &str) -> Vec<(String, Form)> {
    if let Some(irregular) = IRREGULAR.get(word) {
        return irregular.iter().map(|&(base, form)| (base.to_owned(), form)).collect();
    }
    let mut bases = Vec::new();
    if !word.is_ascii() || word.len() < 4 || word.len() > 30 {
        return bases;
    }
    let mut add = |stem: &str, ending: &str, form| bases.push((format!("{stem}{ending}"), form));
    if let Some(stem) = word.strip_suffix("ies") {
        add(stem, "y", Form::S);
        add(stem, "ie", Form::S);
    } else if let Some(stem) = word.strip_suffix("es") {
        add(stem, "e", Form::S);
        add(stem, "", Form::S);
    } else if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        add(stem, "", Form::S);
    } else if let Some(stem) = word.strip_suffix("ied") {
        add(stem, "y", Form::Ed);
        add(stem, "ie", Form::Ed);
    } else if let Some(stem) = word.strip_suffix("ed") {
        stems(stem, Form::Ed, &mut add);
    } else if let Some(stem) = word.strip_suffix("ing") {
        stems(stem, Form::Ing, &mut add);
    } else if let Some(stem) = word.strip_suffix("iest") {
        add(stem, "y", Form::Superlative);
    } else if let Some(stem) = word.strip_suffix("est") {
        stems(stem, Form::Superlative, &mut add);
    } else if let Some(stem) = word.strip_suffix("ier") {
        add(stem, "y", Form::Comparative);
    } else if let Some(stem) = word.strip_suffix("er") {
        stems(stem, Form::Comparative, &mut add);
    }
    bases
}

/// The stem with a lost `e`, as it is, and with a doubled consonant made single.
fn stems(stem: &str, form: Form, add: &mut impl FnMut(&str, &str, Form)) {
    let bytes = stem.as_bytes();
    let vowels = bytes.iter().filter(|b| b"aeiouy".contains(b)).count();
    if vowels == 0 {
        return;
    }
    let doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    add(stem, "", form);
    add(stem, "e", form);
    if doubled {
        add(&stem[..stem.len() - 1], "", form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        for (word, base, form) in [
            ("committees", "committee", Form::S),
            ("bodies", "body", Form::S),
            ("branches", "branch", Form::S),
            ("carried", "carry", Form::Ed),
            ("planned", "plan", Form::Ed),
            ("making", "make", Form::Ing),
            ("running", "run", Form::Ing),
            ("larger", "large", Form::Comparative),
            ("held", "hold", Form::Ed),
            ("women", "woman", Form::S),
        ] {
            assert!(bases(word).contains(&(base.to_owned(), form)), "{word}: {:?}", bases(word));
        }
        assert!(bases("bus").is_empty() && bases("process").is_empty());
    }
}
