//! From translated units back to Markdown: written, read again, and written with more care where it reads otherwise.
//!
//! What is markup in Markdown depends on what stands around it, and other words stand around it now: `**“x”**` between
//! Chinese characters is no emphasis (CommonMark 0.31, 6.2), a line may happen to begin with `1.`. So every document is
//! read again after it was written, and the units that did not come out as they were meant are written otherwise.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    super::{
        MarkKind, Marked,
        unit::{Code, Role, Unit},
        written,
    },
    compose::{Spelling, compose},
    escape::Care,
    front_matter,
    read::{Lines, options, read},
};

/// How a paragraph is written.
#[derive(Clone, Copy)]
enum Manner {
    /// With its codes at their places.
    InPlace(Spelling),
    /// With its codes behind the words, each pair with the words that it had.
    Behind,
    /// Not at all: it stays as it was.
    AsItWas,
}

/// Each one safer and less pleasant than the one before. People's documents need the first, hardly ever the second; the last two
/// are for knots of signs that mean something in one way only.
const MANNERS: [Manner; 5] = [
    Manner::InPlace(Spelling { care: Care::Usual, apart: false }),
    Manner::InPlace(Spelling { care: Care::Full, apart: false }),
    Manner::InPlace(Spelling { care: Care::Full, apart: true }),
    Manner::Behind,
    Manner::AsItWas,
];

/// So often only the paragraphs that read otherwise are written again; then all that are in doubt.
const PATIENCE: usize = 8;

/// The document `source` with the words of its `units` replaced by `targets`.
pub(in crate::markup) fn write(source: &str, units: &[Unit], targets: &[Marked]) -> String {
    let frame = frame(source);
    // The lines of a paragraph are written all or none: brackets in one belong to brackets in another.
    let mut manners: HashMap<usize, usize> = units.iter().map(|unit| (unit.block, 0)).collect();
    let units = read(source, Lines::AsWritten);
    let mut given = targets.iter().peekable();
    let targets: Vec<&Marked> = units
        .iter()
        .map(|unit| given.next_if(|_| unit.words.has_language()).unwrap_or(&unit.words))
        .collect();
    for round in 0.. {
        let manner =
            |unit: &Unit| manners.get(&unit.block).map_or(Manner::AsItWas, |manner| MANNERS[*manner]);
        let meant = units.iter().zip(&targets).map(|(unit, target)| match manner(unit) {
            Manner::InPlace(_) => (*target).clone(),
            Manner::Behind => unit.words.behind(&target.text, &str::to_owned),
            Manner::AsItWas => unit.words.clone(),
        });
        let meant: Vec<Marked> = meant.collect();
        let out = written::document(source, &units, |number, others| {
            let spelling = match manner(&units[number]) {
                Manner::InPlace(spelling) => spelling,
                Manner::Behind => Spelling { care: Care::Full, apart: false },
                Manner::AsItWas => return None,
            };
            Some(compose(source, &units[number], &meant[number], spelling, others))
        });
        let wrong = otherwise(source, &units, &meant, &out, round < PATIENCE);
        let wrong = if wrong.is_empty() && self::frame(&out) != frame {
            manners.keys().copied().collect()
        } else {
            wrong
        };
        let mut raised = false;
        for block in wrong {
            if let Some(manner) = manners.get_mut(&block).filter(|manner| **manner + 1 < MANNERS.len()) {
                *manner += 1;
                raised = true;
            }
        }
        if !raised {
            return out;
        }
    }
    source.to_owned()
}

/// The paragraphs that read otherwise than they are meant. Where there are more or fewer than there should be, those where
/// that begins, or all.
fn otherwise(source: &str, units: &[Unit], meant: &[Marked], out: &str, first: bool) -> Vec<usize> {
    let meant = paragraphs(source, units.iter().zip(meant));
    let found = read(out, Lines::Joined);
    let found = paragraphs(out, found.iter().map(|unit| (unit, &unit.words)));
    let differ = |number: &usize| found.get(*number).is_none_or(|found| found.said != meant[*number].said);
    let mut wrong = (0..meant.len()).filter(differ);
    if meant.len() == found.len() {
        return wrong.map(|number| meant[number].block).collect();
    }
    let start = wrong.next().unwrap_or(meant.len());
    let doubtful = if first { start.saturating_sub(1)..(start + 1).min(meant.len()) } else { 0..meant.len() };
    meant[doubtful].iter().map(|paragraph| paragraph.block).collect()
}

/// A paragraph as it reads: its words without blanks, and each code with its place among them.
#[derive(Debug)]
struct Paragraph {
    block: usize,
    said: (String, Vec<(usize, MarkKind, String)>),
}

/// The paragraphs, in the order in which they begin, from their lines.
fn paragraphs<'a>(source: &str, lines: impl Iterator<Item = (&'a Unit, &'a Marked)>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for (unit, words) in lines {
        let number = *numbers.entry(unit.block).or_insert_with(|| {
            paragraphs.push(Paragraph { block: unit.block, said: Default::default() });
            paragraphs.len() - 1
        });
        let (said, marks) = &mut paragraphs[number].said;
        let mut last = 0;
        for mark in &words.marks {
            let code = &unit.codes[mark.code];
            said.push_str(&bare(&words.text[last..mark.at]));
            last = mark.at;
            let at = said.len();
            let kind = match mark.kind {
                MarkKind::Kept(_) => MarkKind::Kept(0),
                // A tag is a tag, whether the other half stands in this line or nowhere.
                _ if code.role == Role::Other => MarkKind::Point,
                kind => kind,
            };
            marks.push((at, kind, as_read(source, code, mark.kind)));
        }
        said.push_str(&bare(&words.text[last..]));
    }
    paragraphs
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What must not change of a code.
pub(super) fn as_read(source: &str, code: &Code, kind: MarkKind) -> String {
    let raw = |range: &Range<usize>| source[range.clone()].to_owned();
    match (code.role, kind) {
        (_, MarkKind::Kept(_)) => raw(&code.open),
        // The words for a picture are a unit of their own.
        (Role::Image, _) => String::new(),
        (_, MarkKind::Point) => raw(&code.open),
        // Whether by stars or low lines.
        (Role::Emphasis, _) => {
            raw(if code.open.is_empty() { &code.close } else { &code.open }).replace('_', "*")
        }
        (_, MarkKind::Close) => code.instead.clone().unwrap_or_else(|| raw(&code.close)),
        (Role::Other, MarkKind::Open) => raw(&code.open),
        (_, MarkKind::Open) => String::new(),
    }
}

/// Everything in a document but its words and what stands among them.
pub(super) fn frame(text: &str) -> Vec<String> {
    let start = front_matter::units(text).1;
    let mut frame = Vec::new();
    let mut code = false;
    for event in Parser::new_ext(&text[start..], options()) {
        match event {
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. },
            ) => {}
            Event::Start(tag) => {
                code = matches!(tag, Tag::CodeBlock(_));
                frame.push(format!("{tag:?}"));
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(words) if code => frame.push(words.into_string()),
            Event::Html(html) => frame.push(html.into_string()),
            Event::Rule | Event::TaskListMarker(_) => frame.push(format!("{event:?}")),
            _ => {}
        }
    }
    frame
}
