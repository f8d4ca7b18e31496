//! Codes as numbered tags, the way language models are shown them.
//!
//! `<g1>…</g1>` is what models have seen most of, in web pages and in the exchange formats of translators, costs few tokens,
//! and can be checked: each tag must come back once, and close what it opens. The code itself (an address, a class, a
//! style) is never shown, so it cannot be changed. What must stay as it is stands between tags too, with its words, which
//! are needed to understand the sentence; whatever comes back between these tags is replaced by the original.

use super::{Mark, MarkKind, Marked};

/// Letters of tags; one is taken of which the text has no tags.
const LETTERS: [char; 6] = ['g', 'x', 't', 'm', 'k', 'w'];

/// A text with its codes as tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The text as it is shown.
    pub text: String,
    letter: char,
    tags: Vec<Tag>,
    /// Bytes of the original, and of the text, behind each tag.
    places: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    code: usize,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Pair { empty: bool },
    Kept(String),
    Single(MarkKind),
}

/// What is wrong with the tags of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTags {
    /// One is missing.
    #[error("a tag is missing")]
    Missing,
    /// One is there twice, or stands for nothing.
    #[error("a tag is there that should not be")]
    Added,
    /// A pair does not close what it opens, or has lost its words.
    #[error("the tags are not nested")]
    Crossed,
}

impl Tagged {
    /// Shows the codes of `original` as tags.
    pub fn new(original: &Marked) -> Self {
        let letter =
            LETTERS.into_iter().find(|letter| !has_tag(&original.text, *letter)).unwrap_or(LETTERS[0]);
        let pairs = super::marked::Pairs::of(&original.marks);
        let mut tagged = Self { text: String::new(), letter, tags: Vec::new(), places: Vec::new() };
        let mut at = 0;
        let mut numbers = std::collections::HashMap::new();
        for (number, mark) in original.marks.iter().enumerate() {
            tagged.text.push_str(&original.text[at..mark.at.max(at)]);
            at = mark.at.max(at);
            let next = tagged.tags.len() + 1;
            let shown = match (mark.kind, pairs.partner(number)) {
                (MarkKind::Open, Some(close)) => {
                    numbers.insert(mark.code, next);
                    let inside = original.text[mark.at..original.marks[close].at].trim();
                    tagged.tags.push(Tag { code: mark.code, kind: Kind::Pair { empty: inside.is_empty() } });
                    format!("<{letter}{next}>")
                }
                (MarkKind::Close, Some(_)) => {
                    format!("</{letter}{}>", numbers.get(&mark.code).copied().unwrap_or_default())
                }
                (MarkKind::Kept(_), _) => {
                    let words = &original.text[mark.range()];
                    at = mark.range().end;
                    tagged.tags.push(Tag { code: mark.code, kind: Kind::Kept(words.to_owned()) });
                    format!("<{letter}{next}>{words}</{letter}{next}>")
                }
                (kind, _) => {
                    tagged.tags.push(Tag { code: mark.code, kind: Kind::Single(kind) });
                    format!("<{letter}{next}/>")
                }
            };
            tagged.text.push_str(&shown);
            tagged.places.push((at, tagged.text.len()));
        }
        tagged.text.push_str(&original.text[at..]);
        tagged
    }

    /// Where byte `at` of the original is in the text, behind the tags that stand there.
    pub fn place(&self, at: usize) -> usize {
        let next = self.places.partition_point(|(original, _)| *original <= at);
        match next.checked_sub(1).map(|last| self.places[last]) {
            None => at,
            Some((original, shown)) => shown + (at - original),
        }
    }

