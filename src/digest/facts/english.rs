//! Names in English text: runs of capitalised words that the words in them or around them say to be organisations, people or
//! places. What stands between quotation marks is a title or a motto and names nobody.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use crate::text::{
    dates::{MONTHS, WEEKDAYS},
    words,
};

/// The kinds of words in `english.txt`, and the words of each.
static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("english.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(kind, words)| (kind, words.split(' ').collect()))
        .collect()
});

/// True for a word of this kind, as it stands there.
fn is(kind: &str, word: &str) -> bool {
    WORDS.get(kind).is_some_and(|words| words.contains(word))
}

/// True for a word of this kind, with a capital or without.
fn is_in_any_case(kind: &str, word: &str) -> bool {
    is(kind, word) || is(kind, &word.to_lowercase()) || is(kind, &capitalised(word))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Words between what happens and its place at most.
const BETWEEN: usize = 9;

/// A run of capitalised words.
struct Name<'a> {
    text: &'a str,
    /// The word before it, and all before it in its line.
    before: &'a str,
    so_far: &'a str,
    /// What follows.
    after: &'a str,
}

/// Organisations and people, in order.
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut short_forms = HashSet::new();
    for name in text.lines().flat_map(runs) {
        if name.is_short_form() {
            short_forms.insert(name.text);
        } else if name.is_organisation() || name.is_person() {
            out.push(name.without_role());
        }
    }
    out.retain(|name| !short_forms.contains(name));
    out
}

/// The place where the first event of the text is, with the region behind it: "Dalian, Liaoning province".
pub(super) fn place(text: &str) -> Option<&str> {
    for line in text.lines() {
        for name in runs(line) {
            if name.is_place() {
                let start = name.text.as_ptr() as usize - line.as_ptr() as usize;
                return Some(&line[start..start + name.text.len() + region(name.after)]);
            }
        }
    }
    None
}

