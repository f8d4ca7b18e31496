//! Figures with what they count, and with the words that say how exactly they are meant.

use std::ops::Range;

use crate::text::{
    Language,
    dates::Date,
    numerals::{Accuracy, Certainty, Kind, Number},
    script::is_han,
    words,
};

/// What stands before a figure that is not exact, the longer first.
const BEFORE: [&str; 22] = [
    "approximately",
    "fewer than",
    "less than",
    "more than",
    "at least",
    "at most",
    "close to",
    "roughly",
    "nearly",
    "almost",
    "around",
    "up to",
    "about",
    "over",
    "some",
    "大约",
    "将近",
    "超过",
    "至少",
    "约",
    "近",
    "逾",
];

/// What stands behind one in Chinese.
const BEHIND: [&str; 4] = ["以上", "以下", "左右", "上下"];

/// Chinese words for single ones of people and of things.
const OF_PEOPLE: [char; 2] = ['名', '位'];
const OF_THINGS: [char; 8] = ['个', '项', '家', '种', '条', '所', '座', '件'];

/// Characters of a Chinese noun at most.
const LONGEST: usize = 9;

/// Words of an English noun at most.
const WORDS: usize = 3;

/// Plurals without an s.
const PLURALS: [&str; 4] = ["people", "men", "women", "children"];

/// The figures of a text, without its dates.
pub(super) fn figures<'a>(
    text: &'a str,
    numbers: &'a [Number],
    dates: &'a [Date],
    language: Language,
) -> impl Iterator<Item = &'a str> {
    let in_a_date = |number: &Number| {
        dates.iter().any(|date| date.span.start < number.span.end && number.span.start < date.span.end)
    };
    numbers
        .iter()
        .filter(|number| !matches!(number.kind, Kind::Ordinal | Kind::Identifier))
        .filter(move |number| number.certainty == Certainty::Sure && !in_a_date(number))
        .filter_map(move |number| {
            let end = if language.is_chinese() { chinese(text, number) } else { english(text, number) }?;
            Some(&text[start(text, number)..end])
        })
}

/// Where a figure begins with the word before it that says how exactly it is meant.
fn start(text: &str, number: &Number) -> usize {
    let start = number.span.start;
    if matches!(number.accuracy, Accuracy::Exact | Accuracy::Vague) {
        return start;
    }
    let before = text[..start].trim_end_matches(' ');
    let word = BEFORE.iter().find(|word| {
        let from =
            before.len().checked_sub(word.len()).and_then(|from| before.get(from..).map(|tail| (from, tail)));
        from.is_some_and(|(from, tail)| {
            let whole = is_chinese(word) || !before[..from].ends_with(char::is_alphanumeric);
            whole && tail.eq_ignore_ascii_case(word)
        })
    });
    word.map_or(start, |word| before.len() - word.len())
}

fn is_chinese(word: &str) -> bool {
    word.chars().all(is_han)
}

/// Where a figure ends with what it counts: "300 guests", "80 percent of world trade"; `None` where it counts nothing.
fn english(text: &str, number: &Number) -> Option<usize> {
    let Range { end, .. } = number.span;
    let noun = |from: usize| {
        let rest = &text[from..];
        let clause = &rest[..rest.find(['.', ',', ';', ':', '(', '\n', '"', '”']).unwrap_or(rest.len())];
        let noun = clause.split(' ').filter(|word| !word.is_empty()).take_while(|word| counts(word));
        let noun: Vec<&str> = noun.take(WORDS).collect();
        // What is counted ends with its plural: "20 ships sank" counts ships. A share may be of one thing.
        let plural = noun.iter().position(|word| is_plural(word));
        let last = match plural {
            Some(at) => noun[at],
            None if number.kind == Kind::Cardinal => return None,
            None => noun.iter().take(WORDS - 1).next_back()?,
        };
        Some(last.as_ptr() as usize - text.as_ptr() as usize + last.len())
    };
    match number.kind {
        Kind::Cardinal => noun(end),
        Kind::Percent | Kind::Fraction => {
            let of = [" of the ", " of "].into_iter().find(|of| text[end..].starts_with(of));
            Some(of.and_then(|of| noun(end + of.len())).unwrap_or(end))
        }
        _ => Some(end),
    }
}

/// True for what several things are called in English.
fn is_plural(word: &str) -> bool {
    word.ends_with('s') || PLURALS.contains(&word)
}

/// True for a word that can be, or stand before, what is counted.
fn counts(word: &str) -> bool {
    let is_word = word.chars().all(|c| c.is_lowercase() || c == '-');
    is_word && !words::is_stop(word) && !word.to_lowercase().ends_with("ed")
}

/// As [`english`]: "300多名代表", "12项标准", "80%以上".
fn chinese(text: &str, number: &Number) -> Option<usize> {
    let Range { start, mut end } = number.span.clone();
    let more = text[end..].trim_start_matches(['多', '余']);
    end = text.len() - more.len();
    let mut classifier = text[start..end].chars().next_back().filter(|c| is_classifier(*c));
    if classifier.is_none()
        && let Some(next) = more.chars().next().filter(|c| is_classifier(*c))
    {
        classifier = Some(next);
        end += next.len_utf8();
    }
    let rest = &text[end..];
    let run = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
    let noun = match classifier {
        Some(c) if OF_PEOPLE.contains(&c) => {
            words::words(run, Language::Chinese).first().map_or(0, |noun| noun.len())
        }
        // A word for things may stand before a long name, of which half is worse than nothing.
        Some(_) => Some(run.split('的').next().unwrap_or(run))
            .filter(|name| name.chars().count() <= LONGEST)
            .map_or(0, str::len),
        None => 0,
    };
    end += noun;
    let behind = BEHIND.iter().find(|behind| text[end..].starts_with(**behind));
    end += behind.map_or(0, |behind| behind.len());
    let says = classifier.is_some() || number.kind != Kind::Cardinal || text[start..end].ends_with(is_han);
    says.then_some(end)
}

fn is_classifier(c: char) -> bool {
    OF_PEOPLE.contains(&c) || OF_THINGS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{dates, numerals};

    fn found(language: Language, text: &str) -> Vec<String> {
        let numbers = numerals::find(text);
        let dates = dates::find(text, &numbers);
        figures(text, &numbers, &dates, language).map(str::to_owned).collect()
    }

    #[test]
    fn english_figures_keep_what_they_count_and_how_exactly() {
        let text = "More than 420 participants came on May 16; over 80 percent of world trade, at least 38 international standards, \
                    and 12 draft texts. The fund holds $3 million.";
        let wanted = [
            "More than 420 participants",
            "over 80 percent of world trade",
            "at least 38 international standards",
            "12 draft texts",
            "$3 million",
        ];
        assert_eq!(found(Language::English, text), wanted);
        assert_eq!(found(Language::English, "It was 300, he said. Moreover 20 ships sank."), ["20 ships"]);
    }

    #[test]
    fn chinese_figures() {
        let text = "来自31个国家的约420名代表出席，占80%以上，发布3项标准。";
        assert_eq!(found(Language::Chinese, text), ["31个国家", "约420名代表", "80%以上", "3项标准"]);
    }
}
