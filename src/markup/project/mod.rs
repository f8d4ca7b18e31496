//! Finding the places of codes in a translation that was made without them.
//!
//! The words of each pair are translated by themselves and looked for in the translation of the whole; where they are not
//! found as they are, word by word; where that fails too, the share of the text decides. (Google's and Mozilla's page
//! translators transfer tags along the alignment of words that their models give; a rule engine and a decoder give none,
//! so it is made here.) Every code gets a place, once, and pairs stay nested.

use std::ops::Range;

use super::{Mark, MarkKind, Marked};
use crate::text::{Language, words::words};

#[cfg(test)]
mod tests;
mod tree;

use tree::{Node, nest};

/// Longer translations, in bytes, are not searched: a paragraph of news has 200 to 2,000.
const LONGEST: usize = 8_000;

/// Of more codes than this none is looked for.
const MOST_CODES: usize = 200;

/// The words of longer pairs, in words, are not looked for one by one: the same ones stand elsewhere.
const MOST_WORDS: usize = 24;

/// The languages of both sides, and somebody who translates.
pub struct Help<'a> {
    /// The language of the source.
    pub from: Language,
    /// The language of the translation.
    pub to: Language,
    /// Translates a few words of the source.
    pub say: &'a dyn Fn(&str) -> String,
}

/// `target`, which translates `source`, with the codes of `source` (none of which keeps words).
pub fn project(source: &Marked, target: &str, help: &Help<'_>) -> Marked {
    if source.marks.is_empty() {
        return Marked::plain(target);
    }
    if source.marks.len() > MOST_CODES || target.len() > LONGEST {
        return evenly(source, target);
    }
    let projector = Projector {
        source,
        text: target.to_owned(),
        lower: target.to_ascii_lowercase(),
        edges: edges(target, help.to),
        help,
    };
    let nodes = nest(&source.marks, source.text.len());
    let whole = projector.trimmed(0..target.len());
    match projector.place(&nodes, 0..source.text.len(), whole) {
        Some(marks) => Marked { text: projector.text, marks },
        None => source.behind(target, help.say),
    }
}

/// Every code of `source` (none of which keeps words) at its share of `target`: the order stays, and so does the nesting.
pub fn evenly(source: &Marked, target: &str) -> Marked {
    let place = |at: usize| {
        let share = at as f64 / source.text.len().max(1) as f64;
        target.floor_char_boundary((share * target.len() as f64).round() as usize)
    };
    let marks = source.marks.iter().map(|mark| Mark { at: place(mark.at), ..*mark }).collect();
    Marked { text: target.to_owned(), marks }
}

struct Projector<'a> {
    source: &'a Marked,
    text: String,
    /// The text in small letters, byte for byte.
    lower: String,
    /// Where words begin and end.
    edges: Vec<Range<usize>>,
    help: &'a Help<'a>,
}