impl<'a> Name<'a> {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').map(bare)
    }

    /// "the Harbour Standards Office (HSO)": one body, not two.
    fn is_short_form(&self) -> bool {
        let before = self.so_far.trim_end().strip_suffix('(').map(str::trim_end);
        before.is_some_and(|before| before.ends_with(char::is_alphabetic))
            && self.after.starts_with(')')
            && self.text.chars().all(|c| c.is_ascii_uppercase())
    }

    fn is_organisation(&self) -> bool {
        if is("known", self.text) {
            return true;
        }
        // The word that says so ends the name, or what stands in it before "of": an Internet Service Provider is none.
        let says =
            |part: &str| part.split(' ').next_back().is_some_and(|word| is("organisation", bare(word)));
        let is_one = says(self.text)
            || [" of ", " for "].iter().any(|of| self.text.split(of).next().is_some_and(says));
        is_one
            && self.text.contains(' ')
            && !self.text.starts_with(char::is_numeric)
            && !self.is_second_half()
            && !(self.goes_on() && [" for ", " of "].iter().any(|of| self.text.contains(of)))
    }

    /// True where the name may go on: the "Department of Forestry" of "Forestry and Fire Protection".
    fn goes_on(&self) -> bool {
        self.after.strip_prefix(" and ").is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// True for what may be the end of a name with "and": the "Wildlife Service" of the "Fish and Wildlife Service".
    fn is_second_half(&self) -> bool {
        let first = self.so_far.trim_end().strip_suffix(" and").and_then(|text| text.rsplit(' ').next());
        first.is_some_and(|word| {
            word.starts_with(char::is_uppercase)
                && word.ends_with(char::is_lowercase)
                && !is("organisation", word)
        })
    }

    /// The name without the role before it: "Spokesman William Gaillard".
    fn without_role(&self) -> &'a str {
        match self.text.split_once(' ') {
            Some((first, rest))
                if is("role", &first.to_lowercase()) && !is("title", first) && rest.contains(' ') =>
            {
                rest
            }
            _ => self.text,
        }
    }

    fn is_person(&self) -> bool {
        let words: Vec<&str> = self.without_role().split(' ').map(bare).collect();
        let titled = words.first().is_some_and(|first| is("title", first));
        let named = &words[usize::from(titled)..];
        let is_name = |word: &&str| {
            let no_name = is("organisation", word)
                || is("venue", word)
                || is("no-person", word)
                || words::is_stop(word);
            word.chars().all(|c| c.is_alphabetic() || c == '-')
                && word.chars().filter(|c| c.is_lowercase()).count() > 0
                && !no_name
        };
        // "Secretary of the Interior Ken Salazar", "Leisure and Culture Dundee": the name begins before.
        let is_rest = [" of", " of the", " for the"].iter().any(|end| self.so_far.trim_end().ends_with(end))
            || self.is_second_half();
        if !(1..=4).contains(&named.len())
            || !named.iter().all(is_name)
            || is_rest
            || self.text.contains("'s ")
        {
            return false;
        }
        let by_title = match (titled, words.first()) {
            // A captain needs both of his names, Mr Smith does not.
            (true, Some(first)) => named.len() > 1 || is("mister", first),
            _ => named.len() > 1 && is_in_any_case("title", bare(self.before)) && !self.before.ends_with(','),
        };
        by_title || !titled && (2..=3).contains(&named.len()) && (self.speaks() || self.has_a_role())
    }

    fn speaks(&self) -> bool {
        self.after.split_whitespace().next().is_some_and(|word| is("says", bare(word)))
    }

    fn has_a_role(&self) -> bool {
        let Some(rest) = self.after.strip_prefix(", ") else { return false };
        let clause = rest.split([',', '.', ';']).next().unwrap_or_default();
        let mut words = clause.split(' ').map(bare);
        // "Minister of SAMR", "a former professor"; not "Says President Smith".
        words.next().is_some_and(|word| is_in_any_case("role", word))
            || words.take(3).any(|word| is("role", word))
    }

    fn is_place(&self) -> bool {
        let is_venue = self.words().any(|word| is("venue", word));
        let at = match bare(self.before) {
            "in" | "near" => is_venue || !self.is_organisation(),
            "at" => is_venue,
            "the" => {
                is_venue && ["at the", "in the"].iter().any(|words| self.so_far.trim_end().ends_with(words))
            }
            _ => false,
        };
        let is_letters =
            self.text.chars().any(char::is_lowercase) || matches!(self.text, "US" | "UK" | "U.S" | "UAE");
        at && is_letters && !self.text.starts_with(char::is_numeric) && self.stands_alone() && self.happens()
    }

    /// True where nothing follows that the name could belong to as "European" belongs to "markets".
    fn stands_alone(&self) -> bool {
        let Some(rest) = self.after.strip_prefix(' ') else {
            return !self.after.starts_with(['\'', '’', '-']);
        };
        // One of two places says half of it.
        if rest.strip_prefix("and ").is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
            return false;
        }
        let next = bare(rest.split(' ').next().unwrap_or_default());
        next.is_empty()
            || words::is_stop(next)
            || is("region", next)
            || next.starts_with(char::is_numeric)
            || next.starts_with(char::is_uppercase)
    }

    /// True where something happens shortly before, in the same sentence.
    fn happens(&self) -> bool {
        let sentence = self.so_far.rsplit(['.', ';', '!', '?']).next().unwrap_or_default();
        sentence.split_whitespace().rev().take(BETWEEN).any(|word| is("happens", bare(word)))
    }
}

/// Bytes of a region behind a place: ", Liaoning province", " province", ", China".
fn region(after: &str) -> usize {
    let mut len = 0;
    if let Some(rest) = after.strip_prefix(", ") {
        let word = rest.split([' ', ',', '.']).next().unwrap_or_default();
        let ends = rest[word.len()..].chars().next().is_none_or(|c| matches!(c, ',' | '.'))
            || is("region", first_word(rest[word.len()..].trim_start()));
        if word.starts_with(char::is_uppercase) && !is_day(word) && ends {
            len = 2 + word.len();
        }
    }
    let behind = after[len..].strip_prefix(' ').unwrap_or_default();
    let word = first_word(behind);
    if is("region", word) { len + 1 + word.len() } else { len }
}

