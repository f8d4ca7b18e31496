//! Which of the people in an English text are those of its story, and by which of their names.

use std::ops::Range;

use super::is_within;

/// A person as a text names them somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<'a> {
    /// The name: "Li Ming", "Mr Li", "President Anna Smith".
    pub name: &'a str,
    /// True where nothing but an address stands before the last name: Mr Li.
    pub is_short: bool,
}

/// Of the people of a text, and of what else may be the full name of one of them, those whom the headline or the sentence that tells it names, each by the fullest of their names.
pub(super) fn of_the_story<'a>(
    people: &[Person<'a>],
    others: &[&'a str],
    headline: &str,
    text: &'a str,
    told: &Range<usize>,
) -> Vec<&'a str> {
    let mut out: Vec<&'a str> = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    let has = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
    let is_told = |person: &Person<'a>| {
        let last = last(person.name);
        has(headline, last) || has(&text[told.clone()], last) || is_within(text, person.name, told)
    };
    for person in people.iter().filter(|person| is_told(person)) {
        let last = last(person.name);
        if named.contains(&last) {
            continue;
        }
        named.push(last);
        let namesakes: Vec<&Person<'a>> =
            people.iter().filter(|other| self::last(other.name) == last).collect();
        let full = namesakes.iter().filter(|other| !other.is_short).map(|other| other.name);
        let others = others.iter().copied().filter(|other| self::last(other) == last);
        let full: Vec<&'a str> = full.chain(others).collect();
        // Mr Smith is one of two: of whom?
        if full.iter().any(|name| first(name) != first(full[0])) {
            continue;
        }
        out.push(full.into_iter().max_by_key(|name| name.len()).unwrap_or(person.name));
    }
    out
}

fn last(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The first name: the last but one word of three, the first of two.
fn first(name: &str) -> &str {
    name.rsplit(' ').nth(1).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(headline: &str, text: &'a str, people: &[(&str, bool)]) -> Vec<&'a str> {
        let person = |&(name, is_short): &(&str, bool)| {
            let at = text.find(name).unwrap();
            Person { name: &text[at..at + name.len()], is_short }
        };
        let people: Vec<Person<'_>> = people.iter().map(person).collect();
        let first = 0..text.find('.').map_or(text.len(), |end| end + 1);
        of_the_story(&people, &[], headline, text, &first)
    }

    #[test]
    fn each_by_the_fullest_name() {
        let text = "Mr Ross has resigned. Henry Ross led the yard. Analyst Ann Pike shrugged.";
        let people = [("Mr Ross", true), ("Henry Ross", false), ("Ann Pike", false)];
        assert_eq!(told("", text, &people), ["Henry Ross"]);
        assert_eq!(told("Pike shrugs", text, &people), ["Henry Ross", "Ann Pike"]);
    }

    #[test]
    fn of_two_namesakes_neither() {
        let text = "Mr Ross has resigned. Henry Ross led the yard. Anna Ross sold it.";
        let people = [("Mr Ross", true), ("Henry Ross", false), ("Anna Ross", false)];
        assert_eq!(told("", text, &people), Vec::<&str>::new());
    }
}
