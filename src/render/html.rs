//! Records as one self-contained HTML page: no scripts, nothing loaded from elsewhere.

use std::ops::Range;

use minijinja::{Value, context};

use super::{
    Layout, Record,
    in_place::{self, Marks, Piece, Placed, placed},
    plain::unturned,
    record::Made,
    template::Templates,
};
use crate::{
    checks::Pair,
    outcome::{Finding, Severity},
    text::Language,
};

/// A built-in template filled in: records and checks have no templates of the user's.
fn fill(template: &str, values: Value) -> String {
    let filled = Templates::built_in().fill(template, values);
    filled.expect("the built-in templates use only values that are given: a test renders each") + "\n"
}

/// The beginning of a page of records.
pub fn html_head(title: &str, language: Option<Language>) -> String {
    fill("head.html", context! { title, lang => tag(language) })
}

/// One record, as an `article` element.
pub fn html_record(record: &Record, layout: Layout) -> String {
    let made = |language: Language, made: &Made, beside: bool| {
        let original = if beside { record.original.as_str() } else { "" };
        let findings = to_mark(&made.findings);
        let findings = placed(&findings, original, &made.text);
        context! {
            lang => language.tag(), method => made.method.name(), engine => made.engine.as_str(),
            paragraphs => marked(&made.text, &findings),
            lines => lines(if layout == Layout::Target { "" } else { original }, &made.text, &findings),
            findings => listed(&findings, Language::English, Severity::name),
        }
    };
    fill(
        "record.html",
        context! {
            title => record.headline.as_str(),
            lang => tag(record.lang),
            published => record.published.map(|date| date.to_string()),
            publisher => record.publisher.as_deref(),
            source => record.source.as_deref(),
            link => record.source.as_deref().filter(|source| is_link(source)),
            summaries => record.summaries.iter().map(|(l, m)| made(l, m, false)).collect::<Vec<_>>(),
            translations => record.translations.iter().map(|(l, m)| made(l, m, true)).collect::<Vec<_>>(),
            paragraphs => paragraphs(record.text.as_deref().unwrap_or_default()),
            layout => match layout { Layout::Target => "target", Layout::Interleaved => "interleaved", Layout::SideBySide => "side-by-side" },
        },
    )
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// The findings that are shown in a text that is made to be read: notes tell of nothing wrong.
pub(super) fn to_mark(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.severity > Severity::Note).cloned().collect()
}

/// The paragraphs of a text with their marks; blank ones are left out.
pub(super) fn marked(text: &str, findings: &[Placed]) -> Vec<Value> {
    let marks = Marks::new(text, findings, |finding| finding.target.clone());
    let shown = in_place::lines(text).into_iter().filter(|line| !text[line.clone()].trim().is_empty());
    shown.map(|line| filled_in(marks.pieces(text, line))).collect()
}

/// The pieces of a line for the template `line.html`.
fn filled_in(pieces: Vec<Piece>) -> Value {
    let piece = |Piece { text, class, title, numbers }: Piece| {
        context! { text, class, title => title.as_ref(), numbers }
    };
    pieces.into_iter().map(piece).collect()
}

/// What stands below a text: the findings with their numbers, in a language that has a word for how bad each is.
pub(super) fn listed(
    findings: &[Placed],
    language: Language,
    word: impl Fn(Severity) -> &'static str,
) -> Vec<Value> {
    let colon = if language.is_chinese() { "：" } else { ": " };
    let item = |(number, finding): (usize, &Placed)| {
        let (severity, word) = (finding.severity.name(), word(finding.severity));
        context! { number, severity, word, check => finding.check, colon, message => finding.message }
    };
    (1..).zip(findings).map(item).collect()
}

/// The lines of two texts in pairs, with their marks; where both are blank they are left out.
fn lines(source: &str, target: &str, findings: &[Placed]) -> Vec<(Value, Value)> {
    let (left, right) = (in_place::lines(source), in_place::lines(target));
    let there = Marks::new(source, findings, |finding| finding.source.clone());
    let here = Marks::new(target, findings, |finding| finding.target.clone());
    let line = |lines: &[Range<usize>], at: usize| lines.get(at).cloned().unwrap_or(0..0);
    let pairs = (0..left.len().max(right.len())).map(|at| (line(&left, at), line(&right, at)));
    let blank = |text: &str, line: &Range<usize>| text[line.clone()].trim().is_empty();
    pairs
        .filter(|(left, right)| !blank(source, left) || !blank(target, right))
        .map(|(left, right)| {
            let (left, right) = (there.pieces(source, left), here.pieces(target, right));
            (filled_in(left), filled_in(right))
        })
        .collect()
}

/// Two texts beside each other, with the findings in place, as one page.
pub fn html_check(title: &str, pair: &Pair, findings: &[Placed]) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let count = findings.len();
    fill(
        "check.html",
        context! {
            title,
            lang => tag(Some(pair.target_lang)),
            about => format!("{count} finding{}, {errors} of them errors", if count == 1 { "" } else { "s" }),
            source_lang => tag(Some(pair.source_lang)),
            target_lang => tag(Some(pair.target_lang)),
            lines => lines(pair.source, pair.target, findings),
            findings => listed(findings, Language::English, Severity::name),
        },
    )
}

/// The end of a page of records.
pub fn html_foot() -> String {
    "</main>\n</body>\n</html>\n".to_owned()
}

pub(super) fn tag(language: Option<Language>) -> &'static str {
    match language {
        Some(Language::Chinese) => "zh-Hans",
        Some(other) => other.tag(),
        None => "und",
    }
}

/// True for what may stand in a `href`: no `javascript:` and the like, and nothing that no address may have (RFC 3986).
pub(super) fn is_link(source: &str) -> bool {
    let excluded = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || unturned(c.encode_utf8(&mut [0; 4])).is_empty()
            || "\"<>\\^`{|}".contains(c)
    };
    (source.starts_with("https://") || source.starts_with("http://")) && !source.contains(excluded)
}
