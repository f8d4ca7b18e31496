//! Translation sentence by sentence, so that lines stay lines.

use std::ops::Range;

use crate::{
    checks::{Pair, Work, check},
    engine::{Draft, RunError, Stop, Watcher},
    neural::{
        NeuralError,
        cut::halves,
        decode::{Finish, beam::Written},
        progress::Progress,
    },
    outcome::Method,
    segment::{Passage, gap},
    task::Translate,
    text::sentence,
};

use super::{interpreter::Interpreter, punctuation};

/// One draft a passage. Each sentence is translated by itself; what has no letters (rules, numbers alone) and what is no
/// language (blank lines, indents) stays as it is.
///
/// At first the likeliest translation is taken. A passage that comes again had something wrong in it: then each of its
/// sentences gets the likeliest of the translations found that the checks have nothing against, and from the second time on
/// twice as many are followed.
pub(super) fn translate(
    interpreter: &Interpreter,
    task: &Translate,
    passages: &[Passage],
    round: u32,
    watcher: &dyn Watcher,
) -> Result<Vec<Draft>, RunError> {
    let pieces: Vec<Vec<Range<usize>>> =
        passages.iter().map(|passage| pieces(interpreter, task, &passage.text)).collect();
    let (mut requests, mut ends) = (Vec::new(), Vec::new());
    for (passage, pieces) in passages.iter().zip(&pieces) {
        let text = |piece: &Range<usize>| &passage.text[piece.clone()];
        requests.extend(pieces.iter().map(|piece| interpreter.sentence(text(piece), task.to, round)));
        ends.push(requests.len());
    }
    let mut progress = Progress::new(watcher, &ends, requests.len());
    let found = interpreter.desk.answer(requests, &mut progress).map_err(|error| match error {
        NeuralError::Cancelled => RunError::Cancelled,
        error => RunError::Failed { engine: interpreter.id.clone(), why: error.to_string() },
    })?;
    // What was searched beside it is not counted: it is the length of what is taken that a reader waits for.
    watcher.tokens(found.iter().filter_map(|found| found.first()).map(|best| best.tokens.len()).sum());
    let mut found = found.into_iter();
    let drafts: Vec<Draft> = passages
        .iter()
        .zip(&pieces)
        .map(|(passage, pieces)| {
            let (mut text, mut stop, mut at) = (String::new(), Stop::Finished, 0);
            for (piece, found) in pieces.iter().zip(found.by_ref()) {
                let between = &passage.text[at..piece.start];
                text.push_str(if at == 0 { between } else { gap(between, task.to) });
                let (said, finish) = chosen(interpreter, task, &passage.text[piece.clone()], &found, round);
                text.push_str(&said);
                if finish == Finish::Budget {
                    stop = Stop::Length;
                }
                at = piece.end;
            }
            text.push_str(&passage.text[at..]);
            Draft { text, method: Method::Generated, stop }
        })
        .collect();
    // Passages without any sentence are finished too.
    watcher.progress(drafts.len(), drafts.len());
    Ok(drafts)
}

/// The translation that is taken of a sentence, and how it ended.
fn chosen(
    interpreter: &Interpreter,
    task: &Translate,
    source: &str,
    found: &[Written],
    round: u32,
) -> (String, Finish) {
    let said = |written: &Written| {
        let text = interpreter.tokens.decode(&written.tokens);
        if task.to.is_chinese() { punctuation::chinese(&text) } else { text }
    };
    let Some(first) = found.first() else { return (String::new(), Finish::Budget) };
    if round > 0 {
        for written in found {
            let text = said(written);
            if written.finish != Finish::Budget && is_faithful(task, source, &text) {
                return (text, written.finish);
            }
        }
    }
    (said(first), first.finish)
}

/// Have the checks nothing against this translation that would have it refused?
fn is_faithful(task: &Translate, source: &str, target: &str) -> bool {
    let pair = Pair {
        task: Work::Translation,
        source,
        target,
        source_lang: task.from,
        target_lang: task.to,
        glossary: &task.glossary,
    };
    !check(&pair).iter().any(|finding| finding.fault.refused())
}

/// The sentences of a text that are translated one by one, in order; long ones are several.
fn pieces(interpreter: &Interpreter, task: &Translate, text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        for sentence in sentence::sentences(bare, Some(task.from)) {
            let sentence = from + sentence.start..from + sentence.end;
            pieces.extend(halves(text, sentence, &|part| interpreter.fits(part)));
        }
    }
    pieces.retain(|piece| text[piece.clone()].chars().any(char::is_alphabetic));
    pieces
}
