//! Findings in place: the words of a text that they are about, and what is said of them.

use std::{borrow::Cow, ops::Range};

use crate::{
    checks,
    outcome::{Finding, Severity},
};

/// A finding with its places in both texts, in bytes, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the check.
    pub check: &'a str,
    /// What is said of it.
    pub message: &'a str,
    /// Where in the source.
    pub source: Option<Range<usize>>,
    /// Where in the target.
    pub target: Option<Range<usize>>,
}

impl<'a> From<&'a checks::Finding> for Placed<'a> {
    fn from(finding: &'a checks::Finding) -> Self {
        Self {
            severity: finding.severity(),
            check: finding.check(),
            message: &finding.message,
            source: finding.source.clone(),
            target: finding.target.clone(),
        }
    }
}

/// So many findings of one text are looked for in it; who has more has a text to be made anew.
const MOST_PLACED: usize = 200;

/// Words that stand more often than this are not told apart.
const MOST_PLACES: usize = 50;

/// The findings of a text, with the places of their words. Records keep the words alone: where these stand
/// several times, the other side must tell which are meant, or else nothing is marked.
pub fn placed<'a>(findings: &'a [Finding], source: &str, target: &str) -> Vec<Placed<'a>> {
    let place = |(at, finding): (usize, &'a Finding)| {
        let looked_for = at < MOST_PLACED;
        let find = |text: &str, words: &Option<String>| match words {
            Some(words) if looked_for => places(text, words),
            _ => Vec::new(),
        };
        let (there, here) = (find(source, &finding.source), find(target, &finding.target));
        let rank = |words: fn(&Finding) -> &Option<String>| {
            let same = |f: &&Finding| f.check == finding.check && words(f) == words(finding);
            let before = findings[..at].iter().filter(same).count();
            (before, before + findings[at..].iter().filter(same).count())
        };
        Placed {
            severity: finding.severity,
            check: &finding.check,
            message: &finding.message,
            source: choose(source, &there, target, &here).or_else(|| ranked(&there, rank(|f| &f.source))),
            target: choose(target, &here, source, &there).or_else(|| ranked(&here, rank(|f| &f.target))),
        }
    };
    findings.iter().enumerate().map(place).collect()
}

/// The only place, or the only one in a line whose counterpart has one of the places on the other side.
fn choose(
    text: &str,
    places: &[Range<usize>],
    other: &str,
    other_places: &[Range<usize>],
) -> Option<Range<usize>> {
    if let [only] = places {
        return Some(only.clone());
    }
    let line = |text: &str, at: usize| text[..at].matches('\n').count();
    if places.is_empty() || text.lines().count() != other.lines().count() {
        return None;
    }
    let lines: Vec<usize> = other_places.iter().map(|place| line(other, place.start)).collect();
    let mut near = places.iter().filter(|place| lines.contains(&line(text, place.start)));
    near.next().filter(|_| near.next().is_none()).cloned()
}

/// As many findings about the same words as these stand in the text: to each its own.
fn ranked(places: &[Range<usize>], (rank, count): (usize, usize)) -> Option<Range<usize>> {
    places.get(rank).filter(|_| places.len() == count).cloned()
}

/// Where words stand, as whole words and numbers: 6 is not in 2026.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let inside = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| {
            a.is_ascii_digit() && b.is_ascii_digit() || a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
        })
    };
    let whole = |place: &Range<usize>| {
        !inside(text[..place.start].chars().next_back(), words.chars().next())
            && !inside(words.chars().next_back(), text[place.end..].chars().next())
    };
    let all = text.match_indices(words).map(|(at, _)| at..at + words.len());
    let found: Vec<_> = all.filter(whole).take(MOST_PLACES + 1).collect();
    if words.is_empty() || found.len() > MOST_PLACES { Vec::new() } else { found }
}

/// A piece of a line: text, or marked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// How bad it is what was found there, where something was.
    pub class: Option<&'static str>,
    /// What was found.
    pub title: Cow<'a, str>,
    /// The numbers of the findings.
    pub numbers: String,
}

/// The marks of one text in order, not overlapping.
pub(super) struct Marks<'a>(Vec<Mark<'a>>);

struct Mark<'a> {
    span: Range<usize>,
    severity: Severity,
    title: Cow<'a, str>,
    numbers: String,
}

