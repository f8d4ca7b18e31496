//! A document with markup as lines for engines, a line a sentence or a paragraph, and its translation put together again.
//!
//! Codes at the edges of a line stay outside, where nobody can lose them. Those within are shown in one of two ways,
//! [`Codes`]; whatever comes back, each of them has one place in the end.

use std::{collections::HashMap, ops::Range};

use crate::{
    markup::{
        Document, Marked,
        masks::Masked,
        project::{Help, evenly, project},
        tags::Tagged,
    },
    text::{Language, sentence},
};

/// How an engine is shown the codes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// As numbered tags among the words of a paragraph, for those who can be told to keep them.
    Tags,
    /// Not at all, but for masks in the place of what must stay as it is; a sentence a line. Their places in the
    /// translation are looked for.
    Masks,
}

/// What somebody knows of a document before it is translated.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Bytes of the document that are replaced as they stand: units within them are left alone.
    pub lines: Vec<Range<usize>>,
    /// Paragraphs and sentences without codes, and their translations.
    pub words: HashMap<String, String>,
}

/// A document as lines.
pub struct Lines<'a> {
    document: &'a Document,
    from: Language,
    units: Vec<Unit>,
    lines: Vec<Line>,
    text: String,
    ranges: Vec<Range<usize>>,
}

/// A unit of the document: what lies before each of its lines, and behind the last. Lines that are known are not shown.
struct Unit {
    between: Vec<Marked>,
    known: Vec<Option<Marked>>,
}

/// A line as it is, and as it is shown.
struct Line {
    words: Marked,
    masked: Masked,
    tagged: Option<Tagged>,
}

/// A translated line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The words with the codes.
    pub words: Marked,
    /// True where the engine itself kept every code that it was shown.
    pub kept: bool,
}

impl<'a> Lines<'a> {
    /// The lines of a document in `from`, but for what is known of it.
    pub fn new(document: &'a Document, from: Language, codes: Codes, known: &Known) -> Self {
        let mut lines = Self {
            document,
            from,
            units: Vec::new(),
            lines: Vec::new(),
            text: String::new(),
            ranges: Vec::new(),
        };
        for unit in document.units() {
            let words = unit.words.on_one_line();
            match known.replaces(&unit.range()) {
                true => lines.units.push(Unit { between: vec![words], known: Vec::new() }),
                false => lines.add(words, codes, known),
            }
        }
        lines
    }

    fn add(&mut self, words: Marked, codes: Codes, known: &Known) {
        let (ranges, translations) = self.pieces(&words, codes, known);
        let mut unit = Unit { between: vec![Marked::default()], known: Vec::new() };
        let translations = translations.into_iter().chain([None]);
        for (cut, translation) in words.cut(&ranges).into_iter().zip(translations) {
            // Lines are never empty, so there is something between before each.
            if let Some(gap) = unit.between.last_mut() {
                gap.push(&cut.before);
            }
            if translation.is_none() && !cut.inside.has_words() {
                if let Some(gap) = unit.between.last_mut() {
                    gap.push(&cut.inside);
                }
                continue;
            }
            if translation.is_none() {
                self.show(cut.inside, codes);
            }
            unit.known.push(translation.map(Marked::plain));
            unit.between.push(Marked::default());
        }
        self.units.push(unit);
    }

