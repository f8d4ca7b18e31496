//! Which of the matches of two teams a report is of: its score, its leg, its round.

use std::ops::Range;

use super::event_days;
use crate::text::numerals::{self, Kind};

/// Bytes of a report in which it says how the match ended.
const LEAD: usize = 400;

/// Reports that were published so many days apart are of one match only if its score says so.
const LATE: u32 = 3;

/// What stands between the two numbers of a score.
const BETWEEN: [char; 5] = ['-', '–', '—', ':', '比'];

/// What follows a score in English; other words make it a range, or a vote: "3-5 years", "a 5-4 ruling".
const BEHIND: [&str; 37] = [
    "at",
    "in",
    "on",
    "to",
    "with",
    "against",
    "after",
    "win",
    "wins",
    "victory",
    "draw",
    "defeat",
    "loss",
    "lead",
    "away",
    "home",
    "over",
    "from",
    "and",
    "thanks",
    "by",
    "for",
    "last",
    "aggregate",
    "extra",
    "as",
    "but",
    "late",
    "when",
    "triumph",
    "thrashing",
    "before",
    "this",
    "half-time",
    "again",
    "up",
    "ahead",
];

/// What makes a score in Chinese a range: 3-5年.
const UNITS: &str = "年月日天个名人倍米岁度级周小分秒元万亿家次公厘克吨页章条号辆层";

/// The legs of a tie.
const LEGS: [(&str, u32); 8] = [
    ("first leg", 1),
    ("first-leg", 1),
    ("second leg", 2),
    ("second-leg", 2),
    ("首回合", 1),
    ("第一回合", 1),
    ("次回合", 2),
    ("第二回合", 2),
];

/// What the number of a round stands before in Chinese, and behind in English.
const ROUNDS: [&str; 2] = ["轮", "輪"];
const ROUNDS_IN_ENGLISH: [&str; 4] = ["round", "game", "matchday", "week"];

/// What a report says of its match; nothing, for most articles.
#[derive(Clone, Debug, Default)]
pub struct Fixture {
    /// The scores of the headline, or else of the beginning, the smaller number first.
    scores: Vec<(u64, u64)>,
    /// True where the headline has them.
    in_headline: bool,
    leg: Option<u32>,
    round: Option<u64>,
}

impl Fixture {
    /// Reads a headline and a text.
    pub fn of(title: &str, text: &str) -> Self {
        let lead = &text[..text.floor_char_boundary(LEAD)];
        let in_title = scores(title);
        let in_headline = !in_title.is_empty();
        let scores = if in_headline { in_title } else { scores(lead) };
        if scores.is_empty() {
            return Self::default();
        }
        let named = |text: &str| {
            let lower = text.to_lowercase();
            LEGS.into_iter()
                .filter_map(|(name, leg)| Some((lower.find(name)?, leg)))
                .min()
                .map(|(_, leg)| leg)
        };
        Self {
            scores,
            in_headline,
            leg: named(title).or_else(|| named(lead)),
            round: round(title).or_else(|| round(lead)),
        }
    }

    /// True for a report of a match.
    pub fn is_known(&self) -> bool {
        !self.scores.is_empty()
    }

    /// True where both have scores, and none of them in common.
    pub fn has_no_score_of(&self, other: &Self) -> bool {
        self.is_known() && other.is_known() && !self.scores.iter().any(|score| other.scores.contains(score))
    }

    /// True where both name the sets of a match, and neither all of the other's.
    fn is_of_other_sets(&self, other: &Self) -> bool {
        let sets = |fixture: &Self| fixture.scores.iter().copied().filter(is_set).collect::<Vec<_>>();
        let (mine, theirs) = (sets(self), sets(other));
        let has = |all: &[(u64, u64)], some: &[(u64, u64)]| some.iter().all(|set| all.contains(set));
        mine.len() > 1 && theirs.len() > 1 && !has(&mine, &theirs) && !has(&theirs, &mine)
    }

    /// True where both are of matches, and surely of two. `days` lie between those that they name, `published` between
    /// those on which they appeared.
    pub fn is_of_another(&self, other: &Self, days: Option<u32>, published: u32) -> bool {
        let differ = |one: Option<u64>, another: Option<u64>| one.zip(another).is_some_and(|(a, b)| a != b);
        if !self.is_known() || !other.is_known() {
            return false;
        }
        if self.is_of_other_sets(other) {
            return true;
        }
        let same_score = self.scores.iter().any(|score| other.scores.contains(score));
        differ(self.leg.map(u64::from), other.leg.map(u64::from))
            || differ(self.round, other.round)
            || days.is_some_and(|days| days > if same_score { event_days::OF_ONE_EVENT } else { 0 })
            || !same_score && (published >= LATE && days.is_none() || self.in_headline && other.in_headline)
    }
}

/// True for one of the sets of a match.
fn is_set(score: &(u64, u64)) -> bool {
    matches!(score.1, 6 | 7) && score.0 < score.1
}

