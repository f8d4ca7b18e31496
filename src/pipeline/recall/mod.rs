//! What the user's memory knows of a source, and its place in the translation.
//!
//! A line is looked for as a whole, then sentence by sentence; only the very same words are used. Lines and sentences that
//! are remembered never reach an engine, which gets what is left in passages of its own. In a document with markup a line
//! is looked for as it stands, codes and all, then paragraphs and sentences that have no codes in them. What was recalled is
//! part of the recipe, so a correction changes the key of the articles that have its words, and of no other.
//!
//! What an engine made of a line is never used again for the same line elsewhere: models translate it with what stands before
//! it, so the outcome would depend on which article came first. A person's words do not: they are meant to be used again.

use std::{collections::HashSet, ops::Range};

use serde_json::{Value, json};

use crate::{
    fingerprint::Hasher,
    markup::{Document, Form},
    outcome::{Finding, Severity},
    segment::{Codes, Known, Lines, Passage, Source, stitch},
    task::{Memory, Task, Translate},
    text::{Language, sentence},
};

use super::accept::seen;

/// A part of a source that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Where it is.
    pub range: Range<usize>,
    /// Its translation.
    pub text: String,
}

/// Everything of a source that is remembered.
#[derive(Clone, Debug, Default)]
pub struct Recollection {
    /// Lines and sentences of the text as it stands, in order; of a document with markup only lines.
    parts: Vec<Recalled>,
    /// Paragraphs and sentences of a document that have no codes in them, in order.
    words: Vec<(String, String)>,
    /// True when nothing is left for an engine.
    pub is_whole: bool,
}

impl Recollection {
    /// Everything of a source that is remembered.
    pub fn of(memory: &Memory, task: &Task, source: &Source) -> Self {
        let Task::Translate(task) = task else { return Self::default() };
        if memory.is_empty() || task.from == task.to {
            return Self::default();
        }
        let mut recalled = match source.document(task.from) {
            None => Self { parts: lines(memory, task, source, true), ..Self::default() },
            Some(document) => of_document(memory, task, source, &document),
        };
        recalled.is_whole = !recalled.is_empty() && recalled.leaves_nothing(source, task.from);
        recalled
    }

    fn leaves_nothing(&self, source: &Source, from: Language) -> bool {
        match source.document(from) {
            None => source.segments(from).iter().all(|segment| self.covers(segment)),
            Some(document) => Lines::new(&document, from, Codes::Masks, &self.known()).ranges().is_empty(),
        }
    }

    /// True when nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.words.is_empty()
    }

    /// What a recipe says of it.
    pub fn described(&self, source: &Source) -> Value {
        let parts = self.parts.iter().map(|part| (&source.text[part.range.clone()], part.text.as_str()));
        let words = self.words.iter().map(|(words, text)| (words.as_str(), text.as_str()));
        let hash =
            parts.chain(words).fold(Hasher::new(), |hasher, (words, text)| hasher.field(words).field(text));
        json!({"segments": self.parts.len() + self.words.len(), "digest": hash.finish().to_string()})
    }

    /// True for a segment that is remembered.
    pub fn covers(&self, segment: &Range<usize>) -> bool {
        self.parts.iter().any(|part| part.range.start <= segment.start && segment.end <= part.range.end)
    }

    /// What is remembered of a document, for its lines.
    pub fn known(&self) -> Known {
        Known {
            lines: self.parts.iter().map(|part| part.range.clone()).collect(),
            words: self.words.iter().cloned().collect(),
        }
    }

    /// What the checks see in what was recalled. With `mark` each part has a note that a person wrote it.
    pub fn findings(&self, task: &Task, source: &Source, mark: bool) -> Vec<Finding> {
        let parts = self.parts.iter().map(|part| (&source.text[part.range.clone()], part.text.as_str()));
        let words = self.words.iter().map(|(words, text)| (words.as_str(), text.as_str()));
        let mut out = Vec::new();
        for (words, text) in parts.chain(words) {
            out.extend(mark.then(|| Finding {
                check: "edited".to_owned(),
                severity: Severity::Note,
                message: "This is out of your translation memory.".to_owned(),
                source: Some(words.to_owned()),
                target: Some(text.to_owned()),
            }));
            out.extend(seen(task, words, text));
        }
        out
    }

    /// The source with its passages replaced by their drafts, and what was recalled by what is remembered.
    pub fn joined(&self, task: &Task, source: &Source, passages: &[Passage], drafts: &[String]) -> String {
        let drafted =
            passages.iter().zip(drafts).map(|(passage, draft)| (passage.range.clone(), draft.as_str()));
        let remembered = self.parts.iter().map(|part| (part.range.clone(), part.text.as_str()));
        let mut parts: Vec<(Range<usize>, &str)> = drafted.chain(remembered).collect();
        parts.sort_by_key(|(range, _)| range.start);
        stitch(&source.text, parts, task.from(), task.to())
    }

    /// The translation of a document with the lines that are remembered in the place of what an engine made of them. A line of
    /// the source is a line of the translation.
    pub fn lines_put_into(&self, source: &Source, translation: String) -> String {
        if self.parts.is_empty() {
            return translation;
        }
        let mut lines: Vec<String> = translation.split('\n').map(str::to_owned).collect();
        let mut start = 0;
        for (number, line) in source.text.split('\n').enumerate() {
            let end = start + line.len();
            let first = self.parts.partition_point(|part| part.range.start < start);
            let here = self.parts.get(first).filter(|part| part.range.end <= end);
            if let (Some(part), Some(made)) = (here, lines.get_mut(number)) {
                let (before, behind) =
                    (&source.text[start..part.range.start], &source.text[part.range.end..end]);
                *made = format!("{before}{}{behind}", part.text);
            }
            start = end + 1;
        }
        lines.join("\n")
    }
}