    /// Where the lines of a unit are, and the translations of those that are known.
    fn pieces<'k>(
        &self,
        words: &Marked,
        codes: Codes,
        known: &'k Known,
    ) -> (Vec<Range<usize>>, Vec<Option<&'k str>>) {
        let inside = words.text.trim();
        let start = words.text.len() - words.text.trim_start().len();
        let whole = start..start + inside.len();
        let in_parts = || match codes {
            Codes::Masks => sentences(words, self.from),
            Codes::Tags => vec![whole.clone()],
        };
        if let Some(translation) = known.of(words, &whole) {
            return (vec![whole], vec![Some(translation)]);
        }
        let sentences = || sentence::sentences(&words.text, Some(self.from));
        if known.words.is_empty() || sentences().iter().all(|range| known.of(words, range).is_none()) {
            let ranges = in_parts();
            let none = vec![None; ranges.len()];
            return (ranges, none);
        }
        let mut pieces: Vec<(Range<usize>, Option<&str>)> = Vec::new();
        for range in self::sentences(words, self.from) {
            let translation = known.of(words, &range);
            match pieces.last_mut() {
                Some((last, None)) if translation.is_none() && codes == Codes::Tags => last.end = range.end,
                _ => pieces.push((range, translation)),
            }
        }
        pieces.into_iter().unzip()
    }

    fn show(&mut self, words: Marked, codes: Codes) {
        let masked = Masked::new(&words);
        let tagged = (codes == Codes::Tags).then(|| Tagged::new(&words));
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(tagged.as_ref().map_or(&masked.words.text, |tagged| &tagged.text));
        self.ranges.push(start..self.text.len());
        self.lines.push(Line { words, masked, tagged });
    }

    /// The lines as they are shown, parted by line breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each line is in the text.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// The words of a line, without codes.
    pub fn words(&self, line: usize) -> &str {
        &self.lines[line].words.text
    }

    /// The translation of a line with its codes: where their signs came back, or else where the words are that they belong
    /// to, or else anywhere.
    pub fn settle(&self, line: usize, answer: &str, help: &Help<'_>) -> Settled {
        let Line { words, masked, tagged } = &self.lines[line];
        let Some(tagged) = tagged else {
            let restored = masked.restore(&project(&masked.words, answer, help));
            let kept = restored.is_some();
            let restored = restored.unwrap_or_else(|| masked.found(&masked.mended(answer), words, help));
            let same = restored.has_the_codes_of(words) && restored.nests_as(words);
            let words = if same { restored } else { words.run_by_run(help) };
            return Settled { words, kept };
        };
        match tagged.read(answer) {
            Ok(read) if read.has_the_codes_of(words) && read.nests_as(words) => {
                Settled { words: read, kept: true }
            }
            _ => {
                // No words of anybody else are put into what one engine wrote.
                let answer = masked.mended(&masked.masking(&tagged.stripped(answer)));
                let mut found = project(&masked.words, &answer, help);
                if found.text != answer {
                    found = evenly(&masked.words, &answer);
                }
                let found = masked.restore(&found).unwrap_or_else(|| masked.found(&answer, words, help));
                Settled { words: found, kept: false }
            }
        }
    }

    /// The document with the lines that were shown replaced by these, in the same order, in the language `to`.
    pub fn write(&self, lines: &[Marked], to: Language) -> String {
        let mut shown = lines.iter();
        let targets: Vec<Marked> = self
            .units
            .iter()
            .zip(self.document.units())
            .map(|(unit, source)| {
                let next = |known: &Option<Marked>| known.clone().or_else(|| shown.next().cloned());
                let lines: Vec<Marked> = unit.known.iter().filter_map(next).collect();
                let made = joined(&unit.between, &lines, to);
                let source = source.words.on_one_line();
                if made.has_the_codes_of(&source) { made } else { untangled(&source, &made) }
            })
            .collect();
        self.document.write(&targets, to)
    }
}

impl Known {
    /// True for bytes of the document that are replaced as they stand.
    fn replaces(&self, unit: &Range<usize>) -> bool {
        self.lines.iter().any(|line| line.start <= unit.start && unit.end <= line.end)
    }

    /// What is known of the words at `range`.
    fn of(&self, words: &Marked, range: &Range<usize>) -> Option<&str> {
        let translation = self.words.get(words.text.get(range.clone())?)?;
        (!words.has_codes_within(range)).then_some(translation)
    }
}

/// Where the sentences of a text are; none ends within words that must stay.
fn sentences(words: &Marked, language: Language) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut kept =
        words.marks.iter().map(crate::markup::Mark::range).filter(|range| !range.is_empty()).peekable();
    for range in sentence::sentences(&words.text, Some(language)) {
        while kept.next_if(|kept| kept.end <= range.start).is_some() {}
        let cuts = kept.peek().is_some_and(|kept| kept.start < range.start);
        match ranges.last_mut().filter(|_| cuts) {
            Some(last) => last.end = range.end,
            None => ranges.push(range),
        }
    }
    // Blanks at the edges of what must stay belong to it.
    for mark in words.marks.iter().filter(|mark| !mark.range().is_empty()) {
        let kept = mark.range();
        if let Some(range) = ranges.iter_mut().find(|range| range.start < kept.end && kept.start < range.end)
        {
            *range = range.start.min(kept.start)..range.end.max(kept.end);
        }
    }
    ranges
}

/// Lines and what lies between them as one text. Inside a paragraph English parts sentences by a space, Chinese by nothing.
fn joined(between: &[Marked], lines: &[Marked], to: Language) -> Marked {
    let mut out = Marked::default();
    for (number, gap) in between.iter().enumerate() {
        let inner = number > 0 && number < lines.len();
        match inner && gap.text.trim().is_empty() {
            true => out.push(&spaced(gap, &out.text, to)),
            false => out.push(gap),
        }
        if let Some(line) = lines.get(number) {
            out.push(line);
        }
    }
    out
}

/// A gap between two sentences as the target language writes it behind `before`.
fn spaced(gap: &Marked, before: &str, to: Language) -> Marked {
    let latin = before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".!?".contains(c));
    match to {
        Language::English if gap.text.is_empty() => gap.with_blank(),
        Language::English => gap.clone(),
        _ if latin => gap.clone(),
        _ => gap.without_blanks(),
    }
}

/// The words of `made` with the codes of `source` at their shares of the text: for pairs that came back crosswise.
fn untangled(source: &Marked, made: &Marked) -> Marked {
    let masked = Masked::new(source);
    let answer = masked.mended(&masked.masking(&made.text));
    masked.restore(&evenly(&masked.words, &answer)).unwrap_or_else(|| source.clone())
}
