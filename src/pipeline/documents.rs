//! The translation of a document that keeps its form.

use crate::{
    engine::{Draft, Engine, Watcher},
    markup::{Document, Marked, project::Help},
    outcome::Method,
    rules,
    segment::{Lines, Passage, Settled, pack},
    task::{Task, Translate},
    text::sentence,
};

use super::{
    accept::{Judged, judge},
    work::{Made, drafts},
};

/// Translates `document` line by line. Lines whose codes do not come back are asked for again; in the end their places are
/// looked for, so that none is lost.
pub(super) fn translate(
    engine: &mut dyn Engine,
    translation: &Translate,
    title: Option<&str>,
    document: &Document,
    watcher: &dyn Watcher,
) -> Result<Made, String> {
    let task = &Task::Translate(translation.clone());
    let (from, to) = (translation.from, translation.to);
    let lines = Lines::new(document, from, engine.codes());
    let passages =
        pack(title, lines.text(), lines.ranges(), engine.window(task), |text| engine.measure(text));
    let mut starts = Vec::with_capacity(passages.len());
    let mut next = 0;
    for passage in &passages {
        starts.push(next);
        next += passage.segments.len();
    }
    let say = |words: &str| {
        let segments = sentence::sentences(words, Some(from));
        rules::translate(words, &segments, from, to, &translation.glossary)
    };
    let help = Help { from, to, say: &say };
    let taken = drafts(engine, task, &passages, watcher, |number, draft| {
        judged(task, &lines, starts[number], &passages[number], draft, &help)
    })?;
    let targets: Vec<Marked> = taken.texts.into_iter().flatten().map(|settled| settled.words).collect();
    Ok(Made { text: lines.write(&targets, to), method: taken.method, findings: taken.findings })
}

/// A draft of the lines from number `first` on, judged by its words, and the lines with their codes.
fn judged(
    task: &Task,
    lines: &Lines<'_>,
    first: usize,
    passage: &Passage,
    draft: &Draft,
    help: &Help<'_>,
) -> (Judged, Vec<Settled>) {
    let answers: Vec<&str> = draft.text.split('\n').collect();
    if answers.len() != passage.segments.len() {
        return (judge(task, passage, draft), Vec::new());
    }
    let settled: Vec<Settled> =
        answers.iter().zip(first..).map(|(answer, line)| lines.settle(line, answer, help)).collect();
    let words = |lines: Vec<&str>| lines.join("\n");
    let plain = Passage {
        text: words((first..first + answers.len()).map(|line| lines.words(line)).collect()),
        ..passage.clone()
    };
    let said = Draft {
        text: words(settled.iter().map(|settled| settled.words.text.as_str()).collect()),
        ..draft.clone()
    };
    let mut judged = judge(task, &plain, &said);
    judged.broken = settled.iter().filter(|settled| !settled.kept).count();
    judged.again |= judged.broken > 0 && draft.method == Method::Generated;
    (judged, settled)
}