/// The lines that are remembered, and the sentences of the others if these are wanted.
fn lines(memory: &Memory, task: &Translate, source: &Source, with_sentences: bool) -> Vec<Recalled> {
    let find = |range: &Range<usize>, previous: Option<&str>| {
        let text = memory.recall(task.from, task.to, &source.text[range.clone()], previous)?;
        Some(Recalled { range: range.clone(), text: text.to_owned() })
    };
    let mut recalled = Vec::new();
    let mut before: Option<&str> = None;
    for line in source.lines() {
        let words = &source.text[line.clone()];
        if let Some(whole) = find(&line, before) {
            recalled.push(whole);
        } else if with_sentences {
            let mut last = None;
            for part in sentence::sentences(words, Some(task.from)) {
                let range = line.start + part.start..line.start + part.end;
                recalled.extend(find(&range, last));
                last = Some(&source.text[range]);
            }
        }
        before = Some(words);
    }
    recalled
}

/// What is remembered of a document with markup. The lines of a web page are nobody's; those of Markdown are what a translation
/// of it keeps.
fn of_document(memory: &Memory, task: &Translate, source: &Source, document: &Document) -> Recollection {
    let parts = match document.form() {
        Form::Markdown => lines(memory, task, source, false),
        Form::Html => Vec::new(),
    };
    let mut recalled = Recollection { parts, ..Recollection::default() };
    let mut known: HashSet<String> = HashSet::new();
    let mut before: Option<String> = None;
    for unit in document.units() {
        let words = unit.words.on_one_line();
        let whole = words.text.trim();
        let find = |text: &str, previous: Option<&str>| {
            memory.recall(task.from, task.to, text, previous).map(str::to_owned)
        };
        if !recalled.covers(&unit.range()) {
            let mut take = |text: &str, target: Option<String>| {
                let Some(target) = target else { return false };
                if known.insert(text.to_owned()) {
                    recalled.words.push((text.to_owned(), target));
                }
                true
            };
            let free = !words.has_codes_within(&(0..words.text.len()));
            if !(free && take(whole, find(whole, before.as_deref()))) {
                let mut last: Option<&str> = None;
                for range in sentence::sentences(&words.text, Some(task.from)) {
                    let text = &words.text[range.clone()];
                    if !words.has_codes_within(&range) {
                        take(text, find(text, last));
                    }
                    last = Some(text);
                }
            }
        }
        before = Some(whole.to_owned());
    }
    recalled
}

#[cfg(test)]
mod tests;