    /// The words of `answer` with the codes at the places of their tags.
    ///
    /// # Errors
    /// When a tag is missing, added, or not nested.
    pub fn read(&self, answer: &str) -> Result<Marked, BadTags> {
        let mut out = Marked::default();
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut seen = vec![false; self.tags.len()];
        let mut rest = answer;
        while let Some((at, length, found)) = next_tag(rest, self.letter) {
            out.text.push_str(&rest[..at]);
            rest = &rest[at + length..];
            let number = found.number.checked_sub(1).ok_or(BadTags::Added)?;
            let tag = self.tags.get(number).ok_or(BadTags::Added)?;
            let mark = |kind, at| Mark { at, kind, code: tag.code };
            match (&tag.kind, found.form) {
                (Kind::Single(kind), Form::Single) => {
                    if std::mem::replace(&mut seen[number], true) {
                        return Err(BadTags::Added);
                    }
                    out.marks.push(mark(*kind, out.text.len()));
                }
                (Kind::Pair { .. } | Kind::Kept(_), Form::Open) => {
                    if std::mem::replace(&mut seen[number], true) {
                        return Err(BadTags::Added);
                    }
                    open.push((number, out.text.len()));
                    if let Kind::Pair { .. } = tag.kind {
                        out.marks.push(mark(MarkKind::Open, out.text.len()));
                    }
                }
                (_, Form::Close) => {
                    let (opened, start) = open.pop().ok_or(BadTags::Crossed)?;
                    if opened != number {
                        return Err(BadTags::Crossed);
                    }
                    match &tag.kind {
                        Kind::Kept(words) => {
                            if out.marks.iter().any(|mark| mark.at > start) {
                                return Err(BadTags::Crossed);
                            }
                            out.text.truncate(start);
                            out.text.push_str(words);
                            out.marks.push(mark(MarkKind::Kept(words.len()), start));
                        }
                        Kind::Pair { empty: false } if out.text[start..].trim().is_empty() => {
                            return Err(BadTags::Crossed);
                        }
                        Kind::Pair { .. } => out.marks.push(mark(MarkKind::Close, out.text.len())),
                        Kind::Single(_) => return Err(BadTags::Added),
                    }
                }
                _ => return Err(BadTags::Added),
            }
        }
        out.text.push_str(rest);
        match (open.is_empty(), seen.iter().all(|seen| *seen)) {
            (true, true) => Ok(tight(out)),
            (false, _) => Err(BadTags::Crossed),
            (true, false) => Err(BadTags::Missing),
        }
    }

    /// The words of an answer without any tags, good or bad.
    pub fn stripped(&self, answer: &str) -> String {
        let mut out = String::with_capacity(answer.len());
        let mut rest = answer;
        while let Some((at, length, _)) = next_tag(rest, self.letter) {
            out.push_str(&rest[..at]);
            rest = &rest[at + length..];
        }
        out.push_str(rest);
        out
    }
}

/// Blanks at the edges of a pair go outside: emphasis does not begin or end with one.
fn tight(mut marked: Marked) -> Marked {
    let text = &marked.text;
    for mark in &mut marked.marks {
        match mark.kind {
            MarkKind::Open => {
                let rest = &text[mark.at..];
                mark.at += rest.len() - rest.trim_start_matches(' ').len();
            }
            MarkKind::Close => mark.at = text[..mark.at].trim_end_matches(' ').len(),
            MarkKind::Point | MarkKind::Kept(_) => {}
        }
    }
    if !marked.marks.is_sorted_by_key(|mark| mark.at) {
        // A code among blanks: order matters more than where in them.
        let mut last = 0;
        for mark in &mut marked.marks {
            mark.at = mark.at.max(last);
            last = mark.range().end;
        }
    }
    marked
}

struct Found {
    number: usize,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Open,
    Close,
    Single,
}

/// True where a text has tags that stand for codes.
pub fn are_in(text: &str) -> bool {
    LETTERS.into_iter().any(|letter| has_tag(text, letter))
}

fn has_tag(text: &str, letter: char) -> bool {
    next_tag(text, letter).is_some()
}

