//! Summaries: in one go where the text fits, else in parts whose summaries are combined (map and reduce).

use std::ops::Range;

use crate::{
    engine::{Draft, RunError, Stop},
    outcome::Method,
    prompt::{Occasion, Step},
    segment::Passage,
    task::Summarize,
    text::{Language, sentence},
};

use super::{
    ask::{Ask, Question, occurring},
    budget,
};

/// Sentences of the summary of a part: enough to choose from.
const OF_A_PART: usize = 2;

/// A summary of the passage, straight in the language that is asked for; the other way is the pipeline's
/// ([`crate::task::Route`]).
pub(super) fn summarize(ask: &Ask<'_>, task: &Summarize, passage: &Passage) -> Result<Draft, RunError> {
    let sentences = task.length.sentences();
    let window = ask.engine.speaker.window;

    let mut occasion = Occasion { step: Step::Summarize, from: task.from, to: task.to };
    let mut text = passage.text.clone();
    let mut stop = Stop::Finished;
    loop {
        let last = question(task, occasion, &text, sentences, window);
        if fits(ask, &last)? {
            let Some(answer) = ask.answers(&[last], &[])?.pop() else { break };
            if answer.stop == Stop::Length {
                stop = Stop::Length;
            }
            return Ok(Draft { text: one_line(&answer.text, task.to), method: Method::Generated, stop });
        }
        let parts = parts(ask, task, occasion, &text)?;
        if parts.len() < 2 {
            break;
        }
        let questions: Vec<Question<'_>> = parts
            .iter()
            .map(|part| question(task, occasion, &text[part.clone()], OF_A_PART, window))
            .collect();
        let answers = ask.answers(&questions, &[])?;
        if answers.iter().any(|answer| answer.stop == Stop::Length) {
            stop = Stop::Length;
        }
        let lines: Vec<String> = answers
            .iter()
            .map(|answer| one_line(&answer.text, task.to))
            .filter(|line| !line.is_empty())
            .collect();
        let combined = lines.join("\n");
        // Combining what does not get shorter would go on for ever.
        if combined.len() >= text.len() {
            break;
        }
        text = combined;
        occasion = Occasion::combine(task.to);
    }
    let why =
        format!("a text of {} bytes could not be brought down to its window of {window} tokens", text.len());
    Err(RunError::Failed { engine: ask.engine.profile.id.clone(), why })
}

fn question<'a>(
    task: &Summarize,
    occasion: Occasion,
    text: &'a str,
    sentences: usize,
    window: usize,
) -> Question<'a> {
    let terms = if occasion.step == Step::Summarize { occurring(&task.glossary, text) } else { Vec::new() };
    Question {
        occasion,
        text,
        context: String::new(),
        terms,
        sentences,
        budget: budget::summary(sentences, window),
    }
}

/// True when the question can be put whole.
fn fits(ask: &Ask<'_>, question: &Question<'_>) -> Result<bool, RunError> {
    // Only a text that may fit is worth encoding: tokens are no longer than 64 bytes on the whole.
    let speaker = &ask.engine.speaker;
    let most = budget::TEXT.min(speaker.window);
    Ok(question.text.len() <= most * 64
        && speaker.measure(question.text) <= most
        && ask.tokens(question)?.len() + question.budget <= speaker.window)
}

/// The text in parts that each fit, cut between lines where possible, else between sentences, else anywhere.
fn parts(
    ask: &Ask<'_>,
    task: &Summarize,
    occasion: Occasion,
    text: &str,
) -> Result<Vec<Range<usize>>, RunError> {
    let speaker = &ask.engine.speaker;
    let language = if occasion.step == Step::Summarize { task.from } else { task.to };
    // What the prompt takes by itself, and all terms, which may all be in one part.
    let frame = Question { text: "", ..question(task, occasion, text, OF_A_PART, speaker.window) };
    let taken = ask.tokens(&frame)?.len() + frame.budget;
    let room = budget::TEXT.min(speaker.window.saturating_sub(taken));
    // Cutting changes tokens at the edges.
    let room = room - room / 16;
    if room == 0 {
        return Ok(Vec::new());
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for sentence in sentence::sentences(text, Some(language)) {
        for piece in within(ask, text, sentence, room) {
            let size = speaker.measure(&text[piece.clone()]) + 1;
            match parts.last_mut() {
                Some(part) if used + size <= room => {
                    part.end = piece.end;
                    used += size;
                }
                _ => {
                    parts.push(piece);
                    used = size;
                }
            }
        }
    }
    Ok(parts)
}

/// A sentence in pieces of at most `room` tokens: one, unless it is a monster.
fn within(ask: &Ask<'_>, text: &str, range: Range<usize>, room: usize) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    if piece.len() <= 4 || ask.engine.speaker.measure(piece) < room {
        return vec![range];
    }
    let cut = range.start + piece.floor_char_boundary(piece.len() / 2);
    let mut pieces = within(ask, text, range.start..cut, room);
    pieces.extend(within(ask, text, cut..range.end, room));
    pieces
}

/// A summary is one paragraph.
fn one_line(text: &str, language: Language) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(if language.is_chinese() { "" } else { " " })
}