/// The runs of capitalised words of a line outside quotation marks. "of" and "for" join two of them.
fn runs(line: &str) -> Vec<Name<'_>> {
    let mut spans: Vec<(Range<usize>, &str)> = Vec::new();
    let mut before = "";
    let mut quoted = false;
    for word in line.split_inclusive(' ') {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let whole = word.trim_end();
        let inner = bare(whole);
        let at = start + word.find(inner).unwrap_or(0);
        let opens = start == 0 || before.ends_with(['.', '!', '?', ':']) && !is("title", bare(before));
        let starts_quote = whole.starts_with(['"', '“', '‘']);
        if starts_quote {
            quoted = true;
        }
        if !quoted && inner.starts_with(char::is_uppercase) && !is_day(inner) {
            let end = at + inner.len();
            let gap = spans.last().map(|(span, _)| &line[span.end..at]);
            let office = spans.last().is_some_and(|(span, _)| {
                is_office(line[span.clone()].rsplit(' ').next().unwrap_or_default())
            });
            let dotted = spans.last().is_some_and(|(span, _)| {
                let last = line[span.clone()].rsplit(' ').next().unwrap_or_default();
                // The initial of a second name, or Mr.
                last.chars().count() == 1 || is("title", last)
            });
            match (gap, spans.last_mut()) {
                (Some(" "), Some((span, _))) => span.end = end,
                // A minister is none of the ministry.
                (Some(" of " | " for " | " of the "), Some((span, _))) if !office => span.end = end,
                (Some(". "), Some((span, _))) if dotted => span.end = end,
                _ if opens && words::is_stop(inner) => {}
                _ => spans.push((at..end, before)),
            }
        }
        if quoted
            && whole.trim_end_matches(['.', ',', ';', ':']).ends_with(['"', '”', '’'])
            && (whole.len() > 1 || !starts_quote)
        {
            quoted = false;
        }
        before = whole;
    }
    spans
        .into_iter()
        .map(|(Range { start, end }, before)| {
            let whole = &line[start..end];
            let text = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).unwrap_or(whole);
            Name { text, before, so_far: &line[..start], after: &line[start + text.len()..] }
        })
        .collect()
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

fn is_office(word: &str) -> bool {
    // A vice-minister holds the office of a minister.
    let word = word.rsplit('-').next().unwrap_or(word);
    is("title", word) || is_in_any_case("role", word)
}

fn is_day(word: &str) -> bool {
    MONTHS.iter().chain(&WEEKDAYS).any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_and_people() {
        let text = "With the theme of “Standards for Quality”, the 2023 Harbour Forum was addressed by Mr. Luo Wen, Minister of SAMR, and \
                    Zhou Naixiang, Governor of Shandong Province. ISO and the State Administration for Market Regulation signed. \
                    Anna Smith said so. Port Arthur was quiet.";
        let wanted = [
            "Mr. Luo Wen",
            "SAMR",
            "Zhou Naixiang",
            "ISO",
            "State Administration for Market Regulation",
            "Anna Smith",
        ];
        let found: Vec<&str> = names(text);
        for name in wanted {
            assert!(found.contains(&name) || found.iter().any(|one| one.contains(name)), "{name}: {found:?}");
        }
        assert!(
            !found.iter().any(|one| one.contains("Forum") || one.contains("Quality") || one.contains("Port")),
            "{found:?}"
        );
    }

    #[test]
    fn a_short_form_names_nobody_else() {
        let text = "The State Administration for Market Regulation (SAMR) and ISO met. SAMR agreed.";
        assert_eq!(names(text), ["State Administration for Market Regulation", "ISO"]);
    }

    #[test]
    fn places() {
        assert_eq!(
            place("The forum was held on July 27-28 in Qingdao, East China's Shandong province."),
            Some("Qingdao")
        );
        assert_eq!(
            place("It opened at the Qingdao Convention Center on June 9."),
            Some("Qingdao Convention Center")
        );
        assert_eq!(
            place("It was held in Dalian, Liaoning province, in May."),
            Some("Dalian, Liaoning province")
        );
        assert_eq!(place("Shares were hit in European markets. A bug was found in May."), None);
        assert_eq!(place("He works in Parliament."), None);
    }
}
