//! A text with the codes that stand in it.

use std::{collections::HashMap, ops::Range};

/// Words without markup, and the codes that stand among them: where emphasis begins and ends, where a picture stands,
/// what is program code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub text: String,
    /// The codes in the order in which they are written.
    pub marks: Vec<Mark>,
}

/// A code at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The byte of the text before which it stands.
    pub at: usize,
    /// What it is.
    pub kind: MarkKind,
    /// Which code of its unit it is: what opens and what closes have one number.
    pub code: usize,
}

/// What a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// It opens a pair. Without its partner the pair goes on beyond the end.
    Open,
    /// It closes a pair. Without its partner the pair began before the start.
    Close,
    /// It stands by itself and has no words: a picture, a comment, the number of a footnote.
    Point,
    /// So many bytes of words from its place on, which stay as they are: program code, an address.
    Kept(usize),
}

impl Mark {
    /// The bytes of the text that it takes.
    pub fn range(&self) -> Range<usize> {
        match self.kind {
            MarkKind::Kept(length) => self.at..self.at + length,
            MarkKind::Open | MarkKind::Close | MarkKind::Point => self.at..self.at,
        }
    }
}

impl Marked {
    /// Words without codes.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// Adds another text behind this one.
    pub fn push(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|mark| Mark { at: mark.at + shift, ..*mark }));
    }

    /// The text with a blank in the place of each line break.
    pub fn on_one_line(&self) -> Self {
        Self { text: self.text.replace(['\n', '\r'], " "), marks: self.marks.clone() }
    }

    /// The text, which is blank, with a blank before whatever opens in it.
    pub fn with_blank(&self) -> Self {
        let ends = |mark: &&Mark| mark.kind != MarkKind::Open;
        let first = self.marks.iter().take_while(ends).count();
        let shifted = |(number, mark): (usize, &Mark)| Mark { at: usize::from(number >= first), ..*mark };
        Self { text: " ".to_owned(), marks: self.marks.iter().enumerate().map(shifted).collect() }
    }

    /// The codes alone of a text that is blank.
    pub fn without_blanks(&self) -> Self {
        Self { text: String::new(), marks: self.marks.iter().map(|mark| Mark { at: 0, ..*mark }).collect() }
    }

    /// True where there are letters that are not kept as they are.
    pub fn has_language(&self) -> bool {
        self.free().contains(char::is_alphabetic)
    }

    /// True where there are letters or digits that are not kept as they are.
    pub fn has_words(&self) -> bool {
        self.free().contains(char::is_alphanumeric)
    }

    /// True where a code stands among the words at `range`, and not only at their edges.
    pub fn has_codes_within(&self, range: &Range<usize>) -> bool {
        self.marks.iter().any(|mark| match mark.kind {
            MarkKind::Kept(_) => mark.at < range.end && range.start < mark.range().end,
            _ => range.start < mark.at && mark.at < range.end,
        })
    }

    /// The words that are not kept as they are.
    fn free(&self) -> String {
        let mut at = 0;
        let mut free = String::new();
        for mark in self.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Kept(_))) {
            free.push_str(&self.text[at..mark.at.max(at)]);
            at = mark.range().end.max(at);
        }
        free + &self.text[at..]
    }

    /// The text cut into what is worked on and what lies between: `ranges` are in order and do not overlap. Put together
    /// again, the parts are the text.
    ///
    /// Codes at the edge of a range that need nobody's care (all but pairs of which one half is further in) go to what lies
    /// between, where they cannot be lost.
    pub fn cut(&self, ranges: &[Range<usize>]) -> Vec<Cut> {
        let pairs = Pairs::of(&self.marks);
        let mut cuts = Vec::with_capacity(ranges.len() + 1);
        let mut at = 0;
        let mut next = 0;
        for range in ranges {
            let first = self.first_inside(&pairs, next, range);
            let last = self.last_inside(&pairs, first, range);
            let before = self.part(at..range.start, next..first);
            let inside = self.part(range.clone(), first..last);
            cuts.push(Cut { before, inside });
            (at, next) = (range.end, last);
        }
        cuts.push(Cut {
            before: self.part(at..self.text.len(), next..self.marks.len()),
            inside: Self::default(),
        });
        cuts
    }

    /// The first mark that belongs inside `range`, from mark number `from` on.
    fn first_inside(&self, pairs: &Pairs, from: usize, range: &Range<usize>) -> usize {
        let outside = |number: &usize| {
            let mark = &self.marks[*number];
            match mark.kind {
                _ if mark.at < range.start => true,
                _ if mark.at > range.start => false,
                MarkKind::Kept(_) => false,
                MarkKind::Point | MarkKind::Close => true,
                // Where the other half is inside, both are.
                MarkKind::Open => {
                    pairs.partner(*number).is_none_or(|close| self.marks[close].at >= range.end)
                }
            }
        };
        from + (from..self.marks.len()).take_while(outside).count()
    }

    /// The end of the marks that belong inside `range`, of those from number `first` on.
    fn last_inside(&self, pairs: &Pairs, first: usize, range: &Range<usize>) -> usize {
        let end = first + self.marks[first..].iter().take_while(|mark| mark.at <= range.end).count();
        let inside = |number: &usize| {
            let mark = &self.marks[*number];
            match mark.kind {
                _ if mark.at < range.end => true,
                MarkKind::Kept(_) | MarkKind::Point | MarkKind::Open => false,
                MarkKind::Close => pairs.partner(*number).is_some_and(|open| open >= first),
            }
        };
        // Whatever stands behind the last one inside is outside.
        (first..end).rev().find(inside).map_or(first, |last| last + 1)
    }

    /// `words` with the codes of this text behind them, each pair with the words that it has here, as `say` says them: for
    /// translations in which no place was found for the codes.
    pub fn behind(&self, words: &str, say: &dyn Fn(&str) -> String) -> Self {
        let pairs = Pairs::of(&self.marks);
        let mut out = Self::plain(words);
        let half = |number: &usize, kind: MarkKind| {
            self.marks[*number].kind == kind && pairs.partner(*number).is_none()
        };
        // What began before the text ends with it, what goes on begins behind it.
        let started = (0..self.marks.len()).filter(|number| half(number, MarkKind::Close));
        out.marks.extend(started.map(|number| Mark { at: 0, ..self.marks[number] }));
        let mut depth = 0;
        for (number, mark) in self.marks.iter().enumerate() {
            let paired = pairs.partner(number).is_some();
            if depth == 0 && (paired || !matches!(mark.kind, MarkKind::Open | MarkKind::Close)) {
                out.text.push(' ');
            }
            match mark.kind {
                MarkKind::Open | MarkKind::Close if !paired => continue,
                MarkKind::Open => depth += 1,
                MarkKind::Close => depth -= 1,
                MarkKind::Point | MarkKind::Kept(_) => {}
            }
            out.marks.push(Mark { at: out.text.len(), ..*mark });
            let end = match self.marks.get(number + 1) {
                Some(next) if depth > 0 => next.at,
                _ => mark.range().end,
            };
            out.text.push_str(&self.text[mark.range()]);
            let run = &self.text[mark.range().end..end.max(mark.range().end)];
            if run.trim().is_empty() {
                out.text.push_str(run);
            } else {
                out.text.push_str(&say(run));
            }
        }
        let goes_on = (0..self.marks.len()).filter(|number| half(number, MarkKind::Open));
        let at = out.text.len();
        out.marks.extend(goes_on.map(|number| Mark { at, ..self.marks[number] }));
        out
    }

    fn part(&self, range: Range<usize>, marks: Range<usize>) -> Self {
        let shifted = |mark: &Mark| Mark { at: mark.at.clamp(range.start, range.end) - range.start, ..*mark };
        Self {
            text: self.text[range.clone()].to_owned(),
            marks: self.marks[marks].iter().map(shifted).collect(),
        }
    }
}

