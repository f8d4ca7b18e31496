//! Where the lines of a wrapped paragraph end in a translation.

use std::ops::Range;

use super::super::{MarkKind, Marked};
use crate::text::script::is_han;

/// Places looked at on either side of the best one.
const NEAR: usize = 40;

/// Places for `count` line breaks in a text, each in the stead of a blank, or between characters of which one is Chinese: there
/// it reads again as nothing. They are about as far apart as the lines were, and where there is a choice behind a mark.
pub(super) fn breaks(target: &Marked, count: usize) -> Vec<Range<usize>> {
    if count == 0 {
        return Vec::new();
    }
    let mut places = places(target);
    // A line that begins with a code may begin a block: `<!-- … -->`.
    places.retain(|(place, _)| target.marks.binary_search_by_key(&place.end, |mark| mark.at).is_err());
    spread(target.text.len(), &places, count)
}

/// All places, and whether each stands behind a mark.
fn places(target: &Marked) -> Vec<(Range<usize>, bool)> {
    let text = &target.text;
    let mut kept = target.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Kept(_))).peekable();
    let mut places = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        while kept.next_if(|kept| kept.range().end <= at).is_some() {}
        let free = kept.peek().is_none_or(|kept| at <= kept.at);
        let after = text[at + c.len_utf8()..].chars().next();
        if let Some(last) = before.filter(|_| free) {
            if c == ' '
                && !is_han(last)
                && !last.is_whitespace()
                && after.is_some_and(|c| !is_han(c) && !c.is_whitespace())
            {
                places.push((at..at + 1, is_mark(last)));
            } else if (is_han(last) && c.is_alphanumeric()) || (is_han(c) && !last.is_whitespace()) {
                places.push((at..at, is_mark(last)));
            }
        }
        before = Some(c);
    }
    places
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | ',' | '.' | ';' | ':' | '!' | '?')
}

/// `count` of the places, evenly spread over `length` bytes; fewer where there are not so many.
fn spread(length: usize, places: &[(Range<usize>, bool)], count: usize) -> Vec<Range<usize>> {
    let mut chosen = Vec::with_capacity(count);
    let mut first = 0;
    for number in 0..count {
        let left = count - number - 1;
        let Some(last) = places.len().checked_sub(left).filter(|last| *last > first) else {
            if first >= places.len() {
                break;
            }
            chosen.push(places[first].0.clone());
            first += 1;
            continue;
        };
        let ideal = (number + 1) * length / (count + 1);
        let near = places.partition_point(|(place, _)| place.start < ideal).clamp(first, last - 1);
        let window = near.saturating_sub(NEAR).max(first)..(near + NEAR).min(last);
        let far = |at: &usize| {
            let (place, marked) = &places[*at];
            let distance = place.start.abs_diff(ideal);
            // A mark is worth a third of a line.
            if *marked { distance } else { distance + length / (count + 1) / 3 }
        };
        let best = window.min_by_key(far).unwrap_or(first);
        chosen.push(places[best].0.clone());
        first = best + 1;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, count: usize) -> String {
        let mut out = text.to_owned();
        for place in breaks(&Marked::plain(text), count).into_iter().rev() {
            out.replace_range(place, "|");
        }
        out
    }

    #[test]
    fn lines_end_evenly_and_behind_marks() {
        assert_eq!(broken("One two three, four five six.", 1), "One two three,|four five six.");
        assert_eq!(broken("论坛在青岛举行，三百人参加。", 1), "论坛在青岛举行，|三百人参加。");
        assert_eq!(broken("标准 ISO 9001", 5), "标|准 ISO|9001");
        assert_eq!(broken("one", 3), "one");
    }
}
