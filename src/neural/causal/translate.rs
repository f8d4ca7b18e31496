//! Translation: a question a line, so that lines stay lines.

use std::ops::Range;

use crate::{
    engine::{Draft, RunError, Stop},
    neural::cut::halves,
    outcome::Method,
    prompt::{Occasion, Step},
    segment::{Passage, gap},
    task::Translate,
    text::sentence,
};

use super::{
    ask::{Ask, Question, occurring},
    budget,
};

/// Bytes of the text before a line that are shown with it: a sentence or two, for pronouns and names.
const CONTEXT: usize = 400;

/// From this round on each sentence is asked for by itself: what a model garbles in a paragraph it may manage alone.
const SENTENCE_BY_SENTENCE: u32 = 2;

/// One draft a passage. Each line is a question of its own (long ones are several), with what stands before it for
/// context; whatever is no language (blank lines, indents) stays as it is.
pub(super) fn translate(
    ask: &Ask<'_>,
    task: &Translate,
    passages: &[Passage],
) -> Result<Vec<Draft>, RunError> {
    let pieces: Vec<Vec<Range<usize>>> =
        passages.iter().map(|passage| pieces(ask, task, passage)).collect::<Result<_, _>>()?;
    let (mut questions, mut ends) = (Vec::new(), Vec::new());
    for (passage, pieces) in passages.iter().zip(&pieces) {
        for piece in pieces {
            questions.push(question(ask, task, passage, piece)?);
        }
        ends.push(questions.len());
    }
    let mut answers = ask.answers(&questions, &ends)?.into_iter();
    let drafts = passages.iter().zip(&pieces).map(|(passage, pieces)| {
        let mut text = String::new();
        let mut stop = Stop::Finished;
        let mut at = 0;
        for (piece, answer) in pieces.iter().zip(answers.by_ref()) {
            let between = &passage.text[at..piece.start];
            text.push_str(if at == 0 { between } else { gap(between, task.to) });
            text.push_str(&answer.text);
            if answer.stop == Stop::Length {
                stop = Stop::Length;
            }
            at = piece.end;
        }
        text.push_str(&passage.text[at..]);
        Draft { text, method: Method::Generated, stop }
    });
    Ok(drafts.collect())
}

/// The parts of a passage that are asked for one by one, in order.
fn pieces(ask: &Ask<'_>, task: &Translate, passage: &Passage) -> Result<Vec<Range<usize>>, RunError> {
    let most = longest(ask, task, passage)?;
    let mut pieces = Vec::new();
    let mut start = 0;
    for line in passage.text.split_inclusive('\n') {
        let bare = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        if bare.is_empty() {
            continue;
        }
        let whole = from..from + bare.len();
        let fits = ask.engine.speaker.measure(bare) <= most;
        if fits && ask.round < SENTENCE_BY_SENTENCE {
            pieces.push(whole);
            continue;
        }
        for sentence in sentence::sentences(bare, Some(task.from)) {
            let sentence = whole.start + sentence.start..whole.start + sentence.end;
            pieces.extend(halves(&passage.text, sentence, &|part| ask.engine.speaker.measure(part) <= most));
        }
    }
    Ok(pieces)
}

/// The most tokens of a piece of the passage: the prompt takes its part of the window, with all terms that may occur.
fn longest(ask: &Ask<'_>, task: &Translate, passage: &Passage) -> Result<usize, RunError> {
    let frame = Question {
        occasion: Occasion { step: Step::Translate, from: task.from, to: task.to },
        text: "",
        context: String::new(),
        terms: occurring(&task.glossary, &passage.text),
        sentences: 0,
        budget: 0,
    };
    Ok(budget::line(ask.engine.speaker.window.saturating_sub(ask.tokens(&frame)?.len())))
}

/// The question for a piece. A second try goes without context, and so does whatever the window is too small for: small
/// models now and then translate the context too.
fn question<'a>(
    ask: &Ask<'_>,
    task: &Translate,
    passage: &'a Passage,
    piece: &Range<usize>,
) -> Result<Question<'a>, RunError> {
    let text = &passage.text[piece.clone()];
    let budget = budget::translation(ask.engine.speaker.measure(text));
    let question = |context: String| Question {
        occasion: Occasion { step: Step::Translate, from: task.from, to: task.to },
        text,
        context,
        terms: occurring(&task.glossary, text),
        sentences: 0,
        budget,
    };
    let context = if ask.round == 0 { context(passage, piece.start) } else { String::new() };
    if !context.is_empty() {
        let with = question(context);
        if ask.tokens(&with)?.len() + budget <= ask.engine.speaker.window {
            return Ok(with);
        }
    }
    let mut alone = question(String::new());
    // A small window leaves an answer less room than it might take; one that breaks off there is no answer.
    let room = ask.engine.speaker.window.saturating_sub(ask.tokens(&alone)?.len());
    alone.budget = budget.min(room);
    Ok(alone)
}

/// What stands before a piece: whole sentences, [`CONTEXT`] bytes at most.
fn context(passage: &Passage, start: usize) -> String {
    let before = passage.before.clone() + &passage.text[..start];
    let cut = before.ceil_char_boundary(before.len().saturating_sub(CONTEXT));
    let sentences = sentence::sentences(&before, None);
    let from = sentences.iter().map(|range| range.start).find(|start| *start >= cut);
    from.map_or_else(String::new, |from| before[from..].trim().to_owned())
}
