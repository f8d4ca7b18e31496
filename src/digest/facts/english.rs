//! Names in English text: runs of capitalised words that the words in them or around them say to be organisations, people or
//! places. What stands between quotation marks is a title or a motto and names nobody.

use std::{collections::HashSet, ops::Range};

use super::{
    capitals::{Name, bare, first_word, is, is_day, is_in_any_case, runs},
    is_within,
    people::{Person, of_the_story},
};
use crate::text::{english_words::is_word, words};

/// Words between what happens and its place at most.
const BETWEEN: usize = 9;

/// The people and organisations of the story, in order of the text: those of the sentence that tells it, and
/// the people whom the headline names.
pub(super) fn names<'a>(headline: &str, text: &'a str, told: &Range<usize>) -> Vec<&'a str> {
    let (mut people, mut others) = (Vec::new(), Vec::new());
    let mut organisations: Vec<&'a str> = Vec::new();
    let mut short_forms = HashSet::new();
    for name in text.lines().flat_map(runs) {
        if name.is_short_form() {
            short_forms.insert(name.text);
        } else if name.is_organisation() {
            let is_told = is_within(text, name.text, told) && !name.is_a_place() && !name.is_a_source();
            organisations.extend(is_told.then_some(name.text));
        } else if let Some(person) = name.person() {
            people.push(person);
        } else {
            others.extend(name.maybe_person());
        }
    }
    let initials: Vec<String> = organisations.iter().map(|name| initials(name)).collect();
    organisations.retain(|name| !short_forms.contains(name) && initials.iter().all(|other| other != name));
    let mut out = of_the_story(&people, &others, headline, text, told);
    out.extend(organisations);
    out.sort_by_key(|name| name.as_ptr() as usize);
    out
}

/// What a body is called for short: SAMR of the State Administration for Market Regulation.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}

/// The place where the first event of this sentence is, with the region behind it: "Dalian, Liaoning province".
pub(super) fn place<'a>(text: &'a str, told: &Range<usize>) -> Option<&'a str> {
    for line in text.lines() {
        for name in runs(line).into_iter().filter(|name| is_within(text, name.text, told)) {
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
            && !self.is_cut()
            && !self.is_of_somebody()
    }

    /// True for the body behind the name of one who is of it: "Tom Pike of the Harbour Police Department".
    fn is_of_somebody(&self) -> bool {
        let first = self.text.split_once(" of the ").map(|(first, _)| first);
        first.is_some_and(|first| !first.split(' ').any(|word| is("organisation", bare(word))))
    }

    /// True where something is at or in it: nobody who does anything.
    fn is_a_place(&self) -> bool {
        let mut before = self
            .so_far
            .split_whitespace()
            .rev()
            .map(bare)
            .filter(|word| !matches!(*word, "the" | "a" | "an"));
        before.next().is_some_and(|word| {
            matches!(word, "at" | "in" | "on" | "near" | "outside" | "inside" | "from" | "into" | "within")
        })
    }

    /// True for who only tells what others do: "told the Post", "according to the Institute".
    fn is_a_source(&self) -> bool {
        let mut before = self.so_far.split_whitespace().rev().map(bare).filter(|word| *word != "the");
        let words = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
        matches!(words, ("told", _) | ("to", "according" | "speaking"))
    }

    /// True where the name may go on: the "Department of Forestry" of "Forestry and Fire Protection".
    fn is_cut(&self) -> bool {
        let goes_on =
            self.after.strip_prefix(" and ").is_some_and(|rest| rest.starts_with(char::is_uppercase));
        goes_on && [" for ", " of "].iter().any(|of| self.text.contains(of))
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

    /// The person it names.
    fn person(&self) -> Option<Person<'a>> {
        let name = without_trade(self.without_role());
        let name = match self.maybe_person() {
            Some(full) if !is("title", name.split(' ').next().map(bare).unwrap_or_default()) => full,
            _ => name,
        };
        let first = name.split(' ').next().map(bare).unwrap_or_default();
        let is_short = is("title", first) && name.split(' ').count() < 3;
        self.is_person().then_some(Person { name, is_short })
    }

    /// What may be the full name of a person: two or three words, without what stands before them.
    fn maybe_person(&self) -> Option<&'a str> {
        let is_name = |word: &str| {
            let is_no_name =
                ["organisation", "venue", "no-person", "title"].iter().any(|kind| is(kind, word));
            word.chars().all(char::is_alphabetic)
                && !is_no_name
                && !is("role", &word.to_lowercase())
                && !words::is_stop(word)
        };
        // "British Prime Minister Anna Smith"
        let starts = || self.text.match_indices(' ').map(|(at, _)| at + 1);
        let office = self.text.split(' ').take(self.words().count() - 1).collect::<Vec<_>>();
        let behind = office.iter().rposition(|word| !is_name(word)).map_or(0, |at| at + 1);
        let at = if behind == 0 { 0 } else { starts().nth(behind - 1)? };
        let mut name = &self.text[at..];
        while let Some((first, rest)) = name.split_once(' ')
            && rest.contains(' ')
            && first.split('-').all(|word| is_word(&word.to_lowercase()))
        {
            name = rest;
        }
        ((2..=3).contains(&name.split(' ').count()) && name.split(' ').all(is_name)).then_some(name)
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
        // "The Red Sox said", "police in Royal Oak said".
        let is_a_thing = matches!(
            bare(self.before).to_lowercase().as_str(),
            "the" | "a" | "an" | "in" | "at" | "of" | "from" | "near"
        );
        // "Interior Secretary Anna Smith", "film director Anna Smith"
        let full = self.maybe_person();
        let office = full.is_some_and(|full| {
            let before = &self.text[..self.text.len() - full.len()];
            before.trim_end().rsplit(' ').next().is_some_and(|word| is_in_any_case("title", word))
        });
        let trade = full == Some(self.text) && is("trade", bare(self.before));
        if office && !self.text.contains(" of ") || trade {
            return true;
        }
        let by_deed = (2..=3).contains(&named.len()) && (self.speaks() || self.has_a_role());
        by_title || !titled && !is_a_thing && by_deed
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

/// A name of three words without a trade before it: "Singer Anna Smith".
fn without_trade(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest))
            if rest.split(' ').count() == 2
                && !is("title", bare(first))
                && first.split('-').all(|word| is_word(&word.to_lowercase())) =>
        {
            rest
        }
        _ => name,
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
            "Zhou Naixiang",
            "ISO",
            "State Administration for Market Regulation",
            "Anna Smith",
        ];
        let found: Vec<&str> = names("", text, &(0..text.len()));
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
        let names = |text: &'static str| names("", text, &(0..text.len()));
        assert_eq!(names(text), ["State Administration for Market Regulation", "ISO"]);
        let text = "SAMR said so. The State Administration for Market Regulation met ISO.";
        assert_eq!(names(text), ["State Administration for Market Regulation", "ISO"]);
    }

    #[test]
    fn who_does_nothing_is_not_named() {
        let names = |text: &'static str| names("", text, &(0..text.len()));
        assert_eq!(
            names("A bomb went off at the West Harbour Bank, the Harbour Police said."),
            ["Harbour Police"]
        );
        assert_eq!(
            names("Tom Pike of the Linz Police Department was hurt. The Red Hats said no."),
            Vec::<&str>::new()
        );
        assert_eq!(
            names("Singer Anna Smith said so. Mr Pike told the Harbour Group."),
            ["Anna Smith", "Mr Pike"]
        );
    }

    #[test]
    fn places() {
        let place = |text| place(text, &(0..usize::MAX));
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