impl<'a> Marks<'a> {
    /// The marks of `findings` where `place` says. What is said of a whole text, or of several lines, is marked
    /// nowhere.
    pub(super) fn new(
        text: &str,
        findings: &[Placed<'a>],
        place: impl Fn(&Placed<'a>) -> Option<Range<usize>>,
    ) -> Self {
        let whole = text.trim().len();
        let mut marks: Vec<Mark> = (1..)
            .zip(findings)
            .filter_map(|(number, finding)| {
                let span = place(finding)?;
                let words = text.get(span.clone())?;
                (!words.trim().is_empty() && words.len() < whole && !words.contains('\n')).then(|| Mark {
                    span,
                    severity: finding.severity,
                    title: Cow::Borrowed(finding.message),
                    numbers: number.to_string(),
                })
            })
            .collect();
        marks.sort_by_key(|mark| mark.span.start);
        let mut apart: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            match apart.last_mut() {
                Some(last) if mark.span.start < last.span.end => {
                    last.span.end = last.span.end.max(mark.span.end);
                    last.severity = last.severity.max(mark.severity);
                    last.title.to_mut().push_str(&format!(" {}", mark.title));
                    last.numbers.push_str(&format!(" {}", mark.numbers));
                }
                _ => apart.push(mark),
            }
        }
        Self(apart)
    }

    /// The pieces of one line of the text.
    pub(super) fn pieces(&self, text: &'a str, line: Range<usize>) -> Vec<Piece<'a>> {
        let plain = |span: Range<usize>| Piece {
            text: &text[span],
            class: None,
            title: Cow::Borrowed(""),
            numbers: String::new(),
        };
        let mut pieces = Vec::new();
        let mut at = line.start;
        let first = self.0.partition_point(|mark| mark.span.start < line.start);
        for mark in self.0[first..].iter().take_while(|mark| mark.span.end <= line.end) {
            if at < mark.span.start {
                pieces.push(plain(at..mark.span.start));
            }
            pieces.push(Piece {
                text: &text[mark.span.clone()],
                class: Some(mark.severity.name()),
                title: mark.title.clone(),
                numbers: mark.numbers.clone(),
            });
            at = mark.span.end;
        }
        if at < line.end {
            pieces.push(plain(at..line.end));
        }
        pieces
    }
}

/// The lines of a text, without their ends.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let span = start..start + line.trim_end_matches('\n').trim_end_matches('\r').len();
        start += line.len();
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finding(source: Option<&str>, target: Option<&str>) -> Finding {
        Finding {
            check: "numbers".into(),
            severity: Severity::Error,
            message: "It is wrong.".into(),
            source: source.map(str::to_owned),
            target: target.map(str::to_owned),
        }
    }

    fn shown(findings: &[Finding], source: &str, target: &str) -> String {
        let found = placed(findings, source, target);
        let marks = Marks::new(target, &found, |finding| finding.target.clone());
        let piece = |piece: Piece| match piece.class {
            Some(_) => format!("[{}]{}", piece.text, piece.numbers),
            None => piece.text.to_owned(),
        };
        let line = |line| marks.pieces(target, line).into_iter().map(piece).collect::<String>();
        lines(target).into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_are_found_again() {
        let one = [finding(Some("90"), Some("900人"))];
        assert_eq!(shown(&one, "of them 90 online", "其中900人在线"), "其中[900人]1在线");
        let inside = [finding(None, Some("6"))];
        assert_eq!(shown(&inside, "", "2026年6月"), "2026年[6]1月");
        assert_eq!(shown(&[finding(None, Some("gone"))], "", "text"), "text");
    }

    #[test]
    fn words_that_stand_twice() {
        let twice = "5人\n5人";
        assert_eq!(shown(&[finding(None, Some("5人"))], "3\n4", twice), twice);
        assert_eq!(shown(&[finding(Some("4"), Some("5人"))], "3\n4", twice), "5人\n[5人]1");
        let both = [finding(None, Some("5人")), finding(None, Some("5人"))];
        assert_eq!(shown(&both, "3\n4", twice), "[5人]1\n[5人]2");
    }

    #[test]
    fn overlapping_marks_become_one() {
        let both = [finding(None, Some("9月8")), finding(None, Some("8日"))];
        assert_eq!(shown(&both, "", "在9月8日开幕"), "在[9月8日]1 2开幕");
        let whole = [finding(None, Some("一行\n两行"))];
        assert_eq!(shown(&whole, "", "一行\n两行"), "一行\n两行");
    }

    proptest! {
        /// Whatever is marked, the text stays.
        #[test]
        fn the_text_stays(text in "[a1\n标 ]{0,20}", words in prop::collection::vec("[a1\n标]{0,3}", 0..4)) {
            let findings: Vec<_> = words.iter().map(|words| finding(Some(words), Some(words))).collect();
            let found = placed(&findings, &text, &text);
            let marks = Marks::new(&text, &found, |finding| finding.target.clone());
            for line in lines(&text) {
                let pieces = marks.pieces(&text, line.clone());
                prop_assert_eq!(pieces.iter().map(|p| p.text).collect::<String>(), &text[line]);
            }
        }
    }
}