impl Projector<'_> {
    /// The marks of `nodes`, whose words stand in `source`, within `target`; `None` where there is no room for them.
    fn place(&self, nodes: &[Node], source: Range<usize>, target: Range<usize>) -> Option<Vec<Mark>> {
        let mut taken: Vec<(Range<usize>, usize)> = Vec::new();
        let mut pairs: Vec<usize> = (0..nodes.len()).filter(|number| !nodes[*number].is_point()).collect();
        // What reaches an end goes first, then long words, which are found for certain.
        pairs.sort_by_key(|number| {
            let node = &nodes[*number];
            (node.opens && node.closes, std::cmp::Reverse(node.range.len()))
        });
        for number in pairs {
            let place = self.find(&nodes[number], &source, &target, &taken)?;
            let inside = nodes[number].opens && nodes[number].closes && place.is_empty();
            let place = if inside { beside(nodes, number, place.start, &taken) } else { place };
            taken.push((place, number));
        }
        for number in (0..nodes.len()).filter(|number| nodes[*number].is_point()) {
            let at = self.point(nodes[number].range.start, &source, &target);
            taken.push((beside(nodes, number, at, &taken), number));
        }
        taken.sort_by_key(|(range, number)| (range.start, range.end, *number));
        let mut marks = Vec::new();
        for (range, number) in taken {
            let node = &nodes[number];
            let mark = |at, kind| Mark { at, kind, code: node.code };
            if node.is_point() {
                marks.push(mark(range.start, MarkKind::Point));
                continue;
            }
            marks.extend(node.opens.then(|| mark(range.start, MarkKind::Open)));
            marks.extend(self.place(&node.inner, node.range.clone(), range.clone())?);
            marks.extend(node.closes.then(|| mark(range.end, MarkKind::Close)));
        }
        Some(marks)
    }

    /// Where the words of a pair are.
    fn find(
        &self,
        node: &Node,
        source: &Range<usize>,
        target: &Range<usize>,
        taken: &[(Range<usize>, usize)],
    ) -> Option<Range<usize>> {
        let words = self.source.text[node.range.clone()].trim();
        let outer = self.source.text[source.clone()].trim();
        let goes_on = !node.opens || !node.closes;
        let room = |place: &Range<usize>| {
            let place = node.widened(place.clone(), target);
            let apart = |other: &Range<usize>| place.end <= other.start || other.end <= place.start;
            taken.iter().all(|(other, _)| other.is_empty() || apart(other))
        };
        if words.is_empty() {
            return Some(match (node.opens, node.closes) {
                (true, false) => target.end..target.end,
                (false, true) => target.start..target.start,
                _ => {
                    let at = self.point(node.range.start, source, target);
                    at..at
                }
            });
        }
        let whole = self.trimmed(target.clone());
        if outer == words && room(&whole) {
            return Some(node.widened(whole, target));
        }
        if outer.trim_end_matches(is_end) == words && !words.ends_with(is_end) {
            let ended = self.text[target.clone()].trim_end().trim_end_matches(is_end);
            let ended = self.trimmed(target.start..target.start + ended.len());
            if !ended.is_empty() && room(&ended) {
                return Some(node.widened(ended, target));
            }
        }
        let share = self.share(node.range.start, source)..self.share(node.range.end, source);
        let expected = self.at(&share, target);
        let free = |place: &Range<usize>| !place.is_empty() && room(place);
        let found = self.phrase(words, target, &expected, &free);
        let found = found.or_else(|| self.word_by_word(words, target, &expected, &free));
        let found = found.or_else(|| self.by_share(target, &expected, &free));
        match found {
            Some(found) => Some(node.widened(found, target)),
            None if goes_on && node.opens => Some(target.end..target.end),
            None if goes_on => Some(target.start..target.start),
            None => None,
        }
    }

    /// Where the translation of `words` stands, nearest to where it is expected.
    fn phrase(
        &self,
        words: &str,
        target: &Range<usize>,
        expected: &Range<usize>,
        free: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        let said = (self.help.say)(words);
        let bare = |text: &str| {
            let text = text.trim().trim_end_matches(is_end);
            let article = ["the ", "a ", "an "].into_iter().find(|article| {
                text.get(..article.len()).is_some_and(|start| start.eq_ignore_ascii_case(article))
            });
            text[article.map_or(0, str::len)..].to_owned()
        };
        let candidates = [said.trim().to_owned(), bare(&said), words.to_owned(), bare(words)];
        candidates.iter().find_map(|candidate| self.nearest(candidate, target, expected, free))
    }

    /// The occurrence of `words` that is nearest to where it is expected.
    fn nearest(
        &self,
        words: &str,
        target: &Range<usize>,
        expected: &Range<usize>,
        free: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        if words.is_empty() {
            return None;
        }
        let lower = words.to_ascii_lowercase();
        let middle = expected.start.midpoint(expected.end);
        let places = self.lower[target.clone()].match_indices(&lower).map(|(at, _)| {
            let start = target.start + at;
            start..start + lower.len()
        });
        places
            .filter(|place| self.is_whole(place) && free(place))
            .min_by_key(|place| place.start.midpoint(place.end).abs_diff(middle))
    }

    /// True where no Latin word or number goes on at either end.
    fn is_whole(&self, place: &Range<usize>) -> bool {
        let alike = |a: Option<char>, b: Option<char>| {
            a.is_some_and(|c| c.is_ascii_alphanumeric()) && b.is_some_and(|c| c.is_ascii_alphanumeric())
        };
        let (before, words, after) =
            (&self.text[..place.start], &self.text[place.clone()], &self.text[place.end..]);
        !alike(before.chars().next_back(), words.chars().next())
            && !alike(words.chars().next_back(), after.chars().next())
    }

    /// From the first to the last of the words that are found by themselves, if most are, close together.
    fn word_by_word(
        &self,
        text: &str,
        target: &Range<usize>,
        expected: &Range<usize>,
        free: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        let all = words(text, self.help.from);
        if all.len() > MOST_WORDS {
            return None;
        }
        let telling: Vec<&str> = all.into_iter().filter(|word| !crate::text::words::is_stop(word)).collect();
        let places: Vec<Range<usize>> =
            telling.iter().filter_map(|word| self.phrase(word, target, expected, free)).collect();
        let hull =
            places.iter().map(|place| place.start).min()?..places.iter().map(|place| place.end).max()?;
        let close = hull.len() <= 2 * expected.len() + 8;
        (places.len() * 2 >= telling.len() && close && free(&hull)).then_some(hull)
    }

    /// The words that stand about there.
    fn by_share(
        &self,
        target: &Range<usize>,
        expected: &Range<usize>,
        free: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        let middle = expected.start.midpoint(expected.end);
        let inside =
            |word: &&Range<usize>| target.start <= word.start && word.end <= target.end && free(word);
        let near = |word: &&Range<usize>| word.start.midpoint(word.end).abs_diff(middle);
        let mut place = self.edges.iter().filter(inside).min_by_key(near)?.clone();
        // As many words on either side as belong to it.
        let first = self.edges.partition_point(|word| word.start < place.start);
        for word in self.edges[..first].iter().rev().take_while(|word| word.start >= target.start) {
            let wider = word.start..place.end;
            if word.start.midpoint(word.end) < expected.start || !free(&wider) {
                break;
            }
            place = wider;
        }
        for word in self.edges[first..].iter().skip(1).take_while(|word| word.end <= target.end) {
            let wider = place.start..word.end;
            if word.start.midpoint(word.end) > expected.end || !free(&wider) {
                break;
            }
            place = wider;
        }
        Some(place)
    }

    /// Where a code without words goes: behind the word it stood behind.
    fn point(&self, at: usize, source: &Range<usize>, target: &Range<usize>) -> usize {
        let (before, after) = (&self.source.text[source.start..at], &self.source.text[at..source.end]);
        let target = self.trimmed(target.clone());
        if before.trim().is_empty() {
            return target.start;
        }
        if after.trim().is_empty() {
            return target.end;
        }
        let inside = &self.text[target.clone()];
        if !after.contains(char::is_alphanumeric) {
            return target.start + inside.trim_end_matches(is_end).len();
        }
        let expected = self.at(&(self.share(at, source)..self.share(at, source)), &target);
        let start = before.floor_char_boundary(before.len().saturating_sub(200));
        let last = words(&before[start..], self.help.from).last().copied();
        let found = last.and_then(|word| self.phrase(word, &target, &expected, &|_| true));
        if let Some(found) = found {
            return found.end;
        }
        let ends =
            self.edges.iter().map(|word| word.end).filter(|end| target.start < *end && *end <= target.end);
        ends.min_by_key(|end| end.abs_diff(expected.start)).unwrap_or(target.end)
    }

    /// Which share of `source` stands before byte `at`.
    fn share(&self, at: usize, source: &Range<usize>) -> f64 {
        (at.saturating_sub(source.start)) as f64 / source.len().max(1) as f64
    }

    /// The bytes of `target` at these shares of it.
    fn at(&self, shares: &Range<f64>, target: &Range<usize>) -> Range<usize> {
        let at = |share: f64| {
            let at = target.start + (share * target.len() as f64).round() as usize;
            self.text.floor_char_boundary(at.min(target.end)).max(target.start)
        };
        at(shares.start)..at(shares.end)
    }

    /// A place without the blanks at its ends.
    fn trimmed(&self, place: Range<usize>) -> Range<usize> {
        let inside = &self.text[place.clone()];
        let start = place.start + (inside.len() - inside.trim_start().len());
        start..start + inside.trim().len()
    }
}

/// The place for node `number`, which has no words, at byte `at`, or at the edge of the pair there that it stood beside.
fn beside(nodes: &[Node], number: usize, at: usize, taken: &[(Range<usize>, usize)]) -> Range<usize> {
    let within = taken.iter().find(|(range, _)| range.start < at && at < range.end);
    let at = within.map_or(at, |(range, other)| {
        let before = nodes[number].range.start <= nodes[*other].range.start && nodes[*other].opens;
        if before || !nodes[*other].closes { range.start } else { range.end }
    });
    at..at
}

/// Where the words of a text are.
fn edges(text: &str, language: Language) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    let place = |word: &str| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    };
    words(text, language).into_iter().map(place).collect()
}

/// Marks that end a sentence or a part of one.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ';' | ':' | ',' | '。' | '！' | '？' | '；' | '：' | '，' | '、')
}
