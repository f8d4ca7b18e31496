//! Nothing left out: lines without a counterpart, lines left as the source, an end cut off.

use super::{
    Fault, Finding, Remark, Scope, Work, effort, figures::Figure, index::Index, length, numbers::matches,
    quotation, side,
};
use crate::text::{
    Language, hanzi,
    numerals::{Certainty, Value},
};

/// A line of fewer letters may stay as it is: a name, a command, a heading of one word.
const LEAST_LETTERS: usize = 12;

/// A text that ends within a sentence though its source does not is cut off, unless it is longer than this
/// beside its source: then the sentence end alone is missing.
const CUT: f64 = 1.4;

/// The same for a text that ends with a comma or a colon, in Chinese and in English: some translators of
/// news into Chinese leave one.
const CUT_AFTER_COMMA: (f64, f64) = (0.75, 1.05);

/// A shorter source says nothing about its end: a heading, a label.
const SHORTEST_CUT: usize = 20;

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    let (source, target) = (&scope.source, &scope.target);
    if target.lines.is_empty() {
        if !source.lines.is_empty() {
            out.push(Finding::new(Fault::Empty, Remark::NoText));
        }
        return;
    }
    if scope.work == Work::Summary {
        return;
    }
    if target.says_the_same(source) && untranslated(scope, target.text, target.text) {
        out.push(Finding::new(Fault::Untranslated, Remark::SourceItself).in_target(0..target.text.len()));
        return;
    }
    lines(scope, out);
    cut_off(scope, out);
}

fn lines(scope: &Scope, out: &mut Vec<Finding>) {
    let (source, target) = (&scope.source, &scope.target);
    let (expected, found) = (source.lines.len(), target.lines.len());
    if found < expected {
        let message = Remark::LinesMissing.of(&[&found, &expected]);
        out.push(Finding::new(Fault::LineMissing, message).in_target(0..target.text.len()));
    } else if found > expected {
        let message = Remark::LinesAdded.of(&[&found, &expected]);
        out.push(Finding::new(Fault::LineAdded, message).in_target(0..target.text.len()));
    }
    if found == 1 {
        return;
    }
    for (i, line) in target.lines.iter().enumerate() {
        let text = &target.text[line.clone()];
        let counterpart = source.lines.get(i).filter(|_| found == expected);
        let same = counterpart.is_some_and(|l| untranslated(scope, &source.text[l.clone()], text));
        if same || foreign(scope, text) {
            let finding =
                Finding::new(Fault::LineUntranslated, Remark::LineNotTranslated).in_target(line.clone());
            out.push(match counterpart {
                Some(place) => finding.in_source(place.clone()),
                None => finding,
            });
        }
    }
}

/// True where a text that should be translated is the source itself, but for names, code and the like.
fn untranslated(scope: &Scope, source: &str, target: &str) -> bool {
    let languages = (scope.source.language, scope.target.language);
    languages.0.is_chinese() != languages.1.is_chinese()
        && effort::same(source, target)
        && prose(target, languages.0)
}

/// True where a line is prose in the source's language.
fn foreign(scope: &Scope, target: &str) -> bool {
    let (han, latin) = side::letters(target);
    match (scope.source.language, scope.target.language) {
        (Language::English, to) if to.is_chinese() => {
            han == 0 && latin >= 2 * LEAST_LETTERS && prose(target, Language::English)
        }
        (from, Language::English) if from.is_chinese() => han >= 4 && han * 2 > latin,
        _ => false,
    }
}

/// True for a text in sentences: Chinese characters, or English words of which most are in lower case.
fn prose(text: &str, language: Language) -> bool {
    if language.is_chinese() {
        return side::letters(text).0 >= 2;
    }
    if text.chars().filter(char::is_ascii_alphabetic).count() < LEAST_LETTERS {
        return false;
    }
    // Code and commands have few of the small words that hold English together.
    let is_small = |word: &str| SMALL_WORDS.iter().any(|small| word.eq_ignore_ascii_case(small));
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| is_small(w)).count() >= 1
}

/// What ends a sentence, and what announces the next block.
const SENTENCE_ENDS: [char; 11] = ['。', '.', '！', '!', '？', '?', '…', '；', ';', '：', ':'];

/// True for a Chinese text whose last clause has but one character: no clause is so short.
fn one_character_clause(target: &str) -> bool {
    let mut last = target.chars().rev();
    last.next().is_some_and(hanzi::is_han)
        && last.next().is_some_and(|c| matches!(c, '，' | '。' | '；' | '、'))
}

/// True where a figure of the last third of the source is not in the target.
fn figure_lost(scope: &Scope) -> bool {
    let (source, target) = (&scope.source, &scope.target);
    // Counted without white space, which means nothing.
    let solid = || source.text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let last_third = solid().nth(solid().count() * 2 / 3).map_or(source.text.len(), |(at, _)| at);
    let figures = source.figures.iter().rev().take_while(|f| f.span.start >= last_third);
    let sure = |f: &&Figure| f.must_survive() || f.certainty > Certainty::Weak && f.value > Value::small(100);
    let index = Index::new(&target.figures);
    figures.filter(sure).any(|f| !index.candidates(f, 1.0).any(|t| matches(f, t).is_some()))
}

/// The commonest words of English prose.
const SMALL_WORDS: [&str; 24] = [
    "the", "a", "an", "of", "to", "and", "in", "is", "are", "was", "for", "on", "with", "that", "this", "it",
    "you", "we", "by", "at", "have", "be", "as", "from",
];

fn cut_off(scope: &Scope, out: &mut Vec<Finding>) {
    let (source, target) = (scope.source.text.trim_end(), scope.target.text.trim_end());
    let (Some(last_of_source), Some(last)) = (source.chars().next_back(), target.chars().next_back()) else {
        return;
    };
    let comma = |c: char| matches!(c, ',' | '，' | '、' | '-' | '（' | '(' | '：' | ':');
    let ended = |c: char| !c.is_alphanumeric() && !comma(c);
    // Behind the sentence end brackets, quotation marks and marks of code may follow.
    let bare = source.trim_end_matches(|c: char| !c.is_alphanumeric() && !SENTENCE_ENDS.contains(&c));
    let source_ended = bare.ends_with(SENTENCE_ENDS);
    let ratio = length::weight(target) as f64 / length::weight(source).max(1) as f64;
    let comma_limit = if scope.target.language.is_chinese() { CUT_AFTER_COMMA.0 } else { CUT_AFTER_COMMA.1 };
    // Many texts end in something else than a sentence end: a bracket, a mark of code.
    let within_sentence = match last {
        c if c.is_alphanumeric() => ratio < CUT,
        c if comma(c) => ratio < comma_limit,
        _ => false,
    };
    let open = !ended(last) || !matches!(last, '。' | '.' | '“' | '！' | '!' | '？' | '?' | '”' | '"' | '」');
    let within_brackets = open && quotation::unclosed(target) > 0 && quotation::unclosed(source) == 0;
    // Before a list both may end with a colon; a source that ends so itself is cut off itself.
    let announces = comma(last) && (bare.ends_with([':', '：']) || comma(last_of_source));
    let cut = source_ended && within_sentence && !announces
        || ended(last_of_source) && within_brackets
        || !ended(last)
            && (one_character_clause(target) && !one_character_clause(source)
                || !source_ended && figure_lost(scope));
    if cut && length::weight(source) > SHORTEST_CUT {
        let start = target.char_indices().rev().nth(9).map_or(0, |(i, _)| i);
        out.push(Finding::new(Fault::CutOff, Remark::CutOff).in_target(start..target.len()));
    }
}