/// The first tag of a letter: where it is, how long it is, and what it says. Blanks within and brackets of full width are
/// forgiven.
fn next_tag(text: &str, letter: char) -> Option<(usize, usize, Found)> {
    text.match_indices(['<', '＜']).find_map(|(at, bracket)| {
        let mut rest = text[at + bracket.len()..].trim_start_matches(' ');
        let closes = strip(&mut rest, &['/', '／']);
        rest = rest.trim_start_matches(' ');
        if !strip(&mut rest, &[letter, letter.to_ascii_uppercase()]) {
            return None;
        }
        rest = rest.trim_start_matches(' ');
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start_matches(' ');
        let single = strip(&mut rest, &['/', '／']);
        rest = rest.trim_start_matches(' ');
        if !strip(&mut rest, &['>', '＞']) {
            return None;
        }
        let form = match (closes, single) {
            (true, _) => Form::Close,
            (false, true) => Form::Single,
            (false, false) => Form::Open,
        };
        Some((at, text.len() - at - rest.len(), Found { number, form }))
    })
}

fn strip(rest: &mut &str, signs: &[char]) -> bool {
    match rest.strip_prefix(signs) {
        Some(stripped) => {
            *rest = stripped;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::marked::tests::marked;

    #[test]
    fn tags_come_back_as_codes() {
        let original = marked("The [0forum]0 runs <1cargo build>{2} now.");
        let tagged = Tagged::new(&original);
        assert_eq!(tagged.text, "The <g1>forum</g1> runs <g2>cargo build</g2><g3/> now.");
        assert_eq!(tagged.read(&tagged.text), Ok(original.clone()));
        let answer = "＜g1＞论坛</ g1>现在运行<G2>货物</g2><g3 />。";
        assert_eq!(tagged.read(answer), Ok(marked("[0论坛]0现在运行<1cargo build>{2}。")));
        for (answer, wrong) in [
            ("<g1>论坛</g1>现在运行<g2>x</g2>。", BadTags::Missing),
            ("<g1>论坛</g1><g2>x</g2><g3/><g3/>。", BadTags::Added),
            ("<g1>论坛<g2></g1>x</g2><g3/>。", BadTags::Crossed),
            ("<g1></g1>论坛<g2>x</g2><g3/>。", BadTags::Crossed),
            ("<g1>论坛</g1><g2>x</g2><g3/><g4/>。", BadTags::Added),
        ] {
            assert_eq!(tagged.read(answer), Err(wrong), "{answer}");
        }
        assert_eq!(tagged.stripped("<g1>论坛</g9>。"), "论坛。");
        assert_eq!(&tagged.text[tagged.place(4)..], "forum</g1> runs <g2>cargo build</g2><g3/> now.");
    }

    #[test]
    fn half_a_pair_is_a_tag_by_itself_and_blanks_go_outside() {
        let original = marked("one]0 two [1three");
        let tagged = Tagged::new(&original);
        assert_eq!(tagged.text, "one<g1/> two <g2/>three");
        assert_eq!(tagged.read(&tagged.text), Ok(original));
        let bold = Tagged::new(&marked("a [0b]0 c"));
        assert_eq!(bold.read("甲<g1> 乙 </g1>丙"), Ok(marked("甲 [0乙]0 丙")));
    }

    #[test]
    fn a_text_with_tags_of_its_own_gets_others() {
        let tagged = Tagged::new(&marked("a{0} b").clone());
        assert_eq!(tagged.text, "a<g1/> b");
        let mut own = marked("say g1 {0}");
        own.text = "say<g1> ".to_owned();
        assert_eq!(Tagged::new(&own).text, "say<g1><x1/> ");
    }

    proptest::proptest! {
        #[test]
        fn no_answer_breaks_it(answer in "(</?g[0-4]/?>|[ab标 <>/]|g1){0,20}") {
            let original = marked("a [0b]0 <1c>{2} d");
            let tagged = Tagged::new(&original);
            if let Ok(read) = tagged.read(&answer) {
                proptest::prop_assert!(read.has_the_codes_of(&original), "{read:?}");
            }
        }
    }
}