/// Which marks belong together.
pub(super) struct Pairs(Vec<Option<usize>>);

impl Pairs {
    /// The pairs among `marks`: what opens first is closed by what closes first.
    pub(super) fn of(marks: &[Mark]) -> Self {
        let mut open: HashMap<usize, usize> = HashMap::new();
        let mut partners = vec![None; marks.len()];
        for (number, mark) in marks.iter().enumerate() {
            match mark.kind {
                MarkKind::Open => {
                    open.entry(mark.code).or_insert(number);
                }
                MarkKind::Close => {
                    if let Some(opened) = open.remove(&mark.code) {
                        (partners[opened], partners[number]) = (Some(number), Some(opened));
                    }
                }
                MarkKind::Point | MarkKind::Kept(_) => {}
            }
        }
        Self(partners)
    }

    /// The number of the other half.
    pub(super) fn partner(&self, number: usize) -> Option<usize> {
        self.0.get(number).copied().flatten()
    }
}

/// A part that is worked on, and what lies before it. The last one of a text has nothing inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// What lies between the last part and this one.
    pub before: Marked,
    /// The part.
    pub inside: Marked,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `a[1 b` opens code 1, `b]1` closes it, `{2}` is a point, `(3 x )3` is kept.
    pub fn marked(text: &str) -> Marked {
        let mut out = Marked::default();
        let mut kept = 0;
        let mut chars = text.chars().peekable();
        let code = |chars: &mut std::iter::Peekable<std::str::Chars>| {
            chars.next().and_then(|c| c.to_digit(10)).expect("a code") as usize
        };
        while let Some(c) = chars.next() {
            let at = out.text.len();
            match c {
                '[' => out.marks.push(Mark { at, kind: MarkKind::Open, code: code(&mut chars) }),
                ']' => out.marks.push(Mark { at, kind: MarkKind::Close, code: code(&mut chars) }),
                '{' => {
                    out.marks.push(Mark { at, kind: MarkKind::Point, code: code(&mut chars) });
                    chars.next();
                }
                '<' => {
                    kept = out.marks.len();
                    out.marks.push(Mark { at, kind: MarkKind::Kept(0), code: code(&mut chars) });
                }
                '>' => {
                    let mark = &mut out.marks[kept];
                    mark.kind = MarkKind::Kept(at - mark.at);
                }
                c => out.text.push(c),
            }
        }
        out
    }

    #[test]
    fn what_needs_no_care_is_outside() {
        let whole = marked("{1}[2One two.]2{3} [4Three [5four.]5 Five]4 six <6x>.");
        let cuts = whole.cut(&[0..8, 9..20, 21..32]);
        let shown: Vec<(usize, usize)> =
            cuts.iter().map(|c| (c.before.marks.len(), c.inside.marks.len())).collect();
        assert_eq!(cuts[0].inside, Marked::plain("One two."));
        assert_eq!(cuts[1].inside, marked("Three [5four.]5"));
        assert_eq!(cuts[2].inside, marked("Five]4 six <6x>."));
        assert_eq!(shown, [(2, 0), (3, 2), (0, 2), (0, 0)]);
    }

    proptest! {
        #[test]
        fn cut_and_put_together_nothing_changes(
            words in prop::collection::vec("[a-c标 .]{0,4}", 1..8),
            marks in prop::collection::vec((0usize..4, 0usize..8), 0..8),
            cuts in prop::collection::vec(0usize..30, 0..6),
        ) {
            let text: String = words.concat();
            let place = |at: usize| text.floor_char_boundary(at * text.len() / 8);
            let mut all: Vec<Mark> = marks.iter().enumerate().map(|(code, (kind, at))| Mark {
                at: place(*at),
                kind: [MarkKind::Open, MarkKind::Close, MarkKind::Point, MarkKind::Kept(0)][*kind],
                code: code / 2,
            }).collect();
            all.sort_by_key(|mark| mark.at);
            let whole = Marked { text: text.clone(), marks: all };
            let mut edges: Vec<usize> = cuts.iter().map(|at| text.floor_char_boundary((*at).min(text.len()))).collect();
            edges.sort_unstable();
            edges.dedup();
            let ranges: Vec<Range<usize>> = edges.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
            let mut again = Marked::default();
            for cut in whole.cut(&ranges) {
                again.push(&cut.before);
                again.push(&cut.inside);
            }
            prop_assert_eq!(again, whole);
        }
    }
}
