//! The translation of a document that keeps its form.

use crate::{
    engine::{Draft, Engine, Watcher},
    markup::{Document, Marked, project::Help},
    outcome::Method,
    rules,
    segment::{Codes, Lines, Passage, Settled, Source, pack},
    task::{Task, Translate},
    text::sentence,
};

use super::{
    accept::{Judged, judge},
    recall::Recollection,
    taken::{drafts, escalated},
    work::Made,
};

/// Translates `document` line by line. Lines whose codes do not come back are asked for again; in the end their places are
/// looked for, so that none is lost. What was recalled is not asked for.
pub(super) fn translate(
    engine: &mut dyn Engine,
    translation: &Translate,
    source: &Source,
    document: &Document,
    recalled: &Recollection,
    watcher: &dyn Watcher,
) -> Result<Made, String> {
    let task = &Task::Translate(translation.clone());
    let (from, to) = (translation.from, translation.to);
    let lines = Lines::new(document, from, engine.codes(), &recalled.known());
    let passages =
        pack(source.title, lines.text(), lines.ranges(), engine.window(task), |text| engine.measure(text));
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
    let written = |(number, settled): (usize, &Vec<Settled>)| {
        let lines = (starts[number]..).take(settled.len()).map(|line| lines.words(line));
        let target = settled.iter().map(|settled| settled.words.text.as_str());
        (lines.collect::<Vec<_>>().join("\n"), target.collect::<Vec<_>>().join("\n"))
    };
    let escalated = escalated(taken.turns, taken.texts.iter().enumerate().map(written));
    let targets: Vec<Marked> = taken.texts.into_iter().flatten().map(|settled| settled.words).collect();
    let mut findings = taken.findings;
    findings.extend(recalled.findings(task, source, true));
    let text = recalled.lines_put_into(source, lines.write(&targets, to));
    Ok(Made { text, engine: taken.engine, method: taken.method, findings, escalated })
}

/// The translation of a source of which everything is remembered.
pub(super) fn remembered(task: &Task, source: &Source, recalled: &Recollection) -> String {
    match source.document(task.from()) {
        None => recalled.joined(task, source, &[], &[]),
        Some(document) => {
            let lines = Lines::new(&document, task.from(), Codes::Masks, &recalled.known());
            recalled.lines_put_into(source, lines.write(&[], task.to()))
        }
    }
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
    if judged.broken > 0 && draft.method == Method::Generated {
        judged.again.get_or_insert_with(|| "codes of the markup did not come back".to_owned());
    }
    (judged, settled)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, atomic::Ordering};

    use super::*;
    use crate::{
        article::{Article, Id, Markup},
        cache::Cache,
        engine::Loader,
        pipeline::{
            Choice, Pipeline,
            scripted::{Act, Scripted},
        },
        segment::Source,
        text::Language,
    };

    fn translated(markdown: &str, engine: Arc<dyn Loader>) -> Result<String, String> {
        let article = Article {
            id: Id::Text("test".to_owned()),
            source: None,
            title: None,
            language: Some(Language::English),
            published: None,
            published_at: None,
            publisher: None,
            text: markdown.to_owned(),
            blocks: Vec::new(),
            markup: Markup::Markdown,
            extra: serde_json::Map::new(),
        };
        let task = Task::Translate(Translate {
            from: Language::English,
            to: Language::Chinese,
            glossary: Arc::default(),
        });
        let pipeline = Pipeline::new(vec![engine], Choice::Auto, Cache::disabled());
        let source = Source::whole(&article, article.fingerprint());
        pipeline
            .run(&task, &source, "test", &())
            .map(|done| done.outcome.text)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn tags_of_a_model_are_codes_again() {
        let engine = Scripted::new("m").with_tags().acts(&[Act::Say("<g1>论坛</g1>使用<g2>make</g2>。")]);
        let made = translated("- The [forum](https://x.org) uses `make`.\n", Arc::new(engine));
        assert_eq!(made, Ok("- [论坛](https://x.org)使用`make`。\n".to_owned()));
    }

    #[test]
    fn lost_tags_are_asked_for_again_and_then_their_places_are_found() {
        let lost = "论坛在大连使用make。";
        let markdown = "> The [forum](https://x.org) in **Dalian** uses `make`.\n";
        let mended = Scripted::new("m")
            .with_tags()
            .acts(&[Act::Say(lost), Act::Say("<g1>论坛</g1>在<g2>大连</g2>使用<g3>x</g3>。")]);
        let runs = Arc::clone(&mended.runs);
        assert_eq!(
            translated(markdown, Arc::new(mended)),
            Ok("> [论坛](https://x.org)在**大连**使用`make`。\n".to_owned())
        );
        assert_eq!(runs.load(Ordering::SeqCst), 2);

        let never = Scripted::new("m").with_tags().acts(&[Act::Say(lost)]);
        let runs = Arc::clone(&never.runs);
        assert_eq!(
            translated(markdown, Arc::new(never)),
            Ok("> [论坛](https://x.org)在**大连**使用`make`。\n".to_owned())
        );
        assert_eq!(runs.load(Ordering::SeqCst), 3);

        // Even where the words say nothing of what was kept.
        let without = Scripted::new("m").with_tags().acts(&[Act::Say("论坛在大连举行。")]);
        let made = translated(markdown, Arc::new(without)).unwrap();
        assert!(made.contains("](https://x.org)") && made.contains("`make`"), "{made}");
    }

    #[test]
    fn a_better_draft_stays_when_the_next_one_has_lost_more() {
        let engine = Scripted::new("m")
            .with_tags()
            .acts(&[Act::Say("<g1>论坛</g1>。\n<g1>会议。"), Act::Say("论坛。\n会议。")]);
        let made = translated("# The *forum*.\n\nThe *meeting*.\n", Arc::new(engine)).unwrap();
        assert!(made.starts_with("# *论坛*。\n\n"), "{made}");
        assert_eq!(made.matches('*').count(), 4, "{made}");
    }

    #[test]
    fn a_document_without_language_stays() {
        let markdown = "```sh\nls\n```\n\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n";
        assert_eq!(translated(markdown, Arc::new(crate::rules::Rules)), Ok(markdown.to_owned()));
    }
}