/// The scores of a text.
fn scores(text: &str) -> Vec<(u64, u64)> {
    let number = |range: Range<usize>| text[range].parse::<u64>().ok();
    let mut found = Vec::new();
    for (at, between) in text.char_indices().filter(|(_, c)| BETWEEN.contains(c)) {
        let (before, behind) = (&text[..at], &text[at + between.len_utf8()..]);
        let first = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let last = behind.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &behind[last..];
        let digits = (before.len() - first, last);
        // "Rahman, 45-7-2" and (10-3) are all the matches of somebody.
        let is_record = before[..first].trim_end().ends_with([',', '(', '（']);
        let is_short = (1..=3).contains(&digits.0) && (1..=3).contains(&digits.1);
        // 10:30 is a time, 2024-05-06 a date, 1.5-2 a range.
        let is_time = between == ':' && digits.1 > 1;
        let goes_on = |c: char| BETWEEN.contains(&c) || matches!(c, '.' | ',' | '/' | '%' | '$' | '€' | '£');
        let is_part = before[..first]
            .ends_with(|c: char| goes_on(c) && c != ',' || c.is_alphanumeric() && c.is_ascii())
            || rest.starts_with(|c: char| BETWEEN.contains(&c) || matches!(c, '/' | '%'))
            || rest
                .strip_prefix(['.', ','])
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_short && !is_record && !is_time && !is_part && follows_a_score(rest, between) {
            let start = at + between.len_utf8();
            let pair = number(first..at).zip(number(start..start + last));
            found.extend(pair.map(|(a, b)| (a.min(b), a.max(b))));
        }
    }
    found
}

/// True for what may stand behind a score.
fn follows_a_score(rest: &str, between: char) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    if crate::text::script::is_han(next) {
        return between == '比' || !UNITS.contains(next);
    }
    let Some(words) = rest.strip_prefix(' ') else { return !next.is_alphanumeric() };
    let word = &words[..words.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(words.len())];
    word.is_empty() || word.starts_with(|c: char| !c.is_ascii_lowercase()) || BEHIND.contains(&word)
}

/// The number of the round that a text names.
fn round(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    numerals::find(text).into_iter().find_map(|number| {
        let in_chinese = number.kind == Kind::Ordinal
            && ROUNDS.iter().any(|word| text[number.span.end..].starts_with(word));
        let before = lower.get(..number.span.start).unwrap_or_default();
        let word =
            before.strip_suffix(' ').and_then(|before| before.rsplit(|c: char| !c.is_alphabetic()).next());
        let in_english = word.is_some_and(|word| ROUNDS_IN_ENGLISH.contains(&word));
        (in_chinese || in_english).then(|| number.value.as_whole()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_no_ranges() {
        assert_eq!(scores("Harbour Town beat River Rovers 2-1 at home"), [(1, 2)]);
        assert_eq!(scores("A 0-0 draw, and 101–95 in Linz."), [(0, 0), (95, 101)]);
        assert_eq!(scores("港城队2比1战胜江城队，上轮3-3战平。"), [(1, 2), (3, 3)]);
        for text in [
            "3-5 years",
            "2024-05-06",
            "at 10:30",
            "a 5-4 ruling",
            "1.5-2 metres",
            "3-5年",
            "ISO 9-1:2",
            "10-15%",
            "The champion, 45-3, won",
        ] {
            assert_eq!(scores(text), [], "{text}");
        }
    }

    #[test]
    fn rounds() {
        assert_eq!(round("第6轮，港城队2比1战胜江城队"), Some(6));
        assert_eq!(round("Harbour Town won Game 3 of the final"), Some(3));
        assert_eq!(round("Harbour Town won 3 games"), None);
    }

    #[test]
    fn two_matches_of_the_same_teams() {
        let of = |title: &str| Fixture::of(title, "");
        let first = of("Harbour Town beat River Rovers 2-1 in first leg");
        assert!(first.is_of_another(&of("River Rovers beat Harbour Town 2-1 in second leg"), None, 0));
        assert!(first.is_of_another(&of("River Rovers beat Harbour Town 2-0"), None, 0));
        assert!(first.is_of_another(&of("River Rovers lose 2-1 again"), Some(14), 14));
        assert!(!first.is_of_another(&of("Late goal saves Harbour Town: 2-1"), Some(1), 1));
        assert!(!first.is_of_another(&of("Harbour Town buy a defender"), Some(14), 14));
        let sets = of("Lind beats Ruiz 6-3 7-5 in Linz");
        assert!(sets.is_of_another(&of("Pike loses 3-6 6-7 6-4 in Linz"), None, 0));
        assert!(!sets.is_of_another(&of("Lind wins 6-3 7-5 on Friday"), None, 0));
        assert!(of("Harbour Town 2-1 Rovers").has_no_score_of(&of("Linz win 3-0 in Graz")));
        assert!(of("第6轮：港城2比1胜江城").is_of_another(&of("第21轮：港城2比1胜江城"), None, 0));
        assert!(!of("港城2比1胜江城").is_of_another(&of("港城队绝杀江城队，2:1"), Some(0), 0));
    }
}
